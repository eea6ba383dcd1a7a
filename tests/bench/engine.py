"""speedfirst on its own: phases timed apart, sizes, points, bounds, regret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.best import Known
from tests.bench.book import Book, Job
from tests.bench.peer import Run
from tests.bench.rivals import Ours
from tests.bench.table import points, score, seconds, table

PHASES = ("parse", "lower", "post", "first plan", "search", "audit")
SECONDS = 10.0


def jobs(book: Book, only: Sequence[str] = ()) -> list[Job]:
    """All shipped scenarios."""
    return [Job(Ours(), name, SECONDS) for name in book.instances.shipped() if not only or name in only]


def tables(book: Book, known: Mapping[str, Known]) -> Iterator[str]:
    """Everything that speedfirst planned whole in this run."""
    runs = book.ours()
    if not runs:
        return
    head = ["instance", "cores", "limit", "variables", "rows", *PHASES, "work", "MB"]
    yield from table("Phases and sizes", head, [_phases(run) for run in runs])
    head = ["instance", "cores", "limit", "plan", "bounds", "gap", "regret", "proven in"]
    note = (
        "should and prefer; bounds of each level; regret to the best plan known; work in deterministic time"
    )
    yield from table("Plans", head, [_plans(run, known) for run in runs], note)


def _phases(run: Run) -> list[str]:
    sizes = [points(run.facts.get(name)) for name in ("variables", "rows")]
    times = [seconds(run.phases.get(phase)) for phase in PHASES]
    work = run.facts.get("work")
    return [
        run.instance, str(run.cores), f"{run.limit:g} s", *sizes, *times,
        "-" if work is None else f"{work:.2f}", points(run.facts.get("megabytes")),
    ]  # fmt: skip


def _plans(run: Run, known: Mapping[str, Known]) -> list[str]:
    gaps = [run.gap(level) for level in (0, 1)]
    gap = "  ".join("-" if each is None else f"{each[0]} ({100 * each[1]:.1f} %)" for each in gaps)
    best = known[run.instance].plan if run.instance in known else None
    regret = (
        None if best is None or run.plan is None else [a - b for a, b in zip(run.plan, best, strict=True)]
    )
    bounds = " ".join(points(each) for each in run.bounds)
    return [
        run.instance, str(run.cores), f"{run.limit:g} s", run.failure or score(run.plan), bounds, gap,
        "-" if regret is None else score(regret), seconds(run.seconds) if run.proven else "-",
    ]  # fmt: skip
