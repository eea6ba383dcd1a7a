"""Plans from files that a coach made or edited; nothing is dropped, and nothing of a stranger is trusted."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.cli import main
from solver.documents.base import validate
from solver.documents.mapping import MappingFile
from solver.errors import InputError
from solver.files.source import parse
from solver.files.text import STEERING
from solver.imports import workbook as bounds
from solver.imports.formats import read
from solver.imports.mapping import LOOKS
from solver.imports.understood import Imported
from solver.season import Season
from solver.typed.oneline import LineReader, Unread
from tests.handing_on import NAMES, export, season, usual, write

FILES = {"ics": "a.ics", "xlsx": "a.xlsx", "sessions.csv": "a.csv", "csv": "b.csv", "json": "a.json"}


def back(raw: bytes | str, name: str, season: Season, **more: Any) -> Imported:
    """What is read of a file."""
    path = Path(name)
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return read(path, season, **more)


def words(**sections: Any) -> MappingFile:
    """A mapping."""
    return MappingFile.model_validate({"mapping": "mine", **sections})


def sheet(rows: list[list[Any]], change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(found: Imported) -> list[str]:
    """The problems, each on one line."""
    return [" ".join(str(each).split()) for each in found.problems]


# ---- there and back ----------------------------------------------------------------------------------------

HOSTILE = ("=1+1", "+49", "-2", "@SUM(A1)", "'quoted'", '"', ",;|", "_x0041_", "a: 4 x 30 m", "[x]", "(y)", "\U0001f3c3\u200d\U0001f4a8",
           "\\n\\,", "</t>&amp;", "Ada: Ben", "e\u0301", "\u05d0\u05d1", "rest", "x" * 1500)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u200e\u200f\u2028\u2029")
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(LETTERS, min_size=1, max_size=12)).map(
    lambda text: " ".join(STEERING.sub("", text).split()) or "x"
)


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_what_is_exported_is_read_back(data: st.DataObject) -> None:
    """The same sessions and the same words, in every format, whatever the names are."""
    names = {name: data.draw(TEXT, name) for name in NAMES}
    names["ben"] = f"{names['ben']} 2"
    with tempfile.TemporaryDirectory() as folder:
        found = season(Path(folder), names)
        every = usual(found)
        chosen = [each for each in every if each.session == "race" or data.draw(st.booleans())]
        said = {
            each: data.draw(TEXT) for each in chosen if each.session != "race" and data.draw(st.booleans())
        }
        for word, name in FILES.items():
            one = [0] if word == "csv" else None
            there = [each for each in chosen if not one or each.athlete == found.athletes[0].name]
            raw = export(found, chosen, word, one, said)
            got = back(raw, f"{folder}/{name}", found, whose=found.athletes[0].name if one else None)
            assert told(got) == [], word
            assert set(got.sessions) == set(there), word
            if word != "csv" or not any("\n" in each for each in said.values()):
                assert got.said == {each: said[each] for each in there if each in said}, word


def test_a_plan_comes_back_whole(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """The sessions of the plan file are the same to the letter; what is known of the plan is not more than is known."""
    write(Path(), two, usual(two))
    assert main(["export", "plan.json", "--out", "a.xlsx"]) == 0
    assert main(["import", "a.xlsx", "--scenario", "scenario.yaml", "--out", "b.json"]) == 0
    assert "every must holds" in capsys.readouterr().out
    one, other = (json.loads(Path(name).read_text()) for name in ("plan.json", "b.json"))
    assert one["sessions"] == other["sessions"]
    assert (other["status"], other["effort"]) == ("feasible", 0)
    assert [each["at_least"] for each in other["levels"]] == [None, None]
    assert main(["audit", "b.json", "--scenario", "scenario.yaml"]) == 0
    assert main(["export", "b.json", "--as", "md"]) == 0


@pytest.mark.parametrize("name", ["x" * 10_000, "a\u202eb", "a\x07b", "a\u200fb"])
def test_names_that_no_screen_can_show_are_refused_where_they_stand(tmp_path: Path, name: str) -> None:
    """Long before any export: with file, line and column."""
    with pytest.raises(InputError) as caught:
        season(tmp_path, {**NAMES, "ada": name})
    assert caught.value.problems[0].mark


# ---- a grid that a coach edited ---------------------------------------------------------------------------


def edited(season: Season, **cells: str | None) -> bytes:
    """Our workbook with some cells of the first grid changed."""
    book = openpyxl.load_workbook(io.BytesIO(export(season, usual(season), "xlsx")))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_what_a_coach_changes_in_the_grid_is_the_plan(two: Season) -> None:
    """Moved to another day and slot, another dose, a new session in words that only name it."""
    raw = edited(two, C6="Basic strength: 4 sets", E7="flyings 3x30", F6="6 x 100 m extensive tempo")
    before, after = set(usual(two)), set(back(raw, "a.xlsx", two).sessions)
    changed = {(each.day, each.slot, each.form, each.count) for each in after - before}
    assert changed == {(0, "am", "lift", 4), (2, "pm", "fly@30", 3), (3, "am", "tempo", 6)}
    assert {(each.day, each.form) for each in before - after} == {(0, "fly@30"), (0, "lift")}


def test_what_is_not_understood_is_listed_with_its_cell(
    two: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    """All at once, in the order of the sheet; nothing is written, unless that is wanted."""
    raw = edited(
        two,
        C6="6x60 flat out",
        D6="Flying sprints: 4 x 35 m",
        E7="fly",
        I10="Autumn cup (A), 2 rounds",
        L6="bring spikes",
    )
    Path("a.xlsx").write_bytes(raw)
    words = ["import", "a.xlsx", "--scenario", "scenario.yaml", "--out", "b.json"]
    assert main(words) == 2
    assert " ".join(capsys.readouterr().err.split()) == (
        "a.xlsx Grid 1 Ada!C6 found '6x60 flat out', expected a session with its dose; unknown session 'flat out' "
        "a.xlsx Grid 1 Ada!D6 found '4 x 35 m', expected a dose of fly over 20 m or 30 m, as in '1 x 30 m' "
        "a.xlsx Grid 1 Ada!L6 found 'bring spikes' outside the days, expected nothing there "
        "a.xlsx Grid 1 Ada!E7 how much? Expected a dose, as in 'fly: 1 x 30 m' "
        "a.xlsx Grid 1 Ada!I10 found 'Autumn cup (A), 2 rounds', a meet of Sat 17 Oct; meets are moved in the scenario "
        "5 problems"
    )
    assert not Path("b.json").exists()
    assert main([*words, "--keep-going"]) == 0
    out, err = capsys.readouterr()
    assert "left out: 5 entries" in err and "Grid 1 Ada!L6" in err
    assert "written to b.json: 7 sessions" in out


@pytest.mark.parametrize("label", ["Wk #2", "12/10/2026", "19 Oct 2026", "KW 42"])
def test_a_week_that_is_not_understood_is_no_other_week(label: str, two: Season) -> None:
    """Rows behind a label with a number in it that says neither week nor date are told, not laid on the week before."""
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    rows = [["", *days], ["week 1", "-"], [label, "lift: 1 set"], ["wk 2", "-"]]
    found = back(sheet(rows), "grid.xlsx", two)
    assert told(found) == [
        f"grid.xlsx Sheet!A3 found {label!r}, expected a date such as 2026-10-05, or 'week 2'; the row was not read"
    ]
    assert not found.sessions


def test_a_plan_that_breaks_a_must_is_read_and_says_so(
    two: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the coach's plan: it is written with what it breaks, and exported with the mark."""
    Path("a.xlsx").write_bytes(edited(two, H10=None))
    assert main(["import", "a.xlsx", "--scenario", "scenario.yaml", "--out", "b.json"]) == 0
    out = capsys.readouterr().out
    assert (
        "it breaks what must hold" in out and "calendar: expected one race of 2 rounds for Autumn cup" in out
    )
    assert main(["export", "b.json", "--out", "b.ics"]) == 0
    assert "the file says so too" in capsys.readouterr().out


