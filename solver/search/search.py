"""From a season to the best plan within a budget, level by level.

A single week is solved whole. A season starts from any plan at all, grown week by week in a moment, and from
one grown with an eye to both levels; or from the plan that keeps the musts and is nearest to one given. Two
engines then improve and bound it side by side: `should` first, then `prefer` among the plans that are as
good there. At last the plan is tidied. What is shown as proven is proven for the whole season.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from solver.backends.answers import Budget
from solver.diary import Done
from solver.errors import OutOfTime
from solver.model.lowering import Lowering
from solver.search.engines import Engines
from solver.search.first import Growth, any_plan
from solver.search.nearest import nearest
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from solver.search.run import SearchRun
from solver.search.whole import solve
from solver.season import Season
from solver.workers.garbage import put_aside

#: The share of the effort that a try to bring the plan to begin with in line with the musts may take.
NEAR = 0.2


@dataclass
class Search:
    """One search.

    Parameters
    ----------
    watch
        Is told of every step.
    start
        A plan to begin with, such as that of the same season before one number changed; it may break musts.
    near
        Whether to give up, with :class:`OutOfTime`, where no plan near that one is soon found.
    """

    season: Season
    settings: Settings = field(default_factory=Settings)
    watch: Callable[[Progress], None] = lambda progress: None
    start: Sequence[Done] = ()
    near: bool = False

    def __post_init__(self) -> None:
        started = time.monotonic()
        self.lowering = self._lowered()
        self.model = self.lowering.model
        self.weeks = self.season.calendar.weeks
        #: Whether the plan to begin with, or one near it, is worked on.
        self.warm = False
        #: A single week of one athlete is solved whole.
        self.lone = self.weeks * len(self.season.athletes) == 1
        self.state = SearchRun(self.model, self.settings, self.watch, started)
        ends = list(accumulate(phase.weeks for phase in self.season.scenario.phases))
        blocks = [
            (end - phase.weeks, phase.weeks)
            for end, phase in zip(ends, self.season.scenario.phases, strict=True)
        ]
        self.engines = Engines(self.state, self.weeks, len(self.season.athletes), blocks)

    def _lowered(self) -> Lowering:
        """What is to be solved."""
        return Lowering(self.season)

    def run(self) -> Outcome:
        """Search until the budget is spent or the best plan is proven.

        Raises
        ------
        Infeasible
            If it is proven that there is no plan.
        OutOfTime
            If none was found.
        """
        with put_aside():
            self._first()
            try:
                if not self.lone:
                    if not self.warm:
                        self._grow(LEVELS)
                    self.state.say("improving")
                self.engines.run()
            except KeyboardInterrupt:
                self.state.crew.halt.ask()
        return self._outcome()

    def _outcome(self) -> Outcome:
        state, plan = self.state, self.state.plan
        assert plan is not None
        return Outcome(
            sessions=self.lowering.choices.plan(plan),
            status="optimal" if all(state.proven(level) for level in LEVELS) else "feasible",
            score={level: self.model.value(level, plan) for level in LEVELS},
            bounds=dict(state.bounds),
            windows=self.engines.agenda.settled if plan is state.best else 0,
            work=round(state.work, 3),
            seconds=time.monotonic() - state.started,
            interrupted=state.crew.halt.asked,
        )

    def _first(self) -> None:
        """Any plan at all; one that is near the plan to begin with, if there is one."""
        state = self.state
        state.say("looking for a first plan")
        if self.lone:
            self._week()
        elif not (self.start and self._near()):
            if self.start and self.near and not state.crew.halt.asked:
                raise OutOfTime("no plan was found near the one to begin with")
            self._grow(())
        if state.best is None and not state.crew.halt.asked:
            state.settle(state.solve(partial(any_plan, self.model, state.budget)))
        if state.best is None:
            if state.crew.halt.asked:
                raise KeyboardInterrupt
            more = "--time" if state.late() else "--effort"
            raise OutOfTime(f"no plan was found in time; there may be one: allow more with {more}")
        state.say("first plan")

    def _near(self) -> bool:
        """The plan nearest to the one to begin with, if that is soon found; whether it was."""
        state, left = self.state, NEAR * self.state.effort

        def budget(most: float) -> Budget:
            return state.budget(at_most=min(most, left))

        task = partial(nearest, self.season, self.lowering, self.start, budget)
        for near in state.crew.run([task]):
            state.work += near.work
            self.warm = near.values is not None
            state.keep(near.values)
        return self.warm

    def _grow(self, levels: Sequence[str]) -> None:
        """A plan grown week by week, as good at some levels as it goes, if that leads to the end."""
        state = self.state

        def budget(spent: float, most: float) -> Budget:
            return state.budget(at_most=most, spent=spent)

        growth = Growth(self.model, self.weeks, len(self.season.athletes), budget)
        for values in state.crew.run([partial(growth.run, levels)]):
            state.work_on(values and self.model.settled(values, self.model.slacks))
        state.work += growth.work

    def _week(self) -> None:
        """A single week of one athlete, both levels at once: a point of should outweighs all of prefer."""
        state, (should, prefer) = self.state, (self.model.objective[level] for level in LEVELS)
        low, high = self.model.lower, self.model.upper
        wide = [sum(abs(c) * (high[v] - low[v]) for v, c in costs.items()) for costs in (should, prefer)]
        weight = 1 + wide[1]
        if weight * (wide[0] + 1) > 1 << 53:
            # beyond that, floating-point numbers are not exact
            self._grow(LEVELS)
            return
        costs = {v: weight * should.get(v, 0) + prefer.get(v, 0) for v in {**should, **prefer}}
        start = self.lowering.choices.fixed(self.start) if self.start else None
        answer = state.solve(partial(solve, self.model, costs, state.budget(0.5), start=start))
        if answer.status == "infeasible":
            return
        state.settle(answer)
        if answer.status == "optimal":
            for level in LEVELS:
                state.bound(level, state.points(level))


def search(
    season: Season,
    settings: Settings | None = None,
    watch: Callable[[Progress], None] | None = None,
    start: Sequence[Done] = (),
) -> Outcome:
    """Find the best plan of a season within a budget; see :class:`Search`."""
    return Search(season, settings or Settings(), watch or (lambda progress: None), start).run()
