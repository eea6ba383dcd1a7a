"""What an objective cannot fall below, shown by prices for the rows of a model.

Any prices give a bound that holds: the objective plus what the rows are worth at these prices cannot
be less than if every variable took its best value. Prices come from a linear relaxation as floating-point
numbers; the bound is computed from whole multiples of :data:`GRAIN`, so no rounding can make it too good.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import numpy as np
import numpy.typing as npt

from solver.model.linear import Model, Reach, Row

Whole = npt.NDArray[np.int64]
#: One over the smallest part of a price that counts.
GRAIN = 1 << 44
#: The same for what a window is asked for: finer is truer, and slower to solve.
FINE = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row without conditions."""

    parts: Mapping[int, int]
    lower: int | None
    upper: int | None


def lines(model: Model) -> Iterator[Line]:
    """The rows of a model; where a row has conditions, what it comes to if they are partly true."""
    for row in model.rows:
        parts: dict[int, int] = {}
        for v, c in zip(row.variables, row.coefficients, strict=True):
            parts[v] = parts.get(v, 0) + c
        if not row.given:
            yield Line(parts, row.lower, row.upper)
            continue
        least = sum(c * (model.lower[v] if c > 0 else model.upper[v]) for v, c in parts.items())
        most = sum(c * (model.upper[v] if c > 0 else model.lower[v]) for v, c in parts.items())
        if (
            row.lower is None
            and row.upper == 0
            and len(row.given) == 1
            and least == 0
            and min(parts.values()) > 0
        ):
            # none of some where a flag is 0: one row for each says more where the flag is partly true
            for v in parts:
                yield _loosened({v: 1}, row, model.upper[v], upper=0)
            continue
        if row.lower is not None and row.lower > least:
            yield _loosened(parts, row, least - row.lower, lower=row.lower)
        if row.upper is not None and row.upper < most:
            yield _loosened(parts, row, most - row.upper, upper=row.upper)


def _loosened(
    parts: dict[int, int], row: Row, by: int, lower: int | None = None, upper: int | None = None
) -> Line:
    """A row that gives way by so much for every condition that is not true."""
    loose, constant = dict(parts), 0
    for literal in row.given:
        v, weight = (literal, by) if literal >= 0 else (~literal, -by)
        # by x (1 - literal) is taken off the sum
        loose[v] = loose.get(v, 0) + weight
        constant += by if literal >= 0 else 0
    return Line(
        loose, None if lower is None else lower + constant, None if upper is None else upper + constant
    )


