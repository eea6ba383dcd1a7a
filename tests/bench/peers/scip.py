"""SCIP, reading the MPS file (or the LP file)."""

from __future__ import annotations

import sys
import time
from typing import Any

from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, ceiling, in_file, rounded, serve

NEEDS = "pyscipopt"
STATUS = {"optimal": "optimal", "infeasible": "infeasible", "inforunbd": "infeasible"}


def solve(task: Task, seconds: float, say: Say, form: str = "mps") -> Solved:
    """Solve a task."""
    from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model

    class Watcher(Eventhdlr):  # type: ignore[misc]
        def eventinit(self) -> None:
            self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event: Any) -> None:
            say(round(self.model.getPrimalbound()))

    started = time.perf_counter()
    model = Model()
    model.hideOutput()
    in_file(task, form, model.readProblem)
    model.setParam("limits/time", seconds)
    watcher = Watcher()
    model.includeEventhdlr(watcher, "watcher", "tells of better assignments")
    loading = time.perf_counter() - started
    model.optimize()
    solved = Solved(STATUS.get(model.getStatus(), "unknown"), loading=loading)
    if model.getNSols():
        best = model.getBestSol()
        solved.values = rounded(task, {each.name: best[each] for each in model.getVars()})
        solved.status = "optimal" if solved.status == "optimal" else "feasible"
    if solved.status != "infeasible":
        solved.bound = ceiling(model.getDualbound())
    return solved


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "mps"
    serve(lambda task, seconds, say: solve(task, seconds, say, chosen))
