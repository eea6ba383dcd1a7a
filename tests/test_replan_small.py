"""Replanning on small calendars: against an exhaustive search, and session by session."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.diary import Done
from solver.errors import Infeasible
from solver.loading.load import reading
from solver.model.lowering import Lowering
from solver.plans.past import as_of
from solver.replans.differences import ALTERED, MILD, Difference, differences
from solver.replans.replan import replan
from solver.search.nearest import values_of
from solver.search.outcome import LEVELS, Settings
from solver.season import Season
from tests.club import write

CATALOGUE = """
catalogue: tiny
title: Two sessions
sessions:
  fly: {title: Flying, tags: [speed], class: high, dose: {reps: {from: 2, to: 3}, distance: 30}, minutes: 30, rpe: 8}
  tempo: {title: Tempo, class: low, dose: {reps: 10, distance: 100}, minutes: 20, rpe: 3}
  race: {title: Race, tags: [race], class: high, dose: {reps: 1, distance: 100}, minutes: 60, rpe: 9}
"""
SCENARIO = """
scenario: tiny
title: A week and the next
catalogue: sessions
calendar: {starts: 2026-10-05, weeks: 2}
athlete: {name: Ada, events: [100m]}
phases: [{phase: general-preparation, weeks: 2}]
rules:
  apart: {spacing: {between: high, at_least: 2 days}}
  speed: {limit: {sessions: speed, per: week, at_least: 2, at_most: 3}}
  no-run: {run: {of: [fly, tempo], at_most: 4}}
  load: {limit: {load: [fly, tempo], per: 3 days, at_most: 640}}
  tempo: {level: should, limit: {sessions: tempo, per: week, at_least: 3}}
  fresh: {level: prefer, spacing: {between: tempo, and: fly, at_least: 2 days}}
"""
#: The day from which it is planned anew.
DAY = 10
#: A plan that keeps all of it.
PLAN = {
    0: "fly3",
    1: "tempo",
    3: "fly3",
    4: "tempo",
    5: "tempo",
    7: "fly3",
    8: "tempo",
    10: "fly2 tempo",
    12: "tempo",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny scenario."""
    found = tmp_path_factory.mktemp("tiny")
    write(found, "constraints/sessions.yaml", CATALOGUE)
    write(found, "scenarios/tiny.yaml", SCENARIO)
    return found


def season_of(folder: Path, changes: Mapping[str, Any]) -> Season:
    """The season with some changes."""
    return reading(folder / "scenarios/tiny.yaml").changed(changes).season()


def done(season: Season, day: int, words: str) -> list[Done]:
    """The sessions of a day: 'fly3 tempo'."""
    forms = {form.session: form for form in season.catalogue.forms.values()}
    found = []
    for word in words.split():
        name, count = (word[:-1], int(word[-1])) if word[-1].isdigit() else (word, forms[word].first)
        found.append(Done.of("Ada", day, "day", forms[name], count))
    return found


def planned(season: Season, days: Mapping[int, str]) -> list[Done]:
    """The sessions of some days."""
    return [each for day, words in days.items() for each in done(season, day, words)]


def every_plan(season: Season, base: Sequence[Done], days: Sequence[int]) -> Iterator[list[Done]]:
    """Every plan whatever, as far as some days go; the others are as they were."""
    fixed = [each for each in base if each.day not in days]
    choices = [f"{fly} {tempo}".strip() for fly in ("", "fly2", "fly3") for tempo in ("", "tempo")]
    meets = {meet.day for meet in season.calendar.meets(season.athletes[0])}
    offered = [
        [done(season, day, f"{each} race" if day in meets else each) for each in choices] for day in days
    ]
    for chosen in product(*offered):
        yield [*fixed, *(each for there in chosen for each in there)]


EVENTS: Sequence[tuple[str, Mapping[str, Any]]] = (
    ("a day away", {"away": [{"from": dt.date(2026, 10, 15), "to": dt.date(2026, 10, 15)}]}),
    ("fewer sprints", {"rules": {"speed": {"limit": {"at_most": 1, "at_least": 1}}}}),
    ("a meet", {"competitions": [{"date": dt.date(2026, 10, 16), "name": "Cup"}]}),
    ("farther apart", {"rules": {"apart": {"spacing": {"at_least": "4 days"}}}}),
    ("less load", {"rules": {"load": {"limit": {"at_most": 310}}}}),
    ("no fast Thursdays", {"rules": {"thu": {"pin": {"avoid": "fly"}, "when": {"weekdays": "thu"}}}}),
    ("tempo alone", {"rules": {"alone": {"pairing": {"each": "fly", "avoids": "tempo", "within": ["same day"]}}}}),
    ("nothing", {}),
)  # fmt: skip


def distance(changes: Sequence[Difference]) -> tuple[int, int]:
    """How many sessions changed, and how mildly: the smaller the milder."""
    return len(changes), sum(MILD[each.sort] + ALTERED * each.altered for each in changes)


