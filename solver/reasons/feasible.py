"""Whether a season has a plan at all, with every answer checked another way."""

from __future__ import annotations

from solver.answers import Budget
from solver.cpsat import solve
from solver.errors import OutOfTime
from solver.lowering import Lowering
from solver.season import Season


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
    answer = solve(model, {}, budget, linearization=0, first=True)
    if answer.status == "infeasible":
        answer = solve(model, {}, budget, linearization=1, first=True, plainly=True)
    if answer.status == "unknown":
        raise OutOfTime(
            "whether these rules can hold together was not found in time: allow more with --effort"
        )
    return answer.status != "infeasible"
