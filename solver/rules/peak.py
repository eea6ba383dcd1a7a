"""Form at meets: fitness minus fatigue from the planned load. A goal, never a must.

Every day of load adds to fitness, which fades slowly, and to fatigue, which weighs more and fades
fast (Banister's model): form = sum of load x (exp(-n / fitness_days) - fatigue_factor x
exp(-n / fatigue_days)) / fitness_days, over the loads of n = 1, 2, ... days before the meet, each
factor rounded to a thousandth. It is in AU a day and only means something in comparison. Each
`per_unit` of form is worth one point at the rule's level.

Fields: `at` (priorities of the meets), `of` (what load counts), `fitness_days`, `fatigue_days`, `fatigue_factor`,
`per_unit`.

Examples
--------
rule: {peak: {at: [A]}, level: prefer}
says: as much form as possible at A meets (fitness 42 days, fatigue 9 days)
earns: speed:900au . . . . . . | . . . . . . . | . . . . . race@A -> 8
earns: . . . . . . . | . . . . . . . | . . . . speed:900au race@A -> -18
earns: speed:900au . . . . . . | . . . . . . . | . . . . . race@B -> 0
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from solver.bounds import Amount, Bound, Place, exact
from solver.calendar import Meet
from solver.clauses.per import MEETS
from solver.clauses.what import What, WhatField
from solver.clauses.when import Priorities
from solver.diary import Diary
from solver.documents.base import wrong
from solver.rules.kind import Breach, Gain, Kind, Traits
from solver.scope import Scope
from solver.words import listed

Days = Annotated[int, Field(ge=1, le=200)]


class Peak(Kind):
    """Form at competitions: fitness minus fatigue from the planned load."""

    at: Priorities = ["A"]
    of: WhatField = What(none_of=(What(word="rest"),))
    fitness_days: Days = 42
    fatigue_days: Days = 9
    fatigue_factor: Annotated[float, Field(ge=0, le=20)] = 2
    per_unit: Annotated[float, Field(gt=0, le=10000)] = 1

    @model_validator(mode="after")
    def _sessions(self) -> Peak:
        if self.of.day or self.of.has_rest():
            raise wrong("form comes from the load of sessions: name a session, a tag or a class", ("of",))
        return self

    def says(self) -> str:
        """The rule as one English clause."""
        model = f"fitness {self.fitness_days} days, fatigue {self.fatigue_days} days"
        load = "" if self.of == What(none_of=(What(word="rest"),)) else f", from the load of {self.of}"
        return f"as much form as possible at {listed(self.at)} meets ({model}){load}"

    def factor(self, days: int) -> Fraction:
        """What one AU of load is worth at a meet so many days later."""
        fitness = math.exp(-days / self.fitness_days)
        fatigue = self.fatigue_factor * math.exp(-days / self.fatigue_days)
        return Fraction(round(1000 * (fitness - fatigue)), 1000 * self.fitness_days)

    def meets(self, scope: Scope) -> list[Meet]:
        """The meets at which form counts."""
        return [meet for meet in scope.meets if meet.priority in self.at and meet.day in scope.inside]

    @property
    def traits(self) -> Traits:
        """Form is a goal, which nothing can break."""
        return Traits(goal=True, ends=True)

    def alone(self, weeks: int, days: int) -> str:
        """Form is looked at on the days of meets."""
        return MEETS

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A reward for every meet."""
        forms = scope.select(self.of).forms
        for meet in self.meets(scope):
            terms = tuple(
                (self.factor(meet.day - day), Amount(scope.name, (day,), "load", forms))
                for day in range(scope.known_from, meet.day)
                if self.factor(meet.day - day)
            )
            yield Place((meet.day,), Bound(terms), unit=exact(self.per_unit), reward=True)

    # ---- what the auditor reads -------------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Nothing: form is a goal."""
        return iter(())

    def gains(self, scope: Scope, diary: Diary) -> Iterator[Gain]:
        """The form at every meet."""
        wanted = scope.select(self.of).forms
        for meet in self.meets(scope):
            form = Fraction(0)
            for done in diary.all():
                if done.athlete == scope.name and done.day < meet.day and done.form in wanted:
                    form += self.factor(meet.day - done.day) * done.amounts.get("load", Fraction(0))
            yield Gain((meet.day,), f"form at {meet.name}", form, exact(self.per_unit))
