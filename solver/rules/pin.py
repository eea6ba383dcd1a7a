"""This session on these days: fixed or wished, done or left out.

The days are those of the rule's `when`. A pin of level `must` is a fact ("Saturday is the club
meet"), one of level `should` or `prefer` a wish with its `weight`. For a number of sessions in a week
use `limit`.

Fields: `do` or `avoid` (what); `slot` (in that slot only).

Examples
--------
rule: {pin: {do: rest}, when: {weekdays: sun}}
says: always rest
holds: speed speed . . . . .
breaks: . . . . . . tempo -> no rest on Sun 11 Oct

rule: {pin: {avoid: lift}, when: {weekdays: [mon, tue]}}
says: never lift
holds: speed . lift . . . .
breaks: . lift . . . . . -> lift on Tue 6 Oct

rule: {pin: {do: speed, slot: pm}, when: {weekdays: mon}}
says: always speed in the slot pm
holds: am=lift+pm=speed . . . . . .
breaks: am=speed . . . . . . -> no speed on Mon 5 Oct pm
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import model_validator

from solver.bounds import Bound, Place
from solver.clauses.days import day_flag, on_day
from solver.clauses.what import WhatField
from solver.diary import Diary
from solver.documents.base import Word, wrong
from solver.rules.kind import Breach, Kind, Traits
from solver.scope import Scope


class Pin(Kind):
    """This session on these days: fixed or wished for, done or left out."""

    do: WhatField | None = None
    avoid: WhatField | None = None
    slot: Word | None = None

    @model_validator(mode="after")
    def _complete(self) -> Pin:
        if (self.do is None) == (self.avoid is None):
            raise wrong("expected either 'do' or 'avoid'")
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        slot = f" in the slot {self.slot}" if self.slot else ""
        if self.do:
            return f"always {self.do}{slot}"
        return f"never {self.avoid}{slot}"

    @property
    def traits(self) -> Traits:
        """A session is done or left out, in whatever dose."""
        return Traits(lone=True, ends=True)

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every day."""
        for day in scope.days:
            what = self.do or self.avoid
            assert what
            flag = day_flag(scope, scope.name, day, scope.select(what), self.slot)
            yield Place((day,), Bound(((1, flag),), lower=1) if self.do else Bound(((1, flag),), upper=0))

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every day that is not as pinned."""
        for day in scope.days:
            where = f"on {scope.calendar.name(day)}{f' {self.slot}' if self.slot else ''}"
            if self.do and not on_day(scope, diary, day, scope.select(self.do), self.slot):
                yield Breach((day,), f"no {self.do} {where}", under=Fraction(1))
            if self.avoid and on_day(scope, diary, day, scope.select(self.avoid), self.slot):
                yield Breach((day,), f"{self.avoid} {where}", over=Fraction(1))
