"""`when`: on which days a rule applies.

===========================================  ===================================================
``phase: taper``, ``[..]``, ``{not: ..}``    days of these phases
``weeks: 1-4``, ``phase_weeks: 1-2``         weeks of the plan, or of their phase
``loading: unload``                          the unload (or loading) weeks
``every: {weeks: 2, from: 1}``               every second week
``weekdays: [sat, sun]``                     these weekdays
``cycle_days: 1-9``                          these days of each cycle
``dates: {from: ..., to: ...}``              these dates
``label: exams``                             days with that label; `away` labels absences
``around: {priority: A, from: -10, to: -1}`` days before (negative) and after meets
``not: {...}``                               all other days
``any: [{...}, {...}]``, ``all: [..]``       days of any of these, of all of these
===========================================  ===================================================

Clauses that stand together must all hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from solver.calendar import Calendar, Day, Meet
from solver.documents.base import Document, Line
from solver.documents.fields import one_or_more
from solver.documents.scenario import Athlete, Weekday, Weeks
from solver.words import DAYS, listed, plural

Priority = Literal["A", "B", "C"]
DayOffset = Annotated[int, Field(ge=-365, le=365)]


def several(value: Any) -> Any:
    """Let one word stand for a list of one, and `{not: ...}` for all others."""
    if isinstance(value, str):
        return {"any": [value]}
    if isinstance(value, list):
        return {"any": value}
    if isinstance(value, dict) and isinstance(value.get("not"), str):
        return {"not": [value["not"]]}
    return value


class Names(Document):
    """Some names, or all but some."""

    any: list[Line] = []
    not_: list[Line] = []

    def holds(self, names: set[str]) -> bool:
        """Whether one of `names` is meant."""
        return bool(names & set(self.any)) if self.any else not names & set(self.not_)

    def __str__(self) -> str:
        return listed(self.any, "or") if self.any else f"all but {listed(self.not_)}"


NamesField = Annotated[Names, BeforeValidator(several)]
Priorities = Annotated[list[Priority], BeforeValidator(one_or_more)]


class Around(Document):
    """Days around meets: from day `from` to day `to`, counted from the meet (negative before)."""

    priority: Priorities = ["A", "B", "C"]
    rounds: Annotated[int, Field(ge=1, le=6)] = 1
    from_: DayOffset
    to: DayOffset

    def chosen(self, meet: Meet) -> bool:
        """Whether a meet is of the kind meant."""
        return meet.priority in self.priority and meet.rounds >= self.rounds

    def days(self, meet: Meet) -> range:
        """The days around one meet."""
        return range(meet.day + self.from_, meet.day + self.to + 1)

    def __str__(self) -> str:
        kind = f"{'' if len(self.priority) == 3 else '/'.join(self.priority) + ' '}meet"
        rounds = f" of {self.rounds} rounds or more" if self.rounds > 1 else ""
        return f"{_days_around(self.from_, self.to)} each {kind}{rounds}"


class Every(Document):
    """Every n-th week, counted from a first one."""

    weeks: Annotated[int, Field(ge=2, le=52)]
    from_: Annotated[int, Field(ge=1, le=60)] = 1

    def __str__(self) -> str:
        return f"every {self.weeks} weeks" + (f" from week {self.from_}" if self.from_ > 1 else "")


class Dates(Document):
    """Dates, both ends included."""

    from_: dt.date | None = None
    to: dt.date | None = None


class When(Document):
    """The days on which a rule applies; all of them by default."""

    phase: NamesField | None = None
    weeks: Weeks | None = None
    phase_weeks: Weeks | None = None
    loading: Literal["loading", "unload"] | None = None
    every: Every | None = None
    weekdays: Annotated[list[Weekday], BeforeValidator(one_or_more)] = []
    cycle_days: Weeks | None = None
    dates: Dates | None = None
    label: NamesField | None = None
    around: Around | None = None
    not_: When | None = None
    any: list[When] = []
    all: list[When] = []

    def days(self, calendar: Calendar, *athletes: Athlete) -> list[int]:
        """The planned days on which a rule applies that is about an athlete, or about several together."""
        labels = calendar.labels(*athletes) if self._names_labels() else {}
        meets = calendar.meets(*athletes)
        return sorted(self._days(calendar, labels, meets))

    def _days(self, calendar: Calendar, labels: dict[int, set[str]], meets: list[Meet]) -> set[int]:
        days = calendar.days
        inside = [day for first in days[::7] if self._by_week(first) for day in days[first.index :][:7]]
        if self.weekdays or self.cycle_days or self.dates or self.label:
            inside = [day for day in inside if self._by_day(day, labels)]
        found = {day.index for day in inside}
        if self.around is not None:
            around = self.around
            found &= {day for meet in meets if around.chosen(meet) for day in around.days(meet)}
        if self.not_ is not None:
            found -= self.not_._days(calendar, labels, meets)
        if self.any:
            found &= set().union(*(each._days(calendar, labels, meets) for each in self.any))
        return found.intersection(*(each._days(calendar, labels, meets) for each in self.all))

    def inner(self) -> list[When]:
        """The clauses that stand in this one."""
        return [*self.any, *self.all, *([self.not_] if self.not_ else [])]

    def _names_labels(self) -> bool:
        return next(self.labels(), None) is not None

    def _by_day(self, day: Day, labels: dict[int, set[str]]) -> bool:
        return (
            (not self.weekdays or day.weekday in self.weekdays)
            and (self.cycle_days is None or day.cycle_day in self.cycle_days)
            and (self.dates is None or self._by_date(day.date))
            and (self.label is None or self.label.holds(labels.get(day.index, set())))
        )

    def _by_week(self, day: Day) -> bool:
        every = self.every
        return (
            (self.phase is None or self.phase.holds({day.phase}))
            and (self.weeks is None or day.week in self.weeks)
            and (self.phase_weeks is None or day.phase_week in self.phase_weeks)
            and (self.loading is None or day.loading == self.loading)
            and (every is None or (day.week >= every.from_ and (day.week - every.from_) % every.weeks == 0))
        )

    def _by_date(self, date: dt.date) -> bool:
        assert self.dates
        return (self.dates.from_ or date) <= date <= (self.dates.to or date)

    def phases(self) -> Iterator[str]:
        """Every phase that is named."""
        if self.phase:
            yield from (*self.phase.any, *self.phase.not_)
        for each in self.inner():
            yield from each.phases()

    def labels(self) -> Iterator[str]:
        """Every label that is named."""
        if self.label:
            yield from (*self.label.any, *self.label.not_)
        for each in self.inner():
            yield from each.labels()

    def _parts(self) -> list[str]:
        """What must hold, one after the other."""
        parts = [f"in {self.phase}".replace("-", " ") if self.phase else ""]
        parts.append(f"in {_weeks(self.weeks)} of the plan" if self.weeks else "")
        parts.append(f"in {_weeks(self.phase_weeks)} of the phase" if self.phase_weeks else "")
        parts.append(f"in {self.loading} weeks" if self.loading else "")
        parts.append(str(self.every or ""))
        parts.append(_weekdays(self.weekdays) if self.weekdays else "")
        parts.append(f"on days {_numbers(self.cycle_days)} of a cycle" if self.cycle_days else "")
        if self.dates:
            parts.append(f"from {self.dates.from_ or 'the start'} to {self.dates.to or 'the end'}")
        parts.append(f"on days {_labelled(self.label)}" if self.label else "")
        parts.append(f"on {self.around}" if self.around else "")
        parts.append(self.not_._denied() if self.not_ else "")
        parts.append(listed([str(each).replace(", ", " and ") for each in self.any], "or"))
        for each in self.all:
            parts += [f"({each})"] if len(each.any) > 1 else each._parts()
        return [part for part in parts if part]

    def _denied(self) -> str:
        """'not in taper'; brackets show how far `not` reaches."""
        parts = self._parts()
        text = str(self) if self.any else " and ".join(parts)
        return f"not ({text})" if self.any or len(parts) > 1 else f"not {text}"

    def __str__(self) -> str:
        return ", ".join(self._parts())


def _weekdays(days: list[str]) -> str:
    """'on Mondays and Tuesdays', 'from Monday to Friday'."""
    places = [list(DAYS).index(day) for day in days]
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"from {DAYS[days[0]]} to {DAYS[days[-1]]}"
    return f"on {listed([f'{DAYS[day]}s' for day in days])}"


def _labelled(names: Names) -> str:
    return f"labelled {names}" if names.any else f"not labelled {listed(names.not_, 'or')}"


def _days_around(first: int, last: int) -> str:
    """'the day of', 'the day before', 'the 10 days before', 'days 21 to 8 before', 'day -2 to +1 of'."""
    side = "before" if last < 0 else "after"
    if first == last:
        return (
            "the day of" if not last else f"{plural(abs(last), 'day')} {side}".replace("1 day ", "the day ")
        )
    if last == -1 or first == 1:
        return f"the {max(-first, last)} days {side}"
    if (first < 0) == (last < 0) and first and last:
        return f"days {abs(first)} to {abs(last)} {side}"
    return f"day {first:+d} to {last:+d} of".replace("+0", "0")


def _numbers(numbers: tuple[int, ...]) -> str:
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 1 and numbers == tuple(range(first, last + 1)):
        return f"{first} to {last}"
    return listed([str(number) for number in numbers])


def _weeks(numbers: tuple[int, ...]) -> str:
    return f"week{'s' if len(numbers) > 1 else ''} {_numbers(numbers)}"
