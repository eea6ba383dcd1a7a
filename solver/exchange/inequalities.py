"""Rows without conditions, for formats that know none: one-sided, with the conditions worked in.

A row that counts only where some literals are true gets room by as much as its sum can miss the side at
all, once for each literal that is false; so it says nothing there, and exactly the same elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solver.exchange.task import Task
from solver.linear import Row


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
        sides = list(_sides(task, row))
        for sense, side in sides:
            ending = {"<=": "_most", ">=": "_least"}[sense] if len(sides) > 1 else ""
            yield _worked_in(task, f"{name}{ending}", row, sense, side)


def _sides(task: Task, row: Row) -> Iterator[tuple[str, int]]:
    """The sides of a row that its sum can miss."""
    least, most = task.reach(row)
    if row.lower is not None and row.lower == row.upper and not row.given:
        yield "=", row.lower
        return
    if row.lower is not None and least < row.lower:
        yield ">=", row.lower
    if row.upper is not None and most > row.upper:
        yield "<=", row.upper


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
