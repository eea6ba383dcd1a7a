"""A first plan, or the proof that there is none.

For a long season the plan grows week by week, each week with as few points of should as can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from solver.answers import Answer, Budget, Interrupted
from solver.cpsat import solve
from solver.errors import Infeasible
from solver.linear import Model
from solver.outcome import CLASH

#: Deterministic time for one week, and how many weeks before it are tried anew with it where it has no plan.
WORK = 0.5
BACK = (0, 1, 3)


def grown(
    model: Model, weeks: int, budget: Callable[[float, float], Budget]
) -> tuple[list[int] | None, float]:
    """Plan a season from its first week to its last.

    At each week only the rows that end by then count. What a plan needs later may so be out of reach: then
    the weeks before are planned anew with it, and at last there is no answer.

    Parameters
    ----------
    budget
        What may be spent on a week, from the work done so far and the most for one week.

    Returns
    -------
    An assignment (or None) and the work that it took.
    """
    values, ends = list(model.lower), [last for _, last in model.spans]
    should, work = model.objective["should"], 0.0
    for week in range(weeks):
        until = 7 * (week + 1) - 1 if week + 1 < weeks else max(ends, default=0)
        for back in BACK:
            since = 7 * (week - back) - 1 if week > back else min(ends, default=0) - 1
            free = [v for v, end in enumerate(ends) if since < end <= until]
            answer = _week(model, should, budget(work, WORK), values, free, until)
            work += answer.work
            if answer.values is not None:
                values = answer.values
                break
        else:
            return None, work
        limits = [(should, model.value("should", values))]
        prefer = model.objective["prefer"]
        answer = _week(model, prefer, budget(work, WORK), values, free, until, limits)
        work += answer.work
        values = answer.values or values
    return values, work


def _week(
    model: Model,
    costs: Mapping[int, int],
    budget: Budget,
    values: Sequence[int],
    free: Sequence[int],
    until: int,
    limits: Sequence[tuple[Mapping[int, int], int]] = (),
) -> Answer:
    """Solve one week; if Ctrl-C ends it, what there is so far is no plan."""
    try:
        return solve(model, costs, budget, hint=values, free=free, until=until, limits=limits)
    except Interrupted:
        raise Interrupted(Answer("unknown", None, None, None, 0.0)) from None


def doubted(model: Model, budget: Budget) -> Answer:
    """Check a proof that there is no plan by solving again, another way.

    Raises
    ------
    Infeasible
        If the proof holds.
    """
    for plainly in (True, False):
        answer = solve(model, {}, budget, linearization=1, first=True, plainly=plainly)
        if answer.status == "infeasible":
            raise Infeasible(CLASH)
        if answer.values is not None:
            break
    return answer
