"""Typed plans are read from CSV and YAML as coaches write them; what cannot be is located."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.documents.quantities import Known
from solver.errors import InputError
from solver.typed import audit_file, read_typed
from solver.typed.said import Typed
from tests.typed_season import ONE, TWO, season, typed

RULE = "  mine: {limit: {days: tempo, at_most: 2}}"


def read(
    folder: Path, text: str, name: str = "plan.csv", who: str = ONE, slots: str = "[day]"
) -> list[Typed]:
    """The sessions of a typed plan."""
    return list(read_typed(typed(folder, text, name), season(folder, RULE, who, slots)).sessions)


def refused(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch, **more: str) -> str:
    """What is said of a typed plan that cannot be read."""
    monkeypatch.chdir(folder)
    with pytest.raises(InputError) as caught:
        read(folder, text, **more)
    return str(caught.value)


def test_columns_in_any_order(tmp_path: Path) -> None:
    """Columns stand in any order, in capitals too, and cells may be blank."""
    (one,) = read(tmp_path, "Reps,Session,INTENSITY,date\n12,tempo,,2026-10-06\n")
    assert (one.said.session, one.said.reps, one.said.intensity, one.day) == (
        "tempo",
        Known.of(12),
        None,
        1,
    )


def test_semicolons(tmp_path: Path) -> None:
    """A spreadsheet's mark at the start, semicolons, decimal commas and per cent signs are understood."""
    rows = [
        "\ufeffdate;session;intensity;metres",
        "2026-10-06;running;97,5 %;400",
        "",
        ";;;",
        "2026-10-07;rest;;",
    ]
    text = "\r\n".join(rows)
    (one,) = read(tmp_path, text)
    assert (one.said.intensity, one.said.metres) == (Known.of(97.5), Known.of(400))


def test_separators_at_the_end_of_the_header(tmp_path: Path) -> None:
    """A spreadsheet's empty columns after the last one are no columns."""
    (one,) = read(tmp_path, "date,session,,\n2026-10-06,tempo,,\n")
    assert one.said.session == "tempo"


def test_quotes(tmp_path: Path) -> None:
    """A cell in quotes may hold the separator."""
    who = ONE.replace("A. Sprinter", "'Sprinter, A.'")
    (one,) = read(tmp_path, 'date,athlete,session\n2026-10-06,"Sprinter, A.",tempo\n', who=who)
    assert one.athlete == "Sprinter, A."


def test_yaml(tmp_path: Path) -> None:
    """A plan in YAML has the same words and the same meaning."""
    text = "plan: My week\ndays:\n  - {date: 2026-10-06, session: tempo, reps: 12}\n"
    csv = read(tmp_path, "date,session,reps\n2026-10-06,tempo,12\n")
    assert [each.said for each in read(tmp_path, text, "plan.yaml")] == [each.said for each in csv]
    ours = season(tmp_path, RULE)
    states = [[v.state for v in audit_file(tmp_path / name, ours)] for name in ("plan.csv", "plan.yaml")]
    assert states[0] == states[1] == ["broken", "holds"]


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each problem is said with line, column and the name of the column; all of them at once."""
    text = (
        "date,session,reps,distance,intensity,slot,athlete\n"
        "2026-10-06,tmpo,12,,,,\n"
        "2026-10-07,tempo,many,,,,\n"
        "\n"
        "2027-02-30,tempo,-1,1e9,200,,\n"
        ",tempo,2.5,,,,\n"
    )
    assert refused(tmp_path, text, monkeypatch) == (
        "plan.csv:3:18  reps\n  found 'many', expected a whole number\n"
        "plan.csv:5:1  date\n  the date 2027-02-30 does not exist\n"
        "plan.csv:5:18  reps\n  found -1, expected a number of at least 1\n"
        "plan.csv:5:21  distance\n  found '1e9', expected a whole number\n"
        "plan.csv:5:25  intensity\n  found 200, expected a number of at most 130\n"
        "plan.csv:6:1\n  'date' is missing\n"
        "plan.csv:6:8  reps\n  found 2.5, expected a whole number"
    )


def test_words_of_the_season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions, slots, athletes and dates that the season lacks are refused, with the nearest word."""
    text = (
        "date,athlete,slot,session\n"
        "2026-10-06,A. Sprintr,mp,tmpo\n"
        "2026-11-06,A. Sprinter,am,?\n"
        "2026-10-06,,am,rest\n"
    )
    assert refused(tmp_path, text, monkeypatch, who=TWO, slots="[am, pm]") == (
        "plan.csv:2:12  athlete\n  unknown athlete 'A. Sprintr'; did you mean 'A. Sprinter'?\n"
        "plan.csv:2:23  slot\n  unknown slot 'mp'; known: am, pm\n"
        "plan.csv:2:26  session\n  unknown session, tag or class 'tmpo'; did you mean 'tempo'?\n"
        "plan.csv:3:1  date\n  2026-11-06 is outside the plan (2026-10-05 to 2026-10-18)\n"
        "plan.csv:4:1  athlete\n  'athlete' is missing: there are several"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "plan.csv:1:1\n  the file is empty"),
        ("\n \n", "plan.csv:1:1\n  the file is empty"),
        ("date,session\n", "plan.csv:1:1\n  no session below the header"),
        ("date,sesion\n", "plan.csv:1:1  header\n  unknown column 'sesion'; did you mean 'session'?\n"
         "plan.csv:1:1  header\n  the column 'session' is missing"),
        ("date,session,date\n", "plan.csv:1:1  header\n  the column 'date' stands twice"),
        ("date,session\n2026-10-06,tempo,12\n", "plan.csv:2:1\n  found 3 cells, the header has 2"),
        ('date,session\n2026-10-06,"tempo\n', "plan.csv:2:1\n  not CSV: is a quote left open?"),
        ("date,session\n2026-10-06,te\x1bmpo\n",
         "plan.csv:2:14\n  the character U+001B cannot be shown; take it out"),
        ("date,session\n2026-10-06,\n", "plan.csv:2:1\n  'session' is missing"),
    ],
)  # fmt: skip
def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    """A file that is no table of sessions is refused in words that help."""
    assert refused(tmp_path, text, monkeypatch) == said


def test_yaml_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem in YAML is said with its path."""
    text = "plan: Mine\ndays:\n  - {date: 2026-10-06, session: tempo, rep: 2}\n  - {session: tempo}\n"
    assert refused(tmp_path, text, monkeypatch, name="plan.yaml") == (
        "plan.yaml:3:40  days[0].rep\n  unknown word 'rep'; did you mean 'reps'?\n"
        "plan.yaml:4:5  days[1]\n  'date' is missing"
    )
