"""HiGHS, reading the LP file (or the MPS file)."""

from __future__ import annotations

import sys
import time

from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, ceiling, in_file, rounded, serve

NEEDS = "highspy"


def solve(task: Task, seconds: float, say: Say, form: str = "lp") -> Solved:
    """Solve a task."""
    import highspy

    started = time.perf_counter()
    highs = highspy.Highs()
    highs.silent()
    options = {"threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-6, "time_limit": seconds}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    said = in_file(task, form, highs.readModel)
    if said not in (highspy.HighsStatus.kOk, highspy.HighsStatus.kWarning):
        return Solved("failed", words=f"{form} was not read: {said}")
    loading = time.perf_counter() - started
    highs.cbMipImprovingSolution += lambda event: say(round(event.data_out.objective_function_value))
    highs.run()
    solved = Solved(_status(highs, highspy), loading=loading)
    if solved.status in ("optimal", "feasible"):
        values = dict(zip(highs.getLp().col_names_, highs.getSolution().col_value, strict=True))
        solved.values = rounded(task, values)
    if solved.status != "infeasible":
        solved.bound = ceiling(highs.getInfo().mip_dual_bound)
    return solved


def _status(highs: object, highspy: object) -> str:
    status = highs.getModelStatus()  # type: ignore[attr-defined]
    known = highspy.HighsModelStatus  # type: ignore[attr-defined]
    if status in (known.kOptimal, known.kModelEmpty):
        return "optimal"
    if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return "infeasible"
    return "feasible" if highs.getInfo().primal_solution_status == 2 else "unknown"  # type: ignore[attr-defined]


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "lp"
    serve(lambda task, seconds, say: solve(task, seconds, say, chosen))
