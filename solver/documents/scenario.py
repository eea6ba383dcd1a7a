"""A scenario: who trains, when, under which rules."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from solver.clauses.what import WhatField
from solver.documents.base import Document, Line, Word, shown, wrong
from solver.documents.fields import CLOCK, Clock, Date, Lines, Words
from solver.documents.fields import Event as Event
from solver.documents.fields import Weekday as Weekday
from solver.documents.fields import Weeks as Weeks

#: How far an athlete has come, the least far first; in files the word is `level`, as it is for rules.
Standing = Literal["developing", "club", "national", "elite"]
STANDINGS: tuple[str, ...] = get_args(Standing)
PHASES = (
    "general-preparation",
    "specific-preparation",
    "pre-competition",
    "competition",
    "taper",
    "transition",
)

_LOADING = re.compile(r"([1-9]):1\Z")


class Athlete(Document):
    """An athlete. Times in seconds, body mass in kg, training age in years."""

    name: Line
    events: Annotated[list[Event], Field(min_length=1)]
    best: dict[Event, Annotated[float, Field(gt=3, lt=600)]] = {}
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    sex: Literal["female", "male"] | None = None
    level: Standing = "club"
    training_age: Annotated[float, Field(ge=0, le=60)] | None = None
    body_mass: Annotated[float, Field(ge=20, le=200)] | None = None
    tags: list[Word] = []

    @cached_property
    def times(self) -> dict[int, Fraction]:
        """Best times in seconds, exactly as they are written, by the distance in metres."""
        return {int(e[:-1]): Fraction(str(time)) for e, time in self.best.items() if e.endswith("m")}


class Slot(Document):
    """A part of the day in which to train; `starts` is a time of day."""

    slot: Word
    starts: Clock | None = None


def _slots(value: Any) -> Any:
    """Read `[am, pm]` or `{am: 9:00, pm: 17:00}`."""
    if isinstance(value, dict):
        for name, clock in value.items():
            if not isinstance(clock, str) or not CLOCK.match(clock):
                raise wrong(f"found {shown(clock)}, expected a time of day such as 9:00 or 17:30", (name,))
        return [{"slot": name, "starts": clock} for name, clock in value.items()]
    if isinstance(value, list):
        return [{"slot": each} if isinstance(each, str) else each for each in value]
    return value


class Cycle(Document):
    """Blocks that are not weeks long: `days` in all, of which the first `work` are for work."""

    days: Annotated[int, Field(ge=2, le=60)]
    work: Annotated[int, Field(ge=1, le=60)] | None = None


class CalendarPage(Document):
    """The days that are planned: whole weeks from a Monday."""

    starts: Date
    weeks: Annotated[int, Field(ge=1, le=60)]
    slots: Annotated[list[Slot], BeforeValidator(_slots), Field(min_length=1, max_length=4)] = [
        Slot.model_construct(slot="day")
    ]
    per_slot: Annotated[int, Field(ge=1, le=6)] = 3
    repeats: bool = False
    cycle: Cycle | None = None
    groups: dict[Word, list[Weekday]] = {}


class Phase(Document):
    """A part of the season, in whole weeks."""

    phase: Word
    weeks: Annotated[int, Field(ge=1, le=60)]


class Loading(Document):
    """Loading weeks and an easier one in turn: 3:1 is three loading weeks, then an unload week.

    `phases` are those in which the pattern counts, each from its start; `unload` are further weeks, or all
    the unload weeks where no pattern is given.
    """

    pattern: str = "3:1"
    phases: Words = []
    unload: Weeks = ()

    def length(self) -> int:
        """The weeks of one turn."""
        found = _LOADING.match(self.pattern)
        assert found
        return int(found[1]) + 1


def _loading(value: Any) -> Any:
    if not isinstance(value, str | dict | Loading | None):
        raise wrong(f"found {shown(value)}, expected loading to unload weeks such as 3:1")
    data = {"pattern": value} if isinstance(value, str) else value
    if isinstance(data, dict) and "pattern" in data:
        pattern = data["pattern"]
        if not isinstance(pattern, str) or not _LOADING.match(pattern):
            raise wrong(f"found {shown(pattern)}, expected loading to unload weeks such as 3:1")
    return data


class Competition(Document):
    """A meet. `rounds` are races on that day; `for` names athletes or tags, by default all."""

    date: Date
    name: Line
    priority: Literal["A", "B", "C"] = "B"
    rounds: Annotated[int, Field(ge=1, le=6)] = 1
    session: Word = "race"
    slot: Word | None = None
    for_: Lines = []


class Span(Document):
    """A stretch of days, both ends included."""

    from_: Date
    to: Date
    for_: Lines = []


class Away(Span):
    """Days (or slots of days) on which there is no training."""

    reason: Line = "away"
    slots: Words = []


class Label(Span):
    """Days with a name that rules can speak of: exams, a camp, travel."""

    label: Word


class Noted(Document):
    """One session on its day. Distances in metres, time in minutes."""

    date: Date
    session: Line
    athlete: Line | None = None
    slot: Word | None = None
    reps: Annotated[int, Field(ge=1, le=500)] | None = None
    distance: Annotated[int, Field(ge=1, le=100000)] | None = None
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None


class Entry(Noted):
    """One session that was done or that a coach typed. Distances in metres, time in minutes."""

    metres: Annotated[int, Field(ge=0, le=200000)] | None = None
    load: Annotated[int, Field(ge=0, le=20000)] | None = None
    intensity: Annotated[float, Field(ge=0, le=130)] | None = None


class Total(Document):
    """What had been done before the days of the history."""

    session: Line
    athlete: Line | None = None
    times: Annotated[int, Field(ge=1, le=10000)]


class History(Document):
    """What was done before day one: days from `since` on, known in full, and totals before them."""

    since: Date | None = None
    days: list[Entry] = []
    totals: list[Total] = []


class Scenario(Document):
    """A scenario file.

    `sessions` are those of the catalogue that may be planned; by default all. `gives_way` are the rules that
    may be broken where no plan keeps all the musts (``plan --relax``): the first one first, all others last.
    """

    scenario: Word
    title: Line
    catalogue: Line = "catalogue"
    sessions: WhatField | None = None
    calendar: CalendarPage
    athlete: Athlete | None = None
    athletes: list[Athlete] = []
    phases: Annotated[list[Phase], Field(min_length=1)]
    loading: Annotated[Loading | None, BeforeValidator(_loading)] = None
    competitions: list[Competition] = []
    away: list[Away] = []
    labels: list[Label] = []
    history: History | None = None
    rulebooks: list[Line] = []
    rules: dict[Word, Any] = {}
    modifiers: dict[Word, Any] = {}
    gives_way: Words = []


def athletes_of(scenario: Scenario) -> list[Athlete]:
    """The athletes of a scenario, one or several."""
    return [*([scenario.athlete] if scenario.athlete else []), *scenario.athletes]
