"""Auditor and bounds on every small calendar: they find the same places, by the same steps."""

from __future__ import annotations

import pytest

from solver.examples.agreement import by_bounds
from solver.rules import KINDS
from tests.small import CASES, WORLDS, Grid, rule_of


@pytest.mark.parametrize("number", range(len(CASES)))
def test_auditor_and_bounds_agree(number: int) -> None:
    """On the calendars of a world, the auditor and the bounds of a rule see the same."""
    world, rule, step = CASES[number]
    calendars, broken, difference = Grid(rule, WORLDS[world]).compare(step)
    assert not difference, difference
    assert calendars >= -(-WORLDS[world].size // step)
    assert broken, "no calendar breaks the rule: the case says nothing"


def test_enough_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """There are more than 50,000 comparisons on complete sets of calendars, and some for every kind."""
    whole = sum(WORLDS[world].size for world, _, step in CASES if step == 1)
    total = sum(len(WORLDS[world].numbers(step)) for world, _, step in CASES)
    with capsys.disabled():
        print(  # noqa: T201 - how much was compared belongs on the screen
            f"\n{total:,} comparisons of auditor and bounds, {whole:,} on complete sets of calendars"
        )
    assert whole > 50_000
    assert {rule_of(rule)[1].word for _, rule, _ in CASES} == set(KINDS)


@pytest.mark.parametrize("number", range(0, len(CASES), 3))
def test_evaluator_is_right(number: int) -> None:
    """The arrays of the comparison hold what the places themselves say of a calendar."""
    world, rule, _ = CASES[number]
    grid = Grid(rule, WORLDS[world])
    seen = grid.seen
    for calendar, diary in grid.diaries(WORLDS[world].size // 5):
        assert seen[calendar] == by_bounds(grid.staged[1], diary)
