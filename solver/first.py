"""A first plan, or the proof that there is none.

For a long season the plan grows week by week, each time as good, level by level, as these weeks can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from solver.answers import Answer, Budget
from solver.cpsat import Posted, solve
from solver.errors import Infeasible
from solver.linear import Model, Reach
from solver.outcome import CLASH, LEVELS

#: Deterministic time for one level of one week of an athlete.
WORK = 0.2
#: How many weeks are planned anew with the next step: where that has no plan so, then more.
BACK = (0, 1, 3)


def grown(
    model: Model, weeks: int, athletes: int, budget: Callable[[float, float], Budget]
) -> tuple[list[int] | None, float]:
    """Plan a season from its first week to its last, in each week athlete by athlete.

    At each step only the rows count that speak of nothing still to come. What a plan needs later may so be
    out of reach: then more of the weeks before are planned anew with it, and at last there is no answer.

    Parameters
    ----------
    budget
        What may be spent on a level of a step, from the work done so far and the most for it.

    Returns
    -------
    An assignment (or None) and the work that it took.
    """
    if model.refuted:
        return None, 0.0
    values, work = list(model.lower), 0.0
    turns = [_turn(reach, weeks, athletes) for reach in model.reach]
    for turn in range(weeks * athletes):
        later = [each > turn for each in turns]
        for more in BACK:
            since, who = max(turn - more * athletes, 0) // athletes * athletes, 1 << turn % athletes
            free = [v for v, each in enumerate(turns) if since <= each <= turn and model.reach[v].who & who]
            found, spent = _step(model, values, free, later, work, budget)
            work += spent
            if found is not None:
                values = found
                break
        else:
            return None, work
    return values, work


def _turn(reach: Reach, weeks: int, athletes: int) -> int:
    """The step at which the value of a variable is known."""
    week = min(max(reach.last // 7, 0), weeks - 1)
    return week * athletes + reach.who.bit_length() - 1


def _step(
    model: Model,
    values: list[int],
    free: Sequence[int],
    later: Sequence[bool],
    before: float,
    budget: Callable[[float, float], Budget],
) -> tuple[list[int] | None, float]:
    """Plan some variables level by level, all others as they are; None if nothing fits, or Ctrl-C came."""
    posted, found, work = Posted(model, values, free, later), None, 0.0
    for level in LEVELS:
        costs = model.objective[level]
        posted.minimise(costs)
        answer = posted.run(allowed := budget(before + work, WORK))
        work += answer.work
        if allowed.halt.asked:
            return None, work
        if answer.values is None:
            break
        found = answer.values
        posted.start_from(found)
        posted.limit(costs, model.value(level, found))
    return found, work


def any_plan(model: Model, budget: Callable[[float], Budget]) -> Answer:
    """The first plan of the whole season that turns up.

    Parameters
    ----------
    budget
        What may be spent, from a share of what there is.

    Raises
    ------
    Infeasible
        If there is none; that is checked by solving again, another way.
    """
    answer = solve(model, {}, budget(1.0), linearization=0, first=True)
    for plainly in (True, False) if answer.status == "infeasible" else ():
        answer = solve(model, {}, budget(0.5), linearization=1, first=True, plainly=plainly)
        if answer.status == "infeasible":
            raise Infeasible(CLASH)
        if answer.values is not None:
            break
    return answer
