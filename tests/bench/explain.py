"""How soon it is told why there is no plan: planted conflicts, their first way out, and whether both are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from tests.bench import process
from tests.bench.table import seconds, table
from tests.planted import PLANTED

#: Seconds after which the process is ended.
LIMIT = 3600.0
#: Seconds of CPU that half of the seasons of some length should not take to the first conflict.
GOALS = {16: 1.0, 40: 3.0}


def measure(cores: Sequence[int], only: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Explain all planted scenarios, or those with some words in their names, one after the other."""
    chosen = [name for name in PLANTED if not only or any(word in name for word in only)]
    return process.tell(["-m", "tests.bench.solvers.explaining", *chosen], cores[:1], LIMIT)


def wrong(found: Sequence[dict[str, Any]]) -> list[str]:
    """What is wrong with the answers."""
    return [f"{each['name']}: {each['wrong']}" for each in found if each["wrong"]]


def tables(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The seconds by length of season, and each scenario."""
    lengths = sorted({(each["weeks"], each["athletes"]) for each in found})
    rows = [_row(w, a, [e for e in found if (e["weeks"], e["athletes"]) == (w, a)]) for w, a in lengths]
    head = ["weeks", "scenarios", "rules", "goal", "conflict: median", "90 %", "worst"]
    head += ["way out: median", "90 %", "worst", "found"]
    yield from table("Why there is no plan", head, rows, "seconds of CPU on one core, from a season read")
    rows = [
        [
            each["name"],
            *(seconds(value) for value in (*each["core"], *each["repair"])),
            each["way"] or "-",
        ]
        for each in found
    ]
    head = ["scenario", "conflict, CPU", "wall", "way out, CPU", "wall", "the first way out"]
    yield from table("Planted conflicts", head, rows)
    yield ""
    named = sum(each["found"] for each in found)
    ways = sum(each["way"] is not None for each in found)
    yield (
        f"{named} of {len(found)} conflicts found, {ways} of {len(found)} ways out; "
        f"{len(wrong(found))} of either wrong (a plan without each member, none with all; a plan on the way out)"
    )


def _row(weeks: int, athletes: int, some: Sequence[dict[str, Any]]) -> list[str]:
    spread = [cell for what in ("core", "repair") for cell in _spread([each[what][0] for each in some])]
    length = f"{weeks}" if athletes == 1 else f"{weeks}, {athletes} athletes"
    rules = round(median(each["rules"] for each in some))
    goal = seconds(GOALS[weeks]) if weeks in GOALS else "-"
    ways = sum(each["way"] is not None for each in some)
    return [length, str(len(some)), str(rules), goal, *spread, f"{ways} of {len(some)}"]


def _spread(times: Sequence[float]) -> list[str]:
    ordered = sorted(times)
    return [seconds(each) for each in (median(ordered), ordered[int(0.9 * (len(ordered) - 1))], ordered[-1])]
