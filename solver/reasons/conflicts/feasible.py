"""Whether a season of few rules has a plan at all, with every answer checked another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.backends.answers import Budget
from solver.errors import OutOfTime
from solver.model.linear import Model
from solver.reasons.conflicts.core import Stretch, told
from solver.reasons.conflicts.guarded import Asked, Guarded, asked, counted
from solver.search.first import Growth
from solver.search.whole import solve
from solver.season import Season


def holds(season: Season, where: Stretch, budget: Budget) -> bool:
    """Whether a plan keeps the musts of a season of few rules; only what they count is looked at.

    Parameters
    ----------
    where
        The weeks that are looked at first.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    return not clashes(season, where, budget) and _feasible(_counted(season), season, budget)


def clashes(season: Season, where: Stretch, budget: Budget) -> bool:
    """Whether some weeks alone show that there is no plan: what they cannot keep, no plan can."""
    days = range(7 * where.first, 7 * where.last + 7)
    near = Guarded(season, _unguarded(season, days), forms=counted(season))
    if near.model.refuted:
        return True
    posted = where.posted(near)
    return all(told(posted, [], budget, plainly=plainly)[0] == "infeasible" for plainly in (False, True))


def _counted(season: Season) -> Model:
    return Guarded(season, _unguarded(season), forms=counted(season)).model


def _unguarded(season: Season, days: range | None = None) -> Iterator[Asked]:
    """All musts, or those that speak of some days."""
    for _, place in asked(season, ()):
        if days is None or any(day in days for day in place.days):
            yield None, place


def _feasible(model: Model, season: Season, budget: Budget) -> bool:
    if model.refuted:
        return False
    weeks, athletes = season.calendar.weeks, len(season.athletes)
    if Growth(model, weeks, athletes, lambda spent, most: replace(budget, work=most)).run(levels=()):
        return True
    answer = solve(model, {}, budget, linearization=0, first=True)
    if answer.status == "infeasible":
        answer = solve(model, {}, budget, linearization=1, first=True, plainly=True)
    if answer.status == "unknown":
        raise OutOfTime(
            "whether these rules can hold together was not found in time: allow more with --effort"
        )
    return answer.status != "infeasible"
