"""Where one rule applies: its athletes, its days, its numbers there. Shared by solver and auditor."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from solver.bounds import Term
from solver.calendar import Calendar, Meet
from solver.catalogue import Catalogue
from solver.clauses.number import Number
from solver.clauses.what import Selection, What
from solver.clauses.who import facts
from solver.documents.scenario import Athlete


@dataclass(frozen=True)
class Scaling:
    """What a modifier does to the numbers of a rule on some days."""

    days: frozenset[int]
    floors: Fraction = Fraction(1)
    caps: Fraction = Fraction(1)


@dataclass(frozen=True)
class Scope:
    """Where one rule applies.

    Parameters
    ----------
    athletes
        One athlete, or the squad for a rule across it.
    days
        The planned days on which the rule applies, in order.
    known_from
        The first day of which the history tells; 0 without one.
    totals
        Sessions done before the days of the history, by athlete and session.
    scalings
        What modifiers do to its numbers.
    """

    calendar: Calendar
    catalogue: Catalogue
    athletes: Sequence[Athlete]
    days: Sequence[int]
    known_from: int = 0
    totals: Mapping[tuple[str, str], int] | None = None
    scalings: Sequence[Scaling] = ()

    @property
    def athlete(self) -> Athlete | None:
        """The athlete, if there is just one."""
        return self.athletes[0] if len(self.athletes) == 1 else None

    @property
    def name(self) -> str:
        """The name of the athlete of a rule that is about one."""
        return self.athletes[0].name

    @cached_property
    def inside(self) -> frozenset[int]:
        """The days, for looking up."""
        return frozenset(self.days)

    def has(self, day: int | None) -> bool:
        """Whether a day is known, and one of these days if it is in the plan."""
        return day is not None and (day < 0 or day in self.inside)

    @cached_property
    def meets(self) -> Sequence[Meet]:
        """The competitions of the athlete, or those of the whole squad."""
        return self.calendar.meets(*self.athletes)

    @cached_property
    def _labels(self) -> Mapping[int, set[str]]:
        return self.calendar.labels(*self.athletes)

    @cached_property
    def _selections(self) -> dict[int, tuple[What, Selection]]:
        return {}

    @cached_property
    def day_flags(self) -> dict[tuple[str, int, str | None, int], tuple[Selection, Term]]:
        """The flags of days that are known already."""
        return {}

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What a rule has worked out for all its windows, under keys of its own."""
        return {}

    def select(self, what: What) -> Selection:
        """The sessions that a selector means in this catalogue."""
        # by identity, with the selector kept alive: its hash would take longer than all else
        found = self._selections.get(id(what))
        if found is None:
            found = self._selections[id(what)] = what, self.catalogue.select(what)
        return found[1]

    def number(self, number: Number | None, day: int, slot: str | None = None) -> Fraction | None:
        """A number as it is on a day, or in a slot of it; None where there is none."""
        if number is None:
            return None
        if number.constant is not None:
            return number.constant
        labels = {*self._labels.get(day, ()), *((slot,) if slot else ())}
        return number.at(facts(self.athlete, self.calendar, day, labels))

    def floor(
        self, number: Number | None, day: int, slot: str | None = None, share: bool = False
    ) -> Fraction | None:
        """A lower limit on a day; a modifier lowers it to a whole number, unless it is a share."""
        value = self.number(number, day, slot)
        for scaling in self.scalings:
            if value is not None and day in scaling.days and scaling.floors != 1:
                value *= scaling.floors
                value = value if share else Fraction(math.floor(value))
        return value

    def cap(
        self, number: Number | None, day: int, slot: str | None = None, share: bool = False
    ) -> Fraction | None:
        """An upper limit on a day; a modifier raises it to a whole number, unless it is a share."""
        value = self.number(number, day, slot)
        for scaling in self.scalings:
            if value is not None and day in scaling.days and scaling.caps != 1:
                value *= scaling.caps
                value = value if share else Fraction(math.ceil(value))
        return value
