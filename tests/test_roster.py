"""A row of a roster: what a coach types into a cell, and what is said of what nobody could mean."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from solver.batch.roster import read_roster
from solver.documents.base import validate
from solver.documents.roster import RosterRow
from solver.errors import InputError
from solver.files.source import parse


def row(cells: str) -> RosterRow:
    """A row with some cells besides those that every row has."""
    return validate(RosterRow, parse(f"{{id: ada, events: 100m, {cells}}}", "roster"))


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ("best: '100m 11,40; 400m 1:02.5'", "best", {"100m": 11.4, "400m": 62.5}),
        ("best: {100m: '11,40', 800m: '1:52.3'}", "best", {"100m": 11.4, "800m": 112.3}),
        ("sex: W", "sex", "female"),
        ("sex: male", "sex", "male"),
        ("level: Elite", "level", "elite"),
        ("available: 'Mon, tue; FRI'", "available", ["mon", "tue", "fri"]),
        ("available: mon-thu", "available", ["mon", "tue", "wed", "thu"]),
        ("available: 'Sat - Mon, sun wed'", "available", ["sat", "sun", "mon", "wed"]),
        ("tags: 'young injured'", "tags", ["young", "injured"]),
    ],
)
def test_a_cell_is_read_as_it_is_meant(cells: str, field: str, value: Any) -> None:
    """Times with a comma or with minutes, words in capitals, several words in one cell."""
    assert getattr(row(cells), field) == value


def test_an_athlete_without_a_name_is_called_by_the_id() -> None:
    """A name is said where there is one."""
    assert (row("born: 2003").called, row("name: Ada Sprinter").called) == ("ada", "Ada Sprinter")


def test_days_away_stand_in_one_cell() -> None:
    """A span with its reason, then a single day without one."""
    away = row("away: '2026-11-02..2026-11-06 camp; 2026-12-24'").away
    days = [(each.from_, each.to, each.reason) for each in away]
    assert days[0] == (dt.date(2026, 11, 2), dt.date(2026, 11, 6), "camp")
    assert days[1][:2] == (dt.date(2026, 12, 24), dt.date(2026, 12, 24))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("best: fast", "found 'fast', expected events with times, such as '100m 11.40; 200m 22.90'"),
        ("best: {100m: quick}", "found 'quick', expected a number"),
        ("away: soon", "found 'soon', expected days such as '2026-11-02..2026-11-06 camp' or 2026-12-24"),
        ("away: '2026-11-31'", "the date 2026-11-31 does not exist"),
        ("away: '2026-11-06..2026-11-02'", "ends on 2026-11-02, before it begins on 2026-11-06"),
        (
            "away: [{from: 2026-11-02, to: 2026-11-06, for: ada}]",
            "expected no 'for': it is the athlete's own",
        ),
        ("group: aux", "found 'aux', expected a word that may be the name of a file"),
        ("available: mon-thi", "unknown weekday 'mon-thi'; did you mean 'mon'?"),
        ("available: never", "unknown weekday 'never'; known: mon, tue, wed, thu, fri, sat, sun"),
        ("sex: x", "found 'x', expected 'female' or 'male'"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_refused(cells: str, said: str) -> None:
    """A cell that cannot be meant is told with what was found and what was expected."""
    with pytest.raises(InputError) as caught:
        row(cells)
    assert [problem.message for problem in caught.value.problems] == [said]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ("[100]", "found 100, expected an event such as 100m"),
        ("60m 200", "found '200', expected an event such as 200m"),
    ],
)
def test_an_event_without_its_metres_is_told_with_them(events: str, said: str) -> None:
    """A number alone is no event: what it would be is said."""
    with pytest.raises(InputError) as caught:
        validate(RosterRow, parse(f"{{id: ada, events: {events}}}", "roster"))
    assert [each.message for each in caught.value.problems] == [said]


def test_an_event_at_which_no_meets_are_held_is_noted(tmp_path: Path) -> None:
    """An event that is no usual one may be a slip: it is noted once, and the row is read all the same."""
    path = tmp_path / "roster.csv"
    path.write_text("id,events\nada,100m 120m\nben,120m 110mh\n")
    found = read_roster(path)
    assert len(found.athletes) == 2 and len(found.notes) == 1
    assert found.notes[0].endswith("roster.csv:2:1  event '120m': no usual one; is it a slip of the pen?")
