"""An amount of A against an amount of B.

For "metres of maximal velocity at most half of the acceleration", "this week's load against the
last four weeks' ", "the last two weeks before the final hold half of the month before". For a window
against the one before it use `progression`.

Fields: `of` (A) and `to` (B), each an amount; either `per` (the same window for both) or `over` inside each:
a rolling length that ends on the same day, or days around the same meets; `at_least`, `at_most` (A in parts of B);
`means: true` compares what falls on a day on average, for windows of different length; `per_unit` (how
much of A counts as one point).

Examples
--------
rule: {ratio: {of: {metres: fly}, to: {metres: accel}, per: week, at_most: 50%}}
says: metres of fly at most 50 % of metres of accel per week
holds: accel:400m . fly:200m . . . .
breaks: accel:390m . fly:200m . . . . -> 200 m of fly in week 1, at most 50 % of 390 m of accel

rule: {ratio: {of: {reps: speed}, to: {sessions: speed}, per: week, at_most: 6}}
says: at most 6 reps of speed for each speed session per week
holds: speed:4x30m . speed:8x30m . . . .
breaks: speed:5x30m . speed:8x30m . . . . -> 13 reps of speed in week 1 for 2 sessions of speed, at most 6 reps for each

rule: {ratio: {of: {load: all, over: 7 days}, to: {load: all, over: 14 days}, means: true, at_most: 1.5}}
says: load of all over 7 days at most 1.5 times load of all over 14 days, on average a day
holds: tempo:100au . . . . . . | tempo:300au . . . . . .
breaks: tempo:100au . . . . . . | . . . . . . tempo:400au -> 400 AU of all in week 2, at most 1.5 times the mean of 500 AU from Mon 5 Oct to Sun 18 Oct

rule: {ratio: {of: {metres: speed, over: {from: -2, to: -1}}, to: {metres: speed, over: {from: -4, to: -3}}, at_least: 50%}}
says: metres of speed over the 2 days before each meet at least 50 % of metres of speed over days 4 to 3 before each meet
holds: . speed:200m . speed:100m . race@A .
breaks: . speed:200m . speed:90m . race@A . -> 90 m of speed from Thu 8 Oct to Fri 9 Oct, at least 50 % of 200 m of speed
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from solver.bounds import Bound, Place, exact
from solver.clauses.amount import Counted
from solver.clauses.number import Number, NumberField
from solver.clauses.per import LONG, Per, PerField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import LONGER, Breach, Kind, Traits, parts_of
from solver.scope import Scope
from solver.words import plural

Days = tuple[int, ...]


class Side(Counted):
    """One side of a ratio: what is counted, and over which window."""

    over: PerField | None = None


class Ratio(Kind):
    """An amount of A against an amount of B."""

    of: Side
    to: Side
    per: PerField | None = None
    at_least: NumberField | None = None
    at_most: NumberField | None = None
    means: bool = False
    per_unit: Annotated[float, Field(gt=0, le=100000)] = 1

    @model_validator(mode="after")
    def _complete(self) -> Ratio:
        if self.at_least is None and self.at_most is None:
            raise wrong("'at_least' or 'at_most' is missing")
        given = (self.of.over, self.to.over)
        if (self.per is None) == (given == (None, None)) or (self.per is None and None in given):
            raise wrong("expected either 'per', or 'over' in both 'of' and 'to'")
        kinds = {(bool(each.rolling), bool(each.around)) for each in given if each}
        if given != (None, None) and (len(kinds) > 1 or (False, False) in kinds):
            raise wrong(
                "'over' is a rolling length such as '7 days', or days around meets, the same for both"
            )
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        sides = [
            (word, value) for word, value in (("at least", self.at_least), ("at most", self.at_most)) if value
        ]
        if self._rate:
            limits = " and ".join(f"{word} {self._each(value)}" for word, value in sides)
            per = f" {self.per.says()}" if self.per else f" over {self.to.over}"
            return f"{limits} of {self.of.what} for each {self.to.of_number(Number(Fraction(1)))}{per}"
        limits = " and ".join(f"{word} {_times(value)}" for word, value in sides).replace(" of and ", " and ")
        windows = [f" over {side.over}" if side.over else "" for side in (self.of, self.to)]
        means = ", on average a day" if self.means else ""
        per = f" {self.per.says()}" if self.per else ""
        return f"{self.of.named()}{windows[0]} {limits} {self.to.named()}{windows[1]}{per}{means}"

    @property
    def _rate(self) -> bool:
        """Whether it is so much of A for each B, as load for each session, in the same window."""
        plain = not any(_percent(value) for value in (self.at_least, self.at_most))
        same = self.of.over == self.to.over and not self.means
        simple = all(side.count == "sum" and not side.weights for side in (self.of, self.to))
        return plain and same and simple and self.of.counted != self.to.counted

    def _each(self, value: Number, scope: Scope | None = None) -> str:
        """'300 AU', '3 throws': a number of A for each B."""
        if value.constant is not None:
            return plural(value.constant, self.of.noun(scope))
        return f"{value} {self.of.noun(scope)}"

    @property
    def traits(self) -> Traits:
        """What both amounts are is seen in each window."""
        return Traits(counts=self.of, ends=True)

    def alone(self, weeks: int, days: int) -> str:
        """All windows have to be whole."""
        for per in parts_of(self, Per):
            if reason := per.adrift or (LONGER if per.name in LONG or per.rolling > days else ""):
                return reason
        return ""

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """Up to two bounds for every pair of windows."""
        unit = exact(self.per_unit)
        for mine, other in self._windows(scope):
            scale = Fraction(len(mine), len(other)) if self.means else Fraction(1)
            low = scope.floor(self.at_least, mine[-1], share=True)
            high = scope.cap(self.at_most, mine[-1], share=True)
            days = tuple(sorted({*mine, *other}))
            for limit, is_low in ((low, True), (high, False)):
                if limit is None:
                    continue
                terms = (
                    *self.of.terms(scope, mine),
                    *((-limit * scale * weight, term) for weight, term in self.to.terms(scope, other)),
                )
                bound = Bound(terms, lower=0) if is_low else Bound(terms, upper=0)
                yield Place(days, bound, unit=unit)

    def _windows(self, scope: Scope) -> Iterator[tuple[Days, Days]]:
        if self.per:
            for window in self.per.windows(scope):
                if window.whole:
                    yield window.days, window.days
            return
        first, second = self.of.over, self.to.over
        assert first and second
        if first.around and second.around:
            for meet in scope.meets:
                if first.around.chosen(meet):
                    days = tuple(first.around.days(meet)), tuple(second.around.days(meet))
                    if all(scope.known_from <= day < scope.calendar.length for part in days for day in part):
                        yield days
            return
        for last in scope.days:
            spans = [range(last - size + 1, last + 1) for size in (first.rolling, second.rolling)]
            if min(span[0] for span in spans) >= scope.known_from:
                yield tuple(spans[0]), tuple(spans[1])

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every pair of windows out of proportion."""
        for mine, other in self._found(scope, diary):
            amount, against = self.of.read(scope, diary, mine), self.to.read(scope, diary, other)
            reference = against * len(mine) / len(other) if self.means else against
            found = self._amount(scope, self.of, amount, mine)
            against_it = plural(against, self.to.noun(scope))
            low = scope.floor(self.at_least, max(mine), share=True)
            if low is not None and amount < low * reference:
                says = found + self._wanted(scope, f"at least {self._limit(scope, low)}", against_it, other)
                yield self._breach({*mine, *other}, says, under=low * reference - amount)
            high = scope.cap(self.at_most, max(mine), share=True)
            if high is not None and amount > high * reference:
                says = found + self._wanted(scope, f"at most {self._limit(scope, high)}", against_it, other)
                yield self._breach({*mine, *other}, says, over=amount - high * reference)

    def _limit(self, scope: Scope, value: Fraction) -> str:
        if self._rate:
            return self._each(Number(value), scope)
        return _times(Number(value, is_percent=_percent(self.at_least) or _percent(self.at_most)))

    def _wanted(self, scope: Scope, limit: str, against: str, other: Days) -> str:
        """What the amount is held against: a rate, a mean, or an amount in the same or another window."""
        if self._rate:
            return f" for {against} of {self.to.what}, {limit} for each"
        if self.means:
            return f", {limit} the mean of {against} {scope.calendar.at(other)}"
        return f", {limit} {against} of {self.to.what}"

    def _breach(
        self, days: set[int], says: str, under: Fraction = Fraction(0), over: Fraction = Fraction(0)
    ) -> Breach:
        return Breach(tuple(sorted(days)), says, under, over, None, exact(self.per_unit))

    def _found(self, scope: Scope, diary: Diary) -> Iterator[tuple[Days, Days]]:
        if self.per:
            yield from ((w.days, w.days) for w in self.per.found(scope, diary) if w.whole)
        elif self.of.over and self.to.over and self.of.over.around and self.to.over.around:
            one, two = self.of.over.around, self.to.over.around
            for meet in scope.meets:
                if meet.priority in one.priority and meet.rounds >= one.rounds:
                    mine = tuple(meet.day + n for n in range(one.from_, one.to + 1))
                    other = tuple(meet.day + n for n in range(two.from_, two.to + 1))
                    days = sorted({*mine, *other})
                    if days[0] >= scope.known_from and days[-1] < diary.length:
                        yield mine, other
        elif self.of.over and self.to.over:
            for end in scope.days:
                mine = tuple(sorted(end - back for back in range(self.of.over.rolling)))
                other = tuple(sorted(end - back for back in range(self.to.over.rolling)))
                if not any(day < scope.known_from for day in (*mine, *other)):
                    yield mine, other

    def _amount(self, scope: Scope, side: Side, amount: Fraction, days: Days) -> str:
        return f"{plural(amount, side.noun(scope))} of {side.what} {scope.calendar.at(days)}"


def _percent(value: Number | None) -> bool:
    return value is not None and (value.is_percent or any(each.is_percent for _, each in value.choice))


def _times(value: Number) -> str:
    return f"{value} of" if value.is_percent else f"{value} times"
