"""Windows: a part of a season that is planned anew while the rest stands still.

A window is solved level by level. Windows that do not touch are solved side by side, and what each of
them changes is put together afterwards; where that does not fit, the later one is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from solver.answers import Budget
from solver.choices import TIDY
from solver.cpsat import Posted
from solver.linear import Model
from solver.outcome import LEVELS

#: The width in weeks for which it is looked at again, once windows stop gaining, that none can gain.
CERTIFIED = 3


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Some weeks of some athletes.

    Parameters
    ----------
    width, first
        How many weeks, and the first of them, from 0.
    who
        The athletes, one bit for each.
    """

    width: int
    first: int
    who: int = 1

    @property
    def days(self) -> tuple[int, int]:
        """First and last day."""
        return 7 * self.first, 7 * (self.first + self.width) - 1

    def near(self, other: Window) -> bool:
        """Whether two windows share an athlete, and less than a week lies between them."""
        close = self.first <= other.first + other.width and other.first <= self.first + self.width
        return close and bool(self.who & other.who)

    def free(self, model: Model) -> list[int]:
        """The variables that depend on its days and athletes."""
        (low, high), who = self.days, self.who
        return [v for v, (a, b, w) in enumerate(model.reach) if a <= high and b >= low and w & who]


def windows(weeks: int, athletes: int, width: int, together: int = 1) -> list[Window]:
    """Every window of a width, with so many athletes."""
    width, together = min(width, weeks), min(together, athletes)
    groups = [((1 << together) - 1) << first for first in range(athletes - together + 1)]
    return [Window(width, first, who) for first in range(weeks - width + 1) for who in groups]


def apart(waiting: Iterable[Window]) -> Iterator[list[Window]]:
    """Windows in batches, so that those of a batch do not touch."""
    left = sorted(waiting)
    while left:
        chosen: list[Window] = []
        for window in left:
            if all(window.width == other.width and not window.near(other) for other in chosen):
                chosen.append(window)
        taken = set(chosen)
        left = [window for window in left if window not in taken]
        yield chosen


@dataclass(frozen=True, slots=True)
class Found:
    """What solving a window came to.

    Parameters
    ----------
    values
        A better assignment; None if there is none or none was found.
    work
        Deterministic time spent.
    seen
        If nothing better exists within the window: what all of it depends on, as a digest.
    """

    values: list[int] | None
    work: float
    seen: bytes | None = None


def improve(
    model: Model, free: Sequence[int], best: Sequence[int], budget: Budget, seen: bytes | None = None
) -> Found:
    """Solve a window level by level, the rest standing still as in `best`.

    Parameters
    ----------
    seen
        What the window depended on when it was last found to have nothing better: if that is as it was,
        there is nothing to do.
    """
    if not any(_open(model, level, free, best) for level in LEVELS):
        return Found(None, 0.0, b"")
    posted = Posted(model, best, free)
    state = posted.digest()
    if state == seen:
        return Found(None, 0.0, seen)
    values, proven, work = list(best), True, 0.0
    for level in LEVELS:
        costs = model.objective[level]
        if _open(model, level, free, values):
            posted.minimise(costs)
            answer = posted.run(Budget(max(budget.work - work, 0.0), budget.until, budget.halt))
            work += answer.work
            proven &= answer.status == "optimal"
            if answer.values is not None:
                values = model.settled(answer.values, free)
                posted.start_from(values)
        posted.limit(costs, model.value(level, values))
    if rank(model, values) >= rank(model, best):
        return Found(None, work, state if proven else None)
    return Found(values, work)


def tidied(model: Model, free: Sequence[int], best: Sequence[int], budget: Budget) -> Found:
    """Tidy a window without touching the score."""
    posted = Posted(model, best, free)
    for level in LEVELS:
        posted.limit(model.objective[level], model.value(level, best))
    posted.minimise(model.objective[TIDY])
    answer = posted.run(budget)
    return Found(answer.values and model.settled(answer.values, free), answer.work)


