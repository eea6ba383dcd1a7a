"""From a season to the best plan within a budget, level by level.

Short seasons are solved whole: `should` is minimised, then `prefer` among the plans that are best
there, then the plan is tidied. Long ones start from any plan and improve it window by window: a few
weeks are solved exactly while the rest stands still, over and over along the season. What is shown
as proven is proven by the solver on the whole season.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solver.answers import Answer, Budget, Interrupted
from solver.choices import TIDY
from solver.cpsat import solve
from solver.errors import OutOfTime
from solver.first import doubted, grown
from solver.linear import Model
from solver.lowering import Lowering
from solver.outcome import LEVELS, Outcome, Progress, Settings
from solver.season import Season

#: Weeks up to which a season is first tried whole, times athletes.
WHOLE = 8
#: Deterministic time for one window, and the widest window in weeks.
WINDOW_WORK = 2.0
WIDEST = 4
#: Deterministic time that a core spends in a second, roughly.
WORK_A_SECOND = 0.3
#: Deterministic time for tidying one week, on top of the effort.
TIDY_WORK = 0.5


@dataclass
class Search:
    """One search."""

    season: Season
    settings: Settings = field(default_factory=Settings)
    watch: Callable[[Progress], None] = lambda progress: None

    def __post_init__(self) -> None:
        self.started = time.monotonic()
        self.until = None if self.settings.seconds is None else self.started + self.settings.seconds
        self.lowering = Lowering(self.season)
        self.model: Model = self.lowering.model
        self.work = 0.0
        self.effort = self.settings.effort * WORK_A_SECOND
        self.best: list[int] | None = None
        self.bounds: dict[str, int | None] = dict.fromkeys(LEVELS)
        self.still: list[int] | None = None
        self.interrupted = False

    def run(self) -> Outcome:
        """Search until the budget is spent or the best plan is proven.

        Raises
        ------
        Infeasible
            If it is proven that there is no plan.
        OutOfTime
            If none was found.
        """
        try:
            self._first()
            if not (self._weeks() <= WHOLE and self._whole()):
                self._long()
        except Interrupted as stopped:
            self._keep(stopped.answer)
            self.interrupted = True
        except KeyboardInterrupt:
            self.interrupted = True
        if self.best is None:
            raise KeyboardInterrupt
        return self._outcome()

    def _weeks(self) -> int:
        return self.season.calendar.weeks * len(self.season.athletes)

    def _outcome(self) -> Outcome:
        assert self.best is not None
        score = {level: self.model.value(level, self.best) for level in LEVELS}
        proven = all(self.bounds[level] == score[level] for level in LEVELS)
        return Outcome(
            sessions=self.lowering.choices.plan(self.best),
            status="optimal" if proven else "feasible",
            score=score,
            bounds=dict(self.bounds),
            work=round(self.work, 3),
            seconds=time.monotonic() - self.started,
            interrupted=self.interrupted,
        )

    def _budget(self, share: float = 1.0, at_most: float | None = None, spent: float = 0.0) -> Budget:
        left = max(self.effort - self.work - spent, 0.0) * share
        return Budget(left if at_most is None else min(left, at_most), self.until)

    def _spent(self, share: float = 1.0) -> bool:
        late = self.until is not None and time.monotonic() > self.until
        return late or self.work >= share * self.effort

    def _say(self, doing: str) -> None:
        score = {} if self.best is None else {level: self.model.value(level, self.best) for level in LEVELS}
        self.watch(Progress(doing, score, dict(self.bounds), time.monotonic() - self.started))

    def _keep(self, answer: Answer, free: Sequence[int] | None = None) -> bool:
        """Take an answer's plan if it is better, level by level; whether it was.

        Slacks that the solver had no reason to make small are settled first (only `free` ones moved).
        """
        self.work += answer.work
        if answer.values is None:
            return False
        values = self.model.settled(answer.values, self.model.slacks if free is None else free)
        if self.best is not None and self._rank(values) >= self._rank(self.best):
            return False
        self.best = values
        return True

    def _rank(self, values: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.model.value(level, values) for level in (*LEVELS, TIDY))

    def _first(self) -> None:
        """Any plan at all."""
        self._say("looking for a first plan")
        if self._weeks() > WHOLE and self._grown():
            self._say("first plan")
            return
        answer = solve(self.model, {}, self._budget(), linearization=0, first=True)
        if answer.status == "infeasible":
            answer = doubted(self.model, self._budget(0.5))
        self._keep(answer)
        if self.best is None:
            late = self.until is not None and time.monotonic() > self.until
            more = "--time" if late else "--effort"
            raise OutOfTime(f"no plan was found in time; there may be one: allow more with {more}")
        self._say("first plan")

    def _grown(self) -> bool:
        """A plan grown week by week; whether that led to the end."""
        weeks = self.season.calendar.weeks
        values, work = grown(self.model, weeks, lambda spent, most: self._budget(at_most=most, spent=spent))
        return self._keep(Answer("feasible", values, None, None, work))

    def _whole(self) -> bool:
        """Level by level over the whole season; whether every level is proven."""
        limits: list[tuple[Mapping[int, int], int]] = []
        for level in (*LEVELS, TIDY):
            assert self.best is not None
            costs = self.model.objective[level]
            answer = solve(
                self.model, costs, self._budget(0.5), hint=self.best, limits=limits,
                linearization=1 if self._weeks() == 1 else 2,
                watch=lambda *_, name=level: self._say(f"improving {name}"),
            )  # fmt: skip
            self._keep(answer)
            if level != TIDY:
                self._bound(level, answer.bound)
            self._say(f"bounding {level}")
            if answer.status != "optimal":
                return level == TIDY
            limits = [*limits, (costs, self.model.value(level, self.best))]
        return True

    def _long(self) -> None:
        """Windows and the whole season in turn: each finds what the other cannot."""
        for level, share, work in ((0, 0.8, 0.3), (1, 0.95, 0.9)):
            self._windows(share)
            self._level(level, work)
        self._windows(1.0)
        self._tidied()

    def _level(self, number: int, share: float) -> None:
        """Improve and bound one level over the whole season."""
        assert self.best is not None
        level, costs = LEVELS[number], self.model.objective[LEVELS[number]]
        if self._spent() or self._proven(level):
            return
        limits = [(self.model.objective[k], self.model.value(k, self.best)) for k in LEVELS[:number]]
        answer = solve(self.model, costs, self._budget(share), hint=self.best, limits=limits)
        self._keep(answer)
        self._bound(level, answer.bound)
        self._say(f"bounding {level}")

    def _proven(self, level: str) -> bool:
        assert self.best is not None
        return self.bounds[level] == self.model.value(level, self.best)

    def _bound(self, level: str, bound: int | None) -> None:
        """Take a bound if it is better than the one known."""
        known = self.bounds[level]
        if bound is not None:
            self.bounds[level] = bound if known is None else max(bound, known)

    def _windows(self, share: float) -> None:
        """Slide windows over the season until none of them gains anything."""
        width = 1
        while width <= WIDEST and self.still is not self.best:
            gained = False
            for free in self._spans(width):
                if self._spent(share):
                    return
                gained |= self._improve(free)
            width += not gained or width == 1
        self.still = self.best

    def _spans(self, width: int) -> Iterator[list[int]]:
        """The variables of each window: a few weeks of all athletes."""
        weeks = self.season.calendar.weeks
        for first in range(max(weeks - width, 0) + 1):
            low, high = 7 * first, 7 * (first + width) - 1
            yield [v for v, (a, b) in enumerate(self.model.spans) if a <= high and b >= low]

    def _improve(self, free: Sequence[int]) -> bool:
        """Solve one window level by level, the rest standing still; whether that gained anything."""
        gained = False
        limits: list[tuple[Mapping[int, int], int]] = []
        for level in LEVELS:
            assert self.best is not None
            costs = self.model.objective[level]
            if any(costs[v] * (self.best[v] - self._ideal(v, costs[v])) for v in free if v in costs):
                budget = self._budget(at_most=WINDOW_WORK)
                answer = solve(self.model, costs, budget, hint=self.best, free=free, limits=limits)
                gained |= self._keep(answer, free)
            limits.append((costs, self.model.value(level, self.best)))
        if gained:
            self._say("improving")
        return gained

    def _ideal(self, variable: int, cost: int) -> int:
        """The value of a variable at which it costs least."""
        return self.model.lower[variable] if cost > 0 else self.model.upper[variable]

    def _tidied(self) -> None:
        """Tidy every week without touching the score."""
        costs = self.model.objective[TIDY]
        for free in self._spans(1):
            assert self.best is not None
            limits = [(self.model.objective[k], self.model.value(k, self.best)) for k in LEVELS]
            budget = Budget(TIDY_WORK, self.until)
            self._keep(solve(self.model, costs, budget, hint=self.best, free=free, limits=limits), free)


def search(
    season: Season, settings: Settings | None = None, watch: Callable[[Progress], None] | None = None
) -> Outcome:
    """Find the best plan of a season within a budget; see :class:`Search`."""
    return Search(season, settings or Settings(), watch or (lambda progress: None)).run()