def test_a_grid_of_ones_own_is_read_with_ones_own_words(two: Season) -> None:
    """Weekdays at the top, the week at the left; a line stays as it was written and stands for a session."""
    own = words(
        words={"flat out": "fly", "gym": {"session": "lift", "work": "4 sets"}, "run": "tempo"},
        slots={"Morning": "am", "evening": "pm"}, ignore=["Physio"],
    )  # fmt: skip
    rows = [
        ["My plan"],
        ["", "", "Mon", "Tuesday", "wed", "Thu", "Fri", "Sat", "Sun"],
        ["Week 1", "morning", "6x30 flat out", "gym", "", "-", "rest", "run 10 x 100 (on grass)"],
        ["", "evening", "Physio\nhill day [flyings: 3 x 20 m]"],
        [dt.date(2026, 10, 14), "Evening", "", "Shake-out, two build-ups"],
    ]
    found = back(sheet(rows), "own.xlsx", two, mapping=own, whose="Ada")
    assert told(found) == []
    assert {
        (each.day, each.slot, each.form, each.count): found.said.get(each) for each in found.sessions
    } == {
        (0, "am", "fly@30", 6): "6x30 flat out",
        (1, "am", "lift", 4): "gym",
        (5, "am", "tempo", 10): "run 10 x 100 (on grass)",
        (0, "pm", "fly@20", 3): "hill day",
        (8, "pm", "shake", 1): None,
    }


