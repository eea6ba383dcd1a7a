"""The days on which plans differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from solver.comparing.aligned import Aligned, Person
from solver.comparing.sides import Side
from solver.diary import Done
from solver.plans import prescription
from solver.plans.planfile import in_order
from solver.reasons.days.themes import Themes
from solver.season import Season

#: How a day differs: not at all, in doses or beside the main thing, in what it is about, in how hard it is.
Apart = Literal["", "dose", "theme", "class"]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a coach sees of a day first: its class and its hardest sessions."""

    class_: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of several plans.

    Parameters
    ----------
    week, weekday
        Its place: the row of the weeks that are side by side, and the day of it from 0.
    days
        The day of each plan; None where it has none.
    apart
        How far the plans are apart there.
    """

    person: str
    week: int
    weekday: int
    days: tuple[int | None, ...]
    glances: tuple[Glance | None, ...]
    apart: Apart


def glance(season: Season, sessions: Sequence[Done]) -> Glance:
    """The class of a day and its hardest sessions."""
    shelf = season.catalogue
    rank = max((shelf.rank(each.form) for each in sessions), default=0)
    hardest = [each for each in in_order(season, sessions) if shelf.rank(each.form) == rank > 0]
    titles = dict.fromkeys(prescription.title(shelf.sessions[each.session]) for each in hardest)
    return Glance(shelf.classes[rank], tuple(titles))


def differing(sides: Sequence[Side], aligned: Aligned, people: Sequence[Person]) -> list[Day]:
    """Every day that at least two plans have and on which they are not the same."""
    views = [_View(side) for side in sides]
    found = [
        _day(views, person, week, weekday, row)
        for person in people
        for week, row in enumerate(aligned.rows)
        for weekday in range(7)
    ]
    return [each for each in found if each.apart]


class _View:
    """A plan as it is looked at."""

    def __init__(self, side: Side) -> None:
        self.season = side.season
        self.diary = side.season.diary(side.sessions)
        self.themes = Themes(side.season, side.sessions)

    def exactly(self, who: str, day: int) -> list[tuple[object, ...]]:
        """All that is done on a day."""
        return sorted(
            (each.slot, each.session, each.count, each.distance or 0) for each in self.diary.on(who, day)
        )


def _day(views: Sequence[_View], person: Person, week: int, weekday: int, row: tuple[int | None, ...]) -> Day:
    days = tuple(
        None if number is None or name is None else 7 * (number - 1) + weekday
        for number, name in zip(row, person.names, strict=True)
    )
    there = [
        (view, name, day)
        for view, name, day in zip(views, person.names, days, strict=True)
        if name is not None and day is not None
    ]
    glances = tuple(
        None if day is None or name is None else glance(view.season, view.diary.on(name, day))
        for view, name, day in zip(views, person.names, days, strict=True)
    )
    return Day(person.name, week, weekday, days, glances, _apart(there))


def _apart(there: Sequence[tuple[_View, str, int]]) -> Apart:
    """How far the plans are apart on a day, as far as any two of them are."""
    if len({view.season.catalogue.classes[view.themes.on(who, day).rank] for view, who, day in there}) > 1:
        return "class"
    themes = [view.themes.on(who, day) for view, who, day in there]
    if any(not one.like(other) for one in themes for other in themes):
        return "theme"
    every = [view.exactly(who, day) for view, who, day in there]
    return "dose" if any(each != every[0] for each in every) else ""
