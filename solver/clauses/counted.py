"""What an amount counts: the fields, what may stand together, and how it reads."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from solver.catalogue import MEASURES
from solver.clauses.number import Number
from solver.clauses.what import What, WhatField
from solver.documents.base import Document, Word, wrong
from solver.scope import Scope
from solver.words import listed

Factor = Annotated[float, Field(ge=0, le=100)]
UNITS = {"metres": "m", "total_metres": "m", "load": "AU"}
FULL = {"m": "metres", "AU": "load"}
NOUNS = {"days": "day", "weekends": "weekend", "kinds": "kind", "athletes": "athlete", "groups": "week"}


class Grouped(Document):
    """Groups of days (declared in the calendar) on which something is done."""

    of: WhatField
    group: Word


class CountFields(Document):
    """Fields that say what is counted, and how that reads; see the table in `amount`."""

    COUNTS: ClassVar[tuple[str, ...]] = (
        "days", "sessions", "kinds", "athletes", "weekends", "groups",
        "metres", "total_metres", "minutes", "load", "reps", "distance", "measure",
    )  # fmt: skip

    days: WhatField | None = None
    sessions: WhatField | None = None
    kinds: WhatField | None = None
    athletes: WhatField | None = None
    weekends: WhatField | None = None
    groups: Grouped | None = None
    metres: WhatField | None = None
    total_metres: WhatField | None = None
    minutes: WhatField | None = None
    load: WhatField | None = None
    reps: WhatField | None = None
    distance: WhatField | None = None
    measure: Word | None = None
    of: WhatField | None = None
    count: Literal["sum", "largest"] = "sum"
    weights: dict[Word, Factor] = {}

    @model_validator(mode="after")
    def _one_count(self) -> CountFields:
        given = [name for name in self.COUNTS if getattr(self, name) is not None]
        if len(given) != 1:
            found = listed(given) or "nothing"
            raise wrong(f"found {found} to count, expected exactly one of {', '.join(self.COUNTS)}")
        if (self.measure is None) != (self.of is None):
            raise wrong("'measure' and 'of' belong together, as in {measure: contacts, of: plyometrics}")
        by_day = given[0] in ("days", "weekends", "groups", "athletes")
        if not by_day and (self.what.day or any(each.day for each in self.what.any_of)):
            raise wrong(f"'day' in a selector goes with days, not with {given[0]}", (given[0],))
        if not by_day and given[0] != "sessions" and self.what.has_rest():
            said = (
                f"'rest' is a day without training, which has no {given[0]}: count its days, or name sessions"
            )
            raise wrong(said, (given[0],))
        if given[0] in NOUNS and (self.count != "sum" or self.weights):
            raise wrong(f"'count' and 'weights' go with sessions and amounts, not with {given[0]}")
        return self

    @cached_property
    def counted(self) -> str:
        """The word for what is counted: `days`, `metres`, a measure of the catalogue..."""
        name = next(name for name in self.COUNTS if getattr(self, name) is not None)
        return self.measure if name == "measure" and self.measure else name

    @cached_property
    def what(self) -> What:
        """The sessions that are counted."""
        if self.of is not None:
            return self.of
        given = next(getattr(self, n) for n in self.COUNTS if getattr(self, n) is not None)
        return given.of if isinstance(given, Grouped) else given

    def noun(self, scope: Scope | None = None) -> str:
        """What one of it is called: 'day', 'm', 'AU'."""
        known = {**MEASURES, **(scope.catalogue.measures if scope else {}), **NOUNS}
        return known.get(self.counted) or self.counted.removesuffix("s")

    def named(self) -> str:
        """The amount without a number before it: 'metres of speed', 'tempo days'."""
        unit = UNITS.get(self.counted)
        return str(self).replace(f"{unit} of", f"{FULL[unit]} of", 1) if unit else str(self)

    def of_number(self, number: Number | None) -> str:
        """The amount after a number: 'high days', and 'high day' after 1."""
        text = str(self)
        if number is None or number.constant != 1 or self.count == "largest":
            return text
        if text.startswith(("sessions ", f"{self.noun()}s with", f"{self.noun()}s of")):
            return text.replace("s ", " ", 1)
        return text[:-1] if text.endswith("s") and not text.endswith("ss") else text

    def __str__(self) -> str:
        what = str(self.what)
        match self.counted:
            case "days":
                return days_of(self.what)
            case "sessions":
                return self._sessions(what) + self._weighted()
            case "kinds":
                return f"different {what} sessions"
            case "athletes":
                return f"athletes with {what}"
            case "weekends":
                return f"weekends with {what}"
            case "groups" if self.groups:
                return f"weeks with {what} on {self.groups.group} days"
        top = "the longest " if self.distance else "the largest "
        largest = top if self.count == "largest" else ""
        unit = UNITS.get(self.counted, self.counted.replace("_", " "))
        run_in = " with the run-in" if self.total_metres else ""
        return f"{largest}{unit} of {what}{run_in}{self._weighted()}"

    def _sessions(self, what: str) -> str:
        if what.startswith(("sessions ", "anything ")):
            return what.replace("anything ", "sessions ", 1)
        return f"{what} sessions" if _simple(what) else f"sessions of {what}"

    def _weighted(self) -> str:
        weights = [
            f"{word.replace('-', ' ')} counted {float(by):g} times" for word, by in self.weights.items()
        ]
        return f" ({listed(weights)})" if weights else ""


def _simple(what: str) -> bool:
    """Whether a noun may follow what is selected, as in 'speed days'."""
    return not any(word in what for word in (" with ", " other than ", " that is also "))


def days_of(chosen: What, count: Fraction | int | None = None) -> str:
    """The days of what is selected: 'high days', 'days with sessions with RPE at most 5'; one by `count`."""
    what = str(chosen)
    link = "with" if what.startswith(("sessions ", "anything ")) else "of"
    text = what if what.endswith("days") else f"{what} days" if _simple(what) else f"days {link} {what}"
    if count != 1:
        return text
    return text.removesuffix("s") if text.endswith("days") else text.replace("days ", "day ", 1)
