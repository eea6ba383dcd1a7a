"""Gecode, reading the FlatZinc file: its own interpreter `fzn-gecode`."""

from __future__ import annotations

import subprocess
import sys
import time

from solver.exchange import dumps
from solver.exchange.flatzinc import OBJECTIVE
from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, rounded, serve

NEEDS = "fzn-gecode"
#: What it prints after each assignment, at the end of a complete search, and where there is none.
NEXT, COMPLETE, NONE = "----------", "==========", "=====UNSATISFIABLE====="
#: To try the values of the objective from the least one up: no assignment comes before the best, but often
#: the proof is there much sooner.
UPWARDS = f":: int_search([{OBJECTIVE}], input_order, indomain_min, complete)"


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    started = time.perf_counter()
    text = dumps(task, "flatzinc")
    loading = time.perf_counter() - started
    solved = _run(task, text, seconds, say)
    solved.loading = loading
    return solved


def proved(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task; what is not proven in a quarter of the time is tried upwards."""
    solved = solve(task, seconds / 4, say)
    if solved.status not in ("feasible", "unknown"):
        return solved
    text = dumps(task, "flatzinc").replace("\nsolve minimize", f"\nsolve {UPWARDS} minimize")
    again = _run(task, text, 3 * seconds / 4, say)
    return solved if again.status == "unknown" else again


def _run(task: Task, text: str, seconds: float, say: Say) -> Solved:
    """Run the interpreter on a text."""
    # all improving assignments, one thread, a limit in milliseconds; with restarts it proves many times more
    command = [NEEDS, "-a", "-p", "1", "-restart", "luby", "-time", str(round(1000 * seconds)), "-"]
    solved, values = Solved("unknown"), dict[str, float]()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(text)
        process.stdin.close()
        for line in map(str.strip, process.stdout):
            name, found, value = line.rstrip(";").partition(" = ")
            if found:
                values[name] = int(value)
            elif line == NEXT:
                solved.values, solved.status = rounded(task, values), "feasible"
                say(round(values[OBJECTIVE]))
            elif line == COMPLETE:
                solved.status = "optimal"
            elif line == NONE:
                solved.status = "infeasible"
        solved.words = process.stderr.read()
    if process.returncode:
        solved.status = "failed"
    if solved.status == "optimal" and solved.values is not None:
        solved.bound = task.value(solved.values)
    return solved


if __name__ == "__main__":
    serve(proved if "proved" in sys.argv else solve)
