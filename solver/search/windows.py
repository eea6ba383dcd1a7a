"""Windows: a part of a season that is planned anew while the rest stands still.

A window is solved level by level. Windows that do not touch are solved side by side, and what each of
them changes is put together afterwards; where that does not fit, the later one is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.model.choices import TIDY
from solver.model.linear import Model
from solver.search.outcome import LEVELS

#: All seven weekdays.
EVERY = 127


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Some weeks of some athletes, or some weekdays of them.

    Parameters
    ----------
    width, first
        How many weeks, and the first of them, from 0.
    who
        The athletes, one bit for each.
    weekdays
        The weekdays, one bit for each, Monday first.
    """

    width: int
    first: int
    who: int = 1
    weekdays: int = EVERY

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
        found = [v for v, (a, b, w) in enumerate(model.reach) if a <= high and b >= low and w & who]
        if self.weekdays == EVERY:
            return found
        # what depends on several days may depend on one of these
        reach, mine = model.reach, self.weekdays
        return [v for v in found if reach[v].first < reach[v].last or mine >> reach[v].first % 7 & 1]


def windows(weeks: int, athletes: int, width: int, together: int = 1) -> list[Window]:
    """Every window of a width, with so many athletes."""
    width, together = min(width, weeks), min(together, athletes)
    groups = [((1 << together) - 1) << first for first in range(athletes - together + 1)]
    return [Window(width, first, who) for first in range(weeks - width + 1) for who in groups]


def rhythms(blocks: Iterable[tuple[int, int]], athletes: int, days: int) -> list[Window]:
    """For each block (first week, weeks) and athlete every choice of so many weekdays.

    Where a rhythm is kept from week to week, no week can leave it alone: these windows move it as a whole.
    """
    masks = [sum(1 << day for day in each) for each in combinations(range(7), days)]
    return [
        Window(width, first, 1 << athlete, mask)
        for first, width in blocks
        for athlete in range(athletes)
        for mask in masks
    ]


def apart(waiting: Iterable[Window]) -> Iterator[list[Window]]:
    """Windows in batches, so that those of a batch do not touch."""
    left = sorted(waiting)
    while left:
        chosen: list[Window] = []
        for window in left:
            if all(_alike(window, other) and not window.near(other) for other in chosen):
                chosen.append(window)
        taken = set(chosen)
        left = [window for window in left if window not in taken]
        yield chosen


def _alike(window: Window, other: Window) -> bool:
    return window.width == other.width or window.weekdays != EVERY != other.weekdays


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
    bounds
        What the levels cannot be below within the window: each as far as the stricter ones are proven.
    """

    values: list[int] | None
    work: float
    seen: bytes | None = None
    bounds: Mapping[str, int] = field(default_factory=dict)


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
        return Found(None, 0.0, b"", {level: model.value(level, best) for level in LEVELS})
    posted = Posted(model, best, free)
    state = posted.digest()
    if state == seen:
        return Found(None, 0.0, seen)
    values, work, bounds = list(best), 0.0, dict[str, int]()
    proven = True
    for level in LEVELS:
        costs = model.objective[level]
        if _open(model, level, free, values):
            posted.minimise(costs)
            answer = posted.run(Budget(max(budget.work - work, 0.0), budget.until, budget.halt))
            work += answer.work
            if answer.values is not None:
                values = model.settled(answer.values, free)
                posted.start_from(values)
            if proven and answer.bound is not None:
                bounds[level] = answer.bound
            proven &= answer.status == "optimal"
        elif proven:
            bounds[level] = model.value(level, values)
        posted.limit(costs, model.value(level, values))
    better = points(model, values) < points(model, best)
    return Found(values if better else None, work, None if better or not proven else state, bounds)


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


def points(model: Model, values: Sequence[int]) -> tuple[int, ...]:
    """The points of every level, the stricter first."""
    return tuple(model.value(level, values) for level in LEVELS)


def rank(model: Model, values: Sequence[int]) -> tuple[int, ...]:
    """The points of every level, and how tidy it is: of two plans the smaller rank is better."""
    return *points(model, values), model.value(TIDY, values)


def joined(model: Model, best: list[int], start: Sequence[int], found: Sequence[int]) -> list[int] | None:
    """What a window found from `start`, in a plan that changed elsewhere since; None if it does not fit."""
    changed = [v for v, (old, new) in enumerate(zip(start, found, strict=True)) if old != new]
    values = list(best)
    for v in changed:
        values[v] += found[v] - start[v]
    slacks, rows = set[int](), {number for v in changed for number in model.rows_of[v]}
    while more := {v for n in rows for v in model.rows[n].variables if v in model.slacks} - slacks:
        slacks |= more
        rows |= {number for v in more for number in model.rows_of[v]}
    values = model.settled(values, sorted(slacks))
    return values if model.keeps(values, {*changed, *slacks}, rows) else None
