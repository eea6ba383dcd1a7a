"""The book of all runs: what was asked for twice is run once, what needs one core runs side by side."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench import process
from tests.bench.instances import Instances
from tests.bench.peer import OURS, Peer, Run, told
from tests.bench.table import score, seconds


@dataclass(frozen=True)
class Job:
    """A solver to run on an instance."""

    peer: Peer
    instance: str
    seconds: float
    cores: int = 1

    @property
    def key(self) -> tuple[str, str, int]:
        """What it is in the book."""
        return self.peer.name, self.instance, self.cores


@dataclass
class Book:
    """All runs so far.

    Parameters
    ----------
    cores
        The cores of the machine to use.
    limit
        Seconds for every solve, where they are to be other than each part wants.
    """

    instances: Instances
    cores: Sequence[int]
    limit: float | None = None
    runs: dict[tuple[str, str, int], Run] = field(default_factory=dict)

    def run(self, jobs: Sequence[Job]) -> list[Run]:
        """The runs of some jobs, in their order."""
        wanted = {job.key: job for job in jobs if job.key not in self.runs}
        # the longest first, so that no core is left with a long one at the end
        narrow = sorted((job for job in wanted.values() if job.cores == 1), key=lambda job: -job.seconds)
        wide = [job for job in wanted.values() if job.cores > 1]
        free: queue.SimpleQueue[int] = queue.SimpleQueue()
        for core in self.cores:
            free.put(core)
        self._announce(list(wanted.values()))
        done, lock = 0, threading.Lock()

        def one(job: Job) -> None:
            nonlocal done
            core = free.get()
            try:
                found = self._solve(job, [core])
            finally:
                free.put(core)
            with lock:
                done += 1
                self._keep(job, found, f"{done}/{len(wanted)}")

        with ThreadPoolExecutor(len(self.cores)) as pool:
            for _ in pool.map(one, narrow):
                pass
        for number, job in enumerate(wide, len(narrow) + 1):
            self._keep(job, self._solve(job, self.cores[: job.cores]), f"{number}/{len(wanted)}")
        return [self.runs[job.key] for job in jobs]

    def _announce(self, jobs: Sequence[Job]) -> None:
        """Say how long this may take."""
        most = sum((self.limit or job.seconds) * job.cores for job in jobs) / len(self.cores)
        print(f"{len(jobs)} solves, {most / 60:.0f} min at most, reading aside", file=sys.stderr)  # noqa: T201

    def _solve(self, job: Job, on: Collection[int]) -> Run:
        limit = self.limit or job.seconds
        words = job.peer.command(self.instances.files[job.instance], limit)
        lines = process.tell(words, on, limit)
        return told(job.peer.name, job.instance, job.cores, limit, lines)

    def _keep(self, job: Job, run: Run, number: str) -> None:
        self.runs[job.key] = run
        said = run.failure or f"{score(run.plan)} in {seconds(run.seconds)}{', proven' if run.proven else ''}"
        print(f"{number:>7}  {run.instance}  {run.solver}: {said}", file=sys.stderr, flush=True)  # noqa: T201

    def ours(self) -> list[Run]:
        """The runs of speedfirst, by instance."""
        return sorted(
            (r for r in self.runs.values() if r.solver == OURS), key=lambda r: (r.instance, r.cores)
        )

    def of(self, instance: str) -> list[Run]:
        """All runs on an instance."""
        return [run for run in self.runs.values() if run.instance == instance]
