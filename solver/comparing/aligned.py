"""Weeks and athletes of several plans, put beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.comparing.sides import Side
from solver.errors import refuse
from solver.words import day_name, listed

#: So many days that not all calendars have are told one by one.
TOLD = 4
#: A week of each plan, from 1; None where a plan has no such week.
Weeks = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The weeks of several plans side by side.

    Parameters
    ----------
    by_date
        Whether weeks of the same date are side by side, else those of the same number.
    rows
        The weeks, in order.
    mondays
        The first day of each row, where weeks go by date.
    """

    by_date: bool
    rows: Sequence[Weeks]
    mondays: Sequence[dt.date] = ()

    def shared(self) -> list[Weeks]:
        """The weeks that at least two plans have."""
        return [row for row in self.rows if sum(week is not None for week in row) > 1]


@dataclass(frozen=True, slots=True)
class Person:
    """An athlete, under the name that each plan has for him or her; None where a plan is without."""

    name: str
    names: tuple[str | None, ...]


def weeks_of(sides: Sequence[Side]) -> Aligned:
    """Weeks by date if all calendars have some in common, else by number."""
    starts = [side.season.calendar.first for side in sides]
    ends = [side.season.calendar.date(side.season.calendar.length) for side in sides]
    whole = all((start - starts[0]).days % 7 == 0 for start in starts)
    if not whole or max(starts) >= min(ends):
        most = max(side.season.calendar.weeks for side in sides)
        return Aligned(False, [_numbered(sides, number) for number in range(1, most + 1)])
    count = (max(ends) - min(starts)).days // 7
    mondays = [min(starts) + dt.timedelta(weeks=place) for place in range(count)]
    return Aligned(True, [tuple(_week(side, monday) for side in sides) for monday in mondays], mondays)


def _numbered(sides: Sequence[Side], number: int) -> Weeks:
    return tuple(number if number <= side.season.calendar.weeks else None for side in sides)


def _week(side: Side, monday: dt.date) -> int | None:
    """The week of a plan that begins on a date."""
    place = side.season.calendar.index(monday) // 7
    return place + 1 if 0 <= place < side.season.calendar.weeks else None


def people_of(sides: Sequence[Side]) -> list[Person]:
    """The athletes that at least two plans have; a lone athlete is compared with a lone athlete.

    Raises
    ------
    InputError
        If there are none.
    """
    squads = [[athlete.name for athlete in side.season.athletes] for side in sides]
    if all(len(squad) == 1 for squad in squads):
        names = [squad[0] for squad in squads]
        return [Person(" / ".join(dict.fromkeys(names)), tuple(names))]
    every = dict.fromkeys(name for squad in squads for name in squad)
    found = [Person(name, tuple(name if name in squad else None for squad in squads)) for name in every]
    shared = [each for each in found if len(each.names) - each.names.count(None) > 1]
    if not shared:
        who = "; ".join(f"{side.name}: {listed(squad)}" for side, squad in zip(sides, squads, strict=True))
        raise refuse(f"the plans have no athlete in common, so there is nothing to compare ({who})")
    return shared


def notes_of(sides: Sequence[Side], weeks: Aligned, people: Sequence[Person]) -> list[str]:
    """What of the plans is not side by side, in sentences."""
    notes = []
    if not weeks.by_date:
        notes.append("The calendars have no dates in common: weeks are compared by their number.")
    elif len({(each.season.calendar.first, each.season.calendar.weeks) for each in sides}) > 1:
        alone = len(weeks.rows) - len(weeks.shared())
        notes.append(
            "The calendars differ: weeks are compared by date"
            + (f", and {alone} of them {'is' if alone == 1 else 'are'} in one plan only." if alone else ".")
        )
    for place, side in enumerate(sides):
        compared = {each.names[place] for each in people}
        left = [each.name for each in side.season.athletes if each.name not in compared]
        if left:
            verb = "is" if len(left) == 1 else "are"
            notes.append(f"Only {side.name} has {listed(left)}, who {verb} not compared.")
    if weeks.by_date:
        notes += [note for person in people for note in _apart(sides, person)]
    if len({id(side.season.catalogue) for side in sides}) > 1:
        notes.append("The catalogues differ: sessions are compared by their titles.")
    return notes


def _apart(sides: Sequence[Side], person: Person) -> Iterator[str]:
    """Days away and meets of a plan that not all have: each plan is audited on its own calendar."""
    there = {
        side.name: set(_facts(side, name)) for side, name in zip(sides, person.names, strict=True) if name
    }
    shared = set.intersection(*there.values())
    for name, facts in there.items():
        if alone := sorted(facts - shared):
            told = [f"{day_name(date)} ({what})" for date, what in alone[:TOLD]]
            more = [f"{len(alone) - TOLD} more"] if len(alone) > TOLD else []
            yield f"Not in all calendars, but in that of {name}: {listed([*told, *more])}."


def _facts(side: Side, name: str) -> Iterator[tuple[dt.date, str]]:
    """The dates on which an athlete is away or competes, and why."""
    calendar = side.season.calendar
    athlete = next(each for each in side.season.athletes if each.name == name)
    yield from ((calendar.date(day), reason) for (day, _), reason in calendar.closed(athlete).items())
    yield from ((calendar.date(meet.day), meet.name) for meet in calendar.meets(athlete))
