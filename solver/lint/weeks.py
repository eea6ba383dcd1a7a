"""Typical weeks: one for each kind of week of a season, and stretches of several for rules that need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solver.documents.scenario import Athlete
from solver.lint.units import Key, Unit
from solver.lint.where import Where
from solver.season import Season

#: Weeks that are looked at together at most.
LONGEST = 4


class WeekKind(NamedTuple):
    """What makes a week another week: its phase, its load, its meets, and which rules speak of it."""

    phase: str
    loading: str
    meets: str
    rules: frozenset[Key]


def weeks_of(season: Season, units: Sequence[Unit], athlete: Athlete) -> list[Where]:
    """The plainest week of each kind: with the fewest days away, then the first in which all is known."""
    kinds = _kinds(season, units, athlete)
    best: dict[WeekKind, int] = {}
    closed = [
        sum(day // 7 == week for day, _ in season.calendar.closed(athlete)) for week in range(len(kinds))
    ]
    for week, kind in enumerate(kinds):
        if kind not in best or closed[week] < closed[best[kind]]:
            best[kind] = week
    return [where_of(season, week, week, athlete) for week in sorted(best.values())]


def longer(season: Season, athlete: Athlete, weeks: int) -> list[Where]:
    """The first stretch of so many weeks in each phase, and over each change of phases, in its middle."""
    phases = [(page.phase, page.block) for page in season.calendar.days[::7]]
    seen: dict[tuple[str, ...], int] = {}
    for first in range(len(phases) - weeks + 1):
        inside = phases[first : first + weeks]
        half = inside[weeks // 2 - 1][1] != inside[weeks // 2][1]
        if half or inside[0] == inside[-1]:
            seen.setdefault(tuple(dict.fromkeys(phase for phase, _ in inside)), first)
    return [where_of(season, first, first + weeks - 1, athlete) for first in seen.values()]


def all_of(season: Season, athlete: Athlete, weeks: int) -> list[Where]:
    """Every stretch of so many weeks."""
    starts = range(season.calendar.weeks - weeks + 1)
    return [where_of(season, first, first + weeks - 1, athlete) for first in starts]


def _kinds(season: Season, units: Sequence[Unit], athlete: Athlete) -> list[WeekKind]:
    rules: list[set[Key]] = [set() for _ in range(season.calendar.weeks)]
    for unit in units:
        for spot in unit.spots:
            if spot.weeks == 1 and spot.place.athletes in ((), (athlete.name,)):
                rules[spot.first // 7].add(unit.key)
    meets = list(_meets(season, athlete))
    pages = season.calendar.days[::7]
    return [
        WeekKind(page.phase, page.loading, meets[week], frozenset(rules[week]))
        for week, page in enumerate(pages)
    ]


def _meets(season: Season, athlete: Athlete) -> Iterator[str]:
    """The priorities of the meets of each week, as 'AB'."""
    meets = season.calendar.meets(athlete)
    for week in range(season.calendar.weeks):
        yield "".join(sorted(meet.priority for meet in meets if meet.day // 7 == week))


def where_of(season: Season, first: int, last: int, athlete: Athlete) -> Where:
    """Some weeks of an athlete, first and last, from 0."""
    pages = [season.calendar.days[7 * week] for week in range(first, last + 1)]
    meets = list(_meets(season, athlete))[first : last + 1]
    phases = list(dict.fromkeys(page.phase for page in pages))
    loads = list(dict.fromkeys(page.loading for page in pages))
    return Where(
        (first + 1, last + 1),
        " to ".join([phases[0], *phases[-1:]] if len(phases) > 1 else phases),
        loads[0] if len(loads) == 1 else "",
        "".join(meets),
        (athlete.name,),
    )
