"""Gecode, reading the FlatZinc file: its own interpreter `fzn-gecode`."""

from __future__ import annotations

import subprocess
import time

from solver.exchange import dumps
from solver.exchange.flatzinc import OBJECTIVE
from solver.exchange.task import Task
from tests.bench.peers.protocol import Say, Solved, rounded, serve

NEEDS = "fzn-gecode"
#: What it prints after each assignment, at the end of a complete search, and where there is none.
NEXT, COMPLETE, NONE = "----------", "==========", "=====UNSATISFIABLE====="


def solve(task: Task, seconds: float, say: Say) -> Solved:
    """Solve a task."""
    started = time.perf_counter()
    text = dumps(task, "flatzinc")
    solved = Solved("unknown", loading=time.perf_counter() - started)
    # all improving assignments, one thread, and a limit in milliseconds
    command = [NEEDS, "-a", "-p", "1", "-time", str(round(1000 * seconds)), "-"]
    values: dict[str, float] = {}
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
    serve(solve)
