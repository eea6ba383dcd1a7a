"""Sweeps of twelve cells on seasons of sixteen weeks, beside twelve plans from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from tests.bench import process
from tests.bench.instances import Instances
from tests.bench.table import score, seconds, table

#: Seconds after which a process is ended.
LIMIT = 4 * 3600.0
#: How many times as fast a cell of a sweep should be.
GOAL = 3.0
#: What is varied on the shipped season, and on those from seeds.
SHIPPED = ("rules.tempo-days.limit.at_most=1..4", "phases.general-preparation.weeks=4,6,8")
#: Sixteen weeks with few rules, whose best plan can be proven.
FEW = Path(__file__).parents[1] / "data" / "few-rules.yaml"
MADE = ("rules.tempo-days.limit.at_most=1..4", "rules.rest-day.limit.at_least=1,2,3")


@dataclass(frozen=True)
class Swept:
    """One scenario: its cells planned from nothing and in a sweep, with the seconds of CPU and on the clock."""

    name: str
    cold: Sequence[dict[str, Any]]
    warm: Sequence[dict[str, Any]]
    spent: tuple[float, float]

    @property
    def before(self) -> tuple[float, float]:
        """Seconds for a cell from nothing."""
        cpu, wall = (mean(cell["seconds"][n] for cell in self.cold) for n in (0, 1))
        return cpu, wall

    @property
    def after(self) -> tuple[float, float]:
        """Seconds for a cell of the sweep."""
        return self.spent[0] / len(self.warm), self.spent[1] / len(self.warm)

    def pairs(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Every cell, from nothing and in the sweep."""
        there = {tuple(cell["words"]): cell for cell in self.warm}
        yield from ((cell, there[tuple(cell["words"])]) for cell in self.cold)


def measure(instances: Instances, cores: Sequence[int], seeds: int, effort: float) -> list[Swept]:
    """Sweep the shipped season, one with few rules and some from seeds."""
    chosen = [(instances.named("school-speed-first"), SHIPPED)]
    chosen += [(instances.season(16, seed), MADE) for seed in range(seeds)]
    found = [(name, instances.files[name], vary) for name, vary in chosen]
    found.insert(1, (FEW.stem, FEW, MADE))
    return [_swept(*each, cores, effort) for each in found]


def _swept(name: str, file: Path, vary: Sequence[str], cores: Sequence[int], effort: float) -> Swept:
    words = [["-m", "tests.bench.solvers.sweeping", how, str(file), *vary, "--effort", f"{effort:g}"]
             for how in ("cold", "warm")]  # fmt: skip
    # each on a core of its own
    with ThreadPoolExecutor(min(2, len(cores))) as pool:
        cold, warm = pool.map(lambda n: process.tell(words[n], [cores[n % len(cores)]], LIMIT), (0, 1))
    cpu, wall = warm[-1]["seconds"]
    return Swept(name, cold, warm[:-1], (cpu, wall))


def wrong(found: Sequence[Swept]) -> list[str]:
    """What cannot be: plans that the auditor refuses, cells that differ in whether there is a plan, bounds above plans."""
    said = []
    for each in found:
        for cold, warm in each.pairs():
            where = f"{each.name}, {' '.join(cold['words'])}"
            said += [f"{where}: {cell['wrong']}" for cell in (cold, warm) if cell.get("wrong")]
            if {cold["state"], warm["state"]} == {"planned", "infeasible"}:
                said.append(f"{where}: {cold['state']} from nothing, {warm['state']} in the sweep")
            for one, other in ((cold, warm), (warm, cold)):
                if one["state"] == other["state"] == "planned" and _above(
                    one["bounds"], other["plan"], one["plan"]
                ):
                    said.append(f"{where}: bounds {one['bounds']} and a plan of {other['plan']}")
    return said


def _above(bounds: Sequence[int | None], plan: Sequence[int], own: Sequence[int]) -> bool:
    should, prefer = bounds
    if should is not None and should > plan[0]:
        return True
    return prefer is not None and plan[0] <= own[0] and prefer > plan[1]


def tables(found: Sequence[Swept]) -> Iterator[str]:
    """Seconds for a cell, and the points of every cell both ways."""
    head = ["season", "cells", "from nothing: CPU", "clock", "in the sweep: CPU", "clock", "times", "goal"]
    head += ["same", "better", "worse"]
    yield from table("Sweeps", head, [_row(each) for each in found])
    for each in found:
        rows = [
            [
                " ".join(cold["words"]), score(cold.get("plan")), score(warm.get("plan")), _bounds(cold), _bounds(warm),
                seconds(cold["seconds"][0]),
            ]
            for cold, warm in each.pairs()
        ]  # fmt: skip
        head = ["cell", "from nothing", "in the sweep", "bounds", "bounds", "CPU from nothing"]
        yield from table(each.name, head, rows, "points of should and prefer")


def _row(each: Swept) -> list[str]:
    plans = [(cold.get("plan"), warm.get("plan")) for cold, warm in each.pairs()]
    same = sum(cold == warm for cold, warm in plans)
    worse = sum(warm is None or warm > cold for cold, warm in plans if cold is not None and warm != cold)
    return [
        each.name, str(len(each.cold)), *map(seconds, each.before), *map(seconds, each.after),
        f"{each.before[0] / each.after[0]:.1f}", f"{GOAL:g}", str(same), str(len(plans) - same - worse), str(worse),
    ]  # fmt: skip


def _bounds(cell: dict[str, Any]) -> str:
    return " ".join("-" if each is None else f"{each:,}" for each in cell.get("bounds", ()))
