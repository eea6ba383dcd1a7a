"""The LP format, as CPLEX defined it: an objective, rows, bounds and what is whole, each as one reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from solver.exchange.inequalities import inequalities
from solver.exchange.names import remark
from solver.exchange.room import DOUBLE, check, sizes
from solver.exchange.task import Task

#: Letters on a line before the next begins; some readers stop at 510.
WIDTH = 100


def lines(task: Task) -> Iterator[str]:
    """The lines of the file."""
    yield from (f"\\ {line}" for line in remark(task.about))
    yield "Minimize"
    check("lp", "the objective", sizes(task, task.objective), DOUBLE)
    yield from _wrapped(" objective:", _sum(task, task.objective), "")
    yield "Subject To"
    for each in inequalities(task):
        check("lp", each.name, (*sizes(task, each.parts), each.side), DOUBLE)
        yield from _wrapped(f" {each.name}:", _sum(task, each.parts), f"{each.sense} {each.side}")
    yield "Bounds"
    for name, low, high in zip(task.names, task.lower, task.upper, strict=True):
        yield f" {low} <= {name} <= {high}"
    yield "General"
    yield from (f" {name}" for name in task.names)
    yield "End"


def _sum(task: Task, parts: Mapping[int, int]) -> Iterator[str]:
    for number, (v, c) in enumerate(parts.items()):
        sign = "-" if c < 0 else "+"
        size = "" if abs(c) == 1 else f"{abs(c)} "
        yield f"{sign} {size}{task.names[v]}" if number or c < 0 else f"{size}{task.names[v]}"
    if not parts and task.names:
        yield f"0 {task.names[0]}"


def _wrapped(head: str, words: Iterable[str], tail: str) -> Iterator[str]:
    """A statement over as many lines as it takes."""
    line = head
    for word in (*words, *([tail] if tail else [])):
        if len(line) + len(word) > WIDTH:
            yield line
            line = "  "
        line = f"{line} {word}"
    yield line
