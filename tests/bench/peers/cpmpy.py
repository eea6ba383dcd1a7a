"""CPMpy, with OR-Tools below it: the rows as its expressions."""

from __future__ import annotations

import sys
import time

from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, ceiling, serve

NEEDS = "cpmpy"


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    # CPMpy imports every solver it finds, and HiGHS cannot be loaded beside OR-Tools
    sys.modules["highspy"] = None  # type: ignore[assignment]
    import cpmpy
    from ortools.sat.python import cp_model

    class Watcher(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            say(round(self.objective_value))

    started = time.perf_counter()
    model = cpmpy.Model()
    variables = [
        cpmpy.boolvar(name=name) if (low, high) == (0, 1) else cpmpy.intvar(low, high, name=name)
        for name, low, high in zip(task.names, task.lower, task.upper, strict=True)
    ]
    for _, row in task.rows:
        total = sum(c * variables[v] for v, c in zip(row.variables, row.coefficients, strict=True))
        given = [variables[g] if g >= 0 else ~variables[~g] for g in row.given]
        for side in (
            None if row.lower is None else total >= row.lower,
            None if row.upper is None else total <= row.upper,
        ):
            if side is not None:
                model += cpmpy.all(given).implies(side) if given else side
    if task.objective:
        model.minimize(sum(cost * variables[v] for v, cost in task.objective.items()))
    solver = cpmpy.SolverLookup.get("ortools", model)
    loading = time.perf_counter() - started
    watcher = Watcher() if task.objective else None
    options = {"num_workers": 1, "linearization_level": 2}
    solver.solve(time_limit=seconds, solution_callback=watcher, **options)
    said = solver.status().exitstatus.name.lower()
    known = {
        "optimal": "optimal",
        "feasible": "feasible" if task.objective else "optimal",
        "unsatisfiable": "infeasible",
    }
    solved = Solved(known.get(said, "unknown"), loading=loading)
    if solved.status in ("optimal", "feasible"):
        values = [each.value() for each in variables]
        solved.values = [low if v is None else int(v) for low, v in zip(task.lower, values, strict=True)]
    if solved.status != "infeasible" and task.objective:
        solved.bound = ceiling(solver.ort_solver.best_objective_bound)
    return solved


if __name__ == "__main__":
    serve(solve)
