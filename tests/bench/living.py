"""A season as it is lived: how soon it is replanned after what may happen, and whether every week is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from tests.bench import process
from tests.bench.table import seconds, table

#: Seconds after which the process is ended.
LIMIT = 3600.0
#: Seconds of CPU that half of the replans should not take.
GOAL = 5.0
SCENARIO = "scenarios/season-100m.yaml"


def measure(cores: Sequence[int], seeds: int = 1) -> list[dict[str, Any]]:
    """Live the shipped season from some seeds."""
    return [
        each
        for seed in range(seeds)
        for each in process.tell(
            ["-m", "tests.bench.solvers.living", SCENARIO, "--seed", str(seed)], cores[:1], LIMIT
        )
    ]


def wrong(found: Sequence[dict[str, Any]]) -> list[str]:
    """What is wrong with the plans."""
    return [f"{each['kind']}, {each['monday']}: {said}" for each in found for said in each["wrong"]]


def tables(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What became of each task, and of each kind of event in the chain."""
    for part, title in (("tasks", "A season replanned"), ("chain", "Week after week")):
        rows: dict[str, list[dict[str, Any]]] = {}
        for each in found:
            if each["part"] == part:
                rows.setdefault(each["kind"], []).append(each)
        if not rows:
            continue
        every = [each for some in rows.values() for each in some]
        head = [
            "what happened",
            "times",
            "CPU: median",
            "worst",
            "changes: median",
            "most",
            "proven",
            "no plan",
        ]
        head += ["musts lost"]
        body = [_row(kind, some) for kind, some in sorted(rows.items())]
        yield from table(
            title, head, [*body, _row("all", every)], "each by a process of its own, on one core"
        )
        cpu = median(each["cpu"] for each in every)
        yield f"half of them took {seconds(cpu)} of CPU or less; goal {seconds(GOAL)}"


def _row(kind: str, some: Sequence[dict[str, Any]]) -> list[str]:
    cpu = sorted(each["cpu"] for each in some)
    plans = [each for each in some if each["changed"] is not None]
    changed = sorted(each["changed"] for each in plans)
    return [
        kind, str(len(some)), seconds(median(cpu)), seconds(cpu[-1]),
        f"{median(changed):g}" if changed else "-", str(changed[-1]) if changed else "-",
        f"{sum(each['fewest'] for each in plans)} of {len(plans)}", str(len(some) - len(plans)),
        str(sum(each["lost"] for each in plans)),
    ]  # fmt: skip
