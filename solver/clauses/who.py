"""`who`: which athletes a rule speaks of.

===========================================  ===================================================
``events: 100m``, ``[..]``, ``{not: ..}``    athletes with one of these events; all others
``tags: young``, ``level: club``             likewise with these tags, of this level
``names: Ada``, ``sex: female``              these athletes; women
``age: {below: 18}``                         by the age at the end of the plan's last year
``training_age: {at_least: 2}``              by the years of training
===========================================  ===================================================

Clauses that stand together must all hold; who has no age (or training age) is in no range of it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from solver.calendar import Calendar
from solver.clauses.number import Facts
from solver.clauses.when import Names, NamesField
from solver.documents.base import Document
from solver.documents.scenario import Athlete
from solver.words import listed, number

Years = Annotated[float, Field(ge=0, le=120)]


class YearRange(Document):
    """A range of years, both ends included; `below` and `above` leave them out."""

    at_least: Years | None = None
    at_most: Years | None = None
    below: Years | None = None
    above: Years | None = None

    def holds(self, years: Fraction | None) -> bool:
        """Whether a number of years lies in the range; an unknown one does not."""
        if years is None:
            return False
        return (
            (self.at_least is None or years >= Fraction(str(self.at_least)))
            and (self.at_most is None or years <= Fraction(str(self.at_most)))
            and (self.below is None or years < Fraction(str(self.below)))
            and (self.above is None or years > Fraction(str(self.above)))
        )

    def __str__(self) -> str:
        given = {name.replace("_", " "): value for name, value in self if value is not None}
        return listed([f"{name} {number(value)}" for name, value in given.items()])


class Who(Document):
    """The athletes whom a rule concerns; all of them by default."""

    events: NamesField | None = None
    tags: NamesField | None = None
    level: NamesField | None = None
    names: NamesField | None = None
    sex: Literal["female", "male"] | None = None
    age: YearRange | None = None
    training_age: YearRange | None = None

    def holds(self, athlete: Athlete, calendar: Calendar) -> bool:
        """Whether an athlete is meant."""
        known = figures(athlete, calendar) if self.age or self.training_age else {}
        chosen: list[tuple[Names | None, set[str]]] = [
            (self.events, set(athlete.events)),
            (self.tags, set(athlete.tags)),
            (self.level, {athlete.level}),
            (self.names, {athlete.name}),
        ]
        return (
            all(names is None or names.holds(words) for names, words in chosen)
            and self.sex in (None, athlete.sex)
            and (self.age is None or self.age.holds(known.get("age")))
            and (self.training_age is None or self.training_age.holds(known.get("training_age")))
        )

    def __str__(self) -> str:
        parts = [f"{self.events} athletes" if self.events else ""]
        parts.append(_tagged(self.tags) if self.tags else "")
        parts.append(f"{self.level} athletes" if self.level else "")
        parts.append(str(self.names or ""))
        parts.append(f"{self.sex} athletes" if self.sex else "")
        parts.append(f"athletes aged {self.age}" if self.age else "")
        parts.append(f"athletes with training age {self.training_age}" if self.training_age else "")
        return ", ".join(part for part in parts if part)


def _tagged(tags: Names) -> str:
    """'athletes tagged young or new', 'athletes not tagged young or new'."""
    said = "tagged" if tags.any else "not tagged"
    return f"athletes {said} {listed(tags.any or tags.not_, 'or')}"


def figures(athlete: Athlete, calendar: Calendar) -> dict[str, Fraction]:
    """The figures that rules may compute with; the age is that on 31 December of the last year."""
    known: dict[str, Fraction] = {}
    if athlete.born is not None:
        known["age"] = Fraction(calendar.date(calendar.length - 1).year - athlete.born)
    if athlete.training_age is not None:
        known["training_age"] = Fraction(str(athlete.training_age))
    if athlete.body_mass is not None:
        known["body_mass"] = Fraction(str(athlete.body_mass))
    return known | {f"best_{event}": Fraction(str(time)) for event, time in athlete.best.items()}


def facts(athlete: Athlete | None, calendar: Calendar, day: int, labels: set[str]) -> Facts:
    """What the numbers of a rule may depend on, for an athlete (or a squad) on a day."""
    page = calendar.days[min(max(day, 0), calendar.length - 1)]
    words = {page.phase, f"week {page.week}", *labels, *({page.loading} if page.loading else ())}
    if athlete is None:
        return Facts(frozenset(words))
    words |= {*athlete.events, *athlete.tags, athlete.level, *({athlete.sex} if athlete.sex else ())}
    return Facts(frozenset(words), figures(athlete, calendar))
