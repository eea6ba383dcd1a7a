"""Choco, given the rows as they are: a row under conditions gets a truth value and a clause."""

from __future__ import annotations

import time
from typing import Any

from solver.exchange.room import SHORT, check
from solver.exchange.task import Task
from solver.model.linear import Row
from tests.bench.peers.protocol import Say, Solved, serve

NEEDS = "pychoco"
#: Values up to which a variable has each of them in its domain; beyond that only the two ends.
LISTED = 100


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    from pychoco import Model

    started = time.perf_counter()
    model = Model()
    variables = [_variable(model, *each) for each in zip(task.names, task.lower, task.upper, strict=True)]
    for name, row in task.rows:
        check("choco", name, (*task.reach(row), *row.coefficients), SHORT)
        for sense, side in ((">=", row.lower), ("<=", row.upper)):
            if side is not None:
                _post(model, variables, row, sense, side)
    solver = model.get_solver()
    objective = None
    if task.objective:
        reach = task.span(task.objective.items())
        check("choco", "the objective", reach, SHORT)
        objective = model.intvar(*reach, "objective", True)
        parts, costs = [variables[v] for v in task.objective], list(task.objective.values())
        model.scalar(parts, costs, "=", objective).post()
        model.set_objective(objective, False)
    solver.limit_time(f"{seconds}s")
    solved = Solved("unknown", loading=time.perf_counter() - started)
    while solver.solve():
        solved.values, solved.status = [each.get_value() for each in variables], "feasible"
        if objective is None:
            solved.status = "optimal"
            break
        say(objective.get_value())
    if solver.get_search_state() == "TERMINATED":
        solved.status = "infeasible" if solved.values is None else "optimal"
    if solved.status == "optimal" and solved.values is not None:
        solved.bound = task.value(solved.values)
    return solved


def _variable(model: Any, name: str, low: int, high: int) -> Any:
    if (low, high) == (0, 1):
        return model.boolvar(name=name)
    return model.intvar(low, high, name, high - low > LISTED)


def _post(model: Any, variables: list[Any], row: Row, sense: str, side: int) -> None:
    """One side of a row."""
    parts = [variables[v] for v in row.variables]
    total = model.scalar(parts, list(row.coefficients), sense, side)
    if not row.given:
        total.post()
        return
    fails = [variables[g] for g in row.given if g >= 0]
    holds = [variables[~g] for g in row.given if g < 0]
    model.add_clauses([total.reify(), *holds], fails)


if __name__ == "__main__":
    serve(solve)
