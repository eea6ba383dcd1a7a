"""How many days in a row something lasts.

For "never more than three training days in a row" or "rest comes in blocks of two days". For the
longest time without something use `spacing` (`at_most`); for a fixed sequence of days `pattern`.

Fields: `of` (what the days have in common); `at_least`, `at_most` (days); `edges`: a run cut by the edge of
the plan never counts as too short when `free`, always when `strict`; `history` goes on counting in
the days before the plan.

Examples
--------
rule: {run: {of: train, at_most: 3}}
says: at most 3 train days in a row
holds: tempo lift tempo . speed . .
breaks: tempo lift tempo speed . . . -> 4 train days in a row from Mon 5 Oct to Thu 8 Oct, at most 3

rule: {run: {of: rest, at_least: 2}}
says: at least 2 rest days in a row
holds: speed . . speed lift . .
breaks: speed . speed lift . . . -> 1 rest day in a row on Tue 6 Oct, at least 2

rule: {run: {of: lift, at_least: 2, edges: strict}}
says: at least 2 lift days in a row (also at the edges of the plan)
holds: lift lift . . . lift lift
breaks: . . . . . . lift -> 1 lift day in a row on Sun 11 Oct, at least 2
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from pydantic import model_validator

from solver.bounds import Bound, Place, Term
from solver.clauses.counted import days_of
from solver.clauses.days import day_flag, on_day
from solver.clauses.number import NumberField
from solver.clauses.what import WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import Breach, Edges, Kind, Traits, at_edges, known, reach
from solver.scope import Scope


class Run(Kind):
    """How many days in a row something lasts."""

    of: WhatField
    at_least: NumberField | None = None
    at_most: NumberField | None = None
    edges: Edges = "history"

    @model_validator(mode="after")
    def _some_limit(self) -> Run:
        if self.at_least is None and self.at_most is None:
            raise wrong("'at_least' or 'at_most' is missing")
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        limits = [("at least", self.at_least), ("at most", self.at_most)]
        said = " and ".join(f"{word} {value}" for word, value in limits if value is not None)
        last = self.at_least if self.at_most is None else self.at_most
        days = days_of(self.of, last.constant if last else None)
        return f"{said} {days} in a row{at_edges(self.edges)}"

    @property
    def traits(self) -> Traits:
        """A run may be longer than a week shows."""
        return Traits(lone=True, by_day=True, ends=True, neighbours=True, edge="either")

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every stretch one day too long, and for every run too short."""
        for day in scope.days:
            most, least = scope.cap(self.at_most, day), scope.floor(self.at_least, day)
            if most is not None:
                yield from self._too_long(scope, day, max(math.floor(most), 0))
            if least is not None:
                days = scope.calendar.length - scope.known_from
                for length in range(1, min(math.ceil(least), days + 1)):
                    yield from self._too_short(scope, day, length, math.ceil(least))

    def _too_long(self, scope: Scope, last: int, most: int) -> Iterator[Place]:
        days = [reach(scope, day, self.edges) for day in range(last - most, last + 1)]
        if all(map(scope.has, days)):
            there = sorted({day for day in days if day is not None})
            flags = [(1, self._flag(scope, day)) for day in there]
            if len(there) == most + 1:
                yield Place(tuple(there), Bound(tuple(flags), upper=most))

    def _too_short(self, scope: Scope, last: int, length: int, least: int) -> Iterator[Place]:
        days = [reach(scope, day, self.edges) for day in range(last - length + 1, last + 1)]
        if not all(map(scope.has, days)):
            return
        ends = [reach(scope, last - length, self.edges), reach(scope, last + 1, self.edges)]
        if None in ends and self.edges != "strict":
            return
        there = tuple(sorted({day for day in days if day is not None}))
        if len(there) < length or len({*there, *ends} - {None}) < length + sum(e is not None for e in ends):
            return
        terms = [(1, self._flag(scope, day)) for day in there]
        terms += [(-1, self._flag(scope, day)) for day in ends if day is not None]
        short = least - length
        scaled = tuple((weight * short, flag) for weight, flag in terms)
        yield Place(there, Bound(scaled, upper=short * (length - 1)))

    def _flag(self, scope: Scope, day: int) -> Term:
        return day_flag(scope, scope.name, day, scope.select(self.of))

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every day on which a run has become too long, every run that ended too soon."""
        for end in scope.days:
            if self._hit(scope, diary, end):
                run = self._run_before(scope, diary, end)
                yield from self._long(scope, diary, end, run)
                yield from self._short(scope, diary, end, run)

    def _run_before(self, scope: Scope, diary: Diary, end: int) -> list[int]:
        """The days of the run up to a day, latest first."""
        run = [end]
        while True:
            day = run[-1] - 1
            outside = day >= 0 and day not in scope.days
            if diary.repeats:
                outside = day % diary.length not in scope.days or len(run) == diary.length
            if outside or not known(scope, diary, day, self.edges) or not self._hit(scope, diary, day):
                break
            run.append(day)
        return run

    def _long(self, scope: Scope, diary: Diary, end: int, run: list[int]) -> Iterator[Breach]:
        most = scope.cap(self.at_most, end)
        if most is None or len(run) <= most:
            return
        days = run[: max(int(most), 0) + 1]
        yield Breach(_sorted(days, diary), f"{self._found(scope, run)}, at most {most}", over=Fraction(1))

    def _short(self, scope: Scope, diary: Diary, end: int, run: list[int]) -> Iterator[Breach]:
        least = scope.floor(self.at_least, end)
        if least is None or len(run) >= least or (diary.repeats and len(run) >= diary.length - 1):
            return
        before, after = run[-1] - 1, end + 1
        told = [known(scope, diary, day, self.edges) for day in (before, after)]
        if self.edges != "strict" and not all(told):
            return
        on = [tell and self._hit(scope, diary, day) for tell, day in zip(told, (before, after), strict=True)]
        if any(on):
            return
        says = f"{self._found(scope, run)}, at least {least}"
        yield Breach(_sorted(run, diary), says, over=Fraction(math.ceil(least) - len(run)))

    def _found(self, scope: Scope, run: list[int]) -> str:
        """A run, from its last day back, in words."""
        last, first = scope.calendar.name(run[0]), scope.calendar.name(run[-1])
        where = f"on {last}" if len(run) == 1 else f"from {first} to {last}"
        return f"{len(run)} {days_of(self.of, len(run))} in a row {where}"

    def _hit(self, scope: Scope, diary: Diary, day: int) -> bool:
        return on_day(scope, diary, day, scope.select(self.of))


def _sorted(days: list[int], diary: Diary) -> tuple[int, ...]:
    return tuple(sorted(day % diary.length if diary.repeats else day for day in days))
