"""The MPS format, free form: column by column, all of them whole numbers, read by every solver there is."""

from __future__ import annotations

from collections.abc import Iterator

from solver.exchange.inequalities import inequalities
from solver.exchange.names import remark
from solver.exchange.room import DOUBLE, check, sizes
from solver.exchange.task import Task

OBJECTIVE = "objective"
SENSES = {"<=": "L", ">=": "G", "=": "E"}


def lines(task: Task) -> Iterator[str]:
    """The lines of the file."""
    rows = list(inequalities(task))
    columns: list[list[tuple[str, int]]] = [[] for _ in task.names]
    for name, parts in ((OBJECTIVE, task.objective), *((each.name, each.parts) for each in rows)):
        check("mps", name, sizes(task, parts), DOUBLE)
        for v, c in parts.items():
            columns[v].append((name, c))
    for each in rows:
        check("mps", each.name, [each.side], DOUBLE)
    yield from (f"* {line}" for line in remark(task.about))
    yield "NAME speedfirst"
    yield "ROWS"
    yield f" N {OBJECTIVE}"
    yield from (f" {SENSES[each.sense]} {each.name}" for each in rows)
    yield "COLUMNS"
    yield " marker 'MARKER' 'INTORG'"
    for name, column in zip(task.names, columns, strict=True):
        # a column without a row is told all the same, or readers would not know of it
        for row, coefficient in column or [(OBJECTIVE, 0)]:
            yield f" {name} {row} {coefficient}"
    yield " marker 'MARKER' 'INTEND'"
    yield "RHS"
    yield from (f" rhs {each.name} {each.side}" for each in rows if each.side)
    yield "BOUNDS"
    for name, low, high in zip(task.names, task.lower, task.upper, strict=True):
        yield f" LO bounds {name} {low}"
        yield f" UP bounds {name} {high}"
    yield "ENDATA"
