"""Whether a season has a plan at all, with every answer checked another way."""

from __future__ import annotations

from dataclasses import replace

from solver.answers import Budget
from solver.errors import OutOfTime
from solver.first import Growth
from solver.lowering import Lowering
from solver.season import Season
from solver.whole import solve


def feasible(season: Season, budget: Budget) -> bool:
    """Whether some plan keeps all the musts.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    model = Lowering(season).model
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
