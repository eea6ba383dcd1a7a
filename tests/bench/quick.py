"""The bench in two minutes: single weeks, short seasons beside one other solver, starting; and what was compared with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tests.bench import small
from tests.bench.best import Known
from tests.bench.book import Book, Job
from tests.bench.peer import Run, Score
from tests.bench.rivals import Monolith, Ours
from tests.bench.table import table

#: Generated single weeks, seasons of four weeks, and the seconds of each solve.
WEEKS = 8
SEEDS = 3
SECONDS = 5.0


def jobs(book: Book) -> list[Job]:
    """The shipped weeks, and three seasons of four weeks by us and by CP-SAT on the whole model."""
    weeks = [book.instances.named(name) for name in (*small.SHIPPED_WEEKS, "squad-week")]
    seasons = [book.instances.season(4, seed) for seed in range(SEEDS)]
    return [
        *(Job(Ours(), name, SECONDS) for name in (*weeks, *seasons)),
        *(Job(Monolith(), name, SECONDS) for name in seasons),
    ]


def tables(book: Book, before: Mapping[str, Known]) -> Iterator[str]:
    """What our plans were compared with: the best plans known, and those of the other solver in the same time."""
    ours = book.ours()
    known = {name: each.plan for name, each in before.items()}
    theirs = {run.instance: run.plan for run in book.runs.values() if run.solver == Monolith().name}
    yield from table(
        "What was compared", ["our plans with", "of", "better", "the same", "worse", "nothing to compare with"],
        [
            ["the best plans known (best.yaml)", *_counts(ours, known)],
            [Monolith().name, *_counts([run for run in ours if run.instance in theirs], theirs)],
        ],
        f"{SECONDS:g} s and one core for each; there is nothing where rules have changed since a plan was kept",
    )  # fmt: skip


def _counts(ours: list[Run], others: Mapping[str, Score | None]) -> list[str]:
    said = Counter(_said(run.plan, others.get(run.instance)) for run in ours)
    return [str(len(ours)), *(str(said[word]) for word in ("better", "same", "worse", "nothing"))]


def _said(plan: Score | None, other: Score | None) -> str:
    if other is None:
        return "nothing"
    return "worse" if plan is None or plan > other else "same" if plan == other else "better"
