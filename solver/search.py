"""From a season to the best plan within a budget, level by level.

Short seasons are solved whole: `should` is minimised, then `prefer` among the plans that are best
there, then the plan is tidied. Long ones start from a plan grown week by week, which two engines then
improve and bound side by side. What is shown as proven is proven for the whole season.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from solver.answers import Answer, Budget
from solver.choices import TIDY
from solver.cpsat import Limit, solve
from solver.engines import Engines
from solver.errors import OutOfTime
from solver.first import any_plan, grown
from solver.lowering import Lowering
from solver.outcome import LEVELS, Outcome, Progress, Settings
from solver.run import Run
from solver.season import Season

#: Weeks up to which a season is first tried whole, times athletes.
WHOLE = 8


@dataclass
class Search:
    """One search."""

    season: Season
    settings: Settings = field(default_factory=Settings)
    watch: Callable[[Progress], None] = lambda progress: None

    def __post_init__(self) -> None:
        started = time.monotonic()
        self.lowering = Lowering(self.season)
        self.model = self.lowering.model
        self.weeks = self.season.calendar.weeks
        self.state = Run(self.model, self.settings, self.watch, started)
        self.engines = Engines(self.state, self.weeks, len(self.season.athletes))

    def run(self) -> Outcome:
        """Search until the budget is spent or the best plan is proven.

        Raises
        ------
        Infeasible
            If it is proven that there is no plan.
        OutOfTime
            If none was found.
        """
        self._first()
        if not (self._size() <= WHOLE and self._whole()):
            self.engines.run()
        return self._outcome()

    def _size(self) -> int:
        return self.weeks * len(self.season.athletes)

    def _outcome(self) -> Outcome:
        state = self.state
        assert state.best is not None
        return Outcome(
            sessions=self.lowering.choices.plan(state.best),
            status="optimal" if all(state.proven(level) for level in LEVELS) else "feasible",
            score={level: state.points(level) for level in LEVELS},
            bounds=dict(state.bounds),
            windows=self.engines.sweep.settled,
            work=round(state.work, 3),
            seconds=time.monotonic() - state.started,
            interrupted=state.crew.halt.asked,
        )

    def _first(self) -> None:
        """Any plan at all."""
        state = self.state
        state.say("looking for a first plan")
        if self._size() > WHOLE:
            self._grow()
        if state.best is None and not state.crew.halt.asked:
            state.settle(state.solve(partial(any_plan, self.model, state.budget)))
        if state.best is None:
            if state.crew.halt.asked:
                raise KeyboardInterrupt
            more = "--time" if state.late() else "--effort"
            raise OutOfTime(f"no plan was found in time; there may be one: allow more with {more}")
        state.say("first plan")

    def _grow(self) -> None:
        """A plan grown week by week, if that leads to the end."""
        state = self.state

        def budget(spent: float, most: float) -> Budget:
            return state.budget(at_most=most, spent=spent)

        for values, work in state.crew.run(
            [partial(grown, self.model, self.weeks, len(self.season.athletes), budget)]
        ):
            state.work += work
            state.keep(values and self.model.settled(values, self.model.slacks))

    def _whole(self) -> bool:
        """Level by level over the whole season; whether every level is proven, or Ctrl-C was pressed."""
        state, limits = self.state, list[Limit]()
        for level in (*LEVELS, TIDY):
            answer = state.solve(partial(self._level, level, list(limits)))
            state.settle(answer)
            if level != TIDY:
                state.bound(level, answer.bound)
            state.say(f"bounding {level}")
            if answer.status != "optimal":
                return level == TIDY or state.crew.halt.asked
            limits.append((self.model.objective[level], state.points(level)))
        return True

    def _level(self, level: str, limits: Sequence[Limit]) -> Answer:
        """Minimise one level over the whole season, the stricter ones staying as they are."""
        return solve(
            self.model,
            self.model.objective[level],
            self.state.budget(0.5),
            hint=self.state.best,
            limits=limits,
            linearization=1 if self._size() == 1 else 2,
            watch=lambda *_: self.state.say(f"improving {level}"),
        )


def search(
    season: Season, settings: Settings | None = None, watch: Callable[[Progress], None] | None = None
) -> Outcome:
    """Find the best plan of a season within a budget; see :class:`Search`."""
    return Search(season, settings or Settings(), watch or (lambda progress: None)).run()
