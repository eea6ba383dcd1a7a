"""Where along a parameter a rule starts or stops to bind, by what the auditor counts in the plans.

A must binds where nothing is left to one of its limits, a wish where the plan falls short of it. Told are the
rules that do so once along the parameter: which of several good plans was found decides over the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from solver.auditor import judge
from solver.reasons.whynot.slack import sides
from solver.search.outcome import LEVELS
from solver.sweeps.grid import Grid, Place
from solver.sweeps.made import Made

#: The sides on which a rule can bind: limits of a must, and a wish as a whole.
WISH = "wish"


@dataclass(frozen=True, slots=True)
class Bind:
    """Whether and how a rule binds in a plan on one side.

    Parameters
    ----------
    tight
        At how many limits nothing is left; for a wish the points that it costs.
    amount, unit
        The least that is left to a limit, and in what that is counted.
    """

    tight: int
    amount: Fraction = Fraction(0)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Turning:
    """A rule that starts or stops to bind between two values of a parameter.

    Parameters
    ----------
    axis
        The parameter, by its place.
    before, after
        The last value without the change and the first with it.
    lines
        The values of the other parameters, wherever this is so; empty if that is everywhere.
    old, new
        How it binds at these values, where this was seen first.
    """

    rule: str
    side: str
    axis: int
    starts: bool
    before: str
    after: str
    lines: tuple[tuple[str, ...], ...]
    old: Bind
    new: Bind


@dataclass(frozen=True)
class Binding:
    """What starts and stops to bind, and the rules that do so more than once along a parameter."""

    turnings: Sequence[Turning] = ()
    now_and_then: Sequence[str] = ()


def binding(grid: Grid, made: Mapping[Place, Made]) -> Binding:
    """Where rules start or stop to bind."""
    planned = {place: each for place, each in made.items() if each.state == "planned"}
    binds = {place: _binds(grid, place, each) for place, each in planned.items()}
    found: dict[tuple[str, str, int, bool, str, str], list[tuple[tuple[str, ...], Bind, Bind]]] = {}
    restless: dict[str, None] = {}
    for axis in range(len(grid.axes)):
        for line in _lines(grid, axis):
            places = [place for place in line if place in binds]
            for rule, side in dict.fromkeys(key for place in places for key in binds[place]):
                changes = list(_changes(rule, side, places, binds))
                if len(changes) > 1:
                    restless[rule] = None
                for one, other in changes if len(changes) == 1 else ():
                    old, new = (binds[place].get((rule, side), Bind(0)) for place in (one, other))
                    words = grid.axes[axis].words
                    key = rule, side, axis, new.tight > 0, words[one[axis]], words[other[axis]]
                    rest = tuple(word for k, word in enumerate(grid.words(one)) if k != axis)
                    found.setdefault(key, []).append((rest, old, new))
    turnings = [_turning(grid, key, seen) for key, seen in found.items()]
    told = {each.rule for each in turnings}
    varied = [each.path for each in grid.axes]
    turnings.sort(key=lambda each: (*_far(each, varied), -_size(each), each.rule, each.side))
    return Binding(turnings, [rule for rule in restless if rule not in told])


def _turning(
    grid: Grid,
    key: tuple[str, str, int, bool, str, str],
    seen: Sequence[tuple[tuple[str, ...], Bind, Bind]],
) -> Turning:
    rule, side, axis, starts, before, after = key
    every = len(seen) == sum(1 for _ in _lines(grid, axis))
    lines = () if every else tuple(rest for rest, _, _ in seen)
    return Turning(rule, side, axis, starts, before, after, lines, *seen[0][1:])


def _far(turning: Turning, paths: Sequence[str]) -> tuple[bool, ...]:
    """Less for a rule that is varied, and on the side that is; then for what costs points."""
    mine = [path for path in paths if f"{path}.".startswith(f"rules.{turning.rule}.")]
    return not mine, not any(path.endswith(turning.side) for path in mine), turning.side != WISH


def _size(turning: Turning) -> int:
    return abs(turning.new.tight - turning.old.tight)


def _lines(grid: Grid, axis: int) -> Iterator[list[Place]]:
    """The cells along a parameter, for each choice of the others."""
    for place in grid.places:
        if place[axis] == 0:
            yield [(*place[:axis], k, *place[axis + 1 :]) for k in range(grid.sizes[axis])]


def _changes(
    rule: str, side: str, places: Sequence[Place], binds: Mapping[Place, Mapping[tuple[str, str], Bind]]
) -> Iterator[tuple[Place, Place]]:
    """Cells one after the other of which the rule binds in one alone."""
    for one, other in pairwise(places):
        old, new = (binds[place].get((rule, side), Bind(0)).tight > 0 for place in (one, other))
        if old != new:
            yield one, other


def _binds(grid: Grid, place: Place, made: Made) -> dict[tuple[str, str], Bind]:
    """Every rule of a cell with how it binds."""
    season = grid.cells[place].season
    diary, found = season.diary(made.sessions), dict[tuple[str, str], Bind]()
    for active in season.rules:
        for side, each in sides(active, diary).items():
            found[active.id, side] = Bind(each.tight, each.amount, each.unit)
        verdict = judge(active, diary)
        if points := sum(f.points for f in verdict.findings if f.level in LEVELS):
            found[active.id, WISH] = Bind(points)
    return found
