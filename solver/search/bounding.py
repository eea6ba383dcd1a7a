"""Bounds for a season that is too long to be solved whole.

The linear relaxation of the whole season knows how weeks depend on each other, but not that sessions
are whole; a window of a few weeks, solved exactly, knows that. The prices of the relaxation tell each window
what its neighbours would give for what it does; the least that the window can do at these prices becomes a
new row of the relaxation. Windows grow from single weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.backends.glop import Relaxation, Relaxed
from solver.backends.prices import Line, Priced, violated
from solver.model.linear import Model, Reach
from solver.search.windows import Window, apart, windows

#: Days before and after every plan, for windows at its ends.
FAR = 10_000
#: Deterministic time for a window, a week; and for the relaxation, a week of the season.
WORK = 0.5
#: How often windows of one width are gone through while they gain.
TURNS = 2
#: The largest sum that a window may be asked for: whole numbers up to it are exact as floating-point numbers.
MOST = 1 << 53
#: How wide windows grow.
WIDEST = 4


@dataclass(frozen=True, slots=True)
class Cut:
    """What a sum cannot fall below in a plan within the limits; `least` is None if that is not known."""

    parts: Mapping[int, int]
    least: int | None
    work: float


#: A step of bounding: the relaxation anew, or one window at its prices.
Step: TypeAlias = Callable[[], "Relaxed | Cut"]


class Bounding:
    """The bound of one level, step by step.

    Parameters
    ----------
    level
        The level to be bounded.
    limits
        What the stricter levels may cost: the bound speaks of plans that are no worse there.
    weeks, athletes
        How long the season is, and how many athletes there are.
    """

    def __init__(
        self, model: Model, level: str, limits: Mapping[str, int], weeks: int, athletes: int
    ) -> None:
        self.model, self.level, self.weeks, self.athletes = model, level, weeks, athletes
        self.costs = model.objective[level]
        self.limits = dict(limits)
        self.bound: int | None = None
        self.work, self.ended = 0.0, False
        self._priced: Priced | None = None
        self._relaxation: Relaxation | None = None
        self._relaxed: Relaxed | None = None
        self._order = self._batches()
        self._gained = False

    def tighten(self, limits: Mapping[str, int]) -> None:
        """Take a better plan into account."""
        for number, before in enumerate(self.limits):
            if limits[before] < self.limits[before]:
                self.limits[before] = limits[before]
                if self._priced is not None and self._relaxation is not None:
                    self._priced.tighten(number, limits[before])
                    self._relaxation.tighten(number, limits[before])
                    self._relaxed = None

    def steps(self, budget: Callable[[float], Budget]) -> list[Step]:
        """The next steps, which do not depend on each other; none once `ended`.

        Parameters
        ----------
        budget
            What a step may cost, from the most for it.
        """
        if self._relaxed is None and not self.ended:
            return [partial(self._relax, budget(WORK * self.weeks * self.athletes))]
        relaxed, batch = self._relaxed, next(self._order, [])
        self.ended = not batch
        if relaxed is None:
            return []
        return [partial(self._cut, each, relaxed, budget(WORK * each.width)) for each in batch]

    @property
    def pending(self) -> bool:
        """Whether there is news of windows that the relaxation does not know yet."""
        return self._relaxed is None and self._relaxation is not None and not self.ended

    def take(self, found: Sequence[Relaxed | Cut]) -> None:
        """Take what the steps came to."""
        news = [each for each in found if isinstance(each, Cut) and self._is_news(each)]
        self.work += sum(each.work for each in found)
        for each in found:
            if isinstance(each, Relaxed) and each.prices and self._priced is not None:
                self._relaxed = each
                bound = self._priced.bound(each.prices)
                self.bound = bound if self.bound is None else max(self.bound, bound)
        if self._relaxed is None:
            # it takes too long, and without prices there is nothing to go by
            self.ended = True
        for cut in news:
            self._add(Line(cut.parts, cut.least, None))
            self._relaxed, self._gained = None, True

    def _is_news(self, cut: Cut) -> bool:
        return (
            self._relaxed is not None
            and cut.least is not None
            and violated(cut.parts, cut.least, self._relaxed.values)
        )

    def _add(self, line: Line) -> None:
        assert self._priced is not None
        assert self._relaxation is not None
        self._priced.add(line)
        self._relaxation.add(line)

    def _relax(self, budget: Budget) -> Relaxed:
        """Solve the relaxation of the whole season, as it is by now."""
        if self._relaxation is None:
            limits = [Line(self.model.objective[name], None, most) for name, most in self.limits.items()]
            self._priced = Priced(self.model, self.costs, limits)
            self._relaxation = Relaxation(self.model.lower, self.model.upper, self.costs, self._priced.rows)
        return self._relaxation.solve(budget)

    def _batches(self) -> Iterator[list[Window]]:
        """Windows that do not touch, narrow ones first, again while they gain."""
        for width in range(1, min(WIDEST, self.weeks) + 1):
            for _ in range(TURNS):
                self._gained = False
                yield from apart(windows(self.weeks, self.athletes, width))
                if not self._gained:
                    break

    def _cut(self, window: Window, relaxed: Relaxed, budget: Budget) -> Cut:
        """What a window cannot fall below at the prices of the relaxation."""
        assert self._priced is not None
        first, last = window.days
        first = -FAR if window.first == 0 else first
        last = FAR if window.first + window.width == self.weeks else last
        whole = Reach(first, last, window.who)
        wanted = self._priced.wanted(relaxed.prices, whole)
        posted = Posted(self.model, free=self._priced.inside(whole), alone=True)
        for name, most in self.limits.items():
            posted.limit(self.model.objective[name], most)
        low, high = self.model.lower, self.model.upper
        if sum(abs(cost) * (high[v] - low[v]) for v, cost in wanted.items()) > MOST:
            return Cut(wanted, None, 0.0)
        posted.minimise(wanted)
        answer = posted.run(budget)
        return Cut(wanted, answer.bound, answer.work)