@pytest.mark.parametrize("publish", [0, 2])
@pytest.mark.parametrize(("name", "changes"), EVENTS, ids=[each[0] for each in EVENTS])
def test_as_an_exhaustive_search_finds(
    folder: Path, name: str, changes: Mapping[str, Any], publish: int
) -> None:
    """No plan has fewer changes in the fence, then fewer in all, then milder ones, then a better score."""
    season = season_of(folder, changes)
    plan = planned(season, PLAN)
    season = as_of(season, DAY, plan)
    found = replan(season, plan, Settings(3), publish)
    fence = range(DAY, DAY + publish)

    def far(sessions: Sequence[Done]) -> tuple[int, ...]:
        every = differences(found.base.sessions, sessions, season.race_forms)
        inside = sum(len({each.day for each in (c.old, c.new) if each and each.day in fence}) for c in every)
        return inside, *distance(every)

    nearest = far(found.sessions)
    scores = [
        (*far(each), *verdict.score.values())
        for each in every_plan(season, found.base.sessions, range(DAY, 14))
        if far(each) <= nearest and (verdict := audit(season, season.diary(each))).passed
    ]
    assert (*nearest, *found.verdict.score.values()) == min(scores)
    assert found.proven and found.changed == nearest[1]
    assert (found.changed == 0) == (name == "nothing")
    assert all(each.event or each.forced for each in found.changes)


def test_no_plan_is_proven(folder: Path) -> None:
    """Where no plan keeps the musts ahead, that is said."""
    season = season_of(folder, {"rules": {"no-speed": {"pin": {"avoid": "fly"}, "when": {"weeks": [2]}}}})
    plan = planned(season, PLAN)
    with pytest.raises(Infeasible):
        replan(as_of(season, 7, plan), plan, Settings(3))


def test_more_changes_for_the_score(folder: Path) -> None:
    """The curve is that of an exhaustive search: for each number of changes the best score there is."""
    season = season_of(folder, {"rules": {"tempo": {"limit": {"at_least": 4}}}})
    plan = planned(season, PLAN)
    season = as_of(season, DAY, plan)
    found = replan(season, plan, Settings(5), most=3)
    best: dict[int, tuple[int, ...]] = {}
    for each in every_plan(season, plan, range(DAY, 14)):
        number = len(differences(plan, each))
        if number <= 3 and (verdict := audit(season, season.diary(each))).passed:
            score = tuple(verdict.score.values())
            best[number] = min(score, best.get(number, score))
    curve = {point.changed: (point.score["should"], point.score["prefer"]) for point in found.curve}
    for number in range(4):
        least = min(score for changed, score in best.items() if changed <= number)
        assert min(score for changed, score in curve.items() if changed <= number) == least
    assert len(curve) > 1 and found.changed == max(curve)
    assert all(each.saved for each in found.changes)


@pytest.mark.parametrize("day", range(1, 14))
def test_both_readings_of_a_past(folder: Path, day: int) -> None:
    """Whatever was done, solver and auditor count the same from any day on, and ask nothing of the past."""
    chance = random.Random(day)
    season = season_of(folder, {"rules": {"apart": {"level": "should"}, "no-run": {"level": "prefer"},
                                          "load": "off", "speed": "off"}})  # fmt: skip
    plan = planned(season, {d: chance.choice(["fly3", "tempo", "fly2 tempo", ""]) for d in range(14)})
    season = as_of(season, day, plan)
    verdict, lowering = audit(season, season.diary(plan)), Lowering(season)
    values = values_of(lowering, plan)
    assert values is not None
    assert {level: lowering.model.value(level, values) for level in LEVELS} == verdict.score
    assert all(max(f.breach.days) >= day for v in verdict.verdicts for f in v.findings)


def test_differences_are_the_fewest() -> None:
    """Pairs of sessions are matched as no other matching does better: tried with all of them."""
    chance, tried = random.Random(1), 0
    for _ in range(200):
        old, new = ([_some(chance) for _ in range(chance.randint(0, 4))] for _ in "ab")
        old, new = list(dict.fromkeys(old)), list(dict.fromkeys(new))
        if len({(d.day, d.session) for d in old}) < len(old) or len({(d.day, d.session) for d in new}) < len(
            new
        ):
            continue
        assert distance(differences(old, new)) == _least(old, new)
        tried += 1
    assert tried > 60


def _some(chance: random.Random) -> Done:
    return Done("Ada", chance.randrange(4), "day", (word := chance.choice("abc")), word, chance.randint(1, 2))


def _least(old: Sequence[Done], new: Sequence[Done]) -> tuple[int, int]:
    """The fewest and mildest changes over all ways to pair sessions; those of the same day stay together."""
    same = [(o, n) for o in old for n in new if (o.day, o.session) == (n.day, n.session)]
    fixed = [Difference("dose", o, n) for o, n in same if o.count != n.count]
    rest = (
        [o for o in old if o not in [a for a, _ in same]],
        [n for n in new if n not in [b for _, b in same]],
    )
    best = None
    for order in permutations([*rest[1], *[None] * len(rest[0])], len(rest[0])):
        changes, fits = list(fixed), True
        for o, n in zip(rest[0], order, strict=True):
            if n is None:
                changes.append(Difference("dropped", o, None))
            elif o.session == n.session:
                changes.append(Difference("moved", o, n))
            elif o.day == n.day:
                changes.append(Difference("replaced", o, n))
            else:
                fits = False
        changes += [Difference("added", None, n) for n in rest[1] if n not in order]
        if fits:
            best = min(best or distance(changes), distance(changes))
    assert best is not None and MILD["moved"] < MILD["replaced"]
    return best
