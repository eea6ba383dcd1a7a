"""Plans in the formats of other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import icalendar
import jsonschema
import openpyxl
import pytest

from solver.auditor import audit
from solver.cli import main
from solver.diary import Done
from solver.documents.schema import schema
from solver.exports.formats import WRITERS, by_ending
from solver.exports.sheets.annual import macrocycles
from solver.season import Season
from tests.handing_on import NAMES, done, export, season, usual, write
from tests.pages import classed, parsed, text_of


@pytest.fixture
def two(tmp_path: Path, two: Season) -> Season:
    """The squad, with its plan in plan.json."""
    write(tmp_path, two, usual(two))
    return two


def events(raw: bytes) -> dict[str, icalendar.Event]:
    """The events of a calendar by UID."""
    return {str(each["UID"]): each for each in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def moved(sessions: list[Done], place: int, **to: int | str) -> list[Done]:
    """A plan in which one session is changed."""
    return [replace(each, **to) if n == place else each for n, each in enumerate(sessions)]  # type: ignore[arg-type]


# ---- the command -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.ics", "ics"),
        ("a.CSV", "csv"),
        ("a.sessions.csv", "sessions.csv"),
        ("a.intervals.json", "intervals"),
    ],
)
def test_the_ending_tells_the_format(name: str, word: str) -> None:
    """The longest ending that fits the name of a file tells the format."""
    found = by_ending(name)
    assert found and found.word == word


def test_every_format_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every format is listed with what it is for."""
    assert main(["export", "plan.json", "--as", "list"]) == 0
    out = capsys.readouterr().out
    assert all(word in out and each.says in out for word, each in WRITERS.items())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--out", "a.docx"], "expected a name that ends in"),
        (["--as", "excel"], "unknown format"),
        (["--as", "xlsx"], "it is no text"),
        ([], "--out is missing"),
        (["--out", "a.csv"], "--athlete is missing: csv is for one; there are Ada and Ben"),
        (["--out", "a.ics", "--athlete", "Adda"], "did you mean 'Ada'"),
        (["--out", "a.ics", "--weeks", "2-9"], "there is no week 9"),
        (["--out", "plan.json", "--as", "json"], "the export is made from it"),
        (["--out", "scenario.yaml", "--as", "md"], "the export is made from it"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    two: Season, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """What cannot be exported is refused before anything is written."""
    before = sorted(Path().iterdir())
    assert main(["export", "plan.json", *words]) == 2
    assert says in capsys.readouterr().err
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("word", sorted(WRITERS))
def test_a_plan_that_does_not_pass_is_exported_only_if_it_says_so(
    two: Season, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """A plan that breaks a must is refused with code 1; one that records its breaches carries the mark."""
    found = season(tmp_path, rules={"rested": {"limit": {"days": "high", "per": "season", "at_most": 1}}})
    write(tmp_path, found, usual(found))
    words = ["export", "plan.json", "--as", word, "--out", "out", "--athlete", "Ada"]
    assert main(words) == 1
    assert "does not pass its audit" in capsys.readouterr().err and not Path("out").exists()
    broken = audit(found, found.diary(usual(found))).broken
    write(tmp_path, found, usual(found), [str(each) for each in broken])
    assert main(words) == 0
    assert "breaks 1 rule that must hold: rested" in capsys.readouterr().out
    raw = Path("out").read_bytes()
    if word == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(raw))
        assert "rested" in str(book["Grid"]["A3"].value)
    else:
        assert b"rested" in raw


@pytest.mark.parametrize("word", sorted(WRITERS))
def test_the_same_plan_gives_the_same_bytes(two: Season, word: str) -> None:
    """There is no clock in any format."""
    one, other = (export(two, each, word, [0]) for each in (usual(two), usual(two)[::-1]))
    assert one == other
    if word == "xlsx":
        with zipfile.ZipFile(io.BytesIO(one)) as parts:
            assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert parts.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_the_overlays_of_a_plan_are_found(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan is judged by the scenario that it names, with the changes it was made with."""
    Path("no-cup.yaml").write_text("extends: scenario.yaml\ncompetitions: {Autumn cup: off}\n")
    words = ["--apply", "no-cup.yaml", "--set", "title=Changed"]
    assert main(["plan", "scenario.yaml", *words, "--out", "other.json", "--quiet"]) == 0
    assert main(["export", "other.json", "--as", "md"]) == 0
    out, err = capsys.readouterr()
    assert "# Changed" in out and "note" not in err
    assert main(["audit", "other.json"]) == 0
    assert "Changed" in capsys.readouterr().out
    Path("no-cup.yaml").unlink()
    assert main(["export", "other.json", "--as", "md"]) == 2
    assert "was made with 'no-cup.yaml', which is not there" in capsys.readouterr().err


def test_a_workbook_is_replaced_only_if_asked(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody may have filled in the log."""
    words = ["export", "plan.json", "--out", "a.xlsx"]
    Path("a.xlsx").write_text("typed in")
    assert main(words) == 2
    assert "say --replace" in capsys.readouterr().err and Path("a.xlsx").read_text() == "typed in"
    assert main([*words, "--replace"]) == 0
    assert Path("a.xlsx").read_bytes().startswith(b"PK")


# ---- calendars --------------------------------------------------------------------------------------------


def test_events_stand_at_their_time(two: Season) -> None:
    """Sessions of a slot follow each other; the meet is an event too; local times of no zone."""
    found = list(events(export(two, usual(two), "ics", [0])).values())
    times = [(str(e["SUMMARY"]), e["DTSTART"].dt, e["DTEND"].dt) for e in found[:2]]
    nine = dt.datetime.fromisoformat("2026-10-05T09:00")
    assert times == [
        ("Flying sprints, 30 m run-in: 4 x 30 m", nine, nine + dt.timedelta(minutes=57)),
        ("Basic strength: 3 sets of 5", nine + dt.timedelta(minutes=57), nine + dt.timedelta(minutes=86)),
    ]
    assert str(found[-1]["SUMMARY"]) == "Autumn cup (A), 2 rounds"
    assert found[-1]["CATEGORIES"].cats == ["A meet"] and found[0]["CATEGORIES"].cats == ["high"]
    told = str(found[0]["DESCRIPTION"]).splitlines()
    assert told == ["4 x 30 m, in 3.87 or faster est.", "Warm-up: 35 min", "Rest: 3 min, walk back"]


def test_without_times_events_last_all_day(tmp_path: Path) -> None:
    """The day after is where they end, as all-day events do."""
    found = season(tmp_path, calendar={"starts": "DATE", "weeks": 2, "slots": ["am", "pm"]})
    first = next(iter(events(export(found, usual(found), "ics", [0])).values()))
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    assert first["DTSTART"].params["VALUE"] == "DATE" and str(first["TRANSP"]) == "TRANSPARENT"


def test_lines_of_calendars_are_folded(tmp_path: Path) -> None:
    """At most 75 octets, each ending in CR LF, and no letter is cut in two."""
    found = season(tmp_path, {**NAMES, "fly": "\U0001f3c3" * 100})
    raw = export(found, usual(found), "ics")
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 and line.decode().isprintable() for line in raw.split(b"\r\n"))


@pytest.mark.parametrize(
    ("to", "remembered"), [({"day": 2}, False), ({"slot": "am"}, False), ({"day": 9}, True)]
)
def test_a_session_that_moves_keeps_its_event(
    two: Season, to: dict[str, int | str], remembered: bool
) -> None:
    """Within its week without an older calendar, further with it; then its SEQUENCE counts up, and no other's."""
    old = export(two, usual(two), "ics")
    new = export(two, moved(usual(two), 3, **to), "ics", before=old if remembered else None)
    before, after = events(old), events(new)
    assert set(before) == set(after)
    changed = {uid for uid in before if before[uid]["DTSTART"].dt != after[uid]["DTSTART"].dt}
    assert [str(after[uid]["SUMMARY"]) for uid in changed] == ["Ada: Flying sprints, 30 m run-in: 3 x 20 m"]
    if remembered:
        assert {uid for uid in after if after[uid]["SEQUENCE"] == 1} == changed
        assert all(before[uid].to_ical() == after[uid].to_ical() for uid in before if uid not in changed)


def test_a_calendar_written_again_is_the_same(two: Season) -> None:
    """If nothing changed, not a byte does; also after changes."""
    changed = moved(usual(two), 3, day=9)[1:]
    one = export(two, usual(two), "ics")
    two_ = export(two, changed, "ics", before=one)
    assert export(two, usual(two), "ics", before=one) == one
    assert export(two, changed, "ics", before=two_) == two_


def test_a_session_that_is_gone_is_called_off(two: Season) -> None:
    """And comes back as the same event with the plan that has it."""
    old = export(two, usual(two), "ics")
    new = export(two, usual(two)[1:], "ics", before=old)
    gone = [each for each in events(new).values() if str(each["STATUS"]) == "CANCELLED"]
    assert [str(each["SUMMARY"]) for each in gone] == ["Ada: Flying sprints, 30 m run-in: 4 x 30 m"]
    back = events(export(two, usual(two), "ics", before=new))
    assert set(back) == set(events(old)) and back[str(gone[0]["UID"])]["SEQUENCE"] == 2
    assert {str(each["STATUS"]) for each in back.values()} == {"CONFIRMED"}


def test_others_stay_as_they_are(two: Season) -> None:
    """Who exports one athlete, or one week, leaves the events of the rest alone."""
    old = export(two, usual(two), "ics")
    part = export(two, usual(two)[1:], "ics", [1], before=old)
    week = export(two, usual(two)[1:], "ics", before=old, weeks=[2])
    assert events(part).keys() == events(week).keys() == events(old).keys()
    assert b"CANCELLED" not in part + week


def test_next_week_of_the_same_scenario_is_another_week(tmp_path: Path) -> None:
    """Who plans week by week does not move last week's events."""
    first = season(tmp_path)
    old = export(first, usual(first)[:1], "ics", [0])
    slots = {"am": "9:00", "pm": "17:30"}
    later = season(tmp_path, calendar={"starts": "2026-10-12", "weeks": 2, "slots": slots}, away=[])
    assert not events(old).keys() & events(export(later, usual(later)[:1], "ics", [0])).keys()


@pytest.mark.parametrize("text", ["my notes", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_calendar_of_ours_is_not_written_over(
    two: Season, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """A file that is no calendar of ours stays, and another name is asked for."""
    Path("a.ics").write_text(text, newline="")
    assert main(["export", "plan.json", "--out", "a.ics"]) == 2
    assert "no calendar of this scenario" in capsys.readouterr().err
    assert Path("a.ics").read_bytes().decode() == text


# ---- tables, pages, other programs ----------------------------------------------------------------------


def test_names_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    """In tables behind an apostrophe, in workbooks as strings; the only formulas are those of the log."""
    names = {
        **NAMES,
        "ada": "=cmd|'/C calc'!A0",
        "title": "@SUM(1)",
        "fly": "+1",
        "meet": "-2",
        "ben": "=1+1",
    }
    found = season(tmp_path, names)
    rows = list(csv.reader(io.StringIO(export(found, usual(found), "sessions.csv").decode(), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = openpyxl.load_workbook(io.BytesIO(export(found, usual(found), "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.parent.title for cell in cells if cell.data_type == "f"} == {"Log"}
    assert {cell.column_letter for cell in cells if cell.data_type == "f"} == {*"LM", *"QRST"}
    steering = [cell for cell in cells if str(cell.value).startswith(tuple("=+-@")) and cell.data_type == "s"]
    assert len(steering) > 20 and all(cell.quotePrefix for cell in steering)


def test_the_plan_csv_is_the_one_that_others_import(two: Season) -> None:
    """Its columns, an empty tss, metres with their unit; lines end in CR LF."""
    raw = export(two, usual(two), "csv", [0]).decode()
    first, *_ = rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert raw.count("\r\n") == len(rows) + 1
    assert list(first) == [
        "day", "sport", "subtype", "title", "duration_minutes", "tss", "description", "phase",
        "planned_distance", "planned_distance_unit",
    ]  # fmt: skip
    assert (first["day"], first["sport"], first["tss"]) == ("2026-10-05", "Run", "")
    assert (first["planned_distance"], first["planned_distance_unit"]) == ("120", "m")
    assert rows[1]["sport"] == "WeightTraining" and rows[1]["planned_distance_unit"] == ""


def test_a_workbook_is_made_for_the_screen_and_for_paper(two: Season) -> None:
    """Frozen heads, landscape, as wide as the page; colours by how hard the day is; the log asks."""
    book = openpyxl.load_workbook(io.BytesIO(export(two, usual(two), "xlsx")))
    assert book.sheetnames == ["Grid 1 Ada", "Grid 2 Ben", "Annual", "Log"]
    for sheet in book:
        assert sheet.freeze_panes and sheet.print_title_rows and sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    grid = book["Grid 1 Ada"]
    monday, tuesday = grid["C6"], grid["D6"]
    assert monday.value.splitlines() == [
        "Flying sprints, 30 m run-in: 4 x 30 m (in 3.87 or faster est.)", "Basic strength: 3 sets of 5"
    ]  # fmt: skip
    assert monday.fill.start_color.rgb != tuesday.fill.start_color.rgb != "00000000"
    assert book["Grid 2 Ben"]["I6"].value == "(family)"
    assert [each.sqref for each in book["Log"].data_validations.dataValidation]
    assert macrocycles(["general-preparation", "taper", "transition", "general-preparation"]) == [1, 1, 1, 2]


def test_events_for_intervals_icu(two: Season) -> None:
    """Categories, types and times as they are named there; repeats are not nested; nothing is made up."""
    found = json.loads(export(two, usual(two), "intervals", [0]))
    fly, race = found[0], found[-1]
    assert (fly["category"], fly["type"], fly["start_date_local"]) == (
        "WORKOUT",
        "Run",
        "2026-10-05T09:00:00",
    )
    assert (fly["moving_time"], fly["distance"]) == (57 * 60, 240)
    assert fly["description"].splitlines()[-6:] == [
        "Warm-up", "- 35m", "", "Main set 4x", "- in 3.87 or faster est. 30mtr", "- Rest 3m"
    ]  # fmt: skip
    assert (race["category"], race["name"]) == ("RACE_A", "Autumn cup (A), 2 rounds")
    assert "icu_training_load" not in fly and len({each["external_id"] for each in found}) == len(found)


def test_markdown_shows_names_as_they_are(tmp_path: Path) -> None:
    """What would be markup there is escaped; every row has as many cells as the head."""
    found = season(tmp_path, {**NAMES, "fly": "a|b `c` <script> *d*", "meet": "[x](y)"})
    text = export(found, usual(found), "md").decode()
    assert r"a\|b \`c\` \<script\> \*d\*" in text and r"\[x\](y) (A)" in text
    rows = [line.replace(r"\|", "") for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {8} and text.count("| rest |") > 10


def test_json_is_as_its_schema_says(two: Season) -> None:
    """JSON is as `speedfirst schema export` says."""
    data = json.loads(export(two, usual(two), "json"))
    jsonschema.validate(data, schema("export"))
    assert data["sessions"][0]["starts"] == "2026-10-05T09:00:00" and len(data["weeks"]) == 4


def test_some_weeks_of_one_athlete(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """Of some weeks of one athlete only their sessions are exported."""
    assert main(["export", "plan.json", "--as", "json", "--athlete", "Ben", "--weeks", "2"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(each["athlete"], each["week"]) for each in data["sessions"]] == [("Ben", 2)]
    assert done(two, 1, 12, "pm", "race", 2).session == data["sessions"][0]["session"]


def test_pages_to_print_have_a_week_each(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """Every session on its day, with dose, target and rest; the weeks that were asked for; nothing to run."""
    assert main(["export", "plan.json", "--as", "html", "--weeks", "1"]) == 0
    page = parsed(capsys.readouterr().out)
    weeks = list(classed(page, "week"))
    assert [each.get("aria-label") for each in weeks] == ["Ada, week 1", "Ben, week 1"]
    assert [len(list(classed(each, "day"))) for each in weeks] == [7, 7]
    monday, tuesday, *_ = classed(weeks[0], "day")
    names = [[text_of(each) for each in classed(day, "name")] for day in (monday, tuesday)]
    assert names == [["Flying sprints, 30 m run-in", "Basic strength"], ["Extensive tempo"]]
    assert "4 \u00d7 30 m in 3.87 or faster est." in text_of(monday) and "walk back" in text_of(monday)
    assert "family" in text_of(list(classed(weeks[1], "day"))[-1])
    assert not [each.tag for each in page.iter() if each.tag in ("script", "a", "details")]
