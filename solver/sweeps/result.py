"""What a sweep comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.sweeps.binding import Binding
from solver.sweeps.grid import Grid, Place
from solver.sweeps.made import Made


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
