"""Kills at random: of workers and of the driver, here and on a cluster; afterwards everything is there once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solver.batch.ledger import Ledger
from solver.batch.start import Asked, ready
from solver.batch.verify import verify
from solver.workers.crew import Crew
from tests.bench.batches import ROOT
from tests.bench.table import seconds, table

SCENARIO, EFFORT = ROOT / "scenarios" / "week-100m-gpp.yaml", 20.0
#: Athletes, each of whom is a problem; seconds from one kill to the next.
ATHLETES, PAUSE = 100, (0.5, 3.0)
#: What is in the folder of a batch besides plans.
THERE = (".lock", "ledger.sqlite", "index.html", "summary.csv")


@dataclass
class Killed:
    """What came of a batch that was killed again and again."""

    where: str
    drivers: int
    workers: int
    runs: int
    clock: float
    wrong: list[str]


@contextmanager
def two_workers() -> Iterator[Any]:
    """A cluster of two workers on this computer."""
    import dask.config
    import distributed

    # a local cluster takes a worker for lost that was killed twice within some seconds; a real one does not
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "5 minutes"}),
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as found,
    ):
        yield found


def kill(cluster: Any, dice: float, among: Collection[str] | None = None) -> int:
    """Kill a worker that is up, or one of some; how many there were to kill, one at most."""
    up = [each.pid for each in cluster.workers.values()
          if each.pid and each.worker_address and (among is None or each.worker_address in among)]  # fmt: skip
    if up:
        os.kill(up[int(dice * len(up))], signal.SIGKILL)
    return min(len(up), 1)


def measure(kills: int) -> list[Killed]:
    """A batch here and one on a cluster, with half of the kills each."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "roster.csv").write_text(_roster(), encoding="utf-8")
        found = [_killed("here", folder, kills // 2, None)]
        with two_workers() as cluster:
            found.append(_killed("cluster", folder, kills - kills // 2, cluster))
        same = [
            {each.name: each.read_bytes() for each in (folder / one.where).rglob("*.json")} for one in found
        ]
        if same[0] != same[1]:
            found[1].wrong.append("its plans are not those that were made here")
    return found


def _roster() -> str:
    """Athletes whose absences make each a problem of its own."""
    rows = []
    for n in range(ATHLETES):
        level, born = (
            ("club", "national", "elite", "developing")[n % 4],
            (2009, 2003, 1998, 1985, 2005)[n // 4 % 5],
        )
        rows.append(f"a{n},{'100m' if n % 2 else '200m 400m'},{born},{level},2026-10-{14 + n // 20} exam")
    return "\n".join(["id,events,born,level,away", *rows])


def _killed(where: str, folder: Path, kills: int, cluster: Any) -> Killed:
    """Run a batch, kill it or its workers so often, and run it to its end."""
    out, dice, began = folder / where, random.Random(kills), time.perf_counter()
    words = [sys.executable, "-m", "solver", "batch", str(folder / "roster.csv"), str(SCENARIO), "-q",
             "--out", str(out), "--effort", str(EFFORT)]  # fmt: skip
    words += ["--cluster", cluster.scheduler_address] if cluster else ["--workers", "2"]
    found = Killed(where, 0, 0, 0, 0.0, [])
    while True:
        driver = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        found.runs += 1
        while found.drivers + found.workers < kills and driver.poll() is None:
            time.sleep(dice.uniform(*PAUSE))
            if dice.random() < 0.5:
                driver.kill()
                found.drivers += 1
                break
            found.workers += kill(cluster, dice.random()) if cluster else _kill_here(driver.pid, dice)
        said = driver.communicate(timeout=600)[1]
        if driver.returncode >= 0:
            if found.drivers + found.workers >= kills:
                break
            shutil.rmtree(out)  # all is made before it was killed often enough: begin anew
    if driver.returncode:
        found.wrong.append(f"the last run ended with {driver.returncode}: {said.decode()[-300:]}")
    found.wrong += _wrong(folder, out)
    found.clock = time.perf_counter() - began
    return found


def _kill_here(driver: int, dice: random.Random) -> int:
    """Kill a worker process of a driver, or now and then that from which they are forked."""
    servers = [pid for pid in _children(driver) if b"forkserver" in _words(pid)]
    workers = [*servers, *(pid for each in servers for pid in _children(each))]
    workers += [pid for pid in _children(driver) if b"spawn_main" in _words(pid)]
    if workers:
        os.kill(dice.choice(workers), signal.SIGKILL)
    return min(len(workers), 1)


def _children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in listed.stdout.split()]


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _wrong(folder: Path, out: Path) -> list[str]:
    """What is not there once, is not as it was written, or should not be there at all."""
    jobs = sorted(each.key for each in ready(Asked(folder / "roster.csv", [SCENARIO], out, EFFORT)).jobs.all)
    with Ledger(out) as ledger:
        rows, left = list(ledger.rows()), ledger.left()
    said = [f"{left} jobs are still to be done"] if left else []
    said += [] if [row.key for row in rows] == jobs else ["the ledger has not every job once"]
    said += [f"{row.key} is {row.status}" for row in rows if row.status != "planned"]
    said += [f"{each.file}: {'; '.join((*each.wrong, *each.notes))}" for each in verify(out, rows, 1, Crew())
             if each.wrong or each.notes]  # fmt: skip
    stray = [each.name for each in out.rglob("*") if each.is_file() and each.suffix != ".json"]
    return [*said, *(f"left behind: {name}" for name in stray if name not in THERE)]


def tables(found: Sequence[Killed]) -> Iterator[str]:
    """How often what was killed."""
    head = ["where", "drivers killed", "workers killed", "runs", "athletes", "clock", "wrong"]
    rows = [[each.where, str(each.drivers), str(each.workers), str(each.runs), str(ATHLETES),
             seconds(each.clock), str(len(each.wrong))] for each in found]  # fmt: skip
    yield from table("Killed at random", head, rows)
