"""A first plan, or the proof that there is none.

For a long season the plan grows week by week, each time as good, level by level, as these weeks can be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from solver.backends.answers import Answer, Budget
from solver.backends.cpsat import Posted
from solver.errors import Infeasible
from solver.model.linear import Model, Reach
from solver.search.outcome import CLASH, LEVELS
from solver.search.whole import solve

#: Deterministic time for one level of one week of an athlete.
WORK = 0.2
#: How many weeks are planned anew with the next step: where that has no plan so, then more.
BACK = (0, 1, 3)
#: How often presolve goes through a step: more often does not pay.
ROUNDS = 1


class Growth:
    """A season planned from its first week to its last, in each week athlete by athlete.

    At each step only the rows count that speak of nothing still to come. What a plan needs later may so be
    out of reach: then more of the weeks before are planned anew with it, and at last there is no answer.

    Parameters
    ----------
    budget
        What may be spent on a solve, from the work done so far and the most for it.
    fixed
        Variables whose values are known beforehand.
    """

    def __init__(
        self,
        model: Model,
        weeks: int,
        athletes: int,
        budget: Callable[[float, float], Budget],
        fixed: Mapping[int, int] | None = None,
    ) -> None:
        self.model, self.athletes, self.budget, self.fixed = model, athletes, budget, fixed or {}
        self.steps = weeks * athletes
        self.work = 0.0
        #: The variables whose values are known at each step, and not before.
        self.known: list[list[int]] = [[] for _ in range(self.steps)]
        step_of = [_step_of(reach, weeks, athletes) for reach in model.reach]
        for v, step in enumerate(step_of):
            if v not in self.fixed:
                self.known[step].append(v)
        slacks = model.slacks
        #: For each row the step from which it counts: as long as its slack is still to come, it holds.
        self.due = [max((step_of[v] for v in row.variables if v in slacks), default=0) for row in model.rows]

    def run(self, levels: Sequence[str] = LEVELS) -> list[int] | None:
        """Plan the season; None if that leads to no plan, or the clock or Ctrl-C ended it.

        Parameters
        ----------
        levels
            In how far each step is made as good as can be; with none, any plan will do, and is soon there.
        """
        if self.model.refuted:
            return None
        values, later = list(self.model.lower), [True] * len(self.model.lower)
        for v, value in self.fixed.items():
            values[v], later[v] = value, False
        for step, known in enumerate(self.known):
            for v in known:
                later[v] = False
            found = None
            for more in BACK:
                found = found or self._step(step, more, values, later, levels)
            if found is None:
                return None
            values = found
        return values

    def _step(
        self, step: int, more: int, values: list[int], later: Sequence[bool], levels: Sequence[str]
    ) -> list[int] | None:
        """Plan a week of an athlete, and more weeks before it, all else as it is."""
        model, (week, athlete) = self.model, divmod(step, self.athletes)
        since, who = max(week - more, 0) * self.athletes, 1 << athlete
        free = [v for known in self.known[since : step + 1] for v in known if model.reach[v].who & who]
        rows = sorted({n for v in free for n in model.rows_of[v] if self.due[n] <= step})
        posted = Posted(model, values, free, later, rows=rows)
        if not levels:
            return self._solved(posted, linearization=0)
        found = None
        for level in levels:
            posted.minimise(model.objective[level])
            if (better := self._solved(posted)) is None:
                break
            found = better
            posted.start_from(found)
            posted.limit(model.objective[level], model.value(level, found))
        return found

    def _solved(self, posted: Posted, linearization: int = 2) -> list[int] | None:
        """What one solve finds; the first that turns up where there is no objective."""
        allowed = self.budget(self.work, WORK)
        if allowed.over():
            return None
        first = not posted.has_objective
        answer = posted.run(allowed, linearization, first=first, rounds=ROUNDS)
        self.work += answer.work
        return answer.values


def _step_of(reach: Reach, weeks: int, athletes: int) -> int:
    """The step at which the value of a variable is known."""
    week = min(max(reach.last // 7, 0), weeks - 1)
    return week * athletes + reach.who.bit_length() - 1


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
