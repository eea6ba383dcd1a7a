"""CP-SAT as an engineer would use it: the whole model, one worker, its best parameters, no windows.

`weighted` minimises one sum in which a point of should weighs as much as a thousand of prefer; `levels`
gives half the time to should, then holds it and minimises prefer.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ortools.sat.python import cp_model

from solver.model.linear import Model
from tests.bench.solvers.telling import WEIGHT, Told, audited, tell

Values = list[int]


class Posted:
    """A model in CP-SAT."""

    def __init__(self, model: Model) -> None:
        self.cp = cp_model.CpModel()
        pairs = zip(model.lower, model.upper, strict=True)
        self.variables = [self.cp.new_int_var(low, high, "") for low, high in pairs]
        for row in model.rows:
            parts = [self.variables[v] for v in row.variables]
            total = cp_model.LinearExpr.weighted_sum(parts, list(row.coefficients))
            low = cp_model.INT_MIN if row.lower is None else row.lower
            high = cp_model.INT_MAX if row.upper is None else row.upper
            posted = self.cp.add_linear_constraint(total, low, high)
            if row.given:
                posted.only_enforce_if([self._literal(each) for each in row.given])

    def _literal(self, literal: int) -> cp_model.LiteralT:
        return self.variables[literal] if literal >= 0 else self.variables[~literal].negated()

    def total(self, costs: Mapping[int, int]) -> cp_model.LinearExprT:
        """The sum that some costs make."""
        return cp_model.LinearExpr.weighted_sum([self.variables[v] for v in costs], list(costs.values()))


class Finds(cp_model.CpSolverSolutionCallback):
    """Every better assignment with its seconds."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        self.found: list[tuple[float, Values]] = []

    def on_solution_callback(self) -> None:
        self.found.append((self.told.since(), list(self.response_proto.solution)))


def solve(posted: Posted, seconds: float, finds: Finds) -> tuple[int, float | None]:
    """Solve what has been posted; the status and the bound."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    status = solver.solve(posted.cp, finds)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return int(status), solver.best_objective_bound if known else None


def weighted(told: Told, posted: Posted, seconds: float, finds: Finds) -> dict[str, object]:
    """One sum with a weight that dominates."""
    costs = {v: WEIGHT * cost for v, cost in told.model.objective["should"].items()}
    for v, cost in told.model.objective["prefer"].items():
        costs[v] = costs.get(v, 0) + cost
    posted.cp.minimize(posted.total(costs))
    status, bound = solve(posted, seconds - told.since(), finds)
    return {"proven": status == cp_model.OPTIMAL, "weighted bound": None if bound is None else round(bound)}


def levels(told: Told, posted: Posted, seconds: float, finds: Finds) -> dict[str, object]:
    """One level after the other."""
    should, prefer = told.model.objective["should"], told.model.objective["prefer"]
    posted.cp.minimize(posted.total(should))
    status, bound = solve(posted, (seconds - told.since()) / 2, finds)
    bounds: list[int | None] = [None if bound is None else round(bound), None]
    if not finds.found:
        return {"proven": False, "bounds": bounds}
    best = told.settled(finds.found[-1][1])
    proven = status == cp_model.OPTIMAL
    posted.cp.add(posted.total(should) <= told.score(best)[0])
    for variable, value in zip(posted.variables, best, strict=True):
        posted.cp.add_hint(variable, value)
    posted.cp.minimize(posted.total(prefer))
    status, bound = solve(posted, seconds - told.since(), finds)
    bounds[1] = None if bound is None else round(bound)
    return {"proven": proven and status == cp_model.OPTIMAL, "bounds": bounds}


def tell_finds(told: Told, found: Sequence[tuple[float, Values]]) -> Values | None:
    """Tell each plan that is better than those before; the last of them."""
    best: Values | None = None
    for seconds, values in found:
        settled = told.settled(values)
        if best is None or told.score(settled) < told.score(best):
            best = settled
            tell(point=[seconds, *told.score(settled)])
    return best


def main() -> None:
    """Plan a scenario."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--way", choices=("weighted", "levels"), default="weighted")
    chosen = parser.parse_args()
    told = Told(chosen.file)
    posted = Posted(told.model)
    finds = Finds(told)
    way = weighted if chosen.way == "weighted" else levels
    said = way(told, posted, chosen.seconds, finds)
    seconds = told.since()
    best = tell_finds(told, finds.found)
    seen = {} if best is None else audited(told.season, told.plan(best), told.score(best))
    plan = None if best is None else list(told.score(best))
    tell(done={"phases": told.phases, **told.sizes(), **said, "plan": plan, **seen, "seconds": seconds})


if __name__ == "__main__":
    main()
