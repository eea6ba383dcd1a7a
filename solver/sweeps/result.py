"""What a sweep comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.sweeps.binding import Binding
from solver.sweeps.grid import Grid, Place
from solver.sweeps.made import Made

#: The longest name of a file, without its ending.
LONGEST = 100


@dataclass(frozen=True)
class CellResult:
    """A cell and what became of it; `made` is None where the sweep was stopped before."""

    place: Place
    words: tuple[str, ...]
    notes: tuple[str, ...]
    made: Made | None


@dataclass(frozen=True)
class Sweep:
    """All cells of a sweep in the order of their values.

    Parameters
    ----------
    stopped
        Whether the user stopped it.
    """

    grid: Grid
    cells: Sequence[CellResult]
    effort: float
    stopped: bool = False
    binding: Binding = field(default_factory=Binding)

    @cached_property
    def at(self) -> Mapping[Place, CellResult]:
        """Each cell by its place."""
        return {each.place: each for each in self.cells}

    @property
    def left(self) -> int:
        """How many cells have not been planned."""
        return sum(each.made is None for each in self.cells)


def file_names(grid: Grid) -> Mapping[Place, str]:
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
