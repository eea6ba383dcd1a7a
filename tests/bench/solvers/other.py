"""Another solver on the whole model, by its adapter: one sum in which should dominates, one thread.

The adapter's seconds count from when it got the task; reading and lowering come before.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.rivals import OTHERS
from tests.bench.solvers.telling import WEIGHT, Told, audited, tell

#: Points of should that stand for no plan at all, as some solvers tell at first.
ENDLESS = 10**12


def task_of(told: Told) -> Any:
    """The model as the adapters take it, its levels in one sum."""
    objective = {v: WEIGHT * cost for v, cost in told.model.objective["should"].items()}
    for v, cost in told.model.objective["prefer"].items():
        objective[v] = objective.get(v, 0) + cost
    exchange = import_module("solver.exchange.task")
    names = import_module("solver.exchange.names").names(
        told.model, told.lowering.choices.all, told.season.calendar
    )
    rows = exchange.task(told.model, names, "should", {}, ()).rows
    about = (f"should weighs {WEIGHT} times as much as prefer",)
    return exchange.Task(about, names, told.model.lower, told.model.upper, rows, objective)


def main() -> None:
    """Plan a scenario."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    chosen = parser.parse_args()
    told = Told(chosen.file)
    task = task_of(told)
    before = told.since()
    with import_module(OTHERS).peer(chosen.name) as solver:
        solved = solver.solve(task, max(chosen.seconds - before, 0.1))
    done: dict[str, Any] = {"phases": told.phases, **told.sizes(), "plan": None}
    if solved.values is not None:
        values = told.settled(solved.values)
        score = told.score(values)
        last = (ENDLESS, 0)
        for seconds, objective in solved.found[:-1]:
            point = split(objective)
            if score < point < last:
                tell(point=[before + seconds, *point])
                last = point
        tell(point=[before + (solved.found[-1][0] if solved.found else solved.seconds), *score])
        done |= {"plan": list(score), **audited(told.season, told.plan(values), score)}
    # starting the adapter's process is not the solver's time
    done["seconds"] = before + solved.seconds
    done |= {"proven": solved.status == "optimal", "weighted bound": solved.bound}
    if solved.status in ("failed", "refused", "infeasible"):
        done["failure"] = solved.words.strip().splitlines()[-1][:100] if solved.words else solved.status
    tell(done=done)


def split(total: int) -> tuple[int, int]:
    """Points of should and prefer from their sum, as long as prefer is between half a weight and its negative."""
    should = (total + WEIGHT // 2) // WEIGHT
    return should, total - WEIGHT * should


if __name__ == "__main__":
    main()
