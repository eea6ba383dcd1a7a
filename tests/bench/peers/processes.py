"""The solvers that are installed, each as a process that answers one task after another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from solver.exchange.task import Task
from tests.bench.peers.protocol import Solved, written

#: All solvers there is an adapter for.
PEERS = ("cpsat", "highs", "scip", "cpmpy", "choco", "gecode", "clingo")
ROOT = Path(__file__).parents[3]


def installed(name: str) -> bool:
    """Whether a solver can be asked here."""
    needs = import_module(f"tests.bench.peers.{name}").NEEDS
    return shutil.which(needs) is not None or find_spec(needs) is not None


class Peer:
    """A solver's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def solve(self, task: Task, seconds: float = 60.0) -> Solved:
        """Solve a task."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps({"task": written(task), "seconds": seconds}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            return Solved("failed", words=f"the process ended: {self.process.wait()}")
        return Solved(**json.loads(line))

    def solve_all(self, tasks: Sequence[Task], seconds: float = 60.0) -> list[Solved]:
        """Solve some tasks, one after another."""
        return [self.solve(task, seconds) for task in tasks]


@contextmanager
def peer(name: str, *words: str, core: int | None = None) -> Iterator[Peer]:
    """Start a solver; on one core of the machine if it is named."""
    command = [sys.executable, "-m", f"tests.bench.peers.{name}", *words]
    pinned = None if core is None else (lambda: os.sched_setaffinity(0, {core}))
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, preexec_fn=pinned,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield Peer(process)
        finally:
            if process.stdin:
                process.stdin.close()
            process.terminate()
