"""A batch in a Python of its own, as the command has it: from its start to the last row."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.batch.run import BatchEnd


@dataclass(frozen=True)
class Wanted:
    """A batch: its scenario, and whether what is the same is planned once only."""

    scenario: str
    effort: float
    once: bool
    roster: str
    out: str


@dataclass(frozen=True)
class Measured:
    """What it took: seconds by the clock, and of the processor for the driver."""

    clock: float
    driver: float
    done: BatchEnd
    plans: str


def measured(wanted: Wanted, cores: Sequence[int]) -> Measured:
    """A batch on some cores, with as many processes: it knows nothing of others, and what it begins stays there."""
    began = time.perf_counter()
    with ProcessPoolExecutor(1, get_context("spawn"), os.sched_setaffinity, (0, cores)) as pool:
        found, end = pool.submit(_batched, wanted, len(cores)).result()
    return replace(found, clock=end - began)


def _batched(wanted: Wanted, processes: int) -> tuple[Measured, float]:
    """A batch, and when it was done; what it needs is loaded as the command does."""
    from solver.batch import WARM
    from solver.workers.hands import prepare

    prepare(WARM)
    from solver.batch.local import Local
    from solver.batch.run import Batch
    from solver.batch.start import Asked, opened, ready

    scenario = Path(__file__).parents[2] / "scenarios" / f"{wanted.scenario}.yaml"
    batch = ready(Asked(Path(wanted.roster), [scenario], Path(wanted.out), wanted.effort))
    if not wanted.once:
        batch.jobs.all[:] = [replace(each, own=[each.own, each.key]) for each in batch.jobs.all]
    bases = {each.name: each.reading for each in batch.bases}
    with opened(batch) as ledger:
        done = Batch(batch.jobs.all, batch.asked.out, ledger, Local(bases, processes)).run()
    end, driver = time.perf_counter(), time.process_time()
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in sorted(batch.asked.out.rglob("*.json"))))
    return Measured(0.0, driver, done, digest.hexdigest()), end


def loops(cores: Sequence[int]) -> float:
    """How many times as fast loops that share nothing run on some cores as on one: what the machine itself gives."""
    alone = sum(map(_loops, ([core] for core in cores))) / len(cores)
    return len(cores) * alone / _loops(cores)


def _loops(cores: Sequence[int]) -> float:
    """The seconds until a loop on each core is done."""
    with ProcessPoolExecutor(len(cores), get_context("spawn")) as pool:
        list(pool.map(_pinned, cores))  # both are there
        began = time.perf_counter()
        list(pool.map(_loop, cores))
        return time.perf_counter() - began


def _pinned(core: int) -> None:
    os.sched_setaffinity(0, [core])
    time.sleep(0.2)


def _loop(_: int) -> int:
    words = {number: str(number) for number in range(200_000)}
    return sum(len(words[number]) for _ in range(40) for number in words)
