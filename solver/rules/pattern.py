"""A sequence of days is forbidden, or wished for week after week.

For "no high day, medium day, high day" and "the week goes high, low, high, low, high, rest, rest". For one thing
that needs another near it use `pairing`; for the length of unbroken days `run`.

Fields: `avoid` or `follow`, a list with one entry a day: a session, tag, class, `{day: low}`, `rest`, or
`any`; `starts`, the weekday of its first day (needed for `follow`); `edges: history` also sees
sequences that began before the plan. `among`: only these days are looked at, one after the other, whatever
lies between them ("every third speed day"); all of a sequence is then `within` so many days (by default 14).

Examples
--------
rule: {pattern: {avoid: [race, any, race]}}
says: never race, any day, race in a row
holds: race race . . race . .
breaks: race tempo race . . . . -> race, any day, race from Mon 5 Oct to Wed 7 Oct

rule: {pattern: {avoid: [high, rest], starts: sun}}
says: never high, rest in a row, from a Sunday on
holds: . . . . . high . | . . . . . . high | tempo . . . . . .
breaks: . . . . . . high | . . . . . . . -> high, rest from Sun 11 Oct to Mon 12 Oct

rule: {pattern: {follow: [high, {day: low}, any, rest], starts: mon}}
says: high, low days, any day, rest in a row, from a Monday on
holds: speed tempo lift . . . .
breaks: speed speed . tempo . . . -> 2 of 4 days not as high, low days, any day, rest from Mon 5 Oct to Thu 8 Oct

rule: {pattern: {avoid: [fly, fly, fly], among: speed}}
says: among speed days never fly, then fly, then fly within 14 days
holds: fly . fly accel . . fly
breaks: fly . fly tempo . fly . -> fly on Mon 5 Oct, then fly on Wed 7 Oct, then fly on Sat 10 Oct among speed days

rule: {pattern: {avoid: [rest, fly], among: [rest, speed], within: 4 days}}
says: among rest or speed days never rest, then fly within 4 days
holds: . accel tempo fly tempo tempo tempo
breaks: . tempo lift fly . tempo tempo -> rest on Mon 5 Oct, then fly on Thu 8 Oct among rest or speed days
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field, model_validator

from solver.bounds import Bound, Place
from solver.clauses.counted import days_of
from solver.clauses.days import day_flag, on_day
from solver.clauses.length import Length, LengthField
from solver.clauses.what import What, WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.documents.scenario import Weekday
from solver.rules.kind import Breach, Kind, Traits, at_edges, known, reach
from solver.scope import Scope
from solver.words import DAYS, WEEKDAYS

ANY = "any"
#: Into how many sequences a stretch of days may be cut, for `among`.
MOST_SEQUENCES = 500
Entries = Annotated[list[WhatField], Field(min_length=1, max_length=28)]


class Pattern(Kind):
    """A named sequence of days is forbidden, or wished for week after week."""

    avoid: Entries | None = None
    follow: Entries | None = None
    starts: Weekday | None = None
    among: WhatField | None = None
    within: LengthField = Length(14, "day")
    edges: Literal["free", "history"] = "history"

    @model_validator(mode="after")
    def _complete(self) -> Pattern:
        if (self.avoid is None) == (self.follow is None):
            raise wrong("expected either 'avoid' or 'follow'")
        if self.follow is not None and self.starts is None:
            raise wrong("'follow' needs 'starts', the weekday of its first day")
        if all(entry.word == ANY for entry in self.entries):
            raise wrong("a sequence of nothing but 'any' says nothing")
        if self.within.unit == "hour":
            raise wrong("found hours, expected a length in days or weeks", ("within",))
        if "within" in self.model_fields_set and self.among is None:
            raise wrong("'within' goes with 'among'", ("within",))
        if self.among is not None and (self.follow is not None or self.starts is not None):
            raise wrong("'among' goes with 'avoid', without 'starts'", ("among",))
        size = len(self.entries)
        if self.among is not None and math.comb(self.within.count - 1, size - 1) > MOST_SEQUENCES:
            raise wrong(f"{size} of the days within {self.within} is too much to look through", ("within",))
        return self

    @property
    def entries(self) -> list[What]:
        """The sequence."""
        return self.avoid or self.follow or []

    def says(self) -> str:
        """The rule as one English clause."""
        if self.among:
            each = self._sequence(", then ")
            return f"among {self._among()} never {each} within {self.within}{at_edges(self.edges)}"
        start = f", from a {DAYS[self.starts]} on" if self.starts else ""
        verb = "never " if self.avoid else ""
        return f"{verb}{self._sequence()} in a row{start}{at_edges(self.edges)}"

    def _sequence(self, link: str = ", ") -> str:
        return link.join("any day" if entry.word == ANY else str(entry) for entry in self.entries)

    def _among(self) -> str:
        return days_of(self.among) if self.among else ""

    @property
    def traits(self) -> Traits:
        """A sequence of days is looked for among those of a week."""
        return Traits(lone=True, by_day=True, ends=True, neighbours=True)

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every day on which the sequence may end."""
        if self.among:
            yield from self._among_bounds(scope, self.among)
            return
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

    def _among_bounds(self, scope: Scope, among: What) -> Iterator[Place]:
        """A bound for all the days that may be the sequence, given that none between them is looked at."""
        seen = scope.select(among)
        for last in scope.days:
            back = self._back(scope, last)
            for others in combinations(range(1, len(back)), len(self.entries) - 1):
                chosen = [back[n] for n in (0, *others)]
                flags = [day_flag(scope, scope.name, day, seen) for day in chosen]
                flags += [
                    day_flag(scope, scope.name, day, scope.select(entry))
                    for day, entry in zip(reversed(chosen), self.entries, strict=True)
                    if entry.word != ANY
                ]
                between = [day for day in back[: max(others, default=0)] if day not in chosen]
                passed = [(-1, day_flag(scope, scope.name, day, seen)) for day in between]
                terms = (*((1, flag) for flag in dict.fromkeys(flags)), *passed)
                upper = len(terms) - len(passed) - 1
                yield Place(tuple(sorted(chosen)), Bound(terms, upper=upper))

    def _back(self, scope: Scope, last: int) -> list[int]:
        """A day and those before it, as far as a sequence may reach and anything is known."""
        days: list[int] = []
        most = min(self.within.count, scope.calendar.length) if scope.calendar.repeats else self.within.count
        for day in range(last, last - most, -1):
            there = reach(scope, day, self.edges)
            if there is None or (there >= 0 and there not in scope.inside):
                break
            days.append(there)
        return days

    # ---- what the auditor reads -------------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every place where the forbidden sequence stands, or where the wished one does not."""
        if self.among:
            yield from self._among_breaches(scope, diary, self.among)
            return
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

    def _among_breaches(self, scope: Scope, diary: Diary, among: What) -> Iterator[Breach]:
        for end in scope.days:
            found: list[int] = []
            for day in range(end, end - self.within.count, -1):
                whole_round = diary.repeats and day == end - diary.length
                if len(found) == len(self.entries) or whole_round or not self._told(scope, diary, day):
                    break
                if on_day(scope, diary, day, scope.select(among)):
                    found.insert(0, day)
                elif day == end:
                    break
            if len(found) == len(self.entries) and all(
                entry.word == ANY or on_day(scope, diary, day, scope.select(entry))
                for day, entry in zip(found, self.entries, strict=True)
            ):
                where = [
                    f"{'any day' if entry.word == ANY else entry} on {scope.calendar.name(day)}"
                    for day, entry in zip(found, self.entries, strict=True)
                ]
                says = f"{', then '.join(where)} among {self._among()}"
                there = {day % diary.length if diary.repeats else day for day in found}
                yield Breach(tuple(sorted(there)), says, over=Fraction(1))

    def _told(self, scope: Scope, diary: Diary, day: int) -> bool:
        if not known(scope, diary, day, self.edges):
            return False
        day = day % diary.length if diary.repeats else day
        return day < 0 or day in scope.days
