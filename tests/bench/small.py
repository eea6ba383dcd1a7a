"""Small is instant: weeks to proof in a second, building a year, starting the program."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.bench import process
from tests.bench.book import Book
from tests.bench.table import seconds, table
from tests.seasons import WEEKS as SHIPPED_WEEKS

MADE_WEEKS = 96
LIMIT = 240.0
STARTS = {
    "bare interpreter": ["-c", "pass"],
    "speedfirst --help": ["-m", "solver", "--help"],
    "speedfirst check": ["-m", "solver", "check", "constraints", "scenarios"],
}


@dataclass(frozen=True)
class Small:
    """What was measured."""

    weeks: Sequence[dict[str, Any]]
    builds: Sequence[dict[str, Any]]
    starts: dict[str, float]

    def rate(self, mode: str) -> float:
        """Proofs in a second; what was not proven is no proof, but its time counts."""
        spent = sum(each[mode] for each in self.weeks)
        return sum(each["proven"][mode == "warm"] for each in self.weeks) / spent if spent else 0.0

    def build(self) -> float | None:
        """Seconds from YAML to the posted model of a year, in a process that has done it before."""
        found = [each["seconds"] for each in self.builds[1:]]
        return median(found) if found else None

    def beyond(self, what: str) -> float:
        """Seconds that a command takes beyond the bare interpreter."""
        return self.starts[what] - self.starts["bare interpreter"]

    def wrong(self) -> list[str]:
        """What the auditor has against plans of single weeks."""
        return [f"{each['week']}: the plan {each['wrong']}" for each in self.weeks if each["wrong"]]


def measure(book: Book, weeks: int = MADE_WEEKS) -> Small:
    """Measure on the first core, with nothing else running."""
    names = [book.instances.named(name) for name in SHIPPED_WEEKS]
    names += [book.instances.season(1, seed, 1 + seed % 2) for seed in range(weeks)]
    on = book.cores[:1]
    files = [str(book.instances.files[name]) for name in names]
    print(f"{len(files)} single weeks", file=sys.stderr)  # noqa: T201
    proofs = process.tell(["-m", "tests.bench.solvers.throughput", *files], on, LIMIT)
    year = str(book.instances.files[book.instances.season(52, 0)])
    print("building and starting", file=sys.stderr)  # noqa: T201
    builds = process.tell(["-m", "tests.bench.solvers.building", year], on, LIMIT)
    return Small(proofs, builds, {name: _start(words) for name, words in STARTS.items()})


def _start(words: Sequence[str], times: int = 7) -> float:
    """The median seconds of starting Python with some words."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run([sys.executable, *words], cwd=process.ROOT, capture_output=True, check=True)
        found.append(time.perf_counter() - started)
    return median(found)


def tables(small: Small) -> Iterator[str]:
    """Throughput of weeks, building, starting."""
    rows = []
    for mode in ("cold", "warm"):
        times = sorted(each[mode] for each in small.weeks)
        proven = sum(each["proven"][mode == "warm"] for each in small.weeks)
        if times:
            late = times[int(0.95 * (len(times) - 1))]
            rows.append(
                [
                    mode,
                    f"{proven} of {len(times)}",
                    f"{small.rate(mode):.1f}",
                    seconds(median(times)),
                    seconds(late),
                ]
            )
    note = "cold: lowering, proving and tidying; warm: the same after one number of a rule has changed"
    yield from table(
        "Single weeks to proof, one core", ["", "proven", "a second", "median", "95 %"], rows, note
    )
    phases = ("parse", "lower", "seconds")
    rows = [
        [name, *(seconds(median(each[phase] for each in some)) for phase in phases)]
        for name, some in (("fresh process", small.builds[:1]), ("again", small.builds[1:]))
        if some
    ]
    yield from table("Building 52 weeks, YAML to posted model", ["", "parse", "lower", "in all"], rows)
    rows = [[name, seconds(time), seconds(small.beyond(name))] for name, time in small.starts.items()]
    yield from table("Starting", ["", "in all", "beyond the interpreter"], rows)
