"""The cells of a sweep: every combination of the values, each a season, and the order of planning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TypeAlias

from solver.errors import InputError, Problem
from solver.loading.load import Reading
from solver.loading.resolved import resolved
from solver.loading.setting import setting
from solver.plans.planfile import ortools
from solver.season import Season
from solver.sweeps.axes import OPTION, Axis
from solver.version import __version__
from solver.words import plural

#: The place of a cell: for each axis the place of its value.
Place: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class GridCell:
    """One combination of values.

    Parameters
    ----------
    season
        The season with these values.
    notes
        What changed besides, so that the calendar is still filled.
    digest
        A fingerprint of all that its best plan depends on.
    """

    place: Place
    season: Season
    notes: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Grid:
    """All combinations of the values of some axes.

    Parameters
    ----------
    refused
        Combinations that make no season, though each of their values does with others, and what is wrong.
    """

    axes: Sequence[Axis]
    cells: Mapping[Place, GridCell]
    refused: Mapping[Place, Sequence[Problem]] = field(default_factory=dict)

    @property
    def places(self) -> list[Place]:
        """All combinations in the order of their values."""
        return sorted([*self.cells, *self.refused])

    @cached_property
    def sizes(self) -> Place:
        """How many values each axis has."""
        return tuple(len(each.values) for each in self.axes)

    def words(self, place: Place) -> tuple[str, ...]:
        """The values of a cell as they are shown."""
        return tuple(axis.words[k] for axis, k in zip(self.axes, place, strict=True))

    def settings(self, place: Place) -> tuple[str, ...]:
        """The values of a cell, as `--set` takes them."""
        return tuple(axis.setting(k) for axis, k in zip(self.axes, place, strict=True))

    def beside(self, place: Place) -> Iterator[Place]:
        """The cells with the next value before or after, of one axis."""
        for axis, size in enumerate(self.sizes):
            for k in (place[axis] - 1, place[axis] + 1):
                other = (*place[:axis], k, *place[axis + 1 :])
                if 0 <= k < size and other in self.cells:
                    yield other


def grid(base: Reading, axes: Sequence[Axis], told: Callable[[int, int], None] = lambda *_: None) -> Grid:
    """Every combination as a season.

    Parameters
    ----------
    base
        The scenario that the values are set in.
    told
        Is told how many of how many combinations have been read.

    Raises
    ------
    InputError
        With the problems of all combinations with a value that makes no season with any others; nothing has
        been planned then.
    """
    view, wrong = resolved(base).data, dict[Place, Sequence[Problem]]()
    readings: dict[Place, Reading] = {}
    every = list(product(*(range(len(each.values)) for each in axes)))
    for place in every:
        texts = [axis.setting(k) for axis, k in zip(axes, place, strict=True)]
        try:
            readings[place] = base.under([setting(text, view, OPTION) for text in texts])
        except InputError as error:
            wrong[place] = error.problems
    cells = {}
    for number, place in enumerate(readings):
        told(number, len(readings))
        reading, notes = _filled(base, readings, place, view)
        try:
            season = reading.season()
        except InputError as error:
            wrong[place] = error.problems
        else:
            cells[place] = GridCell(place, season, notes, _digest(reading, season))
    never = [place for place in every if any(_never(place, axis, cells) for axis in range(len(axes)))]
    if never:
        problems = [each for place in never for each in wrong[place]]
        raise InputError(_once([*problems, *_alone(base, axes)]))
    return Grid(axes, cells, wrong)


def _never(place: Place, axis: int, cells: Iterable[Place]) -> bool:
    """Whether the value that a combination has on an axis makes no season with any others."""
    return not any(each[axis] == place[axis] for each in cells)


def _alone(base: Reading, axes: Sequence[Axis]) -> Iterator[Problem]:
    """What is wrong with each parameter on its own, where one of several hides what is wrong with another."""
    for axis in axes if len(axes) > 1 else ():
        try:
            grid(base, [axis])
        except InputError as error:
            yield from error.problems


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """What is wrong with many values alike is said of the first."""
    found: dict[tuple[str, str], Problem] = {}
    for each in problems:
        found.setdefault((each.path, each.message), each)
    return list(found.values())


def _filled(
    base: Reading, readings: Mapping[Place, Reading], place: Place, view: object
) -> tuple[Reading, tuple[str, ...]]:
    """A reading in which the phases fill the calendar, and what was changed for that.

    Where a phase becomes longer or shorter the calendar stays as it is, with its meets on their dates: the
    next phase that is not varied itself gives or takes the weeks; after the last one, the nearest before.
    """
    reading, before = readings[place], base.scenario.phases
    phases = reading.scenario.phases
    over = sum(phase.weeks for phase in phases) - reading.scenario.calendar.weeks
    moved = [
        n
        for n, phase in enumerate(before)
        if any(
            len(each.scenario.phases) == len(before) and each.scenario.phases[n].weeks != phase.weeks
            for each in readings.values()
        )
    ]
    if not over or not moved or len(phases) != len(before):
        return reading, ()
    others = [n for n in range(len(phases)) if n not in moved]
    later = [n for n in others if n > moved[-1]]
    giving = later[0] if later else max((n for n in others if n < moved[-1]), default=None)
    if giving is None or phases[giving].weeks <= over:
        return reading, ()
    weeks = phases[giving].weeks - over
    note = f"{phases[giving].phase} {plural(weeks, 'week')} instead of {phases[giving].weeks}"
    return reading.under([setting(f"phases[{giving}].weeks={weeks}", view, OPTION)]), (note,)


def _digest(reading: Reading, season: Season) -> str:
    """A fingerprint of a combination: its files, its rules and numbers as they stand, and who plans."""
    said = [__version__, ortools(), sorted(season.hashes.values()), resolved(reading).data]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def planned_after(grid: Grid, turned: Sequence[bool]) -> dict[Place, list[Place]]:
    """The cells in the order in which they are planned, each with those that its plan may begin from.

    From one corner it goes to the cells beside, one value at a time; each begins from a cell before it, the
    last axis first.

    Parameters
    ----------
    turned
        For each axis whether it begins at its last value.
    """

    def at(steps: Place) -> Place:
        ends = zip(steps, grid.sizes, turned, strict=True)
        return tuple(size - 1 - k if back else k for k, size, back in ends)

    found: dict[Place, list[Place]] = {}
    for steps in sorted(product(*map(range, grid.sizes)), key=lambda steps: (sum(steps), steps)):
        before = [
            (*steps[:axis], steps[axis] - 1, *steps[axis + 1 :])
            for axis in reversed(range(len(steps)))
            if steps[axis]
        ]
        if at(steps) in grid.cells:
            found[at(steps)] = [at(each) for each in before if at(each) in grid.cells]
    return found
