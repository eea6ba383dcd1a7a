"""B waits until A has been done so often, or was begun so long ago.

For "acceleration before maximal velocity" and "no depth jumps before four weeks of low jumps". For a
number of weeks that does not depend on the plan, use `limit` with `at_most: 0` and `when`.

Fields: `then` (B); `after`, an amount of A with `at_least`; `lag` inside `after`: only what was done so
long before counts (by default up to the day before). What the history tells counts too.

Examples
--------
rule: {order: {then: fly, after: {sessions: accel, at_least: 2}}}
says: fly only after at least 2 accel sessions
holds: accel . accel . fly . .
breaks: accel . fly . accel . . -> fly on Wed 7 Oct after 1 accel session, at least 2

rule: {order: {then: lift, after: {metres: speed, at_least: 300, lag: 3 days}}}
says: lift only 3 days or more after at least 300 m of speed
holds: speed:300m . . lift . . .
breaks: speed:300m . lift . . . . -> lift on Wed 7 Oct after 0 m of speed, at least 300
breaks: speed:290m . . lift . . . -> lift on Thu 8 Oct after 290 m of speed, at least 300

rule: {order: {then: fly, after: {sessions: accel, at_least: 8}}}
setting: {history: accel . accel . accel . ., totals: {accel: 4}}
says: fly only after at least 8 accel sessions
holds: accel . fly . . . .
breaks: fly . . . . . . -> fly on Mon 5 Oct after 7 accel sessions, at least 8
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import model_validator

from solver.bounds import Bound, Place
from solver.clauses.amount import Counted
from solver.clauses.days import day_flag, on_day
from solver.clauses.length import Length, LengthField
from solver.clauses.number import NumberField
from solver.clauses.what import WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import Breach, Kind, Traits
from solver.scope import Scope
from solver.words import number, plural


class After(Counted):
    """How much of what must have been done."""

    at_least: NumberField
    lag: LengthField = Length(1, "day")

    @model_validator(mode="after")
    def _days(self) -> After:
        if self.lag.unit == "hour":
            raise wrong("found hours, expected a length in days or weeks", ("lag",))
        return self


class Order(Kind):
    """B waits until A has been done so often, or was begun so long ago."""

    then: WhatField
    after: After

    def says(self) -> str:
        """The rule as one English clause."""
        lag = self.after.lag.count
        when = f"{plural(lag, 'day')} or more after" if lag > 1 else "after"
        amount = self.after.of_number(self.after.at_least)
        return f"{self.then} only {when} at least {self.after.at_least} {amount}"

    @property
    def traits(self) -> Traits:
        """What was done before a week may be enough."""
        return Traits(counts=self.after, lone=True, ends=True, tied=True, edge="cured", side="before")

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every day on which B may be done."""
        later = scope.select(self.then)
        carried = self._carried(scope)
        for day in scope.days:
            least = scope.floor(self.after.at_least, day)
            if least is None or least <= carried:
                continue
            stop = day - self.after.lag.count + 1
            done = self.after.terms(scope, range(scope.known_from, max(stop, scope.known_from)))
            terms = ((least, day_flag(scope, scope.name, day, later)), *((-w, term) for w, term in done))
            yield Place((day,), Bound(terms, upper=carried))

    def _carried(self, scope: Scope) -> int:
        """Sessions from before the days of the history."""
        chosen = scope.select(self.after.what).forms
        sessions = {scope.catalogue.forms[key].session for key in chosen}
        totals = scope.totals or {}
        return sum(totals.get((scope.name, each), 0) for each in sessions if self._by_session)

    @property
    def _by_session(self) -> bool:
        return self.after.counted in ("sessions", "days") and not self.after.weights

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every B that comes too early."""
        later = scope.select(self.then)
        for day in scope.days:
            least = scope.floor(self.after.at_least, day)
            if least is None or not on_day(scope, diary, day, later):
                continue
            before = [
                each
                for each in range(scope.known_from, scope.calendar.length)
                if day - each >= self.after.lag.count
            ]
            done = self.after.read(scope, diary, before) + self._total(scope)
            if done < least:
                what = str(self.after)
                noun = self.after.noun(scope)
                single = what.endswith(f"{noun}s")
                found = f"{number(done)} {what[:-1] if done == 1 else what}" if single else ""
                found = found or f"{plural(done, noun)} of {self.after.what}"
                says = f"{self.then} on {scope.calendar.name(day)} after {found}, at least {number(least)}"
                yield Breach((day,), says, over=least - done)

    def _total(self, scope: Scope) -> Fraction:
        total = Fraction(0)
        for (athlete, session), times in (scope.totals or {}).items():
            forms = {key for key, form in scope.catalogue.forms.items() if form.session == session}
            if athlete == scope.name and forms & scope.select(self.after.what).forms and self._by_session:
                total += times
        return total
