"""CP-SAT on the whole model at once, with the parameters that do best there: what the engine has to beat."""

from __future__ import annotations

import time

from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, ceiling, serve

NEEDS = "ortools"


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    from ortools.sat.python import cp_model

    class Watcher(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            say(round(self.objective_value))

    started = time.perf_counter()
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(*each)  # lower, upper, name
        for each in zip(task.lower, task.upper, task.names, strict=True)
    ]
    for _, row in task.rows:
        total = cp_model.LinearExpr.weighted_sum([variables[v] for v in row.variables], row.coefficients)
        low = cp_model.INT32_MIN * 2**20 if row.lower is None else row.lower
        high = cp_model.INT32_MAX * 2**20 if row.upper is None else row.upper
        given = [variables[g] if g >= 0 else variables[~g].negated() for g in row.given]
        added = model.add_linear_constraint(total, low, high)
        if given:
            added.only_enforce_if(given)
    costs = list(task.objective.items())
    if costs:
        model.minimize(
            cp_model.LinearExpr.weighted_sum([variables[v] for v, _ in costs], [c for _, c in costs])
        )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    loading = time.perf_counter() - started
    status = solver.solve(model, Watcher() if costs else None)
    said = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    solved = Solved(said.get(status, "unknown"), loading=loading)
    if solved.status in ("optimal", "feasible"):
        solved.values = [solver.value(variable) for variable in variables]
    if solved.status != "infeasible" and costs:
        solved.bound = ceiling(solver.best_objective_bound)
    return solved


if __name__ == "__main__":
    serve(solve)
