"""What each principle costs in a season, beside planning again with the rule edited in the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench import process
from tests.bench.table import seconds, table

#: Seconds after which a process is ended.
LIMIT = 4 * 3600.0


def measure(file: Path, cores: Sequence[int], effort: float) -> list[dict[str, Any]]:
    """Price every rule of a season, then plan again for every figure."""
    words = ["-m", "tests.bench.solvers.pricing", str(file), "--effort", f"{effort:g}"]
    return process.tell(words, cores[:1], LIMIT)


def wrong(found: Sequence[dict[str, Any]]) -> list[str]:
    """Figures that planning again does not give."""
    return [
        f"{each['name']}: {each['price']} priced, {each['again']} planned"
        for each in found
        if "name" in each and each["price"] != each["again"]
    ]


def tables(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """How many figures there are, and how many came out again."""
    base, figures = found[0], [each for each in found if "name" in each]
    again = sum(each["price"] == each["again"] for each in figures)
    idle = sum(each["idle"] for each in figures)
    none = sum(len(each["price"]) == 1 for each in figures)
    row = [str(len(figures)), str(idle), str(none), str(again), seconds(base["seconds"])]
    head = ["figures", "of rules that are idle", "without a plan", "came out again", "CPU of all prices"]
    yield from table("Prices", head, [row])