class Priced:
    """The rows of a model and an objective, as arrays.

    Parameters
    ----------
    costs
        The objective, to be made small.
    limits
        Further rows; they come before those of the model.
    """

    def __init__(self, model: Model, costs: Mapping[int, int], limits: Sequence[Line] = ()) -> None:
        self.model = model
        self.costs = np.zeros(len(model.lower), np.int64)
        for v, cost in costs.items():
            self.costs[v] = cost
        self.rows: list[Line] = []
        self._entries: list[tuple[Whole, Whole]] = []
        self._joined: tuple[Whole, Whole, Whole] | None = None
        self._spreads: tuple[Whole, Whole, Whole] | None = None
        self.first, self.last, self.who = _reaches(model.reach)
        self.reach: list[Reach] = []
        for line in (*limits, *lines(model)):
            self.add(line)

    def add(self, line: Line) -> None:
        """Add a row."""
        self.rows.append(line)
        columns = np.fromiter(line.parts, np.int64, len(line.parts))
        self._entries.append((columns, np.fromiter(line.parts.values(), np.int64, len(line.parts))))
        self._joined = self._spreads = None
        found = [self.model.reach[v] for v in line.parts] or [Reach(0, 0, 0)]
        who = reduce(or_, (each.who for each in found))
        self.reach.append(Reach(min(r.first for r in found), max(r.last for r in found), who))

    def tighten(self, number: int, upper: int) -> None:
        """Lower the upper side of a row."""
        self.rows[number] = replace(self.rows[number], upper=upper)

    def _arrays(self) -> tuple[Whole, Whole, Whole]:
        """Row, column and coefficient of every entry."""
        if not self._entries:
            return (np.zeros(0, np.int64),) * 3
        if self._joined is None:
            sizes = [len(columns) for columns, _ in self._entries]
            self._joined = (
                np.repeat(np.arange(len(sizes)), sizes),
                np.concatenate([columns for columns, _ in self._entries]),
                np.concatenate([coefficients for _, coefficients in self._entries]),
            )
        return self._joined

    def _spread(self) -> tuple[Whole, Whole, Whole]:
        """What each row depends on."""
        if self._spreads is None:
            self._spreads = _reaches(self.reach)
        return self._spreads

    def bound(self, prices: Sequence[float]) -> int:
        """What the objective cannot be below, whatever the prices are; exact."""
        found = self._sided(np.rint(np.asarray(prices) * float(GRAIN)))
        rows, columns, coefficients = self._arrays()
        reduced = self.costs.astype(object) * GRAIN
        np.subtract.at(reduced, columns, found[rows] * coefficients.astype(object))
        worth = 0
        for row in np.flatnonzero(found):
            line, price = self.rows[row], int(found[row])
            worth += price * (line.lower if price > 0 else line.upper)  # type: ignore[operator]
        for v in np.flatnonzero(reduced):
            cost = int(reduced[v])
            worth += cost * (self.model.lower[v] if cost > 0 else self.model.upper[v])
        return -(-worth // GRAIN)

    def _sided(self, prices: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
        """Whole prices without those of sides that a row does not have."""
        return np.array(
            [
                int(p) if (p > 0 and line.lower is not None) or (p < 0 and line.upper is not None) else 0
                for p, line in zip(prices.tolist(), self.rows, strict=True)
            ],
            dtype=object,
        )

    def wanted(self, prices: Sequence[float], window: Reach) -> dict[int, int]:
        """What a window is worth to the whole: a cost for each variable that depends on nothing else.

        It is the objective less what the rows that reach beyond the window take at their prices.
        """
        rows, columns, coefficients = self._arrays()
        price = np.asarray(prices)
        outside = ~_within(window, *self._spread()) & (price != 0)
        here = outside[rows]
        taken = np.bincount(
            columns[here], weights=price[rows[here]] * coefficients[here], minlength=len(self.costs)
        )
        inside = _within(window, self.first, self.last, self.who)
        exact = np.where(inside, np.rint(FINE * (self.costs - taken)), 0)
        return {int(v): int(exact[v]) for v in np.flatnonzero(exact)}

    def inside(self, window: Reach) -> list[int]:
        """The variables that depend on nothing but a window."""
        return [int(v) for v in np.flatnonzero(_within(window, self.first, self.last, self.who))]


def _reaches(reaches: Sequence[Reach]) -> tuple[Whole, Whole, Whole]:
    """First days, last days and athletes, as arrays."""
    first, last, who = zip(*reaches, strict=True)
    kind = np.int64 if max(who, default=0) < 1 << 62 else object
    return np.array(first, np.int64), np.array(last, np.int64), np.array(who, kind)


def _within(window: Reach, first: Whole, last: Whole, who: Whole) -> npt.NDArray[np.bool_]:
    """What depends on nothing but a window."""
    alone = np.asarray((who & ~window.who) == 0, np.bool_)
    return (first >= window.first) & (last <= window.last) & alone


def violated(parts: Mapping[int, int], least: int, values: Sequence[float]) -> bool:
    """Whether a relaxed plan is below what a sum must reach, by more than a ten-thousandth of it."""
    reached = math.fsum(cost * values[v] for v, cost in parts.items())
    return reached < least - max(1.0, abs(least)) * 1e-4
