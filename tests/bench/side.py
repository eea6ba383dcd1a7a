"""Side by side with other solvers: the same instances, the same cores, the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.bench.best import Known
from tests.bench.book import Book, Job
from tests.bench.peer import OURS, Peer, Run, Score
from tests.bench.rivals import Monolith, Ours, others
from tests.bench.table import points, score, seconds, table

#: Seconds for speedfirst and for the others on a season of so many weeks.
LIMITS = {4: (10.0, 20.0), 16: (30.0, 60.0)}
#: How many seeds each solver gets at most, by the weeks; those that are not named get one.
SEEDS = {
    4: {"CP-SAT, weighted sum": 3, "highs": 3},
    16: {"CP-SAT, weighted sum": 10},
}
#: What two cores and squads are measured on.
LONG_WEEKS, LONG_SECONDS, LONG_SEEDS = 52, 60.0, 2
SQUAD, SQUAD_WEEKS, SQUAD_SECONDS, SQUAD_SEEDS = 20, 4, 30.0, 2
TIMES = (2.0, 5.0, 10.0, 30.0, 60.0)


def jobs(book: Book, seeds: int, every: bool = False) -> list[Job]:
    """Every solver on four and on sixteen weeks; speedfirst on a year and on squads.

    Parameters
    ----------
    every
        Whether each solver gets every seed, which takes hours.
    """
    found = []
    for weeks, (ours, theirs) in LIMITS.items():
        names = [book.instances.season(weeks, seed) for seed in range(seeds)]
        found += [Job(Ours(), name, ours) for name in names]
        for peer in peers():
            most = seeds if every else SEEDS[weeks].get(peer.name, 1)
            found += [Job(peer, name, theirs) for name in names[:most]]
    found += [Job(Ours(), name, SQUAD_SECONDS) for name in squads(book, seeds)]
    found += [Job(Monolith(), name, SQUAD_SECONDS) for name in squads(book, seeds)[:1]]
    wide = min(2, len(book.cores))
    return [*found, *(Job(Ours(wide), name, LONG_SECONDS, wide) for name in years(book, seeds))]


def peers() -> list[Peer]:
    """All solvers but speedfirst."""
    return [Monolith(), Monolith("levels"), *others()]


def years(book: Book, seeds: int) -> list[str]:
    """The seasons of a year."""
    return [book.instances.season(LONG_WEEKS, seed) for seed in range(min(seeds, LONG_SEEDS))]


def squads(book: Book, seeds: int) -> list[str]:
    """The squads."""
    return [book.instances.squad(SQUAD_WEEKS, seed, SQUAD) for seed in range(min(seeds, SQUAD_SEEDS))]


def tables(book: Book, known: Mapping[str, Known]) -> Iterator[str]:
    """Every instance on which there was more than one solver."""
    shared = dict.fromkeys(run.instance for run in book.runs.values() if run.solver != OURS)
    rows = []
    for name in shared:
        runs = [run for run in book.of(name) if run.solver == OURS or not run.solver.startswith(OURS)]
        own = next((run for run in runs if run.solver == OURS), None)
        if own is not None and len(runs) > 1:
            rows += [_row(run, own, known[name].plan) for run in sorted(runs, key=lambda run: run is not own)]
    head = [
        "instance",
        "solver",
        *(f"{time:g} s" for time in TIMES),
        "at its end",
        "bound",
        "regret",
        "proven in",
        "ours by",
    ]
    note = (
        "points of should and prefer of the plan by then; the bound of should, or of 1000 x should + prefer;\n"
        "'ours by' is when speedfirst had a plan no worse than the last one of the row"
    )
    if rows:
        yield from table("Side by side, one core each", head, rows, note)


def _row(run: Run, own: Run, best: Score | None) -> list[str]:
    regret = (
        None if best is None or run.plan is None else [a - b for a, b in zip(run.plan, best, strict=True)]
    )
    beaten = None if run.plan is None else own.reached(run.plan)
    return [
        run.instance, run.solver if not run.failure else f"{run.solver} ({run.failure})",
        *(_at(run, time) for time in TIMES), score(run.plan),
        points(run.bounds[0] if run.weighted is None else run.weighted),
        "-" if regret is None else score(regret),
        seconds(run.seconds) if run.proven else "-",
        "-" if run is own else seconds(beaten),
    ]  # fmt: skip


def _at(run: Run, time: float) -> str:
    """The plan that it had by then; nothing where it was not to run so long."""
    found = run.at(time)
    if time > run.limit and not run.proven:
        return ""
    return "-" if found is None else score(found)
