"""How the plan files of a sweep are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from solver.sweeps.grid import Grid, Place

LONGEST = 100


def names(grid: Grid) -> Mapping[Place, str]:
    """A file name for every cell, such as `tempo-days-at-most-2.json`."""
    found: dict[Place, str] = {}
    for place in grid.places:
        words = [f"{axis.short} {word}" for axis, word in zip(grid.axes, grid.words(place), strict=True)]
        stem = re.sub(r"[^a-z0-9.]+", "-", " ".join(words).lower()).strip("-.")[:LONGEST] or "plan"
        taken, number = set(found.values()), 2
        name = f"{stem}.json"
        while name in taken:
            name, number = f"{stem}-{number}.json", number + 1
        found[place] = name
    return found
