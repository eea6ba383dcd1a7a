"""Planted scenarios one after the other: how soon their conflict and a way out are there, and if they are right."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from solver.backends.answers import Budget
from solver.errors import OutOfTime
from solver.loading.load import load
from solver.overlays.overlay import Overlay
from solver.reasons.conflicts.conflict import Conflict, conflict
from solver.reasons.relaxations.explanation import QUESTION
from solver.reasons.relaxations.repair import Repair
from solver.reasons.relaxations.repairs import Repairs
from tests.bench.solvers.telling import tell
from tests.club import club
from tests.planted import PLANTED, Planted, names, only, possible


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What comes of some work (None if it runs out of time), its seconds and its seconds of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        found = work()
    except OutOfTime:
        found = None
    return found, time.perf_counter() - wall, time.process_time() - cpu


def measure(planted: Planted, folder: Path) -> None:
    """Explain one scenario; tell the seconds and what is wrong."""
    budget = Budget(QUESTION)
    reading, read, _ = timed(lambda: planted.reading(folder))
    season = reading.season()
    clash, wall, cpu = timed(lambda: conflict(season, budget))
    repair, more, more_cpu = None, 0.0, 0.0
    if clash is not None:
        ways = Repairs(clash, lambda data: reading.changed(data).season(), budget)
        repair, more, more_cpu = timed(lambda: next(ways.run(), None))
    tell(
        name=planted.id, weeks=season.calendar.weeks, athletes=len(season.athletes), rules=len(season.rules),
        read=read, core=[cpu, wall], repair=[cpu + more_cpu, wall + more], found=clash is not None,
        way=repair.says if repair else None,
        wrong="; ".join([*_of_core(planted, folder, clash), *_of_repair(planted, folder, repair)]),
    )  # fmt: skip


def _of_core(planted: Planted, folder: Path, clash: Conflict | None) -> Sequence[str]:
    """What is wrong with a conflict."""
    if clash is None:
        return []
    reading, members = planted.reading(folder), clash.members
    wrong = [] if names(members) in planted.clash else [f"found {', '.join(names(members))}"]
    if possible(only(reading, members)):
        wrong.append("there is a plan that keeps all of it")
    less = [(each.title, [other for other in members if other != each]) for each in members]
    return [*wrong, *(f"{title} is idle" for title, rest in less if not possible(only(reading, rest)))]


def _of_repair(planted: Planted, folder: Path, repair: Repair | None) -> Sequence[str]:
    """What is wrong with a way out."""
    if repair is None:
        return []
    over = [Overlay.of(planted.over), Overlay.of(repair.data)]
    return [] if possible(load(planted.file(folder), over=over)) else [f"no plan: {repair.says}"]


def main() -> None:
    """Explain all the scenarios that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+")
    wanted = parser.parse_args().names
    with TemporaryDirectory() as name:
        folder = club(Path(name))
        # the first solve of a process pays for loading OR-Tools
        conflict(PLANTED["two-rules@club-week"].reading(folder).season(), Budget(QUESTION))
        for each in wanted:
            measure(PLANTED[each], folder)


if __name__ == "__main__":
    main()
