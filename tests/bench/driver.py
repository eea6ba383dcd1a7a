"""The driver of a batch alone: problems that take no time, so that handing out, collecting and writing are left."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solver.batch.cluster.runner import Cluster, connected
from solver.batch.local import Local
from solver.batch.place import Plan
from solver.batch.run import Batch
from solver.batch.runner import Runner
from solver.batch.start import Asked, Ready, opened, ready
from solver.batch.task import Answer, Task, planned
from solver.workers.crew import Halt
from tests.bench.batches import SCENARIOS, roster, scenario_file
from tests.bench.kills import two_workers
from tests.bench.table import seconds, table

#: So many jobs with a plan to be written for each, of as many without one.
PLANS = 0.02


def nothing(bases: Any, task: Task, halt: Halt) -> Answer | None:
    """In place of planning: there is no plan, and that at once."""
    return Answer(task.fingerprint, "infeasible")


@dataclass(frozen=True)
class Same:
    """In place of planning: the same plan for all."""

    answer: Answer

    def __call__(self, bases: Any, task: Task, halt: Halt) -> Answer | None:
        return replace(self.answer, fingerprint=task.fingerprint)


def tasks(basis: str, count: int) -> Iterator[Task]:
    """Problems without anything in them."""
    for number in range(count):
        yield Task(f"{number:064x}", basis, "", (), 1.0)


@dataclass(frozen=True)
class Driven:
    """What a driver did."""

    what: str
    where: str
    jobs: int
    clock: float
    cpu: float
    memory: float


def measure(jobs: int) -> list[Driven]:
    """Rows alone, and plans of a week and of sixteen; by two processes here, and by two workers of a cluster."""
    found = []
    with (
        TemporaryDirectory() as name,
        two_workers() as workers,
        connected(workers.scheduler_address, print) as client,
    ):
        for what, scenario, effort, count in _whats(jobs):
            asked = Asked(roster(Path(name), count), [scenario_file(scenario)], Path(name), effort)
            for where in ("here", "cluster"):
                batch = ready(replace(asked, out=Path(name) / f"{what}-{where}".replace(" ", "-")))
                for number, each in enumerate(batch.jobs.all):
                    each.__dict__["fingerprint"] = f"{number:064x}"
                plan = nothing if what == "row" else _same(batch)
                bases = {each.name: each.reading for each in batch.bases}
                runner: Runner = (Local(bases, 2, recycle=jobs, plan=plan) if where == "here"
                                  else Cluster(client, bases, print, plan))  # fmt: skip
                found.append(_driven(what, where, batch, runner))
    return found


def _whats(jobs: int) -> Iterator[tuple[str, str, float, int]]:
    (week, effort), (weeks, other) = SCENARIOS
    yield "row", week, effort, jobs
    yield "plan of a week", week, effort, int(jobs * PLANS)
    yield "plan of sixteen weeks", weeks, other, int(jobs * PLANS)


def _same(batch: Ready) -> Plan:
    """The plan of the first athlete, for all."""
    first = batch.jobs.all[0]
    task = Batch([first], batch.asked.out, None, None)._task([first])  # type: ignore[arg-type]
    answer = planned({each.name: each.reading for each in batch.bases}, task)
    assert answer is not None and answer.plan
    return Same(replace(answer, seconds=0.0, memory=0.0))


def _driven(what: str, where: str, batch: Ready, runner: Runner) -> Driven:
    from solver.batch.task import memory

    clock, cpu = time.perf_counter(), time.process_time()
    with opened(batch) as ledger:
        done = Batch(batch.jobs.all, batch.asked.out, ledger, runner).run()
    assert done.left == 0 and done.solved == len(batch.jobs.all)
    return Driven(what, where, done.solved, time.perf_counter() - clock, time.process_time() - cpu, memory())


def tables(found: Sequence[Driven]) -> Iterator[str]:
    """How many jobs a second, and how much of the driver each takes."""
    head = ["a job is a", "where", "jobs", "clock", "jobs a second", "driver CPU a job", "MB so far"]
    rows = [[each.what, each.where, f"{each.jobs:,}", seconds(each.clock), f"{each.jobs / each.clock:,.0f}",
             seconds(each.cpu / each.jobs), f"{each.memory:,.0f}"] for each in found]  # fmt: skip
    yield from table("The driver alone: problems that take no time", head, rows)
