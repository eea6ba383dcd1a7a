"""What can be wrong with what solvers say: plans that the auditor refuses, bounds above known plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tests.bench.best import Known
from tests.bench.peer import Run, Score
from tests.bench.solvers.telling import WEIGHT


def problems(runs: Iterable[Run], known: Mapping[str, Known]) -> Iterator[str]:
    """Every claim that cannot be true, by the plans of these runs and by what was known before."""
    runs = list(runs)
    plans: dict[str, set[Score]] = {
        name: {each.plan} for name, each in known.items() if each.plan is not None
    }
    for run in runs:
        if run.plan is not None and not run.wrong:
            plans.setdefault(run.instance, set()).add(run.plan)
    for run in runs:
        says = [
            *_own(run),
            *(each for plan in sorted(plans.get(run.instance, ())) for each in above(run, plan)),
        ]
        yield from (f"{run.instance}, {run.solver}: {each}" for each in says)


def _own(run: Run) -> Iterator[str]:
    """What is wrong with a run in itself."""
    if run.wrong:
        yield f"the plan {run.wrong}"
    scores = [point.score for point in run.points]
    if scores != sorted(scores, reverse=True):
        yield "a later plan is worse than one before"
    if run.plan is not None and scores and scores[-1] < run.plan:
        yield f"a plan of {scores[-1]} was told, and the last one is {run.plan}"


def above(run: Run, plan: Score) -> Iterator[str]:
    """The bounds of a run that are above a plan."""
    should, prefer = run.bounds
    if should is not None and should > plan[0]:
        yield f"should is said to be {should} or more, and there is a plan of {plan}"
    covered = run.plan is not None and plan[0] <= run.plan[0]
    if covered and prefer is not None and prefer > plan[1]:
        yield f"prefer is said to be {prefer} or more, and there is a plan of {plan}"
    if run.weighted is not None and run.weighted > WEIGHT * plan[0] + plan[1]:
        yield f"the weighted sum is said to be {run.weighted} or more, and there is a plan of {plan}"
    if run.proven and run.plan is not None and run.plan > plan:
        yield f"{run.plan} is said to be optimal, and there is a plan of {plan}"