@pytest.mark.parametrize(
    ("line", "form", "count"),
    [
        ("fly: 4 x 30 m", "fly@30", 4), ("Flying sprints: 4x30m", "fly@30", 4), ("4 \u00d7 30 flyings", "fly@30", 4),
        ("Flying sprints, 30 m run-in: 4 x 20 m", "fly@20", 4), ("extensive tempo 800 m", "tempo", 8),
        ("Basic strength: 4 sets of 5", "lift", 4), ("jumps 60 contacts", "jumps", 60), ("race: 2 rounds", "race", 2),
        ("easy bike - 30 min", "easy", 30), ("shake", "shake", 1),
    ],
)  # fmt: skip
def test_a_line_is_read_as_a_coach_means_it(two: Season, line: str, form: str, count: int) -> None:
    """By id, title or what others call it, in any order."""
    found = LineReader(two.catalogue).read(line)
    assert found and (found.form.key, found.count, found.said) == (form, count, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4 x 30 m", "expected the session as well"), ("fly 4", "expected a session with its dose"),
        ("fly: 8-10 x 30 m", "expected a dose"), ("fly: many", "expected work"), ("flyng: 4 x 30 m", "did you mean 'flyings'"),
        ("lift: 4 x 30 m", "expected a dose of lift"), ("fly: 4 reps", "expected the distance as well: 20 m or 30 m"),
        ("jumps: 5 x 30 m", "expected a dose of jumps"), ("x" * 6001, "found 6,001 characters, expected a session"),
        ("fly: 0 x 30 m", "whole numbers"), ("tempo: 850 m", "expected a dose of tempo over 100 m"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_session_is_told_why(two: Season, line: str, says: str) -> None:
    """A line that is no session is told with what was found and what was expected."""
    with pytest.raises(Unread, match=says):
        LineReader(two.catalogue).read(line)


def test_words_of_ones_own_take_a_dose(two: Season) -> None:
    """After a colon as amid words; what stands for a session that is not there is told."""
    reader = LineReader(two.catalogue, words(words={"flat out": "fly", "gone": "nowhere"}))
    found = reader.read("Flat out: 6x30 m")
    assert found and (found.form.key, found.count, found.said) == ("fly@30", 6, "Flat out: 6x30 m")
    with pytest.raises(Unread, match="unknown session 'nowhere'"):
        reader.read("gone: 6x30 m")


def test_words_that_differ_in_capitals_only_are_refused() -> None:
    """A mapping has one meaning for a word, however it is written."""
    with pytest.raises(InputError, match="'Flat  Out' is the same as 'flat out'"):
        validate(MappingFile, parse("mapping: mine\nwords: {flat out: fly, Flat  Out: tempo}"))


# ---- tables and calendars ----------------------------------------------------------------------------------


def test_a_table_of_ones_own_is_read(two: Season) -> None:
    """With semicolons, other headings, an athlete and a slot by other names."""
    own = words(columns={"Datum": "date", "Einheit": "session", "Wer": "athlete", "Zeit": "slot"},
                athletes={"Adi": "Ada"}, slots={"früh": "am"})  # fmt: skip
    text = "Datum;Wer;Zeit;Einheit\r\n2026-10-06;Adi;früh;10x100 m Extensive tempo\r\n2026-10-07;Ben;PM;lift: 3 sets\r\n"
    found = back(text, "own.csv", two, mapping=own)
    assert told(found) == []
    assert [(e.athlete, e.day, e.slot, e.form, e.count) for e in found.sessions] == [
        ("Ada", 1, "am", "tempo", 10), ("Ben", 2, "pm", "lift", 3)
    ]  # fmt: skip


def test_what_is_wrong_in_a_table_is_told_line_by_line(two: Season) -> None:
    """Dates, names, slots, doses, days twice: each with its line."""
    text = (
        "date,athlete,slot,session,count,distance\n2026-13-01,Ada,am,fly,4,30\n20261006,Ada,am,fly,4,30\n2027-10-06,Ada,am,fly,4,30\n"
        "2026-10-06,Bea,am,fly,4,30\n2026-10-06,Ada,noon,fly,4,30\n2026-10-06,Ada,am,fly,4,35\n"
        "2026-10-06,Ada,am,fly,four,30\n2026-10-06,Ada,am,lift,3,\n2026-10-06,Ada,am,lift,4,\n2026-10-06,,am,fly,4,30\n"
    )  # fmt: skip
    found = back(text, "own.csv", two)
    says = [
        "2 found '2026-13-01', expected a date", "3 found '20261006', expected a date",
        "4 2027-10-06 is not between 2026-10-05 and 2026-10-18", "5 unknown athlete 'Bea'", "6 unknown slot 'noon'",
        "7 fly is not done over 35 m; expected 20 m or 30 m", "8 found 'four', expected a whole number",
        "10 lift stands twice on Tue 6 Oct", "11 whose session is it?",
    ]  # fmt: skip
    for line, said in zip(told(found), says, strict=True):
        number, _, message = said.partition(" ")
        assert line.startswith(f"own.csv:{number}:1 ") and message in line
    with pytest.raises(InputError, match="unknown column 'sesion'; did you mean 'session'"):
        back("date,sesion\n2026-10-06,fly\n", "own.csv", two)


def event(*lines: str, zone: str = "") -> str:
    """A calendar with one event."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x//y//EN",
        *([f"X-WR-TIMEZONE:{zone}"] if zone else []),
    ]
    return "\r\n".join([*head, "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("lines", "zone", "day", "slot"),
    [
        (["DTSTART:20261006T090000"], "", 1, "am"), (["DTSTART:20261006T173000"], "", 1, "pm"),
        (["DTSTART:20261006T060000"], "", 1, "am"), (["DTSTART;TZID=Europe/Oslo:20261007T180000"], "", 2, "pm"),
        (["DTSTART:20261006T230000Z"], "Europe/Berlin", 2, "am"),
        (["DTSTART;VALUE=DATE:20261008", "X-SPEEDFIRST-SLOT:pm"], "", 3, "pm"),
    ],
)  # fmt: skip
def test_an_event_is_a_session_at_its_time(
    two: Season, lines: list[str], zone: str, day: int, slot: str
) -> None:
    """The slot is the last one that has begun."""
    found = back(event("SUMMARY:Ben: Easy bike: 30 min", *lines, zone=zone), "own.ics", two)
    assert told(found) == []
    assert [(e.athlete, e.day, e.slot, e.form) for e in found.sessions] == [("Ben", day, slot, "easy")]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["SUMMARY:Ben: easy 30 min", "DTSTART:20261006T090000", "RRULE:FREQ=WEEKLY"], "expected an event for each session"),
        (["SUMMARY:Ben: easy 30 min", "DTSTART:20261006T090000Z"], "expected a local time"),
        (["SUMMARY:Ben: easy 30 min"], "without a day"),
        (["SUMMARY:Ben: easy 30 min", "DTSTART;VALUE=DATE:20261006"], "at what time of day?"),
        (["SUMMARY:Dentist", "DTSTART:20261006T090000"], "whose session is it?"),
        (["SUMMARY:Ben: Dentist", "DTSTART:20261006T090000"], "expected a session with its dose"),
    ],
)  # fmt: skip
def test_an_event_that_is_no_session_is_told(two: Season, lines: list[str], says: str) -> None:
    """With the line on which it begins."""
    found = back(event(*lines), "own.ics", two)
    assert not found.sessions and all(each.startswith("own.ics:4:1") for each in told(found))
    assert any(says in each for each in told(found))


# ---- mapping files ----------------------------------------------------------------------------------------


def test_a_mapping_that_means_nothing_is_refused_where_it_stands(
    two: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every word of it, at once."""
    Path("own.csv").write_text("date,session\n")
    Path("words.yaml").write_text(
        "mapping: mine\nwords: {flat out: flyng, gym: {session: lift, work: 4 stets}}\nslots: {noon: mid}\n"
    )
    words = ["import", "own.csv", "--scenario", "scenario.yaml", "--out", "b.json", "--mapping", "words.yaml"]
    assert main(words) == 2
    assert "words.yaml:2:53  words.gym.work" in capsys.readouterr().err
    Path("words.yaml").write_text(Path("words.yaml").read_text().replace("stets", "sets"))
    assert main(words) == 2
    err = capsys.readouterr().err
    assert "unknown session 'flyng'" in err and "words.yaml:3:" in err and "unknown slot 'mid'" in err
    assert err.count("a mapping looks like this") == 1 and "speedfirst schema mapping" in err
    assert main(["check", "words.yaml"]) == 0


def test_the_mapping_that_is_shown_is_one() -> None:
    """What a message says a mapping looks like can be read as one."""
    shown = LOOKS[LOOKS.index("{") : LOOKS.index(";")]
    assert validate(MappingFile, parse(shown)).words["gym"].session == "max-strength"


# ---- strangers' files --------------------------------------------------------------------------------------


def repacked(raw: bytes, **parts: bytes) -> bytes:
    """A workbook with some parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            stem = Path(each.filename).stem.replace("[", "").replace("]", "")
            new.writestr(each.filename, parts.get(stem, old.read(each)))
        for name in {*parts} - {Path(each.filename).stem for each in old.infolist()}:
            new.writestr(name, parts[name])
    return stream.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + SHEET.format(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&l8;</t></is></c></row>', ""
)
CELL = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04 no zip", "not a workbook"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "has to be saved as one"),
        (repacked(sheet([["x"]]), sheet1=b"<worksheet"), "not a workbook that can be read"),
        (repacked(sheet([["x"]]), sheet1=BOMB.encode()), "not a workbook that can be read"),
        (
            repacked(sheet([["x"]]), bomb=b"0" * (bounds.TYPED.part + 1)),
            "a part of the workbook is larger than 16 MB",
        ),
        (
            repacked(sheet([["x"]]), sheet1=SHEET.format(CELL.format(1_048_576, "A"), "").encode()),
            "more than 5,000 rows",
        ),
        (
            repacked(sheet([["x"]]), sheet1=SHEET.format(CELL.format(1, "XFD"), "").encode()),
            "more than 200 columns",
        ),
        (b"x" * 4_000_001, "larger than 4 MB"),
    ],
    ids=["zip", "xls", "xml", "entities", "bomb", "rows", "columns", "size"],
)
def test_a_workbook_of_a_stranger_does_no_harm(two: Season, raw: bytes, says: str) -> None:
    """Broken, swollen or endless: refused, and at once."""
    with pytest.raises(InputError, match=says):
        back(raw, "evil.xlsx", two)


def test_merged_cells_without_end_are_not_filled(two: Season) -> None:
    """Seventeen thousand million cells are one."""
    merged = SHEET.format(CELL.format(1, "A"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    found = back(repacked(sheet([["x"]]), sheet1=merged.encode()), "evil.xlsx", two)
    assert "expected a week grid" in told(found)[0]


def test_formulas_are_not_guessed(two: Season) -> None:
    """One that nobody has computed is told; a text that only looks like one is text."""
    rows = [["", "", "Mon", "Tue", "Wed"], ["week 1", "am", "=A1", "lift: 3 sets"]]
    found = back(sheet(rows), "own.xlsx", two, whose="Ada")
    assert ["own.xlsx Sheet!C2 found a formula without a value" in each for each in told(found)] == [True]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.csv", b"date,session\n2026-10-06,fl\x00y\n", "U+0000 cannot be shown"),
        ("a.csv", b'date,session\n2026-10-06,"fly\n', "is a quote left open?"),
        ("a.csv", b"", "the file is empty"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "not a calendar"),
        ("a.ics", "BEGIN:VCALENDAR\r\nX:\u202e\r\n".encode(), "U+202E cannot be shown"),
        ("a.json", b'{"plan": 1}', "this is a plan already"),
        ("a.json", b'{"export": 1, "weeks": 3}', "'scenario' is missing"),
        ("a.pdf", b"%PDF", "expected a file that ends in .csv, .ics, .json or .xlsx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(two: Season, name: str, raw: bytes, says: str) -> None:
    """A file that cannot be read is refused with its place, never with a traceback."""
    with pytest.raises(InputError) as caught:
        back(raw, name, two)
    assert says in str(caught.value)
