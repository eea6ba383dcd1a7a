"""Where A is done, B must be (or must not be) done near by.

For "lift on speed days", "tempo only between high days", "nothing hard the day before a race". For a
least distance of days use `spacing`; for a fixed sequence of days `pattern`.

Fields: `each` (A); `needs` or `avoids` (B); `within`, a list of places: `same day`, `same slot`,
`earlier the same day`, `later the same day`, `1 day before`, `2 days after`... Any one of them is enough for
`needs` unless `all: true`; none of them is allowed for `avoids`. `edges`: places outside the plan are
looked up in the history, else they are excused (`free` always excuses, `strict` counts them as empty).

Examples
--------
rule: {pairing: {each: lift, needs: speed, within: [same day]}}
says: lift only with speed on the same day
holds: speed+lift . . speed . . .
breaks: speed lift . . . . . -> lift on Tue 6 Oct without speed on the same day

rule: {pairing: {each: tempo, needs: high, within: [1 day before, 1 day after]}}
says: tempo only with high 1 day before or 1 day after
holds: speed tempo . . tempo speed .
breaks: speed . tempo . speed . . -> tempo on Wed 7 Oct without high 1 day before or 1 day after

rule: {pairing: {each: tempo, needs: high, within: [1 day before, 1 day after], all: true, edges: strict}}
says: tempo only with high 1 day before and 1 day after (also at the edges of the plan)
holds: speed tempo speed . . . .
breaks: speed tempo . . . . . -> tempo on Tue 6 Oct without high 1 day after
breaks: tempo speed . . . . . -> tempo on Mon 5 Oct without high 1 day before

rule: {pairing: {each: lift, avoids: speed, within: [later the same day]}}
says: never speed later the same day as lift
holds: am=speed+pm=lift . . . . . .
breaks: am=lift+pm=speed . . . . . . -> speed later the same day as lift on Mon 5 Oct

rule: {pairing: {each: lift, needs: speed, within: [earlier the same day, 1 day before]}}
says: lift only with speed earlier the same day or 1 day before
holds: . am=speed+pm=lift am=lift . . . .
breaks: . am=lift+pm=speed . . . . . -> lift on Tue 6 Oct without speed earlier the same day or 1 day before
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from solver.bounds import Bound, Place, Term
from solver.clauses.days import day_flag, on_day
from solver.clauses.length import Offset, OffsetField
from solver.clauses.what import WhatField
from solver.diary import Diary
from solver.documents.base import wrong
from solver.documents.fields import one_or_more
from solver.rules.kind import Breach, Edges, Kind, Traits, at_edges, known, reach
from solver.scope import Scope
from solver.words import listed

Cell = tuple[int, str | None]


class Pairing(Kind):
    """Where A is done, B must be (or must not be) done near by."""

    each: WhatField
    needs: WhatField | None = None
    avoids: WhatField | None = None
    within: Annotated[
        list[OffsetField],
        BeforeValidator(one_or_more),
        Field(min_length=1, max_length=15),
    ]
    all: bool = False
    edges: Edges = "history"

    @model_validator(mode="after")
    def _complete(self) -> Pairing:
        if (self.needs is None) == (self.avoids is None):
            raise wrong("expected either 'needs' or 'avoids'")
        if self.all and self.avoids is not None:
            raise wrong("'all' goes with 'needs'", ("all",))
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        if self.avoids:
            where = listed([_linked(offset) for offset in self.within], "or")
            return f"never {self.avoids} {_on(where)} {self.each}{at_edges(self.edges)}"
        edges = at_edges(self.edges)
        return f"{self.each} only with {self.needs} {_on(self._places('and' if self.all else 'or'))}{edges}"

    def _places(self, last: str) -> str:
        return listed([str(offset) for offset in self.within], last)

    def _cells(self, scope: Scope) -> list[Cell]:
        if any(offset.slot for offset in self.within):
            return [(day, slot) for day in scope.days for slot in scope.calendar.slots]
        return [(day, None) for day in scope.days]

    @property
    def traits(self) -> Traits:
        """Of an A near the edge, the B may be beyond it."""
        away = [offset.days for offset in self.within]
        return Traits(
            lone=True, by_day=True, ends=True,
            edge="clear" if not any(away) else "either" if self.needs is not None else "harmed",
            side="around" if min(away) < 0 < max(away) else "before" if min(away) < 0 else "after",
        )  # fmt: skip

    def hidden(self) -> Iterator[tuple[Kind, int]]:
        """Of what is avoided there must be none: the rule that is broken where only that would keep it."""
        for offset in self.within:
            changes = {"avoids": None, "needs": self.avoids, "within": [offset], "edges": "strict"}
            yield self.model_copy(update=changes), offset.days

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every day on which A may be done."""
        one = scope.select(self.each)
        for day, slot in self._cells(scope):
            here = day_flag(scope, scope.name, day, one, slot)
            places = [self._flags(scope, day, slot, offset) for offset in self.within]
            if self.avoids:
                for flags in places:
                    for flag in flags or ():
                        yield Place((day,), Bound(((1, here), (1, flag)), upper=1))
            elif self.all:
                for flags in places:
                    if flags is not None:
                        yield Place((day,), _implies(here, flags))
            elif all(flags is not None for flags in places):
                yield Place((day,), _implies(here, [flag for flags in places for flag in flags or ()]))

    def _flags(self, scope: Scope, day: int, slot: str | None, offset: Offset) -> list[Term] | None:
        """The flags of B at a place; none if it is empty, None if it is excused."""
        what = self.needs or self.avoids
        assert what
        two = scope.select(what)
        if offset.slot:
            slots = _slots(scope.calendar.slots, slot, offset)
            return [day_flag(scope, scope.name, day, two, each) for each in slots]
        there = reach(scope, day + offset.days, self.edges)
        if there is None:
            return [] if self.edges == "strict" else None
        return [day_flag(scope, scope.name, there, two)]

    # ---- what the auditor reads -------------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every A without its B, or with the B it avoids."""
        one = scope.select(self.each)
        for day, slot in self._cells(scope):
            if not on_day(scope, diary, day, one, slot):
                continue
            seen = [(offset, self._seen(scope, diary, day, slot, offset)) for offset in self.within]
            on = f"{self.each} on {scope.calendar.name(day)}"
            if self.avoids:
                for offset, times in seen:
                    for _ in range(times or 0):
                        says = f"{self.avoids} {_linked(offset)} {on}"
                        yield Breach((day,), says, over=Fraction(1))
            elif self.all:
                for offset, times in seen:
                    if times == 0:
                        says = f"{on} without {self.needs} {_on(str(offset))}"
                        yield Breach((day,), says, over=Fraction(1))
            elif all(times == 0 for _, times in seen):
                says = f"{on} without {self.needs} {_on(self._places('or'))}"
                yield Breach((day,), says, over=Fraction(1))

    def _seen(self, scope: Scope, diary: Diary, day: int, slot: str | None, offset: Offset) -> int | None:
        """How often B is seen at a place; None if nobody can tell and the place is excused."""
        what = self.needs or self.avoids
        assert what
        two = scope.select(what)
        if offset.slot:
            slots = scope.calendar.slots
            here = slots.index(slot or slots[0])
            wanted = {"same": [here], "earlier": range(here), "later": range(here + 1, len(slots))}
            return sum(on_day(scope, diary, day, two, slots[place]) for place in wanted[offset.slot])
        if not known(scope, diary, day + offset.days, self.edges):
            return 0 if self.edges == "strict" else None
        return int(on_day(scope, diary, day + offset.days, two))


def _implies(here: Term, there: Sequence[Term]) -> Bound:
    return Bound(((1, here), *((-1, flag) for flag in there)), upper=0)


def _slots(slots: Sequence[str], slot: str | None, offset: Offset) -> Sequence[str]:
    here = list(slots).index(slot or slots[0])
    return {"same": slots[here : here + 1], "earlier": slots[:here], "later": slots[here + 1 :]}[offset.slot]


def _on(places: str) -> str:
    word = "on " if places.startswith("the same day") else "in " if places.startswith("the same slot") else ""
    return f"{word}{places}"


def _linked(offset: Offset) -> str:
    """'1 day before' and 'later the same day as', before what it is counted from."""
    return str(offset) if offset.days else f"{offset} as"
