"""clingo, reading the answer set program."""

from __future__ import annotations

import time

from solver.exchange import dumps
from solver.exchange.asp import decoded
from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, serve

NEEDS = "clingo"


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    import clingo

    started = time.perf_counter()
    control = clingo.Control(["--warn=none", f"--models={0 if task.objective else 1}"])
    control.add("base", [], dumps(task, "asp"))
    control.ground([("base", [])])
    solved = Solved("unknown", loading=time.perf_counter() - started)

    def on_model(model: clingo.Model) -> None:
        true = {str(symbol) for symbol in model.symbols(atoms=True)}
        solved.values = decoded(task, true)
        say(sum(model.cost))

    with control.solve(on_model=on_model, async_=True) as handle:
        if not handle.wait(seconds):
            handle.cancel()
        result = handle.get()
    if result.exhausted or (solved.values is not None and not task.objective):
        solved.status = "optimal" if solved.values is not None else "infeasible"
        solved.bound = None if solved.values is None else task.value(solved.values)
    elif solved.values is not None:
        solved.status = "feasible"
    return solved


if __name__ == "__main__":
    serve(solve)
