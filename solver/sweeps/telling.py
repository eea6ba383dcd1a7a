"""What is proven of one cell told to the others: a bound of a season holds in every season inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from solver.search.outcome import LEVELS
from solver.sweeps.grid import Place
from solver.sweeps.made import Made


def told(made: Mapping[Place, Made]) -> dict[Place, Made]:
    """All cells with the best bounds that are known to hold for them."""
    found = dict(made)
    waiting = True
    while waiting:
        waiting = False
        for wide, narrow in _pairs(found):
            one, other = found[wide], found[narrow]
            if one.state == other.state == "planned":
                bounds = better_bounds(other.bounds, carried(one, other.score[LEVELS[0]]))
                if bounds != other.bounds:
                    found[narrow], waiting = replace(other, bounds=bounds), True
    return found


def better_bounds(
    bounds: Mapping[str, int | None], others: Mapping[str, int | None]
) -> dict[str, int | None]:
    """Of two bounds of each level the better one."""
    both = {level: (bounds.get(level), others.get(level)) for level in LEVELS}
    return {
        level: max((each for each in pair if each is not None), default=None) for level, pair in both.items()
    }


def _pairs(made: Mapping[Place, Made]) -> Iterator[tuple[Place, Place]]:
    """Cells of which the second lies inside the first."""
    for place, each in made.items():
        for other, kin in each.kin.items():
            if other in made and other != place:
                yield from [(other, place)] if kin.inside else []
                yield from [(place, other)] if kin.around else []


def carried(made: Made, should: int | None) -> dict[str, int]:
    """The bounds of a season that hold in every season inside it.

    A bound of `prefer` speaks of the plans that are no worse in `should` than the one it was found beside: it
    is carried to plans of which that is true.
    """
    strict, loose = LEVELS
    found: dict[str, int] = {}
    if (points := made.bounds[strict]) is not None:
        found[strict] = points
    if (points := made.bounds[loose]) is not None and should is not None and should <= made.score[strict]:
        found[loose] = points
    return found
