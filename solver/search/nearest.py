"""From a plan of another season to one of this season: the same where that keeps the musts, else the nearest.

The nearest plan is the one with the fewest changed sessions (:mod:`solver.search.distance`).
It is looked for in the weeks where the auditor sees musts broken, then in more weeks around these, at last
everywhere: what stands outside of those weeks stays as it was.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.diary import Done
from solver.model.choices import TIDY
from solver.model.linear import Model
from solver.model.lowering import Lowering
from solver.search.distance import Distance
from solver.season import Season

#: What the distance counts beside being tidy.
FAR = 1_000
#: By how many weeks on each side the broken weeks are widened, one try after the other, before it is all.
AROUND = (0, 1, 3)
#: Deterministic time for one try, an athlete's week of those that may change.
WORK = 0.1


@dataclass(frozen=True, slots=True)
class Near:
    """What becomes of a plan.

    Parameters
    ----------
    values
        The nearest plan in terms of the model; None if none was found.
    weeks
        The weeks, from 0, in which it may be another one; none if it is the plan itself.
    work
        Deterministic time spent.
    """

    values: list[int] | None
    weeks: Collection[int]
    work: float


def assigned(lowering: Lowering, sessions: Sequence[Done]) -> list[int]:
    """The values of all variables in a plan that keeps the musts."""
    values = values_of(lowering, sessions)
    assert values is not None
    return values


def values_of(lowering: Lowering, sessions: Sequence[Done]) -> list[int] | None:
    """The values of all variables in a plan; None if it breaks a must."""
    model, fixed = lowering.model, lowering.choices.fixed(sessions)
    if fixed is None:
        return None
    values = [fixed.get(v, low) for v, low in enumerate(model.lower)]
    free = [v for v in range(len(values)) if v not in fixed]
    answer = Posted(model, values, free).run(Budget(math.inf), linearization=0, first=True)
    if answer.values is None:
        return None
    values = model.settled(answer.values, model.slacks)
    return values if model.keeps(values) else None


def wished(lowering: Lowering, sessions: Sequence[Done]) -> dict[int, int]:
    """The choices that are closest to a plan: sessions that cannot be are left out, doses come near."""
    wanted = {(each.athlete, each.day, each.slot, each.form): each.count for each in sessions}
    values: dict[int, int] = {}
    for choice in lowering.choices.all:
        cell = choice.cell
        count = wanted.get((cell.athlete, cell.day, cell.slot, cell.form.key))
        values[choice.done] = int(count is not None)
        if choice.steps is not None:
            offered = cell.form.counts()
            near = offered[0] if count is None else min(offered, key=lambda each: abs(each - count))
            values[choice.steps] = offered.index(near)
    return values


def nearest(
    season: Season, lowering: Lowering, sessions: Sequence[Done], budget: Callable[[float], Budget]
) -> Near:
    """The nearest plan of a season to one that may break some of its musts.

    Parameters
    ----------
    sessions
        The plan.
    budget
        What a try may cost, from the most for it.
    """
    if (values := values_of(lowering, sessions)) is not None:
        return Near(values, (), 0.0)
    fixed, work = wished(lowering, sessions), 0.0
    size = len(lowering.model.lower)
    start = [fixed.get(v, low) for v, low in enumerate(lowering.model.lower)]
    every = frozenset(range(season.calendar.weeks))
    for weeks in weeks_around(_broken(season, lowering, sessions, start), every):
        allowed = budget(WORK * len(weeks) * len(season.athletes))
        wider, costs = _measured(season, lowering, sessions, weeks)
        start = [fixed.get(v, low) for v, low in enumerate(wider.lower)]
        free = [v for v, (day, *_) in enumerate(wider.reach) if v not in fixed or day // 7 in weeks]
        posted = Posted(wider, start, free)
        posted.suggest({v: fixed[v] for v in free if v in fixed})
        posted.minimise({v: cost for v, cost in costs.items() if v in posted.places})
        answer = posted.run(allowed)
        work += answer.work
        if answer.values is not None:
            values = lowering.model.settled(answer.values[:size], lowering.model.slacks)
            if lowering.model.keeps(values):
                return Near(values, weeks, work)
        if allowed.over():
            break
    return Near(None, (), work)


def _measured(
    season: Season, lowering: Lowering, sessions: Sequence[Done], weeks: Collection[int]
) -> tuple[Model, Mapping[int, int]]:
    """The model with what measures the way from a plan in some weeks, and what that counts."""
    model = _copied(lowering.model)
    choices = [each for each in lowering.choices.all if each.cell.day // 7 in weeks]
    there = [each for each in sessions if each.day // 7 in weeks]
    costs = Counter(model.objective[TIDY])
    for v, cost in Distance(season, choices, model, there).far.items():
        costs[v] += FAR * cost
    return model, costs


def _copied(model: Model) -> Model:
    """A model to which more can be added, the first one as it is."""
    return Model(
        list(model.lower), list(model.upper), list(model.reach), list(model.rows),
        dict(model.objective), dict(model.slacks), model.refuted,
    )  # fmt: skip


def _broken(season: Season, lowering: Lowering, sessions: Sequence[Done], start: Sequence[int]) -> set[int]:
    """The weeks in which a plan breaks musts, or has sessions that cannot be there."""
    there = lowering.choices.plan(start)
    known = {(each.athlete, each.day, each.slot, each.form, each.count) for each in there}
    days = {d.day for d in sessions if (d.athlete, d.day, d.slot, d.form, d.count) not in known}
    for finding in audit(season, season.diary(there)).broken:
        days.update(finding.breach.days)
    return {day // 7 for day in days if 0 <= day < season.calendar.length}


def weeks_around(broken: Collection[int], every: frozenset[int]) -> Iterable[frozenset[int]]:
    """The weeks that may change: broken ones, those around them, and at last every one."""
    found = [frozenset(w for w in every if any(abs(w - b) <= around for b in broken)) for around in AROUND]
    return dict.fromkeys([*(each for each in found if each), every])