def _open(model: Model, level: str, free: Sequence[int], values: Sequence[int]) -> bool:
    """Whether anything in a window costs more at a level than it has to."""
    costs = model.objective[level]
    return any(costs[v] * (values[v] - _ideal(model, v, costs[v])) for v in free if v in costs)


def _ideal(model: Model, variable: int, cost: int) -> int:
    """The value of a variable at which it costs least."""
    return model.lower[variable] if cost > 0 else model.upper[variable]


def rank(model: Model, values: Sequence[int]) -> tuple[int, ...]:
    """The points of every level, the stricter first: of two plans the smaller rank is better."""
    return tuple(model.value(level, values) for level in (*LEVELS, TIDY))


def joined(model: Model, best: list[int], start: Sequence[int], found: Sequence[int]) -> list[int] | None:
    """What a window found from `start`, in a plan that changed elsewhere since; None if it does not fit."""
    changed = [v for v, (old, new) in enumerate(zip(start, found, strict=True)) if old != new]
    values = list(best)
    for v in changed:
        values[v] += found[v] - start[v]
    rows = sorted({number for v in changed for number in model.rows_of[v]})
    slacks = sorted({v for number in rows for v in model.rows[number].variables if v in model.slacks})
    values = model.settled(values, slacks)
    rows = sorted({*rows, *(number for v in slacks for number in model.rows_of[v])})
    return values if model.keeps(values, {*changed, *slacks}, rows) else None


@dataclass
class Sweep:
    """Which windows are still worth solving.

    Narrow windows of one athlete come first; where one gains, those around it are worth another look, and
    once none is left the windows grow.
    """

    weeks: int
    athletes: int = 1
    #: For each window in which nothing better exists, what that depends on.
    seen: dict[Window, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting: set[Window] = set()
        #: Windows solved since the plan last changed: those that cannot gain, and all.
        self._still: set[Window] = set()
        self._tried: set[Window] = set()
        self._stages = [(1, width) for width in range(1, self.weeks + 1)]
        if self.athletes > 1:
            wide = [(2, 1), (2, 2), (3, 1), (self.athletes, 1)]
            self._stages = [*self._stages[:CERTIFIED], *wide, *self._stages[CERTIFIED:]]
        self._stage = -1

    def _all(self, stage: int) -> list[Window]:
        together, width = self._stages[stage]
        return windows(self.weeks, self.athletes, width, together)

    @property
    def width(self) -> int:
        """The width of windows that are looked at."""
        return self._stages[max(self._stage, 0)][1]

    @property
    def settled(self) -> int:
        """So many weeks: within any of them, all else standing still, nothing better exists; 0 if unknown."""
        widths = [width for together, width in self._stages if together == 1]
        return max((w for w in widths if self._still.issuperset(self._of_one(w))), default=0)

    def _of_one(self, width: int) -> list[Window]:
        return windows(self.weeks, self.athletes, width)

    def batch(self) -> list[Window]:
        """The next windows to be solved side by side; none if the season has been gone through whole."""
        if not self.waiting and self._stage >= 0 and self._stages[self._stage][1] >= CERTIFIED:
            self.certify()
        while not self.waiting and self._stage + 1 < len(self._stages):
            self._stage += 1
            self.waiting = set(self._all(self._stage)) - self._still
        return next(apart(self.waiting), [])

    def certify(self) -> None:
        """Look again at windows of the certified width that the last changes may have opened."""
        width = min(CERTIFIED, self.weeks)
        if self.settled < width:
            self.waiting = set(self._of_one(width)) - self._still - self._tried

    def solved(self, window: Window, seen: bytes | None) -> None:
        """Note that a window was solved from the plan as it is, and what it depends on if it cannot gain."""
        self.waiting.discard(window)
        self._tried.add(window)
        if seen is None:
            self.seen.pop(window, None)
        else:
            self.seen[window] = seen
            self._still.add(window)

    def gained(self, window: Window) -> None:
        """Note that a window changed the plan: those around it are worth another look."""
        self._still, self._tried = set(), set()
        alike = windows(self.weeks, self.athletes, window.width, window.who.bit_count())
        self.waiting |= {each for each in alike if each.near(window)} - {window}
