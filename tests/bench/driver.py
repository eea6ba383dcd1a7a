"""The driver of a batch alone: problems that take no time, so that handing out, collecting and writing are left."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solver.batch.cluster.runner import Cluster, connected
from solver.batch.local import Local
from solver.batch.place import Plan
from solver.batch.planning import memory, planned
from solver.batch.run import Batch
from solver.batch.runner import Runner
from solver.batch.start import Asked, Ready, opened, ready
from solver.batch.task import Answer, Task
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
    """In place of planning: the same plan for all, but for the name."""

    answer: Answer
    name: str

    def __call__(self, bases: Any, task: Task, halt: Halt) -> Answer | None:
        name = task.over[-1].source.data["athletes"][0]["name"]
        plan = self.answer.plan.replace(json.dumps(self.name), json.dumps(name))
        return replace(self.answer, fingerprint=task.fingerprint, plan=plan)


def tasks(basis: str, count: int) -> Iterator[Task]:
    """Problems without anything in them."""
    for number in range(count):
        yield Task(f"{number:064x}", basis, "", (), 1.0)


@dataclass(frozen=True)
class Driven:
    """What a driver did.

    Parameters
    ----------
    first, last
        Seconds of its processor for each job, of the first tenth of them and of the last.
    """

    what: str
    where: str
    jobs: int
    clock: float
    cpu: float
    first: float
    last: float
    memory: float

    def cells(self) -> list[str]:
        """What is told of it."""
        return [self.what, self.where, f"{self.jobs:,}", seconds(self.clock), f"{self.jobs / self.clock:,.0f}",
                seconds(self.cpu / self.jobs), seconds(self.first), seconds(self.last), f"{self.memory:,.0f}"]  # fmt: skip


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
            batch = ready(asked)
            for number, each in enumerate(batch.jobs.all):
                each.__dict__["fingerprint"] = f"{number:064x}"
            plan = nothing if what == "row" else _same(batch)
            bases = {each.name: each.reading for each in batch.bases}
            for where in ("here", "cluster"):
                out = Path(name) / f"{what}-{where}".replace(" ", "-")
                out.mkdir()
                runner: Runner = (Local(bases, 2, recycle=jobs, plan=plan) if where == "here"
                                  else Cluster(client, bases, print, plan))  # fmt: skip
                found.append(_driven(what, where, replace(batch, asked=replace(asked, out=out)), runner))
                print("  ".join(found[-1].cells()), file=sys.stderr, flush=True)  # noqa: T201
    return found


def _whats(jobs: int) -> Iterator[tuple[str, str, float, int]]:
    (week, effort, _), (weeks, other, _) = SCENARIOS
    yield "row", week, effort, jobs
    yield "plan of a week", week, effort, int(jobs * PLANS)
    yield "plan of sixteen weeks", weeks, other, int(jobs * PLANS)


def _same(batch: Ready) -> Plan:
    """The plan of the first athlete, for all."""
    first = batch.jobs.all[0]
    task = Batch([first], batch.asked.out, None, None)._task([first])  # type: ignore[arg-type]
    answer = planned({each.name: each.reading for each in batch.bases}, task)
    assert answer is not None and answer.plan
    return Same(replace(answer, seconds=0.0, memory=0.0), first.people[0].name)


def _driven(what: str, where: str, batch: Ready, runner: Runner) -> Driven:
    marks: dict[int, float] = {}

    def watch(_: int, total: int, solved: int, problems: int) -> None:
        marks[solved] = time.process_time()
        if solved and solved % max(problems // 10, 1) == 0 and sys.stderr.isatty():
            print(f"{what} {where}: {solved:,} of {problems:,}", file=sys.stderr)  # noqa: T201

    clock, cpu = time.perf_counter(), time.process_time()
    with opened(batch) as ledger:
        done = Batch(batch.jobs.all, batch.asked.out, ledger, runner, 1, watch).run()
    assert done.left == 0 and done.solved == len(batch.jobs.all)
    clock, cpu, end, tenth = (
        time.perf_counter() - clock,
        time.process_time() - cpu,
        done.solved,
        done.solved // 10,
    )
    first, last = (marks[tenth] - marks[0]) / tenth, (marks[end] - marks[end - tenth]) / tenth
    return Driven(what, where, end, clock, cpu, first, last, memory())


def tables(found: Sequence[Driven]) -> Iterator[str]:
    """How many jobs a second, and how much of the driver each takes."""
    head = ["a job is a", "where", "jobs", "clock", "jobs a second", "driver CPU a job", "the first tenth",
            "the last", "MB so far"]  # fmt: skip
    yield from table("The driver alone: problems that take no time", head, [each.cells() for each in found])
