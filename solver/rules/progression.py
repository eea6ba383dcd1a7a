"""An amount in a window against the window before it.

For "rise by at most 10 % a week", "every unload week falls by 30 %", "never falling until the
taper". For fixed limits use `limit`; for other pairs of windows `ratio`.

Fields: what is counted; `from`: `week` or `phase`, compared with the one before; `rise` and `fall` with `at_least` and
`at_most`; `base` (rises are counted from at least this much, so that a start from nothing is possible);
`unload` with a `fall` of its own for unload weeks, which the following week is then not compared
with but with the week before; `per_unit` (what counts as one point).

Weeks to which the rule does not apply are passed over: after a break, the first week is compared with
the last one before it.

Examples
--------
rule: {progression: {metres: speed, from: week, rise: {at_most: 10%}, base: 200}}
says: metres of speed may rise by at most 10 % from week to week (counted from 200 m)
holds: speed:300m . . . . . . | speed:330m . . . . . .
holds: . . . . . . . | speed:220m . . . . . .
breaks: speed:300m . . . . . . | speed:331m . . . . . . -> 331 m of speed in week 2 after 300 m, a rise of at most 10 %
breaks: . . . . . . . | speed:221m . . . . . . -> 221 m of speed in week 2 after 0 m, a rise of at most 10 % from 200 m

rule: {progression: {sessions: lift, from: week, fall: {at_most: 0%}}}
says: lift sessions may not fall from week to week
holds: lift . lift . . . . | . lift . lift . . .
breaks: lift . lift . . . . | lift . . . . . . -> 1 session of lift in week 2 after 2 sessions, which may not fall
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from solver.bounds import Bound, Largest, Place, Weighted, exact
from solver.clauses.amount import Counted
from solver.clauses.number import NumberField
from solver.diary import Diary
from solver.documents.base import Document, wrong
from solver.rules.kind import ALONE, Breach, Kind, Traits
from solver.scope import Scope
from solver.words import listed, percent, plural


class Slope(Document):
    """By how much an amount may or must change, in parts of what it was."""

    at_least: NumberField | None = None
    at_most: NumberField | None = None

    def __str__(self) -> str:
        if self.at_least == self.at_most:
            return f"exactly {self.at_most}"
        words = (("at least", self.at_least), ("at most", self.at_most))
        return listed([f"{word} {value}" for word, value in words if value is not None])


class Unload(Document):
    """What happens in unload weeks."""

    fall: Slope


class Progression(Counted, Kind):
    """An amount in a window against the window before it."""

    from_: Literal["week", "phase"] = "week"
    rise: Slope | None = None
    fall: Slope | None = None
    base: NumberField | None = None
    unload: Unload | None = None
    per_unit: Annotated[float, Field(gt=0, le=100000)] = 1

    @model_validator(mode="after")
    def _complete(self) -> Progression:
        if not (self.rise or self.fall or self.unload):
            raise wrong("'rise', 'fall' or 'unload' is missing")
        if self.unload and self.from_ != "week":
            raise wrong("'unload' goes with 'from: week'", ("unload",))
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        parts = [
            f"may not {verb}" if _never(change) else f"{_must(change)} {verb} by {change}"
            for verb, change in (("rise", self.rise), ("fall", self.fall))
            if change
        ]
        text = f"{self.named()} {listed(parts)} from {self.from_} to {self.from_}" if parts else self.named()
        if self.base:
            constant = self.base.constant
            least = f"{self.base} {self.noun()}" if constant is None else plural(constant, self.noun())
            text += f" (counted from {least})"
        if self.unload:
            text += f"{', and' if parts else ''} must fall by {self.unload.fall} in unload weeks"
        return text

    @property
    def traits(self) -> Traits:
        """The amount may rise and fall."""
        return Traits(counts=self, by_day=bool(self.days), ends=True)

    def alone(self, weeks: int, days: int) -> str:
        """Weeks are compared with each other, phases only whole."""
        if self.from_ == "week":
            return ALONE if weeks < 2 else ""
        return "a week alone is no whole phase"

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """Up to four bounds for every window and the one it is compared with."""
        windows = self._windows(scope)
        reference: Sequence[int] | None = self._before(scope) if self.from_ == "week" else None
        for days in windows:
            easy = bool(self.unload) and scope.calendar.days[days[0]].loading == "unload"
            if reference is not None:
                changes = (None, self.unload.fall) if easy and self.unload else (self.rise, self.fall)
                yield from self._places(scope, tuple(reference), days, *changes)
            if not easy or reference is None:
                reference = days

    def _windows(self, scope: Scope) -> list[tuple[int, ...]]:
        edges = range(0, scope.calendar.length + 1, 7)
        if self.from_ == "phase":
            sizes = [7 * phase.weeks for phase in scope.calendar.scenario.phases]
            edges_list = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
            spans = [range(a, b) for a, b in pairwise(edges_list)]
        else:
            spans = [range(a, a + 7) for a in edges[:-1]]
        cut = [tuple(day for day in span if day in scope.inside) for span in spans]
        return [days for days in cut if days]

    def _before(self, scope: Scope) -> Sequence[int] | None:
        """The week before the plan, if the history tells all of it and the rule applies from day one."""
        return range(-7, 0) if scope.known_from <= -7 and 0 in scope.inside else None

    def _places(
        self,
        scope: Scope,
        before: tuple[int, ...],
        now: tuple[int, ...],
        rise: Slope | None,
        fall: Slope | None,
    ) -> Iterator[Place]:
        mine = self.terms(scope, now)
        day = now[-1]
        base = scope.number(self.base, day)
        for change, sign in ((rise, 1), (fall, -1)):
            if change is None:
                continue
            reference = self._reference(scope, before, base if sign > 0 else None)
            low = scope.floor(change.at_least, day, share=True)
            high = scope.cap(change.at_most, day, share=True)
            for limit, is_least in ((low, True), (high, False)):
                if limit is not None:
                    terms = (*mine, *((-(1 + sign * limit) * weight, term) for weight, term in reference))
                    at_least = is_least == (sign > 0)
                    bound = Bound(terms, lower=0) if at_least else Bound(terms, upper=0)
                    days = tuple(sorted({*before, *now}))
                    yield Place(days, bound, unit=exact(self.per_unit))

    def _reference(self, scope: Scope, before: Sequence[int], base: Fraction | None) -> tuple[Weighted, ...]:
        """What was, or `base` if that is more."""
        terms = self.terms(scope, before)
        return terms if base is None else ((1, Largest((terms,), base)),)

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every window that rose or fell too much or too little."""
        before: tuple[int, ...] | None = None
        if self.from_ == "week" and scope.known_from <= -7 and 0 in scope.days:
            before = tuple(range(-7, 0))
        for days in self._gathered(scope):
            unload = self.unload is not None and scope.calendar.days[days[0]].loading == "unload"
            if before:
                yield from self._judged(scope, diary, before, days, unload)
            if not (unload and before):
                before = days

    def _gathered(self, scope: Scope) -> list[tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for day in scope.calendar.days:
            if day.index in scope.days:
                found.setdefault(day.week if self.from_ == "week" else day.block, []).append(day.index)
        return [tuple(days) for _, days in sorted(found.items())]

    def _judged(
        self, scope: Scope, diary: Diary, before: tuple[int, ...], days: tuple[int, ...], unload: bool
    ) -> Iterator[Breach]:
        was, now = self.read(scope, diary, before), self.read(scope, diary, days)
        base = scope.number(self.base, max(days))
        raised = max(was, base) if base is not None else was
        rise, fall = (None, self.unload.fall) if unload and self.unload else (self.rise, self.fall)
        both = tuple(sorted({*before, *days}))
        text = f"{plural(now, self.noun(scope))} of {self.what} {self._where(scope, days)} after {plural(was, self.noun(scope))}"
        start = f" from {plural(base, self.noun(scope))}" if base is not None and base > was else ""
        for word, change, reference, sign in (("rise", rise, raised, 1), ("fall", fall, was, -1)):
            if change is None:
                continue
            for side, limit in (
                ("at least", scope.floor(change.at_least, max(days), share=True)),
                ("at most", scope.cap(change.at_most, max(days), share=True)),
            ):
                if limit is None:
                    continue
                edge = reference + sign * limit * reference
                wanted = f"a {word} of {side} {percent(limit)}{start if sign > 0 else ''}"
                says = f"{text}, {f'which may not {word}' if side == 'at most' and not limit else wanted}"
                unit = exact(self.per_unit)
                wants_more = (side == "at least") == (word == "rise")
                if wants_more and now < edge:
                    yield Breach(both, says, under=edge - now, unit=unit)
                if not wants_more and now > edge:
                    yield Breach(both, says, over=now - edge, unit=unit)

    def _where(self, scope: Scope, days: tuple[int, ...]) -> str:
        page = scope.calendar.days[days[0]]
        return f"in week {page.week}" if self.from_ == "week" else f"in {page.phase.replace('-', ' ')}"


def _never(change: Slope) -> bool:
    return change.at_least is None and change.at_most is not None and change.at_most.constant == 0


def _must(change: Slope) -> str:
    return "must" if change.at_least is not None else "may"
