"""Measure the planner: `python -m tests.bench` for everything, or some parts of it by name."""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from solver import __version__
from tests.bench import best, checks, engine, process
from tests.bench.book import Book
from tests.bench.instances import Instances

PARTS = ("engine", "peers", "growth", "small")
VERSIONS = ("ortools", "highspy", "pyscipopt", "cpmpy", "pychoco", "minizinc", "clingo")


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"some of {', '.join(PARTS)}; by default all")
    parser.add_argument("--seeds", type=int, default=10, help="generated instances of each size (10)")
    parser.add_argument("--seconds", type=float, help="the limit of every solve, instead of each part's own")
    parser.add_argument("--cores", help="the cores to use, such as 0,1; by default the first two")
    parser.add_argument("--only", nargs="*", default=[], help="only these shipped scenarios (engine)")
    parser.add_argument("--update", action="store_true", help="keep better plans and bounds in best.yaml")
    chosen = parser.parse_args(words)
    if unknown := [part for part in chosen.parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; expected {', '.join(PARTS)}")
    chosen.parts = chosen.parts or list(PARTS)
    return chosen


def main(words: Sequence[str] | None = None) -> int:
    """Run the parts and print their tables; 1 if a plan or a bound is wrong."""
    chosen = options(words)
    on = [int(core) for core in chosen.cores.split(",")] if chosen.cores else process.cores()[:2]
    with TemporaryDirectory() as folder:
        book = Book(Instances(Path(folder)), on, chosen.seconds)
        return _measure(book, chosen)


def _measure(book: Book, chosen: argparse.Namespace) -> int:
    if "engine" in chosen.parts:
        book.run(engine.jobs(book, chosen.only))
    runs = list(book.runs.values())
    prints = {name: book.instances.print_of(name) for name in {run.instance for run in runs}}
    kept = best.read()
    before = {name: each for name, each in kept.items() if prints.get(name) == each.of}
    wrong = list(checks.problems(runs, before))
    known = best.improved(before, runs, prints)
    _print([*_head(book), *engine.tables(book, known), *_wrong(wrong)])
    if chosen.update and not wrong:
        best.write({**kept, **known})
    return int(bool(wrong))


def _head(book: Book) -> Iterator[str]:
    """On what this was measured."""
    yield f"speedfirst {__version__}, Python {platform.python_version()}, {platform.machine()}, cores {book.cores}"
    found = []
    for name in VERSIONS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    yield ", ".join(found)


def _wrong(wrong: Sequence[str]) -> Iterator[str]:
    yield ""
    yield "Every plan is audited, with the solver's score, and no bound is above a plan of any solver."[
        : 0 if wrong else None
    ]
    yield from (f"WRONG  {each}" for each in wrong)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
