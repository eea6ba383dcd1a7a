"""Measure the planner: `python -m tests.bench` for everything, some parts of it by name, or --quick in two minutes."""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from solver.version import __version__
from tests.bench import (
    batches,
    best,
    checks,
    driver,
    engine,
    explain,
    growth,
    kills,
    living,
    prices,
    process,
    quick,
    reach,
    side,
    small,
    sweep,
    trials,
)
from tests.bench.book import Book, Job
from tests.bench.instances import Instances

#: engine: the shipped scenarios; peers: other solvers beside ours, years and squads; growth: with weeks and
#: athletes; small: single weeks, building, starting.
#: trials: the same plan always, and a better one with more time.
PARTS = ("engine", "peers", "growth", "small", "trials")
#: batch: a roster with few profiles; driver: batches of problems that take no time; kills: batches that are killed
#: again and again, here and on a cluster; explain: conflicts that were planted; lives: a season replanned week by
#: week; price: every figure for the season of 40 weeks, and planned again; sweep: twelve plans each from the one
#: beside it, and from nothing. These take long; only where they are asked for.
ASKED = ("batch", "driver", "kills", "explain", "lives", "price", "sweep")
#: The effort of each plan behind a price.
PRICED = 4.0
VERSIONS = ("ortools", "highspy", "pyscipopt", "cpmpy", "pychoco", "clingo")
#: What the first engine had, to compare with.
BEFORE = Path(__file__).with_name("before.yaml")


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help=f"some of {', '.join((*PARTS, *ASKED))}; by default the first five"
    )
    parser.add_argument("--seeds", type=int, default=10, help="generated instances of each size (10)")
    parser.add_argument("--seconds", type=float, help="the limit of every solve, instead of each part's own")
    parser.add_argument("--cores", help="the cores to use, such as 0,1; by default the first two")
    parser.add_argument(
        "--only", nargs="*", default=[], help="only these of the shipped (or planted) scenarios"
    )
    parser.add_argument("--weeks", type=int, default=small.MADE_WEEKS, help="generated single weeks (96)")
    parser.add_argument("--every", action="store_true", help="every solver on every seed; takes hours")
    parser.add_argument("--sweeps", type=int, default=1, help="generated seasons to sweep (1)")
    parser.add_argument("--athletes", type=int, default=1000, help="athletes of a batch (1000)")
    parser.add_argument("--jobs", type=int, default=50_000, help="jobs of the driver alone (50000)")
    parser.add_argument("--kills", type=int, default=50, help="how often batches are killed (50)")
    parser.add_argument("--effort", type=float, default=60.0, help="the effort of plans beside sweeps (60)")
    parser.add_argument("--quick", action="store_true", help="single weeks and short seasons, in two minutes")
    parser.add_argument("--update", action="store_true", help="keep better plans and bounds in best.yaml")
    chosen = parser.parse_args(words)
    if unknown := [part for part in chosen.parts if part not in (*PARTS, *ASKED)]:
        parser.error(f"there is no part {unknown[0]!r}; expected {', '.join((*PARTS, *ASKED))}")
    if chosen.quick:
        chosen.parts, chosen.weeks = ["small"], quick.WEEKS
    chosen.parts = chosen.parts or list(PARTS)
    return chosen


def main(words: Sequence[str] | None = None) -> int:
    """Run the parts and print their tables; 1 if a plan or a bound is wrong."""
    chosen = options(words)
    on = [int(core) for core in chosen.cores.split(",")] if chosen.cores else process.cores()[:2]
    with TemporaryDirectory() as folder:
        return _measure(Book(Instances(Path(folder)), on, chosen.seconds), chosen)


def _measure(book: Book, chosen: argparse.Namespace) -> int:
    # what is small is measured while nothing else runs
    little = small.measure(book, chosen.weeks) if "small" in chosen.parts else None
    alike = trials.same(book.instances, book.cores) if "trials" in chosen.parts else []
    ended = trials.stopped(book.instances, book.cores) if "trials" in chosen.parts else []
    planted = explain.measure(book.cores, chosen.only) if "explain" in chosen.parts else []
    season = book.instances.files[book.instances.named("season-100m")]
    priced = prices.measure(season, book.cores, PRICED) if "price" in chosen.parts else []
    swept = []
    if "sweep" in chosen.parts:
        swept = sweep.measure(book.instances, book.cores, chosen.sweeps, chosen.effort)
    lived = living.measure(book.cores) if "lives" in chosen.parts else []
    batched = batches.measure(book.cores, chosen.athletes) if "batch" in chosen.parts else []
    driven = driver.measure(chosen.jobs) if "driver" in chosen.parts else []
    killed = kills.measure(chosen.kills) if "kills" in chosen.parts else []
    book.run(_jobs(book, chosen))
    runs = list(book.runs.values())
    prints = {name: book.instances.print_of(name) for name in {run.instance for run in runs}}
    kept = best.read()
    before = {name: each for name, each in kept.items() if prints.get(name) == each.of}
    wrong = [
        *checks.problems(runs, before), *(little.wrong() if little else []), *trials.wrong(alike, ended), *explain.wrong(planted),
        *prices.wrong(priced), *sweep.wrong(swept), *batches.wrong(batched), *living.wrong(lived),
        *(f"{each.where}: {said}" for each in killed for said in each.wrong),
    ]  # fmt: skip
    known = best.improved(before, runs, prints)
    first = {name: each for name, each in best.read(BEFORE).items() if prints.get(name) == each.of}
    _print(_head(book))
    _print(engine.tables(book, known))
    _print(side.tables(book, known))
    if "growth" in chosen.parts:
        _print(growth.tables(book, chosen.seeds))
    if little:
        _print(small.tables(little))
    if alike:
        _print(trials.tables(alike, ended))
    if planted:
        _print(explain.tables(planted))
    if priced:
        _print(prices.tables(priced))
    if swept:
        _print(sweep.tables(swept))
    if lived:
        _print(living.tables(lived))
    if batched:
        _print(batches.tables(batched))
    if driven:
        _print(driver.tables(driven))
    if killed:
        _print(kills.tables(killed))
    if set(chosen.parts) <= set(ASKED):
        _print(f"WRONG  {each}" for each in wrong)
        return int(bool(wrong))
    if chosen.quick:
        _print(quick.tables(book, before))
    else:
        _print(reach.tables(reach.Measured(book, known, first, chosen.seeds, little)))
    _print(_verdict(wrong))
    if chosen.update and not wrong:
        best.write({**kept, **known})
    return int(bool(wrong))


def _jobs(book: Book, chosen: argparse.Namespace) -> list[Job]:
    jobs: list[Job] = quick.jobs(book) if chosen.quick else []
    if "engine" in chosen.parts:
        jobs += engine.jobs(book, chosen.only)
    if "peers" in chosen.parts:
        jobs += side.jobs(book, chosen.seeds, chosen.every)
    if "growth" in chosen.parts:
        jobs += growth.jobs(book, chosen.seeds)
    return jobs


def _head(book: Book) -> Iterator[str]:
    """On what this was measured."""
    cores = ", ".join(map(str, book.cores))
    yield f"speedfirst {__version__}, Python {platform.python_version()}, {platform.machine()}, cores {cores}"
    found = []
    for name in VERSIONS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    yield ", ".join(found)


def _verdict(wrong: Sequence[str]) -> Iterator[str]:
    yield ""
    if not wrong:
        yield "Every plan passed its audit with the solver's score; no bound is above a plan of any solver."
    yield from (f"WRONG  {each}" for each in wrong)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
