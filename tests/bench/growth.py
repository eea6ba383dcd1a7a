"""How cost grows with weeks and with athletes, up to the first plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from tests.bench.book import Book, Job
from tests.bench.fit import exponent
from tests.bench.peer import Run
from tests.bench.rivals import Ours
from tests.bench.table import points, seconds, table

WEEKS = (1, 4, 8, 16, 32, 52)
ATHLETES = (1, 5, 20, 55)
SEEDS = 2
SECONDS = 60.0
PHASES = ("parse", "lower", "post", "first plan")


def jobs(book: Book, seeds: int) -> list[Job]:
    """A first plan of every size."""
    names = [name for size in WEEKS for name in _seasons(book, size, seeds)]
    names += [name for size in ATHLETES for name in _squads(book, size, seeds)]
    return [Job(Ours(first=True), name, SECONDS) for name in names]


def _seasons(book: Book, weeks: int, seeds: int) -> list[str]:
    return [book.instances.season(weeks, seed) for seed in range(min(seeds, SEEDS))]


def _squads(book: Book, athletes: int, seeds: int) -> list[str]:
    return [book.instances.squad(1, seed, athletes) for seed in range(min(seeds, SEEDS))]


def tables(book: Book, seeds: int) -> Iterator[str]:
    """Both ways to grow, with the exponents."""
    by_size = {size: _runs(book, _seasons(book, size, seeds)) for size in WEEKS}
    yield from _table("Growth with the weeks, one athlete", "weeks", by_size)
    by_size = {size: _runs(book, _squads(book, size, seeds)) for size in ATHLETES}
    yield from _table("Growth with the athletes, one week", "athletes", by_size)


def _runs(book: Book, names: Sequence[str]) -> list[Run]:
    keys = [Job(Ours(first=True), name, SECONDS).key for name in names]
    return [book.runs[key] for key in keys if key in book.runs]


#: What is measured of a run; None if it did not get so far.
COLUMNS: dict[str, Callable[[Run], float | None]] = {
    "variables": lambda run: run.facts.get("variables"),
    "rows": lambda run: run.facts.get("rows"),
    **{phase: (lambda run, phase=phase: run.phases.get(phase)) for phase in PHASES},
    "in all": lambda run: run.points[0].seconds if run.points else None,
    "work": lambda run: run.facts.get("work"),
    "MB": lambda run: run.facts.get("megabytes"),
}


def _table(title: str, unit: str, by_size: dict[int, list[Run]]) -> Iterator[str]:
    rows, fits = [], [""]
    for size, runs in by_size.items():
        without = sum(not run.points for run in runs)
        cells = [_shown(name, _middle(runs, name)) for name in COLUMNS]
        rows.append([f"{size}{f' ({without} of {len(runs)} without a plan)' if without else ''}", *cells])
    for name in COLUMNS:
        pairs = [(size, cost) for size, runs in by_size.items() if (cost := _middle(runs, name)) is not None]
        slope = exponent([size for size, _ in pairs], [cost for _, cost in pairs])
        fits.append("-" if slope is None else f"{slope:.2f}")
    note = "medians over the seeds; the last row is the exponent of a power law, fitted by least squares on logarithms"
    yield from table(title, [unit, *COLUMNS], [*rows, ["exponent", *fits[1:]]], note)


def _middle(runs: Sequence[Run], name: str) -> float | None:
    found = [value for run in runs if (value := COLUMNS[name](run)) is not None]
    return median(found) if found else None


def _shown(name: str, value: float | None) -> str:
    if name in ("variables", "rows", "MB"):
        return points(value)
    return ("-" if value is None else f"{value:.2f}") if name == "work" else seconds(value)
