"""A sweep of a scenario, or each of its cells planned from nothing: seconds, points and bounds."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from solver.errors import Infeasible, OutOfTime
from solver.loading.load import reading
from solver.search.outcome import LEVELS, Settings
from solver.search.search import search
from solver.season import Season
from solver.sweeps import axes, sweep
from solver.sweeps.grid import Grid, grid
from tests.bench.solvers.telling import audited, tell


def cold(found: Grid, effort: float) -> None:
    """Plan every cell from nothing, as `plan` does."""
    for place, cell in found.cells.items():
        wall, cpu = time.perf_counter(), time.process_time()
        said = _planned(cell.season, effort)
        spent = [time.process_time() - cpu, time.perf_counter() - wall]
        tell(words=found.words(place), seconds=spent, **said)


def _planned(season: Season, effort: float) -> dict[str, object]:
    try:
        outcome = search(season, Settings(effort))
    except Infeasible:
        return {"state": "infeasible"}
    except OutOfTime:
        return {"state": "unknown"}
    score = [outcome.score[level] for level in LEVELS]
    wrong = audited(season, outcome.sessions, score)["wrong"]
    return {
        "state": "planned",
        "plan": score,
        "bounds": [outcome.bounds[level] for level in LEVELS],
        "wrong": wrong,
    }


def warm(file: Path, vary: list[str], effort: float) -> None:
    """Sweep them all."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = sweep(reading(file), axes(vary), effort)
    spent = [time.process_time() - cpu, time.perf_counter() - wall]
    for cell in found.cells:
        made = cell.made
        assert made is not None
        said: dict[str, object] = {"words": cell.words, "state": made.state, "work": made.work}
        if made.state == "planned":
            score = [made.score[level] for level in LEVELS]
            wrong = audited(found.grid.cells[cell.place].season, made.sessions, score)["wrong"]
            said |= {"plan": score, "bounds": [made.bounds[level] for level in LEVELS], "wrong": wrong}
        tell(**said)
    tell(seconds=spent)


def main() -> None:
    """Plan every cell from nothing, or sweep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("how", choices=("cold", "warm"))
    parser.add_argument("file", type=Path)
    parser.add_argument("vary", nargs="+")
    parser.add_argument("--effort", type=float, default=60.0)
    chosen = parser.parse_args()
    # the first solve of a process pays for loading OR-Tools
    import solver.search.search  # noqa: F401

    if chosen.how == "cold":
        cold(grid(reading(chosen.file), axes(chosen.vary)), chosen.effort)
    else:
        warm(chosen.file, chosen.vary, chosen.effort)


if __name__ == "__main__":
    main()
