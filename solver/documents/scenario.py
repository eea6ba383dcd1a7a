"""A scenario: who trains, when, under which rules."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from solver.documents.base import Document, Line, Word, shown, wrong
from solver.words import WEEKDAYS, unknown

LEVELS = ("developing", "club", "national", "elite")
PHASES = (
    "general-preparation",
    "specific-preparation",
    "pre-competition",
    "competition",
    "taper",
    "transition",
)

_LOADING = re.compile(r"([1-9]):1\Z")
_WEEKS = re.compile(r"([1-9][0-9]{0,2}) ?- ?([1-9][0-9]{0,2})\Z")
_EVENT = re.compile(r"[1-9][0-9]{1,4}(m|mh|h)\Z")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]\Z")


def _weeks(value: Any) -> tuple[int, ...]:
    """Read week numbers: 3, '1-4' or a list of such."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000:
        return (value,)
    if isinstance(value, str) and (found := _WEEKS.match(value)):
        first, last = int(found[1]), int(found[2])
        if first <= last:
            return tuple(range(first, last + 1))
    if isinstance(value, list) and value:
        return tuple(sorted({week for each in value for week in _weeks(each)}))
    raise wrong(f"found {shown(value)}, expected week numbers such as 3, '1-4' or [1-4, 7]")


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _weekday(value: str) -> str:
    if value.lower()[:3] not in WEEKDAYS or value.lower() not in _DAY_NAMES:
        raise wrong(unknown("weekday", value, WEEKDAYS))
    return value.lower()[:3]


def _event(value: str) -> str:
    if not _EVENT.match(value):
        raise wrong(f"found {shown(value)}, expected an event such as 100m, 400m or 110mh")
    return value


def _clock(value: str) -> str:
    if not _CLOCK.match(value):
        raise wrong(f"found {shown(value)}, expected a time of day such as 9:00 or 17:30")
    return value


_DAY_NAMES = {name for full in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
              for name in (full, full[:3])}  # fmt: skip

Weeks = Annotated[
    tuple[int, ...],
    PlainValidator(_weeks),
    PlainSerializer(list),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "array"}]}),
]
Weekday = Annotated[str, AfterValidator(_weekday)]
Event = Annotated[str, AfterValidator(_event)]
Clock = Annotated[str, AfterValidator(_clock)]
Words = Annotated[list[Word], BeforeValidator(_one_or_more)]


class Athlete(Document):
    """An athlete. Times in seconds, body mass in kg, training age in years."""

    name: Line
    events: Annotated[list[Event], Field(min_length=1)]
    best: dict[Event, Annotated[float, Field(gt=3, lt=600)]] = {}
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    sex: Literal["female", "male"] | None = None
    level: Literal["developing", "club", "national", "elite"] = "club"
    training_age: Annotated[float, Field(ge=0, le=60)] | None = None
    body_mass: Annotated[float, Field(ge=20, le=200)] | None = None
    tags: list[Word] = []


class Slot(Document):
    """A part of the day in which to train; `starts` is a time of day."""

    slot: Word
    starts: Clock | None = None


def _slots(value: Any) -> Any:
    """Read `[am, pm]` or `{am: 9:00, pm: 17:00}`."""
    if isinstance(value, dict):
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

    starts: dt.date
    weeks: Annotated[int, Field(ge=1, le=60)]
    slots: Annotated[list[Slot], BeforeValidator(_slots), Field(min_length=1, max_length=4)] = [
        Slot(slot="day")
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
    """Loading weeks and an easier one in turn: 3:1 is three loading weeks, then an unload week."""

    pattern: str = "3:1"
    phases: Words = []
    unload: Weeks = ()

    def length(self) -> int:
        """The weeks of one turn."""
        found = _LOADING.match(self.pattern)
        assert found
        return int(found[1]) + 1


def _loading(value: Any) -> Any:
    data = {"pattern": value} if isinstance(value, str) else value
    if isinstance(data, dict) and "pattern" in data:
        pattern = data["pattern"]
        if not isinstance(pattern, str) or not _LOADING.match(pattern):
            raise wrong(f"found {shown(pattern)}, expected loading to unload weeks such as 3:1")
    return data


class Competition(Document):
    """A meet. `rounds` are races on that day; `for` names athletes or tags, by default all."""

    date: dt.date
    name: Line
    priority: Literal["A", "B", "C"] = "B"
    rounds: Annotated[int, Field(ge=1, le=6)] = 1
    session: Word = "race"
    slot: Word | None = None
    for_: Words = []


class Span(Document):
    """A stretch of days, both ends included."""

    from_: dt.date
    to: dt.date
    for_: Words = []


class Away(Span):
    """Days (or slots of days) on which there is no training."""

    reason: Line = "away"
    slots: Words = []


class Label(Span):
    """Days with a name that rules can speak of: exams, a camp, travel."""

    label: Word


class Entry(Document):
    """One session that was done or that a coach typed. Distances in metres, time in minutes."""

    date: dt.date
    session: Line
    athlete: Line | None = None
    slot: Word | None = None
    reps: Annotated[int, Field(ge=1, le=500)] | None = None
    distance: Annotated[int, Field(ge=1, le=100000)] | None = None
    metres: Annotated[int, Field(ge=0, le=200000)] | None = None
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    load: Annotated[int, Field(ge=0, le=20000)] | None = None
    intensity: Annotated[float, Field(ge=0, le=130)] | None = None


class Total(Document):
    """What had been done before the days of the history."""

    session: Line
    athlete: Line | None = None
    times: Annotated[int, Field(ge=1, le=10000)]


class History(Document):
    """What was done before day one: days from `since` on, known in full, and totals before them."""

    since: dt.date | None = None
    days: list[Entry] = []
    totals: list[Total] = []


class Scenario(Document):
    """A scenario file."""

    scenario: Word
    title: Line
    catalogue: Line = "catalogue"
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
