"""A plan on trial: the best plan with a foil, the rest of the season standing still.

Model of the season and foils are one: each foil has a switch that is off in the plan as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solver.answers import Budget, Status
from solver.choices import TIDY
from solver.cpsat import Posted
from solver.diary import Done
from solver.errors import NotAudited
from solver.garbage import put_off
from solver.linear import Reach
from solver.lowering import Lowering
from solver.outcome import LEVELS
from solver.reasons.foil import Foil
from solver.season import Season
from solver.windows import Window

#: What a session that is not as in the plan counts, beside being tidy.
MOVED = 100_000


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
    def __init__(
        self, season: Season, sessions: Sequence[Done], foils: Sequence[Foil], budget: Budget
    ) -> None:
        self.lowering = Lowering(season)
        self.model = self.lowering.model
        names = [athlete.name for athlete in season.athletes]
        self.switches = []
        for foil in foils:
            reach = Reach(foil.days[0], foil.days[-1], 1 << names.index(foil.athlete))
            self.switches.append(self.model.variable(0, 1, reach))
            for active in foil.active(season):
                for _, place in active.places():
                    self.lowering.post_must(place, [self.switches[-1]])
        self.values = self._whole(sessions, budget)

    def _whole(self, sessions: Sequence[Done], budget: Budget) -> list[int]:
        """The value of every variable in the plan as it is."""
        fixed = self.lowering.choices.fixed(sessions)
        if fixed is None:
            raise NotAudited("The plan has sessions that the rules do not allow.")
        known = {**fixed, **dict.fromkeys(self.switches, 0)}
        start = [known.get(v, low) for v, low in enumerate(self.model.lower)]
        free = [v for v in range(len(start)) if v not in known]
        answer = Posted(self.model, start, free).run(budget, 0, first=True)
        if answer.values is None:
            raise NotAudited("The plan that was audited breaks rules that must hold, as the solver sees it.")
        return self.model.settled(answer.values, self.model.slacks)

    def best(self, number: int, window: Window, budget: Budget) -> Tried:
        """The best plan with a foil, only a window of it planned anew; of several the closest to the plan."""
        model, switch = self.model, self.switches[number]
        values = list(self.values)
        values[switch] = 1
        free = [v for v in window.free(model) if v not in self.switches]
        # also the rows in which nothing but the switch is left
        rows = sorted({row for v in (*free, switch) for row in model.rows_of[v]})
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
        far = dict(self.model.objective[TIDY])
        for choice in self.lowering.choices.all:
            far[choice.done] += -MOVED if self.values[choice.done] else MOVED
        yield TIDY, far
