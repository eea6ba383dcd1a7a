"""That no plan changes fewer sessions: what some weeks prove, against a search of all of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from solver.backends.answers import Budget
from solver.loading.load import Reading, reading
from solver.plans.past import as_of
from solver.replans.owed import prepared
from solver.replans.part import OWED, Ahead, Part, limit
from solver.replans.proof import Proof
from solver.search.outcome import Settings
from solver.search.search import search
from tests.bench.dice import Dice
from tests.club import write
from tests.test_replan_small import CATALOGUE

SESSIONS = (
    CATALOGUE
    + """
  hop: {title: Hops, class: medium, dose: {reps: {from: 2, to: 3}}, minutes: 20, rpe: 5}
"""
)
#: Weeks owe something to each other: fast sessions before hops, metres that rise slowly, rests across weeks.
SCENARIO = """
scenario: month
title: A month and more
catalogue: sessions
calendar: {starts: 2026-10-05, weeks: 5}
athlete: {name: Ada, events: [100m]}
phases: [{phase: general-preparation, weeks: 5}]
rules:
  apart: {spacing: {between: high, at_least: 3 days}}
  speed: {limit: {sessions: speed, per: week, at_least: 2, at_most: 2}}
  easy: {spacing: {between: tempo, at_least: 3 days}}
  no-run: {run: {of: [fly, tempo, hop], at_most: 3}}
  tempo: {limit: {sessions: tempo, per: week, at_least: 2, at_most: 2}}
  gap: {spacing: {between: speed, at_most: 5 days}}
  hops: {limit: {sessions: hop, per: week, at_least: 1, at_most: 2}}
  before: {spacing: {between: hop, and: fly, at_least: 2 days}}
  less: {progression: {metres: fly, from: week, rise: {at_most: 50%}}}
"""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Five weeks of the tiny athlete."""
    folder = tmp_path_factory.mktemp("month")
    write(folder, "constraints/sessions.yaml", SESSIONS)
    write(folder, "scenarios/month.yaml", SCENARIO)
    return reading(folder / "scenarios/month.yaml")


def planned_with(dice: Dice) -> Mapping[str, Any]:
    """Wishes that make another plan of each seed."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return {
        f"wish-{name}": {
            "level": "should", "pin": {"avoid": name},
            "when": {"weekdays": sorted({dice.one(days) for _ in range(3)}, key=days.index)},
        }
        for name in ("fly", "tempo", "hop")
    }  # fmt: skip


def happens(dice: Dice) -> Mapping[str, Any]:
    """Something that happens in the third week, or a rule that changes there."""
    day = dt.date(2026, 10, 19) + dt.timedelta(dice.between(0, 6))
    to = min(day + dt.timedelta(dice.between(0, 2)), dt.date(2026, 10, 25))
    return dice.one(
        (
            {"away": [{"from": day, "to": to}]},
            {"rules": {"third": {"limit": {"sessions": "fly", "per": "week", "at_least": 3}, "when": {"weeks": [3]}}}},
            {"rules": {"third": {"pin": {"avoid": "fly"}, "when": {"weeks": [3], "weekdays": ["mon", "wed", "fri"]}}}},
            {"rules": {"third": {"limit": {"sessions": "tempo", "per": "week", "at_most": 1}, "when": {"weeks": [3]}}}},
        )
    )  # fmt: skip


def searched(part: Part, fence: bool = True, most: int | None = None) -> tuple[int, int, int] | None:
    """The rank of the best plan of a part; None if there is no plan.

    Parameters
    ----------
    fence
        Whether as little as can be changes within the fence, before all.
    most
        The most sessions that may change there.
    """
    weights = part.weights() if fence else (0, part.weights()[1])
    posted = part.posted()
    if most is not None:
        limit(posted, part.distance.fenced, most - part.distance.least_fenced)
    posted.minimise(part.costs(weights))
    answer = posted.run(Budget(20.0))
    assert answer.status in ("optimal", "infeasible")
    if (values := answer.values) is None:
        return None
    far = part.distance
    return part.model.value(OWED, values), far.within_fence(values), far.changed(values)


def cases(month: Reading, publish: int, seeds: Iterable[int]) -> Iterator[Ahead]:
    """What is ahead after something that breaks a must of the third week."""
    for seed in seeds:
        dice = Dice("proof", seed)
        there = month.changed({"rules": planned_with(dice)})
        sessions = search(there.season(), Settings(1)).sessions
        season = there.changed(happens(dice)).season()
        ahead, before = prepared(as_of(season, 14, sessions), sessions, publish)
        if before.broken:
            yield ahead


@pytest.mark.parametrize("publish", [0, 4])
def test_what_weeks_prove_is_true_of_all(month: Reading, publish: int) -> None:
    """Where some weeks prove that no plan changes fewer, a search of all weeks finds none, and so for the fence."""
    told: Counter[str] = Counter()
    for ahead in cases(month, publish, range(14)):
        every = ahead.part(range(2, 5))
        for weeks in ({2}, {2, 3}):
            mine = searched(ahead.part(weeks))
            if mine is None:
                told["no plan"] += 1
                continue
            proven, apart = Proof(ahead, frozenset(weeks), lambda posted: posted.run(Budget(20.0))).of(mine)
            least = searched(every, fence=False, most=mine[1] if apart else None)
            assert least is not None
            fewest = (mine[0], mine[2]) == (least[0], least[2])
            assert fewest or not proven
            told["proven" if proven else "fewest" if fewest else "too many"] += 1
            told["apart"] += proven and apart
    assert told["proven"] >= 6 and told["too many"] >= 2, told
