"""speedfirst itself on one scenario, its phases timed apart."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from solver.errors import Infeasible, OutOfTime
from solver.loading.load import load
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from tests.bench.solvers import hooks
from tests.bench.solvers.telling import Told, audited, tell


def main() -> None:
    """Plan a scenario."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--effort", type=float)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--first", action="store_true", help="stop at the first plan")
    chosen = parser.parse_args()
    told = Told(chosen.file)
    hooks.post(told.model)
    phases = {**told.phases, "post": told.since() - sum(told.phases.values())}
    spend = Settings(chosen.effort or chosen.seconds, chosen.seconds, chosen.workers)
    # what was built above was for its times only: the search builds its own, from a season that is as new
    season = load(chosen.file)
    started = time.perf_counter() - phases["parse"]
    first: list[float] = []
    try:
        outcome = hooks.plan(season, spend, _watch(started, first, chosen.first))
    except (Infeasible, OutOfTime) as error:
        tell(done={"phases": phases, **told.sizes(), "plan": None, "failure": type(error).__name__})
        return
    ended = time.perf_counter()
    tell(point=[ended - started, *(outcome.score[level] for level in LEVELS)])
    phases["first plan"] = (first[0] if first else ended - started) - phases["parse"] - phases["lower"]
    phases["search"] = ended - started - (first[0] if first else ended - started)
    seen = audited(season, outcome.sessions, [outcome.score[level] for level in LEVELS])
    phases["audit"] = time.perf_counter() - ended
    tell(done={"phases": phases, **told.sizes(), **_said(outcome), **seen, "seconds": ended - started})


def _watch(started: float, first: list[float], stop: bool) -> Callable[[Progress], None]:
    """Tell every plan that is another one; stop at the first if asked to."""
    told: list[list[int]] = []

    def watch(progress: Progress) -> None:
        score = [progress.score[level] for level in LEVELS if level in progress.score]
        if not score or (told and score == told[-1]):
            return
        seconds = time.perf_counter() - started
        told.append(score)
        first.append(seconds)
        tell(point=[seconds, *score])
        if stop:
            raise hooks.Enough

    return watch


def _said(outcome: Outcome) -> dict[str, object]:
    return {
        "plan": [outcome.score[level] for level in LEVELS],
        "bounds": [outcome.bounds[level] for level in LEVELS],
        "proven": outcome.status == "optimal",
        "work": outcome.work,
    }


if __name__ == "__main__":
    main()
