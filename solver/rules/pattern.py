"""A named sequence of days is forbidden, or wished for week after week.

For "no high day, medium day, high day" and "the week goes high, low, high, low, high, rest, rest". For one thing
that needs another near it use `pairing`; for the length of unbroken days `run`.

Fields: `avoid` or `follow`, a list with one entry a day: a session, tag, class, `{day: low}`, `rest`, or
`any`; `starts`, the weekday of its first day (needed for `follow`); `edges: history` also sees
sequences that began before the plan.

Examples
--------
rule: {pattern: {avoid: [race, any, race]}}
says: never race, any day, race in a row
holds: race race . . race . .
breaks: race tempo race . . . . -> race, any day, race from Mon 5 Oct to Wed 7 Oct

rule: {pattern: {avoid: [high, rest], starts: sun}}
says: never high, rest in a row from sun
holds: . . . . . high . | . . . . . . high | tempo . . . . . .
breaks: . . . . . . high | . . . . . . . -> high, rest from Sun 11 Oct to Mon 12 Oct

rule: {pattern: {follow: [high, {day: low}, any, rest], starts: mon}}
says: high, low days, any day, rest in a row from mon
holds: speed tempo lift . . . .
breaks: speed speed . tempo . . . -> 2 of 4 days not as high, low days, any day, rest from Mon 5 Oct to Thu 8 Oct
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from solver.bounds import Bound, Place
from solver.clauses.days import day_flag, on_day
from solver.clauses.what import What, WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.documents.scenario import Weekday
from solver.rules.kind import Breach, Kind, known, reach
from solver.scope import Scope
from solver.words import WEEKDAYS

ANY = "any"
Entries = Annotated[list[WhatField], Field(min_length=1, max_length=28)]


class Pattern(Kind):
    """A named sequence of days is forbidden, or wished for week after week."""

    avoid: Entries | None = None
    follow: Entries | None = None
    starts: Weekday | None = None
    edges: Literal["free", "history"] = "history"

    @model_validator(mode="after")
    def _complete(self) -> Pattern:
        if (self.avoid is None) == (self.follow is None):
            raise wrong("expected either 'avoid' or 'follow'")
        if self.follow is not None and self.starts is None:
            raise wrong("'follow' needs 'starts', the weekday of its first day")
        if all(entry.word == ANY for entry in self.entries):
            raise wrong("a sequence of nothing but 'any' says nothing")
        return self

    @property
    def entries(self) -> list[What]:
        """The sequence."""
        return self.avoid or self.follow or []

    def says(self) -> str:
        """The rule as one English clause."""
        start = f" from {self.starts}" if self.starts else ""
        return f"{'never ' if self.avoid else ''}{self._sequence()} in a row{start}"

    def _sequence(self) -> str:
        return ", ".join("any day" if entry.word == ANY else str(entry) for entry in self.entries)

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every day on which the sequence may end."""
        size = len(self.entries)
        for last in scope.days:
            days = [reach(scope, day, self.edges) for day in range(last - size + 1, last + 1)]
            if any(day is None or (day >= 0 and day not in scope.inside) for day in days):
                continue
            if self.starts and WEEKDAYS[(last - size + 1) % 7] != self.starts:
                continue
            terms = tuple(
                (1, day_flag(scope, scope.name, day, scope.select(entry)))
                for day, entry in zip(days, self.entries, strict=True)
                if entry.word != ANY and day is not None
            )
            there = tuple(sorted({day for day in days if day is not None}))
            bound = Bound(terms, upper=len(terms) - 1) if self.avoid else Bound(terms, lower=len(terms))
            yield Place(there, bound)

    # ---- what the auditor reads -------------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every place where the forbidden sequence stands, or where the wished one does not."""
        size = len(self.entries)
        for end in scope.days:
            first = end - size + 1
            days = list(range(first, end + 1))
            if self.starts and scope.calendar.date(first).weekday() != WEEKDAYS.index(self.starts):
                continue
            if not all(self._told(scope, diary, day) for day in days):
                continue
            missed = sum(
                not on_day(scope, diary, day, scope.select(entry))
                for day, entry in zip(days, self.entries, strict=True)
                if entry.word != ANY
            )
            there = tuple(sorted({day % diary.length if diary.repeats else day for day in days}))
            span = f"from {scope.calendar.name(first)} to {scope.calendar.name(end)}"
            if self.avoid and not missed:
                yield Breach(there, f"{self._sequence()} {span}", over=Fraction(1))
            elif self.follow and missed:
                says = f"{missed} of {size} days not as {self._sequence()} {span}"
                yield Breach(there, says, under=Fraction(missed))

    def _told(self, scope: Scope, diary: Diary, day: int) -> bool:
        if not known(scope, diary, day, self.edges):
            return False
        day = day % diary.length if diary.repeats else day
        return day < 0 or day in scope.days
