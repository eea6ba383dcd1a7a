"""Two promises put to the test: the same plan always, and with more time never a worse one.

`same`: a season of sixteen weeks is planned again and again, with one and with two workers, on an idle core
and beside one that is kept busy. `stopped`: the same season stopped by the clock after a few seconds.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench import process
from tests.bench.instances import Instances
from tests.bench.table import score, table

WEEKS, SEED = 16, 0
#: How hard each of the runs for `same` searches, and how many there are of each sort.
EFFORT, TIMES = 2.5, 5
#: After how many seconds a search is stopped.
STOPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Trial:
    """One run: how it was made, what it came to, and what is wrong with it."""

    how: str
    plan: tuple[int, int] | None
    digest: str
    wrong: str = ""


def same(instances: Instances, cores: Sequence[int]) -> list[Trial]:
    """The same season by one worker and by two, beside an idle core and a busy one."""
    trials = []
    for busy in (False, True):
        with _kept_busy(cores[-1] if busy else None):
            for workers in (1, 2):
                how = f"{workers} worker{'s' * (workers > 1)}, other core {'busy' if busy else 'idle'}"
                words = ["--effort", f"{EFFORT:g}", "--workers", str(workers)]
                trials += [_run(instances, how, words, cores[:workers]) for _ in range(TIMES)]
    return trials


def stopped(instances: Instances, cores: Sequence[int]) -> list[Trial]:
    """The same season stopped by the clock."""
    words = [["--seconds", f"{seconds:g}"] for seconds in STOPS]
    return [_run(instances, f"stopped at {w[1]} s", w, cores[:1]) for w in words]


def _run(instances: Instances, how: str, words: Sequence[str], cores: Sequence[int]) -> Trial:
    file = instances.files[instances.season(WEEKS, SEED)]
    lines = process.tell(["-m", "tests.bench.solvers.once", str(file), *words], cores, 120.0)
    said = lines[-1] if lines else {"failure": "was stopped or broke down"}
    plan = said.get("plan")
    wrong = said.get("wrong", "") or said.get("failure", "")
    return Trial(how, None if plan is None else (plan[0], plan[1]), said.get("digest", ""), wrong)


@contextmanager
def _kept_busy(core: int | None) -> Iterator[None]:
    """Keep a core busy meanwhile."""
    if core is None:
        yield
        return
    burner = multiprocessing.get_context("spawn").Process(target=_burn, args=(core,), daemon=True)
    burner.start()
    try:
        yield
    finally:
        burner.terminate()
        burner.join()


def _burn(core: int) -> None:
    import os

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    while True:
        sum(range(10_000))


def wrong(alike: Sequence[Trial], ended: Sequence[Trial]) -> Iterator[str]:
    """What breaks the promises."""
    yield from (f"{trial.how}: {trial.wrong}" for trial in (*alike, *ended) if trial.wrong)
    if len({trial.digest for trial in alike}) > 1:
        yield f"season-{WEEKS}w-{SEED}: {len({trial.digest for trial in alike})} different plans from one input"
    plans = [trial.plan for trial in ended if trial.plan is not None]
    if plans != sorted(plans, reverse=True):
        yield "a search that was stopped later has a worse plan"


def tables(alike: Sequence[Trial], ended: Sequence[Trial]) -> Iterator[str]:
    """Both promises."""
    sorts = dict.fromkeys(trial.how for trial in alike)
    rows = []
    for how in sorts:
        mine = [trial for trial in alike if trial.how == how]
        rows.append(
            [how, str(len(mine)), score(mine[0].plan), " ".join(sorted({t.digest[:8] for t in mine}))]
        )
    yield from table(
        f"The same plan, {WEEKS} weeks", ["how", "runs", "plan", "fingerprints of the plan file"], rows
    )
    rows = [[trial.how, score(trial.plan), trial.wrong or "passed"] for trial in ended]
    yield from table(f"Stopped, {WEEKS} weeks, one core", ["how", "plan", "audit"], rows)
