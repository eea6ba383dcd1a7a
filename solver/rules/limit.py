"""An amount in a window lies between two numbers.

The kind to reach for first: how many days, sessions, metres, minutes in each week, phase, rolling
stretch or around each meet. For one amount against another use `ratio`; for a window against the
one before it `progression`; for days apart `spacing`.

Fields: what is counted (`days`, `sessions`, `kinds`, `metres`, `load`...), `per` (the window),
`at_least`, `at_most`, `exactly` or `one_of`; `per_unit` (what counts as one point of a wish);
`should` and `prefer` (narrower limits of lesser importance); `across: squad` (all athletes added up);
`edges: history` (rolling windows reach back to the days before the plan; `free`: they do not).

Examples
--------
rule: {limit: {days: tempo, per: week, at_least: 1, at_most: 2}}
says: at least 1 and at most 2 tempo days per week
holds: tempo . . speed . tempo .
breaks: . . . speed . . . -> no tempo days in week 1, at least 1
breaks: tempo . tempo . tempo . . -> 3 tempo days in week 1, at most 2

rule: {limit: {metres: speed, per: 7 days, at_most: 600}}
says: at most 600 m of speed in any 7 days
holds: speed:300m . . speed:300m . . . | speed:300m . . . . . .
breaks: . . . . . speed:400m . | speed:300m . . . . . . -> 700 m of speed from Tue 6 Oct to Mon 12 Oct, at most 600

rule: {limit: {days: tempo, per: weekend, one_of: [0, 2]}}
says: 0 or 2 tempo days per weekend
holds: . . . . . tempo tempo
breaks: . . . . . tempo . -> 1 tempo day from Sat 10 Oct to Sun 11 Oct, not 0 or 2

rule: {limit: {kinds: speed, per: week, at_most: 1, should: {exactly: 1}}}
says: at most 1 different speed session per week (should be exactly 1)
holds: accel . accel . . . .
breaks: accel . fly . . . . -> 2 different speed sessions in week 1, at most 1

rule: {limit: {measure: contacts, of: jumps, per: week, at_most: 100}}
says: at most 100 contacts of jumps per week
holds: jumps:60contacts . . jumps:40contacts . . .
breaks: jumps:60contacts . . jumps:41contacts . . . -> 101 contacts of jumps in week 1, at most 100

rule: {limit: {metres: speed, weights: {hills: 0.5}, per: week, at_most: 300}}
says: at most 300 m of speed (hills counted 0.5 times) per week
holds: accel:100m . hills:400m . . . .
breaks: accel:120m . hills:400m . . . . -> 320 m of speed in week 1, at most 300

rule: {limit: {athletes: fly, per: day, at_most: 1, across: squad}}
says: at most 1 athlete with fly per day over all athletes
holds: fly . . . . . . & . . fly . . . .
breaks: fly . . . . . . & fly . . . . . . -> 2 athletes with fly on Mon 5 Oct, at most 1
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from solver.bounds import Bound, Flag, Place, Weighted, exact, whole
from solver.clauses.amount import Counted
from solver.clauses.limits import Limits
from solver.clauses.number import NumberField
from solver.clauses.per import Per, PerField, Window
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import Breach, Kind, Traits, at_edges
from solver.scope import Scope
from solver.words import listed, number, plural


class Band(Limits):
    """Narrower limits of lesser importance."""


class Limit(Counted, Limits, Kind):
    """An amount in each window lies between two numbers."""

    per: PerField = Per("week")
    one_of: Annotated[list[NumberField], Field(min_length=1, max_length=20)] = []
    per_unit: Annotated[float, Field(gt=0, le=100000)] = 1
    should: Band | None = None
    prefer: Band | None = None
    across: Literal["athlete", "squad"] = "athlete"
    edges: Literal["free", "history"] = "history"

    @model_validator(mode="after")
    def _some_limit(self) -> Limit:
        if not (self.limits() or self.one_of or self.should or self.prefer):
            raise wrong("'at_least', 'at_most', 'exactly' or 'one_of' is missing")
        if self.athletes is not None and not self.of_squad:
            raise wrong("to count athletes, say 'across: squad'", ("athletes",))
        return self

    @property
    def of_squad(self) -> bool:
        """Whether all athletes are added up."""
        return self.across == "squad"

    def says(self) -> str:
        """The rule as one English clause."""
        limits = listed([f"{word} {value}" for word, value in self.limits()])
        if self.one_of:
            limits = listed([str(value) for value in self.one_of], "or")
        soft = [
            f"{level} {listed([f'{word} {value}' for word, value in band.limits()])}"
            for level, band in (("should be", self.should), ("preferably", self.prefer))
            if band
        ]
        amount = self.of_number([value for _, value in self.limits()][-1] if self.limits() else None)
        if limits == "at most 0":
            limits, amount = "no", amount.removeprefix("m of ") if self.metres else amount
        text = " ".join(part for part in (limits, amount, self.per.says()) if part)
        text += " over all athletes" if self.of_squad else ""
        text += at_edges(self.edges)
        return f"{text} ({', '.join(soft)})" if soft else text

    @property
    def traits(self) -> Traits:
        """An amount grows with what is done, and so does what is too much of it, if it lies between limits."""
        plain = None if self.one_of else self
        limits = [self, *(band for band in (self.should, self.prefer) if band)]
        return Traits(
            windowed=True, counts=plain, grows=plain, weekly=self.per.in_week,
            by_day=bool(self.days and plain), ends=bool(plain), tied=bool(plain), lasting=bool(plain),
            capped=any(each.at_most is not None or each.exactly is not None for each in limits),
        )  # fmt: skip

    def alone(self, weeks: int, days: int) -> str:
        """A window longer than the week can only be too full."""
        longer = self.per.rolling > days and not self.traits.capped
        return self.per.adrift or (f"it takes {self.per.rolling} days" if longer else "")

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every window and level."""
        unit = whole(exact(self.per_unit))
        for window in self.per.windows(scope, self.edges == "history"):
            terms = self.terms(scope, window.days, window.slot)
            for level, limits in self._levels():
                low, high = limits.between(scope, window.last, window.slot)
                low = low if window.whole else None
                if low is not None or high is not None:
                    bound = Bound(terms, low and whole(low), high and whole(high))
                    yield Place(window.days, bound, level, unit)
            if self.one_of:
                yield Place(window.days, self._choice(scope, window, terms), None, unit)

    def _levels(self) -> list[tuple[str | None, Limits]]:
        levels = [(None, self), ("should", self.should), ("prefer", self.prefer)]
        return [(level, limits) for level, limits in levels if limits is not None]

    def _choice(self, scope: Scope, window: Window, terms: tuple[Weighted, ...]) -> Bound:
        values = [scope.number(value, window.last, window.slot) for value in self.one_of]
        flags = [Flag(Bound(terms, value, value)) for value in values if value is not None]
        return Bound(tuple((1, flag) for flag in flags), lower=1)

    # ---- what the auditor reads -------------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every window with too little or too much."""
        for window in self.per.found(scope, diary, self.edges == "history"):
            amount = self.read(scope, diary, window.days, window.slot)
            for level, limits in self._levels():
                low, high = limits.between(scope, max(window.days), window.slot)
                if low is not None and amount < low and window.whole:
                    says = self._wrong(scope, amount, window, f"at least {number(low)}")
                    yield self._breach(window, says, low - amount, Fraction(0), level)
                if high is not None and amount > high:
                    says = self._wrong(scope, amount, window, f"at most {number(high)}")
                    yield self._breach(window, says, Fraction(0), amount - high, level)
            allowed = [scope.number(value, max(window.days), window.slot) for value in self.one_of]
            if allowed and amount not in allowed:
                options = listed([number(value) for value in allowed if value is not None], "or")
                says = self._wrong(scope, amount, window, f"not {options}")
                yield self._breach(window, says, Fraction(1), Fraction(0), None)

    def _breach(
        self, window: Window, says: str, under: Fraction, over: Fraction, level: str | None
    ) -> Breach:
        return Breach(window.days, says, under, over, level, exact(self.per_unit))

    def _wrong(self, scope: Scope, amount: Fraction, window: Window, wanted: str) -> str:
        what = str(self)
        noun = self.noun(scope)
        if what.endswith(f"{noun}s"):
            what = what if amount != 1 else what[:-1]
            found = f"{number(amount) if amount else 'no'} {what}"
        elif self.count == "largest":
            found = f"{what} is {number(amount)}"
        elif self.counted == "kinds":
            sessions = "session" if amount == 1 else "sessions"
            found = f"{number(amount)} different" if amount else "no"
            found = f"{found} {self.what} {sessions}"
        elif self.counted in ("athletes", "weekends", "groups"):
            on = f" on {self.groups.group} days" if self.groups else ""
            found = f"{plural(amount, noun)} with {self.what}{on}"
        elif what.startswith("sessions "):
            found = f"{plural(amount, noun)}{what.removeprefix('sessions')}"
        else:
            found = f"{plural(amount, noun)} of {self.what}"
        where = f"{scope.calendar.at(window.days)} {window.slot or ''}".rstrip()
        return f"{found} {where}, {wanted}"
