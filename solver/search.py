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
from typing import Literal

from solver.cpsat import Answer, Budget, Interrupted, solve
from solver.diary import Done
from solver.errors import Infeasible, OutOfTime
from solver.linear import Model
from solver.lowering import TIDY, Lowering
from solver.season import Season

LEVELS = ("should", "prefer")
#: Weeks up to which a season is first tried whole, counted per athlete.
WHOLE = 3
#: Deterministic time for one window, and the widest window in weeks.
WINDOW_WORK = 4.0
WIDEST = 3
#: The largest weight with which one level may outweigh the next inside a window.
HEAVIEST = 10**7

Status = Literal["optimal", "feasible"]


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a search: what it does, the best score so far, what is known to be unbeatable."""

    doing: str
    score: Mapping[str, int]
    bounds: Mapping[str, int | None]
    seconds: float


@dataclass(frozen=True, slots=True)
class Settings:
    """How much to spend.

    Parameters
    ----------
    effort
        Deterministic time; about seconds on one core, but the same on every machine.
    seconds
        A limit on the clock as well; plans then depend on the machine.
    """

    effort: float = 60.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best plan that was found.

    Parameters
    ----------
    score, bounds
        For each level the points, and what they cannot be below (None if nothing is known).
    status
        `optimal` if proven at every level.
    work
        Deterministic time spent.
    interrupted
        Whether the user stopped the search.
    """

    sessions: Sequence[Done]
    status: Status
    score: Mapping[str, int]
    bounds: Mapping[str, int | None]
    work: float
    seconds: float
    interrupted: bool = False


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
        self.best: list[int] | None = None
        self.bounds: dict[str, int | None] = dict.fromkeys(LEVELS)
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
            if self._weeks() <= WHOLE:
                self._whole()
            else:
                self._windows()
                self._prove()
        except Interrupted as stopped:
            self._keep(stopped.answer)
            self.interrupted = True
        if self.best is None:
            raise OutOfTime("no plan was found in time; there may be one: allow more with --effort")
        return self._outcome()

    def _weeks(self) -> int:
        return self.season.calendar.weeks * len(self.season.athletes)

    def _outcome(self) -> Outcome:
        assert self.best is not None
        score = {level: self.model.value(level, self.best) for level in LEVELS}
        proven = all(self.bounds[level] == score[level] for level in LEVELS)
        return Outcome(
            sessions=self.lowering.plan(self.best),
            status="optimal" if proven else "feasible",
            score=score,
            bounds=dict(self.bounds),
            work=round(self.work, 3),
            seconds=time.monotonic() - self.started,
            interrupted=self.interrupted,
        )

    # ---- parts ------------------------------------------------------------------------------------

    def _budget(self, share: float = 1.0, at_most: float | None = None) -> Budget:
        left = max(self.settings.effort - self.work, 0.0) * share
        return Budget(left if at_most is None else min(left, at_most), self.until)

    def _spent(self, share: float = 1.0) -> bool:
        late = self.until is not None and time.monotonic() > self.until
        return late or self.work >= share * self.settings.effort

    def _say(self, doing: str) -> None:
        score = {} if self.best is None else {level: self.model.value(level, self.best) for level in LEVELS}
        self.watch(Progress(doing, score, dict(self.bounds), time.monotonic() - self.started))

    def _keep(self, answer: Answer) -> bool:
        """Take an answer's plan if it is better, level by level; whether it was."""
        self.work += answer.work
        if answer.values is None or (
            self.best is not None and self._rank(answer.values) >= self._rank(self.best)
        ):
            return False
        self.best = answer.values
        return True

    def _rank(self, values: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.model.value(level, values) for level in (*LEVELS, TIDY))

    def _first(self) -> None:
        """Any plan at all."""
        self._say("looking for a first plan")
        answer = solve(self.model, {}, self._budget(), linearization=0, first=True)
        self._keep(answer)
        if answer.status == "infeasible":
            raise Infeasible("no plan keeps all of these rules together")
        self._say("first plan")

    def _whole(self) -> None:
        """Level by level over the whole season."""
        limits: list[tuple[Mapping[int, int], int]] = []
        for level in (*LEVELS, TIDY):
            if self.best is None or self._spent():
                return
            costs = self.model.objective[level]
            answer = solve(
                self.model, costs, self._budget(), hint=self.best, limits=limits, linearization=1,
                watch=lambda value, bound, name=level: self._say(f"improving {name}"),  # type: ignore[misc]
            )  # fmt: skip
            self._keep(answer)
            value = self.model.value(level, self.best)
            if level in self.bounds:
                self.bounds[level] = answer.bound
            self._say(f"{level} done")
            if answer.status != "optimal":
                return
            limits = [*limits, (costs, value)]

    def _windows(self) -> None:
        """Slide windows over the season until none of them gains anything."""
        if self.best is None:
            return
        width = 2
        while width <= WIDEST and not self._spent(0.75):
            gained = False
            for free in self._spans(width):
                if self._spent(0.75):
                    break
                gained |= self._improve(free)
            if not gained:
                width += 1

    def _spans(self, width: int) -> Iterator[list[int]]:
        """The variables of each window: one athlete (or all) and a few weeks."""
        weeks = self.season.calendar.weeks
        for first in range(max(weeks - width, 0) + 1):
            low, high = 7 * first, 7 * (first + width) - 1
            yield [v for v, (a, b) in enumerate(self.model.spans) if a <= high and b >= low]

    def _improve(self, free: Sequence[int]) -> bool:
        """Solve one window exactly, the rest standing still."""
        assert self.best is not None
        weights = self._weights(free)
        costs: dict[int, int] = {}
        for level, weight in weights.items():
            for v, points in self.model.objective[level].items():
                costs[v] = costs.get(v, 0) + weight * points
        answer = solve(self.model, costs, self._budget(at_most=WINDOW_WORK), hint=self.best, free=free)
        gained = self._keep(answer)
        if gained:
            self._say("improving")
        return gained

    def _weights(self, free: Sequence[int]) -> dict[str, int]:
        """Weights with which each level outweighs all that the next can change in a window."""
        weights, weight = {}, 1
        for level in reversed((*LEVELS, TIDY)):
            weights[level] = weight
            costs = self.model.objective[level]
            swing = sum(
                abs(costs[v]) * (self.model.upper[v] - self.model.lower[v]) for v in free if v in costs
            )
            weight = min(weight * (swing + 1), HEAVIEST if level != TIDY else 1000)
        return weights

    def _prove(self) -> None:
        """Bounds on every level, from the whole season."""
        limits: list[tuple[Mapping[int, int], int]] = []
        for number, level in enumerate(LEVELS):
            if self.best is None or self._spent():
                return
            costs = self.model.objective[level]
            share = 1.0 / (len(LEVELS) - number)
            answer = solve(self.model, costs, self._budget(share), hint=self.best, limits=limits)
            self._keep(answer)
            value = self.model.value(level, self.best)
            self.bounds[level] = None if answer.bound is None else min(answer.bound, value)
            limits.append((costs, value))
            self._say(f"bounding {level}")


def search(
    season: Season, settings: Settings | None = None, watch: Callable[[Progress], None] | None = None
) -> Outcome:
    """Find the best plan of a season within a budget; see :class:`Search`."""
    return Search(season, settings or Settings(), watch or (lambda progress: None)).run()
