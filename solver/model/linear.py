"""A linear model over whole numbers: what bounds become before any solver gets them.

A *literal* is a variable that is 0 or 1, or its negation: `v` or `~v` (as with Python's integers).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from solver.bounds import Weight, whole

Literal = int


class Row(NamedTuple):
    """`lower <= sum of coefficient x variable <= upper`, wherever all of `given` are true."""

    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int | None
    upper: int | None
    given: tuple[Literal, ...] = ()

    def applies(self, values: Sequence[int]) -> bool:
        """Whether an assignment makes all of `given` true."""
        return all(values[g] if g >= 0 else not values[~g] for g in self.given)

    def total(self, values: Sequence[int]) -> int:
        """The sum under an assignment."""
        return sum(c * values[v] for v, c in zip(self.variables, self.coefficients, strict=True))

    def touches(self) -> Iterable[int]:
        """Every variable in it."""
        yield from self.variables
        yield from (literal if literal >= 0 else ~literal for literal in self.given)


class Reach(NamedTuple):
    """What a variable depends on: days, first and last, and athletes, one bit for each."""

    first: int
    last: int
    who: int = 1


@dataclass
class Model:
    """Variables with bounds and days, rows, and an objective for every level.

    Parameters
    ----------
    lower, upper
        The bounds of each variable.
    reach
        For each variable the days and athletes that its value depends on.
    objective
        For each level what each variable costs.
    slacks
        Variables that only measure, with the way in which they should go: 1 as small as the rows
        allow, -1 as large. A later one may depend on an earlier one.
    """

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    reach: list[Reach] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    objective: dict[str, dict[int, int]] = field(default_factory=dict)
    slacks: dict[int, int] = field(default_factory=dict)
    refuted: bool = False

    def variable(self, lower: int, upper: int, reach: Reach) -> int:
        """Add a variable."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.reach.append(reach)
        return len(self.lower) - 1

    def slack(self, lower: int, upper: int, reach: Reach, way: int = 1) -> int:
        """Add a variable that only measures."""
        variable = self.variable(lower, upper, reach)
        self.slacks[variable] = way
        return variable

    def settled(self, values: Sequence[int], among: Iterable[int]) -> list[int]:
        """The same assignment with each slack as small (or as large) as its rows allow."""
        settled = list(values)
        for variable in among:
            if variable in self.slacks:
                settled[variable] = self._tight(variable, self.slacks[variable], settled)
        return settled

    def _tight(self, variable: int, way: int, values: Sequence[int]) -> int:
        """The least value of a variable (way 1), or the largest (way -1), others as they are."""
        tight = self.lower[variable] if way > 0 else self.upper[variable]
        for number in self.rows_of[variable]:
            row = self.rows[number]
            if not row.applies(values):
                continue
            own = row.coefficients[row.variables.index(variable)]
            rest = row.total(values) - own * values[variable]
            side = row.lower if (own > 0) == (way > 0) else row.upper
            if side is not None and way > 0:
                tight = max(tight, -((rest - side) // own))
            elif side is not None:
                tight = min(tight, (side - rest) // own)
        return tight

    def cost(self, level: str, variable: int, points: int) -> None:
        """Let a variable cost points at a level."""
        costs = self.objective.setdefault(level, {})
        costs[variable] = costs.get(variable, 0) + points

    def value(self, level: str, values: Sequence[int]) -> int:
        """The objective of a level under an assignment."""
        return sum(points * values[v] for v, points in self.objective.get(level, {}).items())

    def least(self, level: str) -> int:
        """What the objective of a level cannot be below, by the bounds of the variables alone."""
        costs = self.objective.get(level, {}).items()
        return sum(min(points * self.lower[v], points * self.upper[v]) for v, points in costs)

    def add(
        self,
        expression: Affine,
        lower: Fraction | int | None,
        upper: Fraction | int | None,
        given: Iterable[Literal] = (),
    ) -> None:
        """Add a row, scaled to whole numbers; a row that no value can break is left out."""
        parts, constant = expression
        least, most = expression.range(self)
        low = None if lower is None else whole(lower - constant)
        high = None if upper is None else whole(upper - constant)
        least, most = least - constant, most - constant
        if not type(least) is type(most) is type(low or 0) is type(high or 0) is int:
            scale = expression.scale()
            parts = {v: (c * scale).numerator for v, c in parts.items()}
            least, most = least * scale, most * scale
            low = low if low is None else math.ceil(low * scale)
            high = high if high is None else math.floor(high * scale)
        if (low is None or least >= low) and (high is None or most <= high):
            return
        given = tuple(given)
        crossed = low is not None and high is not None and low > high
        if crossed or (low is not None and most < low) or (high is not None and least > high):
            self._never(given)
            return
        self.rows.append(Row._make((tuple(parts), tuple(parts.values()), low, high, given)))

    def at_most(self, steps: int, done: int, most: int) -> None:
        """Add a row that allows a number of steps up to `most`, and only where an open 0/1 variable is 1."""
        self.rows.append(Row((steps, done), (1, -most), None, 0))

    def any_of(self, truth: int, variables: Sequence[int]) -> None:
        """Add the rows that make an open 0/1 variable 1 where any of some others is, and nowhere else."""
        # one row for all of them: none is where the truth is not, which solvers read as one implication each
        self.rows.append(Row(tuple(variables), (1,) * len(variables), None, 0, (~truth,)))
        self.rows.append(Row((truth, *variables), (1, *[-1] * len(variables)), None, 0))

    def _never(self, given: tuple[Literal, ...]) -> None:
        """Not all of some literals can be true."""
        if not given:
            self.refuted = True
            return
        given = tuple(dict.fromkeys(given))
        if any(~literal in given for literal in given):
            return
        variables = tuple(g if g >= 0 else ~g for g in given)
        signs = tuple(1 if g >= 0 else -1 for g in given)
        negated = sum(g < 0 for g in given)
        self.rows.append(Row(variables, signs, None, len(given) - 1 - negated))

    @cached_property
    def rows_of(self) -> list[list[int]]:
        """For each variable the rows in which it occurs; to be asked for once the model is complete."""
        found: list[list[int]] = [[] for _ in self.lower]
        for number, row in enumerate(self.rows):
            for variable in row.touches():
                found[variable].append(number)
        return found

    def keeps(
        self, values: Sequence[int], variables: Iterable[int] | None = None, rows: Iterable[int] | None = None
    ) -> bool:
        """Whether an assignment keeps every bound and row, or those of some; none keeps what is refuted."""
        names = range(len(self.lower)) if variables is None else variables
        numbers = range(len(self.rows)) if rows is None else rows
        inside = all(self.lower[v] <= values[v] <= self.upper[v] for v in names)
        return not self.refuted and inside and all(_kept(self.rows[number], values) for number in numbers)


def _kept(row: Row, values: Sequence[int]) -> bool:
    if not row.applies(values):
        return True
    total = row.total(values)
    return (row.lower is None or total >= row.lower) and (row.upper is None or total <= row.upper)


class Affine(NamedTuple):
    """A weighted sum of variables, none of them with 0, and a constant; numbers that are whole are ints."""

    parts: Mapping[int, Weight]
    constant: Weight = 0

    def range(self, model: Model) -> tuple[Weight, Weight]:
        """The least and the largest value that the bounds of the variables allow."""
        least = most = self.constant
        lower, upper = model.lower, model.upper
        for variable, weight in self.parts.items():
            if weight > 0:
                least += weight * lower[variable]
                most += weight * upper[variable]
            else:
                least += weight * upper[variable]
                most += weight * lower[variable]
        return least, most

    def scale(self) -> int:
        """The least number by which all its weights become whole."""
        if Fraction in set(map(type, self.parts.values())):
            return math.lcm(*(weight.denominator for weight in self.parts.values()))
        return 1


def combined(weighted: Iterable[tuple[Weight, Affine]]) -> Affine:
    """The weighted sum of some expressions."""
    parts: dict[int, Weight] = {}
    constant: Weight = 0
    as_they_were = True
    for weight, (others, fixed) in weighted:
        by = whole(weight)
        if fixed:
            constant += by * fixed
        if by != 1:
            others = {variable: by * coefficient for variable, coefficient in others.items()}
            as_they_were = as_they_were and by == -1
        if parts.keys().isdisjoint(others):
            parts.update(others)
        else:
            as_they_were = False
            for variable, coefficient in others.items():
                parts[variable] = parts.get(variable, 0) + coefficient
    if not as_they_were:
        parts = {variable: whole(coefficient) for variable, coefficient in parts.items() if coefficient}
    return Affine(parts, whole(constant))
