"""Rows without conditions, for formats that know none: one-sided, with the conditions worked in.

A row that counts only where some literals are true gets room by as much as its sum can miss the side at
all, once for each literal that is false; so it says nothing there, and exactly the same elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solver.exchange.task import Task
from solver.model.linear import Row


@dataclass(frozen=True, slots=True)
class Inequality:
    """`sum of coefficient x variable` `sense` `side`, where sense is `<=`, `>=` or `=`."""

    name: str
    parts: Mapping[int, int]
    sense: str
    side: int


def inequalities(task: Task) -> Iterator[Inequality]:
    """All rows of a task; one with two sides becomes two."""
    for name, row in task.rows:
        for own, sense, side in sides(task, name, row):
            yield _worked_in(task, own, row, sense, side)


def sides(task: Task, name: str, row: Row) -> list[tuple[str, str, int]]:
    """The sides of a row that its sum can miss: what each is called, its sense, the number."""
    least, most = task.reach(row)
    if row.lower is not None and row.lower == row.upper and not row.given:
        return [(name, "=", row.lower)]
    found = []
    if row.lower is not None and least < row.lower:
        found.append((name, ">=", row.lower))
    if row.upper is not None and most > row.upper:
        found.append((name, "<=", row.upper))
    if len(found) > 1:
        return [(f"{name}_{'least' if sense == '>=' else 'most'}", sense, side) for _, sense, side in found]
    return found


def _worked_in(task: Task, name: str, row: Row, sense: str, side: int) -> Inequality:
    """One side of a row with its conditions worked in."""
    parts = dict(zip(row.variables, row.coefficients, strict=True))
    if row.given:
        least, most = task.reach(row)
        room = side - least if sense == ">=" else side - most
        for literal in row.given:
            # a false literal gives room: room x (1 - v) on the left, or room x v for one negated
            v = literal if literal >= 0 else ~literal
            parts[v] = parts.get(v, 0) + (-room if literal >= 0 else room)
            side -= room if literal >= 0 else 0
    return Inequality(name, {v: c for v, c in parts.items() if c}, sense, side)
