"""The same weekdays for the same themes as in the week before.

For coaches who hate a weekday carousel. Weeks are compared within a phase only. For a fixed week use
`pattern` with `follow`.

Fields: `of`, the themes, each a selector; each weekday that gains or loses a theme counts once.

Examples
--------
rule: {steady: {of: [speed, tempo]}}
says: speed and tempo on the same weekdays as in the week before
holds: speed tempo . speed . . . | speed tempo . speed . . .
breaks: speed . . . . . . | . . . . . . . -> speed on Mon 5 Oct, not a week later
breaks: . . . . . . . | . . tempo . . . . -> tempo on Wed 14 Oct, not a week before
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field

from solver.bounds import Bound, Place
from solver.clauses.days import day_flag, on_day
from solver.clauses.what import WhatField
from solver.diary import Diary
from solver.rules.kind import ALONE, Breach, Kind, Traits
from solver.scope import Scope
from solver.words import listed

Themes = Annotated[
    list[WhatField],
    BeforeValidator(lambda v: v if isinstance(v, list) else [v]),
    Field(min_length=1, max_length=12),
]


class Steady(Kind):
    """The week keeps its rhythm: the same weekdays for the same themes as the week before."""

    of: Themes

    def says(self) -> str:
        """The rule as one English clause."""
        return f"{listed([str(theme) for theme in self.of])} on the same weekdays as in the week before"

    @property
    def traits(self) -> Traits:
        """Days are compared with those a week before."""
        return Traits(by_day=True, ends=True)

    def alone(self, weeks: int, days: int) -> str:
        """A week is compared with the one before it."""
        return ALONE if weeks < 2 else ""

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every theme and every two days a week apart."""
        days = scope.calendar.days
        for theme in self.of:
            chosen = scope.select(theme)
            for day in scope.days:
                later = day + 7
                if later in scope.inside and days[day].block == days[later].block:
                    flags = (
                        (1, day_flag(scope, scope.name, later, chosen)),
                        (-1, day_flag(scope, scope.name, day, chosen)),
                    )
                    yield Place((day, later), Bound(flags, lower=0, upper=0))

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every weekday that gains or loses a theme."""
        here, calendar = set(scope.days), scope.calendar
        for theme in self.of:
            for end in scope.days:
                before = end - 7
                if before not in here or calendar.days[before].block != calendar.days[end].block:
                    continue
                now, then = (on_day(scope, diary, day, scope.select(theme)) for day in (end, before))
                pair = (before, end)
                if then and not now:
                    says = f"{theme} on {calendar.name(before)}, not a week later"
                    yield Breach(pair, says, under=Fraction(1))
                if now and not then:
                    says = f"{theme} on {calendar.name(end)}, not a week before"
                    yield Breach(pair, says, over=Fraction(1))
