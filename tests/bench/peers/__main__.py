"""Solve a scenario with every solver that is installed, level by level, and print what they say.

::

    python -m tests.bench.peers scenarios/week-100m-gpp.yaml --seconds 20 --solvers highs,scip
"""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
from pathlib import Path

from solver.loading.load import load
from solver.model.lowering import Lowering
from solver.search.outcome import LEVELS
from tests.bench.peers.processes import PEERS, Peer, installed, peer
from tests.bench.peers.protocol import Solved
from tests.oracle import Case


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each level")
    parser.add_argument("--solvers", default=",".join(PEERS))
    parser.add_argument("--core", type=int, help="the core of the machine to run on")
    words = parser.parse_args()
    season = load(words.scenario)
    case = Case(season, Lowering(season))
    print(
        f"{'solver':<8} {'level':<7} {'status':<10} {'points':>9} {'bound':>9} {'seconds':>8}  plans at seconds"
    )
    for name in words.solvers.split(","):
        if not installed(name):
            print(f"{name:<8} is not installed here")
            continue
        with peer(name, core=words.core) as solver:
            _levels(name, case, solver, words.seconds)


def _levels(name: str, case: Case, solver: Peer, seconds: float) -> None:
    """Ask for one level after another; one that is not proven is held at what was found."""
    reached: list[int] = []
    for level in LEVELS:
        answer = solver.solve(case.task(reached), seconds)
        kept = answer.values is not None and case.model.keeps(answer.values[: len(case.model.lower)])
        print(_line(name, level, answer), "" if kept or answer.values is None else "  BREAKS A ROW")
        if answer.words:
            print(f"{'':<8} {answer.words.strip().splitlines()[-1]}")
        if answer.objective is None:
            break
        reached.append(answer.objective)


def _line(name: str, level: str, answer: Solved) -> str:
    points, bound = ("" if each is None else f"{each:,}" for each in (answer.objective, answer.bound))
    found = answer.found if len(answer.found) < 7 else [*answer.found[:3], *answer.found[-3:]]
    plans = ", ".join(f"{objective:,} at {at:.1f}" for at, objective in found)
    return f"{name:<8} {level:<7} {answer.status:<10} {points:>9} {bound:>9} {answer.seconds:>8.2f}  {plans}"


if __name__ == "__main__":
    main()
