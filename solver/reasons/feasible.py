"""Whether a season has a plan at all, with every answer checked another way."""

from __future__ import annotations

from dataclasses import replace

from solver.answers import Budget
from solver.errors import OutOfTime
from solver.first import Growth
from solver.linear import Model
from solver.lowering import Lowering
from solver.reasons.core import Stretch
from solver.reasons.guarded import Guarded, asked, counted
from solver.season import Season
from solver.whole import solve


def feasible(season: Season, budget: Budget) -> bool:
    """Whether some plan keeps all the musts.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    return _feasible(Lowering(season).model, season, budget)


def holds(season: Season, where: Stretch, budget: Budget) -> bool:
    """The same for a season of few rules: only what they count is looked at, and first of all in some weeks.

    What these weeks alone cannot keep, no plan can.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    alone = Guarded(season, ((None, place) for _, place in asked(season, ())), forms=counted(season))
    if alone.model.refuted:
        return False
    posted = where.posted(alone)
    if all(posted.core([], budget, plainly=plainly)[0] == "infeasible" for plainly in (False, True)):
        return False
    return _feasible(alone.model, season, budget)


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
