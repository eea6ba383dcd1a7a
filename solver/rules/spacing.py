"""Days with A and with B are at least, or at most, so far apart.

For "48 hours between high days" and "never more than a week without speed". A distance is a
difference of days: Monday and Wednesday are 2 days apart. For a length of unbroken days use `run`;
for something that calls for something else nearby use `pairing`.

Fields: `between` and `and` (by default the same), or `from` and `to` for one direction only; `at_least`
(days, or hours between the starts of slots); `at_most` (the longest gap); `edges`: `history` looks
at the days before the plan, `free` does not, `strict` assumes the worst of days outside the plan.

Examples
--------
rule: {spacing: {between: speed, at_least: 2 days}}
says: speed at least 2 days apart
holds: speed . speed . speed . .
breaks: speed speed . . . . . -> speed on Mon 5 Oct and on Tue 6 Oct, 1 day apart, at least 2

rule: {spacing: {from: race, to: lift, at_least: 2 days}}
says: at least 2 days from race to the next lift
holds: lift race . lift . . .
breaks: . race lift . . . . -> race on Tue 6 Oct and lift on Wed 7 Oct, 1 day apart, at least 2
breaks: . race+lift . . . . . -> race on Tue 6 Oct and lift on Tue 6 Oct, the same day, at least 2 days apart

rule: {spacing: {between: speed, at_most: 3 days}}
says: never more than 3 days from speed to the next speed
holds: . . speed . . speed .
breaks: speed . . . speed . . -> no speed from Tue 6 Oct to Thu 8 Oct, at most 3 days apart

rule: {spacing: {between: lift, at_least: 36 hours}}
says: lift at least 36 hours apart
holds: am=lift . . . pm=lift . .
breaks: pm=lift am=lift . . . . . -> lift on Mon 5 Oct pm and on Tue 6 Oct am, 16 hours apart, at least 36
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from pydantic import model_validator

from solver.bounds import Bound, Flag, Place, Term, Weighted
from solver.clauses.days import day_flag, on_day
from solver.clauses.length import LengthField
from solver.clauses.what import Selection, What, WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import Breach, Edges, Kind, Traits, at_edges, known, reach
from solver.scope import Scope
from solver.words import number, plural

Pair = tuple[What, What]


class Spacing(Kind):
    """Days with A and days with B are at least, or at most, so far apart."""

    between: WhatField | None = None
    and_: WhatField | None = None
    from_: WhatField | None = None
    to: WhatField | None = None
    at_least: LengthField | None = None
    at_most: LengthField | None = None
    edges: Edges = "history"

    @model_validator(mode="after")
    def _complete(self) -> Spacing:
        one_way = self.from_ is not None and self.to is not None
        if one_way == (self.between is not None) or (self.from_ is None) != (self.to is None):
            raise wrong("expected either 'between' (and 'and'), or 'from' and 'to'")
        if self.at_least is None and self.at_most is None:
            raise wrong("'at_least' or 'at_most' is missing")
        if self.at_most and (one_way or self.at_most.unit == "hour"):
            raise wrong("'at_most' goes with 'between' and with days", ("at_most",))
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        first, second = self._ends()
        parts = []
        if self.at_least:
            ends = str(first) if first == second else f"{first} and {second}"
            apart = f"{ends} at least {self.at_least} apart"
            next_one = f"at least {self.at_least} from {first} to the next {second}"
            parts.append(next_one if self.from_ else apart)
        if self.at_most:
            both = str(first) if first == second else f"{first} or {second}"
            parts.append(f"never more than {self.at_most} from {both} to the next {both}")
        return " and ".join(parts) + at_edges(self.edges)

    def _ends(self) -> Pair:
        first = self.between or self.from_
        assert first
        return first, self.and_ or self.to or first

    def _pairs(self, scope: Scope) -> list[Pair]:
        """What must be apart, earlier one first."""
        first, second = self._ends()
        return [(first, second)] if self.from_ or first == second else [(first, second), (second, first)]

    @property
    def traits(self) -> Traits:
        """Days of a week are compared with each other."""
        return Traits(lone=True, by_day=True, ends=True, neighbours=True, edge="inside")

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every two days (or slots) too close, and for every stretch too long."""
        if self.at_least and self.at_least.unit == "hour":
            yield from self._hours(scope, self.at_least.count)
        elif self.at_least:
            yield from self._near(scope, self.at_least.count)
            if self.edges == "strict" and not scope.calendar.repeats:
                yield from self._edge(scope, self.at_least.count)
        if self.at_most:
            yield from self._gaps(scope, self.at_most.count)

    def _near(self, scope: Scope, apart: int) -> Iterator[Place]:
        for n, (first, second) in enumerate(self._pairs(scope)):
            one, two = scope.select(first), scope.select(second)
            for late in scope.days:
                for gap in range(apart):
                    early = reach(scope, late - gap, self.edges)
                    if early is None or (early >= 0 and early not in scope.inside):
                        continue
                    if gap == 0 and (n or one.forms & two.forms or first == second):
                        continue
                    flags = day_flag(scope, scope.name, early, one), day_flag(scope, scope.name, late, two)
                    yield _not_both(tuple(sorted({early, late})), flags, apart - gap)

    def _edge(self, scope: Scope, apart: int) -> Iterator[Place]:
        length = scope.calendar.length
        for day in scope.days:
            near = min(day, length - 1 - day) + 1
            if near < apart:
                either = Flag(Bound(self._either(scope, day), lower=1))
                yield Place((day,), Bound(((apart - near, either),), upper=0))

    def _either(self, scope: Scope, day: int) -> tuple[Weighted, ...]:
        ends = dict.fromkeys(scope.select(end) for end in self._ends())
        return tuple((1, day_flag(scope, scope.name, day, end)) for end in ends)

    def _hours(self, scope: Scope, apart: int) -> Iterator[Place]:
        for n, (first, second) in enumerate(self._pairs(scope)):
            one, two = scope.select(first), scope.select(second)
            for late, back in product(scope.days, range(apart // 24 + 2)):
                early = reach(scope, late - back, self.edges)
                if early is None or (early >= 0 and early not in scope.inside):
                    continue
                for before, after in product(scope.calendar.slots, repeat=2):
                    gap = 24 * back + scope.calendar.clock(after) - scope.calendar.clock(before)
                    if gap < 0 or gap >= apart or (gap == 0 and (n or one.forms & two.forms)):
                        continue
                    flags = (
                        day_flag(scope, scope.name, early, one, before),
                        day_flag(scope, scope.name, late, two, after),
                    )
                    yield _not_both(tuple(sorted({early, late})), flags, apart - gap)

    def _gaps(self, scope: Scope, longest: int) -> Iterator[Place]:
        for last in scope.days:
            days = [reach(scope, day, self.edges) for day in range(last - longest + 1, last + 1)]
            if all(map(scope.has, days)):
                there = sorted({day for day in days if day is not None})
                flags = [flag for day in there for flag in self._either(scope, day)]
                yield Place(tuple(there), Bound(tuple(flags), lower=1))

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every two that are too close, every day on which it has been too long."""
        if self.at_least and self.at_least.unit == "hour":
            yield from self._close_hours(scope, diary, self.at_least.count)
        elif self.at_least:
            yield from self._close(scope, diary, self.at_least.count)
        if self.at_most:
            yield from self._long(scope, diary, self.at_most.count)

    def _close(self, scope: Scope, diary: Diary, apart: int) -> Iterator[Breach]:
        one, two = (scope.select(end) for end in self._ends())
        name = scope.calendar.name
        for day in scope.days:
            for back in range(apart):
                there = day - back
                if not known(scope, diary, there, self.edges):
                    continue
                there = there % diary.length if diary.repeats else there
                if there >= 0 and there not in scope.days:
                    continue
                for early, late in self._found(scope, diary, (there, day), (one, two), back):
                    where = (
                        f"{early} on {name(there)} and {'' if early == late else f'{late} '}on {name(day)}"
                    )
                    far = f"{plural(back, 'day')} apart, at least {apart}"
                    far = far if back else f"the same day, at least {plural(apart, 'day')} apart"
                    yield Breach(tuple(sorted({there, day})), f"{where}, {far}", over=Fraction(apart - back))
            if self.edges == "strict" and not diary.repeats:
                yield from self._at_edge(scope, diary, day, apart)

    def _found(
        self, scope: Scope, diary: Diary, days: tuple[int, int], ends: tuple[Selection, Selection], back: int
    ) -> Iterator[Pair]:
        """What is too close on two days, earlier one first."""
        first, second = self._ends()
        if back == 0 and (ends[0].forms & ends[1].forms or first == second):
            return
        if on_day(scope, diary, days[0], ends[0]) and on_day(scope, diary, days[1], ends[1]):
            yield first, second
        if self.from_ or first == second or back == 0:
            return
        if on_day(scope, diary, days[0], ends[1]) and on_day(scope, diary, days[1], ends[0]):
            yield second, first

    def _at_edge(self, scope: Scope, diary: Diary, day: int, apart: int) -> Iterator[Breach]:
        first, second = self._ends()
        hit = any(on_day(scope, diary, day, scope.select(end)) for end in (first, second))
        near = min(day + 1, diary.length - day)
        if hit and near < apart:
            says = f"{first} on {scope.calendar.name(day)}, {plural(near, 'day')} from the edge of the plan"
            yield Breach((day,), f"{says}, at least {apart}", over=Fraction(apart - near))

    def _close_hours(self, scope: Scope, diary: Diary, apart: int) -> Iterator[Breach]:
        first, second = self._ends()
        one, two = scope.select(first), scope.select(second)
        done: list[Any] = [
            (24 * day + scope.calendar.clock(slot), day, slot, on_day(scope, diary, day, one, slot),
             on_day(scope, diary, day, two, slot))
            for day in range(scope.known_from if self.edges == "history" else 0, diary.length)
            for slot in scope.calendar.slots
            if day < 0 or day in scope.days
        ]  # fmt: skip
        if diary.repeats:
            week = 24 * diary.length
            done = [(hour - week, *rest) for hour, *rest in done] + done
        for late in done:
            for early in done:
                gap = late[0] - early[0]
                if late[0] < 0 or gap < 0 or gap >= apart or (gap == 0 and one.forms & two.forms):
                    continue
                hits = [(early[3] and late[4], first, second)]
                if not self.from_ and first != second and gap:
                    hits.append((early[4] and late[3], second, first))
                for hit, before, after in hits:
                    if hit and late[1] >= 0:
                        yield self._hour_breach(scope, early, late, (before, after), apart)

    def _hour_breach(self, scope: Scope, early: Any, late: Any, ends: Pair, apart: int) -> Breach:
        gap = late[0] - early[0]
        where = [f"on {scope.calendar.name(day)} {slot}" for _, day, slot, *_ in (early, late)]
        what = "" if ends[0] == ends[1] else f"{ends[1]} "
        says = f"{ends[0]} {where[0]} and {what}{where[1]}, {number(gap)} hours apart, at least {apart}"
        return Breach(tuple(sorted({early[1], late[1]})), says, over=Fraction(apart - gap))

    def _long(self, scope: Scope, diary: Diary, longest: int) -> Iterator[Breach]:
        first, second = self._ends()
        ends = [scope.select(first), scope.select(second)]
        what = str(first) if first == second else f"{first} or {second}"
        for day in scope.days:
            back = [day - n for n in range(longest)]
            if not all(known(scope, diary, each, self.edges) for each in back):
                continue
            days = sorted({each % diary.length if diary.repeats else each for each in back})
            if any(each >= 0 and each not in scope.days for each in days):
                continue
            if not any(on_day(scope, diary, each, end) for each in days for end in ends):
                span = f"from {scope.calendar.name(back[-1])} to {scope.calendar.name(day)}"
                says = f"no {what} {span}, at most {plural(longest, 'day')} apart"
                yield Breach(tuple(days), says, under=Fraction(1))


def _not_both(days: tuple[int, ...], flags: tuple[Term, Term], steps: Fraction | int) -> Place:
    """A place where two flags must not both be 1; together they cost so many steps."""
    return Place(days, Bound(((steps, flags[0]), (steps, flags[1])), upper=steps))
