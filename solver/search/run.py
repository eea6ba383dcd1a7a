"""The state of a search: the best plan so far, what is known to be unbeatable, what has been spent."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from solver.backends.answers import Answer, Budget
from solver.model.linear import Model
from solver.search.outcome import LEVELS, Progress, Settings
from solver.search.windows import rank
from solver.workers.crew import Crew

#: Deterministic time that a core spends in a second, roughly.
WORK_A_SECOND = 0.3


class SearchRun:
    """A search under way.

    Parameters
    ----------
    watch
        Is told of every step.
    started
        When it began, on the monotonic clock.
    """

    def __init__(
        self, model: Model, settings: Settings, watch: Callable[[Progress], None], started: float
    ) -> None:
        self.model, self.watch, self.started = model, watch, started
        self.until = None if settings.seconds is None else started + settings.seconds
        self.effort, self.work = settings.effort * WORK_A_SECOND, 0.0
        self.crew = Crew(settings.workers)
        self.best: list[int] | None = None
        #: A better plan than the one that is worked on, as long as there is one.
        self.other: list[int] | None = None
        self.bounds: dict[str, int | None] = {level: model.least(level) for level in LEVELS}

    def budget(self, share: float = 1.0, at_most: float | None = None, spent: float = 0.0) -> Budget:
        """What a step may cost: a share of what is left, or less."""
        left = max(self.effort - self.work - spent, 0.0) * share
        return Budget(left if at_most is None else min(left, at_most), self.until, self.crew.halt)

    def spent(self) -> bool:
        """Whether nothing is left to spend."""
        return self.work >= self.effort or self.budget().over()

    def late(self) -> bool:
        """Whether the clock has run out."""
        return self.until is not None and time.monotonic() > self.until

    def say(self, doing: str) -> None:
        """Tell how things stand."""
        score = {level: self.model.value(level, plan) for level in LEVELS} if (plan := self.plan) else {}
        self.watch(Progress(doing, score, dict(self.bounds), time.monotonic() - self.started))

    def solve(self, task: Callable[[], Answer]) -> Answer:
        """Run one solve so that Ctrl-C can end it; what was found by then is the answer."""
        answer = next(self.crew.run([task]), Answer("unknown", None, None, None, 0.0))
        self.work += answer.work
        return answer

    def keep(self, values: Sequence[int] | None) -> bool:
        """Take a plan if it is better, level by level; whether it was."""
        better = self.best is None or (values and rank(self.model, values) < rank(self.model, self.best))
        if values is None or not better:
            return False
        self.best = list(values)
        return True

    def work_on(self, values: Sequence[int] | None) -> None:
        """Go on from a plan even if it is worse than the best one, which is not forgotten."""
        if values is not None and not self.keep(values):
            self.other, self.best = self.best, list(values)

    @property
    def plan(self) -> list[int] | None:
        """The best plan of all."""
        if self.other is not None and self.best is not None:
            return min(self.other, self.best, key=lambda values: rank(self.model, values))
        return self.best

    def settle(self, answer: Answer) -> None:
        """Keep the plan of an answer, its slacks as small as they can be."""
        self.keep(answer.values and self.model.settled(answer.values, self.model.slacks))

    def bound(self, level: str, bound: int | None) -> None:
        """Take a bound if it is better than the one known."""
        known = self.bounds[level]
        if bound is not None:
            self.bounds[level] = bound if known is None else max(bound, known)

    def proven(self, level: str) -> bool:
        """Whether the best plan cannot be beaten at a level."""
        return self.bounds[level] == self.points(level)

    def points(self, level: str) -> int:
        """What the best plan costs at a level."""
        assert self.best is not None
        return self.model.value(level, self.best)
