"""The log sheet of a workbook, filled in by a coach, tells what was done."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from solver.actuals.done import lived
from solver.cli import main
from solver.errors import InputError
from solver.exports.sheets.log import HEADS
from solver.imports.log import read
from solver.season import Season
from tests.handing_on import export, usual, write

#: The column of each head.
COLUMN = {name.lower(): number for number, name in enumerate(HEADS, 1)}
#: The row of Ada's sessions: flying and lifting on Monday, tempo on Tuesday, flying on Thursday.
FLY, LIFT, TEMPO, LATER = 3, 4, 5, 6


def filled(two: Season, cells: Mapping[tuple[int, str], Any], name: str = "log.xlsx") -> Path:
    """Our workbook with some cells of the log filled in."""
    book = openpyxl.load_workbook(io.BytesIO(export(two, usual(two), "xlsx")))
    for (row, head), value in cells.items():
        book["Log"].cell(row, COLUMN[head]).value = value
    book.save(name)
    return Path(name)


def told(two: Season, cells: Mapping[tuple[int, str], Any], days: int = 5) -> set[tuple[object, ...]]:
    """What was done by Ada in the first days, as the sheet tells it."""
    done, _ = lived(two, usual(two), read(filled(two, cells), two), days)
    return {
        (d.day, d.form, d.count, float(d.amounts["minutes"]), float(d.amounts["load"]))
        for d in done
        if d.athlete == "Ada"
    }


def test_a_sheet_without_answers_tells_nothing(two: Season) -> None:
    """What nobody answered went as planned, word for word."""
    assert read(filled(two, {}), two) == []
    assert len(told(two, {})) == 4


def test_answers_are_what_was_done(two: Season) -> None:
    """Yes with an RPE and minutes, half of it, not at all; the rest of a day that is told went as planned."""
    plain = told(two, {})
    cells = {
        (FLY, "done"): "yes",
        (FLY, "rpe"): 9,
        (FLY, "minutes"): 50,
        (TEMPO, "done"): "Part ",
        (LATER, "done"): "no",
    }
    found = told(two, cells)
    assert (0, "fly@30", 4, 50.0, 450.0) in found
    assert {each for each in plain if each[1] == "lift"} < found
    assert [each[:3] for each in found if each[0] == 1] == [(1, "tempo", 5)]
    assert not [each for each in found if each[0] == 3]
    assert told(two, {(FLY, "rpe"): 7.5}) == told(two, {(FLY, "rpe"): 7.5, (FLY, "done"): "yes"}) != plain


def test_rows_may_be_edited_and_added(two: Season) -> None:
    """Another dose, another session, one more at the end; head and columns may be anywhere."""
    last = 3 + len(usual(two))
    cells = {
        (FLY, "session"): "Flying sprints: 2 x 20 m", (FLY, "done"): "yes", (LIFT, "done"): "no",
        (last, "date"): two.calendar.date(2), (last, "athlete"): "Ada", (last, "slot"): "pm",
        (last, "session"): "Easy bike: 25 min", (last, "done"): "yes",
    }  # fmt: skip
    assert {each[:3] for each in told(two, cells)} == {
        (0, "fly@20", 2), (1, "tempo", 10), (2, "easy", 25), (3, "fly@20", 3),
    }  # fmt: skip


def test_slips_are_told_with_their_cells(two: Season) -> None:
    """All at once; a sheet that is no log is refused."""
    cells = {
        (FLY, "done"): "maybe", (FLY, "rpe"): 11, (LIFT, "session"): "heavy thing", (LIFT, "done"): "yes",
        (TEMPO, "minutes"): "an hour", (LATER, "date"): "soon", (LATER, "done"): "yes",
    }  # fmt: skip
    with pytest.raises(InputError) as error:
        read(filled(two, cells), two)
    said = str(error.value)
    for part in (
        "log.xlsx Log!I3", "found 'maybe', expected yes, part or no", "Log!J3", "found 11, expected a number from 0 to 10",
        "Log!E4", "Log!K5", "found 'an hour'", "Log!A6", "found 'soon', expected a date",
    ):  # fmt: skip
        assert part in said
    book = openpyxl.Workbook()
    book.save("other.xlsx")
    with pytest.raises(InputError, match="expected a sheet 'Log'"):
        read(Path("other.xlsx"), two)
    book.active.title = "Log"  # type: ignore[union-attr]
    book.save("other.xlsx")
    with pytest.raises(InputError, match="a row with the heads Date, Session and Done"):
        read(Path("other.xlsx"), two)


def test_a_plan_goes_on_from_its_log_sheet(two: Season, capsys: pytest.CaptureFixture[str]) -> None:
    """What the sheet says was missed is gone, what was done is there with its load, and the plan passes its audit."""
    write(Path(), two, usual(two))
    filled(two, {(FLY, "done"): "yes", (FLY, "rpe"): 9, (FLY, "minutes"): 50, (TEMPO, "done"): "no"})
    words = ["replan", "plan.json", "--from", "2026-10-08", "--log", "log.xlsx", "--out", "new.json", "-q"]
    assert main(words) == 0
    assert "not done: am Extensive tempo" in capsys.readouterr().out
    assert main(["audit", "new.json"]) == 0
    text = Path("new.json").read_text()
    assert '"load": 450' in text and text.count('"tempo"') == 1
