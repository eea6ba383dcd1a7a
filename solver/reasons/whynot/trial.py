"""A plan on trial: the best plan with a foil, the rest of the season standing still.

Model of the season and foils are one: each foil has a switch that is off in the plan as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solver.backends.answers import Budget, Status
from solver.backends.cpsat import Posted
from solver.diary import Done
from solver.errors import refuse
from solver.model.choices import TIDY
from solver.model.linear import Affine, Model, Reach
from solver.model.lowering import Lowering
from solver.reasons.whynot.foil import Foil
from solver.search.nearest import assigned
from solver.search.outcome import LEVELS
from solver.search.windows import Window
from solver.season import Season
from solver.workers.garbage import put_off

#: What a session that is not as in the plan counts, and a step of its dose, beside being tidy.
MOVED, STEP = 1_000_000, 10_000


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial came to.

    Parameters
    ----------
    sessions
        The best plan with the foil that was found, as close to the plan as can be; None if there is none.
    bounds
        What the levels cannot be below: each as far as the stricter ones are proven.
    """

    status: Status
    sessions: Sequence[Done] | None = None
    score: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int | None] = field(default_factory=dict)


class Trial:
    """A plan and what could be asked of it.

    Parameters
    ----------
    sessions
        The plan; it keeps all musts.
    foils
        What may be asked for, one at a time.
    """

    @put_off()
    def __init__(self, season: Season, sessions: Sequence[Done], foils: Sequence[Foil]) -> None:
        self.season = season
        self.lowering = Lowering(season)
        self.model = self.lowering.model
        self.switches = [self._switch(foil) for foil in foils]
        fixed = self.lowering.choices.fixed(sessions)
        if fixed is None:
            raise refuse("the plan has sessions or doses that cannot be planned in this season")
        self.far = _far(self.lowering, self.model, fixed)
        self.values = assigned(self.lowering, sessions)
        for switch in self.switches:
            self.values[switch] = 0

    def _switch(self, foil: Foil) -> int:
        """A switch that makes a foil a must."""
        who = 1 << [athlete.name for athlete in self.season.athletes].index(foil.athlete)
        switch = self.model.variable(0, 1, Reach(foil.days[0], foil.days[-1], who))
        for active in foil.active(self.season):
            for _, place in active.places():
                self.lowering.post_must(place, [switch])
        return switch

    def best(self, number: int | None, window: Window, budget: Budget) -> Tried:
        """The best plan with a foil (or none), only a window of it planned anew; of several the closest."""
        model, values = self.model, list(self.values)
        free = [v for v in window.free(model) if v not in self.switches]
        touched = list(free)
        if number is not None:
            # also the rows in which nothing but the switch is left
            touched.append(self.switches[number])
            values[self.switches[number]] = 1
        rows = sorted({row for v in touched for row in model.rows_of[v]})
        posted = Posted(model, values, free, rows=rows)
        bounds: dict[str, int | None] = dict.fromkeys(LEVELS)
        spent, proven = 0.0, True
        for level, costs in self._steps():
            posted.minimise(costs)
            answer = posted.run(Budget(max(budget.work - spent, budget.work / 10), budget.until, budget.halt))
            spent += answer.work
            if answer.values is None and level == LEVELS[0]:
                return Tried(answer.status, bounds={level: answer.bound})
            if answer.values is not None:
                values = model.settled(answer.values, free)
                posted.start_from(values)
            if proven and level in LEVELS:
                bounds[level] = answer.bound
                proven = answer.status == "optimal"
            posted.limit(costs, sum(points * values[v] for v, points in costs.items()))
        score = {level: model.value(level, values) for level in LEVELS}
        plan = self.lowering.choices.plan(values)
        return Tried("optimal" if proven else "feasible", plan, score, bounds)

    def _steps(self) -> Iterator[tuple[str, Mapping[int, int]]]:
        """What is minimised, one after the other: the levels, then how far it is from the plan."""
        for level in LEVELS:
            yield level, self.model.objective[level]
        yield TIDY, self.far


def _far(lowering: Lowering, model: Model, fixed: Mapping[int, int]) -> dict[int, int]:
    """What being far from a plan counts among plans that are as good: sessions, doses, then what is untidy.

    Parameters
    ----------
    model
        The model of the season, to which what measures the doses is added.
    fixed
        The choices of the plan.
    """
    costs = dict(model.objective[TIDY])
    for choice in lowering.choices.all:
        costs[choice.done] += -MOVED if fixed[choice.done] else MOVED
        if choice.steps is not None and fixed[choice.done]:
            most, planned = model.upper[choice.steps], fixed[choice.steps]
            off = model.slack(0, most, model.reach[choice.steps])
            model.add(Affine({off: 1, choice.steps: 1, choice.done: -planned}), 0, None)
            model.add(Affine({off: 1, choice.steps: -1}), -planned, None)
            costs[off] = STEP
    return costs
