"""What goes to a solver's process and what comes back: a line of JSON for each task and for each answer."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solver.errors import InputError
from solver.exchange import dumps
from solver.exchange.task import Task
from solver.model.linear import Row

#: What a solver says on the way: the objective of a better assignment.
Say = Callable[[int], None]


@dataclass
class Solved:
    """What a solver says of a task.

    Parameters
    ----------
    status
        `optimal`, `feasible`, `infeasible`, `unknown`; `refused` where the task does not fit the format,
        `failed` where the solver broke down.
    values
        By variable, in the order of the task.
    seconds, loading
        In all, and of them until the solver had the model.
    found
        For each better assignment the seconds and the objective, where the solver tells.
    """

    status: str
    objective: int | None = None
    bound: int | None = None
    values: list[int] | None = None
    seconds: float = 0.0
    loading: float = 0.0
    found: list[tuple[float, int]] = field(default_factory=list)
    words: str = ""


Solve = Callable[[Task, float, Say], Solved]


def written(task: Task) -> dict[str, Any]:
    """A task as plain data."""
    rows = [
        [name, row.variables, row.coefficients, row.lower, row.upper, row.given] for name, row in task.rows
    ]
    objective = [[v, cost] for v, cost in task.objective.items()]
    plain = {"names": task.names, "lower": task.lower, "upper": task.upper}
    return {**plain, "rows": rows, "objective": objective, "about": task.about}


def read(data: dict[str, Any]) -> Task:
    """The task of plain data."""
    rows = [(name, Row(tuple(v), tuple(c), low, high, tuple(g))) for name, v, c, low, high, g in data["rows"]]
    objective = dict(data["objective"])
    return Task(data["about"], data["names"], data["lower"], data["upper"], rows, objective)


def serve(solve: Solve) -> None:
    """Answer tasks until there are no more: the `__main__` of a solver's file."""
    # answers go where output went; what a solver prints itself goes nowhere
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(asdict(_answer(solve, read(job["task"]), job["seconds"]))), file=answers, flush=True)


def _answer(solve: Solve, task: Task, seconds: float) -> Solved:
    started = time.perf_counter()
    found: list[tuple[float, int]] = []

    def say(objective: int) -> None:
        if not found or objective < found[-1][1]:
            found.append((time.perf_counter() - started, objective))

    try:
        solved = solve(task, seconds, say)
    except InputError as error:
        return Solved("refused", words=str(error))
    except Exception:
        return Solved("failed", words=traceback.format_exc())
    solved.seconds, solved.found = time.perf_counter() - started, found
    if solved.values is not None:
        solved.objective = task.value(solved.values)
        say(solved.objective)
    return solved


def in_file(task: Task, form: str, read: Callable[[str], Any]) -> Any:
    """Let a solver read a task from a file of a format."""
    with TemporaryDirectory() as folder:
        file = Path(folder, f"task.{form}")
        file.write_text(dumps(task, form), encoding="ascii")
        return read(str(file))


def rounded(task: Task, values: dict[str, float]) -> list[int]:
    """The whole numbers by variable, from what a solver says by name."""
    return [round(values.get(name, low)) for name, low in zip(task.names, task.lower, strict=True)]


def ceiling(bound: float) -> int | None:
    """What a whole objective cannot be below, by a bound in floating point."""
    return None if abs(bound) > 2**53 else -int(-(bound - 1e-5) // 1)
