"""Single values in documents: weeks, weekdays, dates, events, times of day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

from solver.documents.base import Document, Line, Word, shown, wrong
from solver.words import WEEKDAYS, nearest, unknown

_WEEKS = re.compile(r"([1-9][0-9]{0,2}) ?- ?([1-9][0-9]{0,2})\Z")
_EVENT = re.compile(r"[1-9][0-9]{1,4}(m|mh|h)\Z")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]\Z")


#: How strictly a rule is meant, the strictest first; all but the first are wishes.
Level = Literal["must", "should", "prefer"]
#: The levels of wishes, the stricter one first.
LEVELS = ("should", "prefer")
#: What `speedfirst lint` may find; solver/lint/codes.py says what each of them means.
CODES = (
    "dead",
    "implied",
    "vacuous",
    "always-met",
    "never-met",
    "contradiction",
    "floor-above-cap",
    "shadowed",
    "unnoticed",
)


#: The distances at which meets are held, for men, women, youth and masters, outdoors and indoors.
USUAL = (50, 55, 60, 75, 80, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 3000, 5000, 10000)
HURDLES = (50, 55, 60, 70, 75, 80, 100, 110, 200, 300, 400)


def is_usual(event: str) -> bool:
    """Whether an event is one at which meets are held; others may be a slip of the pen."""
    metres = int(event.rstrip("mh"))
    return metres in (HURDLES if event.endswith("h") else USUAL)


def unusual(event: str) -> str:
    """What is said of an event at which no meets are held."""
    return f"event {event!r}: no usual one; is it a slip of the pen?"


def week_numbers(value: Any) -> tuple[int, ...]:
    """Read week numbers: 3, '1-4' or a list of such."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000:
        return (value,)
    if isinstance(value, str) and (found := _WEEKS.match(value)):
        first, last = int(found[1]), int(found[2])
        if first <= last:
            return tuple(range(first, last + 1))
    if isinstance(value, list) and 0 < len(value) <= 60:
        return tuple(sorted({week for each in value for week in week_numbers(each)}))
    raise wrong(f"found {shown(value)}, expected week numbers such as 3, '1-4' or [1-4, 7]")


def one_or_more(value: Any) -> Any:
    """A word that stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _code(value: str) -> str:
    if value not in CODES:
        raise wrong(unknown("finding", value, CODES))
    return value


def _weekday(value: str) -> str:
    if value.lower()[:3] not in WEEKDAYS or value.lower() not in DAY_NAMES:
        close = nearest(value, DAY_NAMES)
        said = f"did you mean {close!r}?" if close else f"known: {', '.join(WEEKDAYS)}"
        raise wrong(f"unknown weekday {shown(value)}; {said}")
    return value.lower()[:3]


def _with_metres(value: Any) -> Any:
    """A number alone is no event, but nearly one."""
    if re.match(r"[1-9][0-9]{1,4}\Z", str(value)) and not isinstance(value, bool):
        raise wrong(f"found {shown(value)}, expected an event such as {value}m")
    return value


def _event(value: str) -> str:
    if not _EVENT.match(value):
        raise wrong(f"found {shown(value)}, expected an event such as 100m, 400m or 110mh")
    return value


def _date(value: dt.date) -> dt.date:
    if not 2000 <= value.year <= 2100:
        raise wrong(f"found {value}, expected a year from 2000 to 2100")
    return value


def _clock(value: str) -> str:
    if not CLOCK.match(value):
        raise wrong(f"found {shown(value)}, expected a time of day such as 9:00 or 17:30")
    return value


def _claim(value: Any) -> Any:
    return {"says": value} if isinstance(value, str) else value


def _excuse(value: Any) -> Any:
    """A reason alone stands for every finding of the kind."""
    if not isinstance(value, str | dict | Excuse):
        raise wrong(f"found {shown(value)}, expected a reason, or a mapping with 'because' and 'with'")
    return {"because": value} if isinstance(value, str) else value


def _cited(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


DAY_NAMES = {name for full in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
              for name in (full, full[:3])}  # fmt: skip

Weeks = Annotated[
    tuple[int, ...],
    PlainValidator(week_numbers),
    PlainSerializer(list),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "array"}]}),
]
Weekday = Annotated[str, AfterValidator(_weekday)]
Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "enum": list(CODES)})]
Date = Annotated[dt.date, AfterValidator(_date)]
Event = Annotated[str, BeforeValidator(_with_metres), AfterValidator(_event)]
Clock = Annotated[str, AfterValidator(_clock)]
Words = Annotated[list[Word], BeforeValidator(one_or_more)]
Lines = Annotated[list[Line], BeforeValidator(one_or_more)]


class Claim(Document):
    """Something that a source says, in our words.

    `note` says how it goes together with other claims, `no_rule` why neither a rule nor a session answers it.
    """

    says: Line
    note: Line | None = None
    no_rule: Line | None = None


class Cited(Document):
    """A source: its title, and what it claims, by the number of each claim."""

    title: Line
    claims: Annotated[dict[Word, Annotated[Claim, BeforeValidator(_claim)]], Field(max_length=200)] = {}


Sources = dict[Word, Annotated[Cited, BeforeValidator(_cited)]]


class Excuse(Document):
    """Why a finding is waived; where `with` names rules, only one in which there are no others but these."""

    because: Line
    with_: Annotated[Words, Field(max_length=60)] = []


ExcuseField = Annotated[Excuse, BeforeValidator(_excuse)]
