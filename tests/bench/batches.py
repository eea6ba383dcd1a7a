"""Batches: a roster with few profiles, with and without solving what is the same only once, by one process and by two."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from solver.batch import WARM
from solver.batch.local import Local
from solver.batch.run import Batch, BatchEnd
from solver.batch.start import Asked, opened, ready
from solver.workers.hands import prepare
from tests.bench.table import seconds, table

ROOT = Path(__file__).parents[2]
#: The scenarios, each with its effort, and how many athletes have every plan by itself.
SCENARIOS = (("week-100m-gpp", 20.0, 100), ("school-speed-first", 2.0, 25))
PROFILES = 25
#: How many times as many plans two processes should make, and the share that is not searching.
SCALING, OWN = 1.85, 0.2
EVENTS = ("100m", "100m 200m", "200m 400m", "400m")
STANDINGS = ("club", "national", "elite")


@dataclass(frozen=True)
class Batched:
    """What one batch took."""

    scenario: str
    once: bool
    athletes: int
    processes: int
    clock: float
    driver: float
    done: BatchEnd
    plans: str

    @property
    def rate(self) -> float:
        """Plans a second."""
        return self.athletes / self.clock

    @property
    def own(self) -> float:
        """The share of planning that is not searching."""
        return self.done.own / max(self.done.seconds, 1e-9)


def scenario_file(name: str) -> Path:
    """A shipped scenario."""
    return ROOT / "scenarios" / f"{name}.yaml"


def roster(folder: Path, athletes: int) -> Path:
    """A roster of so many athletes, who differ in their names, best times, and profiles."""
    rows = ["id,name,events,100m,born,sex,level"]
    for n in range(athletes):
        k = n % PROFILES
        born, best = (2009, 2003, 1998, 1985)[k // 4 % 4], 11 + n * 7919 % 300 / 100
        facts = (EVENTS[k % 4], f"{best:.2f}", born, "fm"[k // 2 % 2], STANDINGS[k // 8 % 3])
        rows.append(",".join(map(str, (f"a{n:06}", f"Athlete {n}", *facts))))
    file = folder / f"roster-{athletes}.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def measure(cores: Sequence[int], athletes: int) -> list[Batched]:
    """Batches of all scenarios, with one process and with two: what is the same once, then every plan by itself."""
    found = []
    with TemporaryDirectory() as name:
        for scenario, effort, alone in SCENARIOS:
            for once, count in ((True, athletes), (False, alone)):
                file = roster(Path(name), count)
                for processes in (1, 2)[: len(cores)]:
                    out = Path(name) / f"{scenario}-{once}-{processes}"
                    asked = Asked(file, [scenario_file(scenario)], out, effort)
                    found.append(_afresh(asked, scenario, once, count, cores[:processes]))
    return found


def _afresh(asked: Asked, scenario: str, once: bool, athletes: int, cores: Sequence[int]) -> Batched:
    """A batch in a Python of its own on some cores: it knows nothing of the others, and what it begins stays there."""
    with ProcessPoolExecutor(1, get_context("spawn"), os.sched_setaffinity, (0, cores)) as pool:
        return pool.submit(_batched, asked, scenario, once, athletes, len(cores)).result()


def _batched(asked: Asked, scenario: str, once: bool, athletes: int, processes: int) -> Batched:
    """From the reading of the roster to the last row, with all processes that are begun for it."""
    began, cpu = time.perf_counter(), time.process_time()
    prepare(WARM)
    batch = ready(asked)
    if not once:
        batch.jobs.all[:] = [replace(each, own=[each.own, each.key]) for each in batch.jobs.all]
    bases = {each.name: each.reading for each in batch.bases}
    with opened(batch) as ledger:
        done = Batch(batch.jobs.all, asked.out, ledger, Local(bases, processes)).run()
    clock, driver = time.perf_counter() - began, time.process_time() - cpu
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in sorted(asked.out.rglob("*.json"))))
    return Batched(scenario, once, athletes, processes, clock, driver, done, digest.hexdigest())


def wrong(found: Sequence[Batched]) -> list[str]:
    """What cannot be: plans that are missing, or that differ by how many processes made them."""
    said = [f"{each.scenario}: {'; '.join(each.done.trouble)}" for each in found if each.done.trouble]
    for scenario in dict.fromkeys(each.scenario for each in found):
        for once in (True, False):
            if len({each.plans for each in found if (each.scenario, each.once) == (scenario, once)}) > 1:
                said += [f"{scenario}: one process and two make different plans"]
    return said


def tables(found: Sequence[Batched]) -> Iterator[str]:
    """Throughput, the share of our own code, memory; how it scales."""
    head = ["scenario", "same once", "athletes", "problems", "processes", "clock", "plans a second", "CPU a problem",
            "not searching", "goal", "driver a plan", "MB a worker", "times one", "goal"]  # fmt: skip
    yield from table("Batches", head, [_row(each, found) for each in found])


def _row(each: Batched, found: Sequence[Batched]) -> list[str]:
    one = next(o for o in found if (o.scenario, o.once, o.processes) == (each.scenario, each.once, 1))
    times = f"{each.rate / one.rate:.2f}" if each.processes > 1 else ""
    return [
        each.scenario, "yes" if each.once else "no", f"{each.athletes:,}", f"{each.done.solved:,}",
        str(each.processes), seconds(each.clock), f"{each.rate:,.1f}", seconds(each.done.seconds / each.done.solved),
        f"{each.own:.0%}", f"{OWN:.0%}", seconds(each.driver / each.athletes), f"{each.done.memory:.0f}",
        times, f"{SCALING:g}" if times else "",
    ]  # fmt: skip
