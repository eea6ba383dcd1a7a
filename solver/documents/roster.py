"""A roster: the athletes of a club or a federation, one a row."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from solver.documents.base import Document, Line, Word, shown, wrong
from solver.documents.fields import DAY_NAMES, Event, Weekday
from solver.documents.scenario import Away, Standing
from solver.words import DATE, WEEKDAYS, dated

_PIECES = re.compile(r"[,;\s]+")
_DASH = re.compile(r"\s*[-\u2013]\s*")
_SPANS = re.compile(r"[;\n]+")
_SPAN = re.compile(rf"({DATE})(?:\s*\.\.\s*({DATE}))?(?:\s+(\S.*))?\Z")
_BEST = re.compile(r"([1-9][0-9]{1,4}(?:mh|m|h))\s*[:=]?\s*([0-9:.]+)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9](?:\.[0-9]+)?)\Z")
_DECIMAL = re.compile(r"([0-9]),([0-9])")
#: Names that Windows keeps for itself.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
SEXES = {"f": "female", "w": "female", "m": "male"}


def _words(value: Any) -> Any:
    """Words in one cell, with commas, semicolons or blanks between them."""
    return [each for each in _PIECES.split(value) if each] if isinstance(value, str) else value


def _id(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _file_name(value: str) -> str:
    """Ids become names of files, on every system."""
    if value.endswith((".", " ")) or value.split(".")[0].casefold() in _DEVICES:
        raise wrong(f"found {shown(value)}, expected a word that may be the name of a file")
    return value


def _days(value: Any) -> Any:
    found = _words(_DASH.sub("-", value) if isinstance(value, str) else value)
    if not isinstance(found, list):
        return found
    return list(dict.fromkeys(day for each in found for day in _span_of(_lower(each))))


def _span_of(value: Any) -> list[Any]:
    """The weekdays of 'mon-thu', or of 'sat-mon'; another word as it is."""
    ends = [each[:3] for each in value.split("-") if each in DAY_NAMES] if isinstance(value, str) else []
    if len(ends) != 2 or value.count("-") != 1:
        return [value]
    first, last = (WEEKDAYS.index(each) for each in ends)
    return [WEEKDAYS[(first + n) % 7] for n in range((last - first) % 7 + 1)]


def seconds(value: Any) -> Any:
    """A time as a number of seconds: 11.4, '11,40', '1:52.3'."""
    if not isinstance(value, str):
        return value
    text = _DECIMAL.sub(r"\1.\2", value.strip())
    if found := _CLOCK.match(text):
        return round(60 * int(found[1]) + float(found[2]), 3)
    return float(text) if re.match(r"[0-9]{1,4}(\.[0-9]{1,3})?\Z", text) else value


def _bests(value: Any) -> Any:
    """'100m 11.40; 200m 22.90' as events with their times."""
    if not isinstance(value, str):
        return value
    text = _DECIMAL.sub(r"\1.\2", value)
    found = {event: seconds(time) for event, time in _BEST.findall(text)}
    if not found or _BEST.sub("", text).strip(" ,;"):
        raise wrong(f"found {shown(value)}, expected events with times, such as '100m 11.40; 200m 22.90'")
    return found


def _absences(value: Any) -> Any:
    """'2026-11-02..2026-11-06 camp; 2026-12-24' as days away."""
    if not isinstance(value, str):
        return value
    return [_absence(each.strip()) for each in _SPANS.split(value) if each.strip()]


def _absence(text: str) -> dict[str, Any]:
    found = _SPAN.match(text)
    if not found:
        raise wrong(f"found {shown(text)}, expected days such as '2026-11-02..2026-11-06 camp' or 2026-12-24")
    first, last = dated(found[1]), dated(found[2] or found[1])
    if first is None or last is None:
        raise wrong(f"found {shown(text)}, expected dates that exist")
    return {"from": first, "to": last} | ({"reason": found[3]} if found[3] else {})


def _ordered(value: Away) -> Away:
    if value.to < value.from_:
        raise wrong(f"ends on {value.to}, before it begins on {value.from_}")
    if value.for_:
        raise wrong("expected no 'for': it is the athlete's own")
    return value


def _sex(value: Any) -> Any:
    return SEXES.get(value.lower(), value.lower()) if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class RosterRow(Document):
    """An athlete of a roster. Times in seconds, body mass in kg, ages in years.

    `available` are the weekdays on which there is training, `away` days without; `overlay` is a file of what
    is different for this athlete, `group` the group that is planned at once: it trains together as far as
    rules across the squad say. `age` is that at the end of the plan's last year, where `born` is not known.
    """

    id: Annotated[Word, BeforeValidator(_id), AfterValidator(_file_name)]
    name: Annotated[Line, Field(max_length=200)] | None = None
    events: Annotated[list[Event], BeforeValidator(_words), Field(min_length=1, max_length=20)]
    best: Annotated[
        dict[Event, Annotated[float, BeforeValidator(seconds), Field(gt=3, lt=600)]], BeforeValidator(_bests)
    ] = {}
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    age: Annotated[int, Field(ge=4, le=110)] | None = None
    sex: Annotated[Literal["female", "male"] | None, BeforeValidator(_sex)] = None
    level: Annotated[Standing, BeforeValidator(_lower)] = "club"
    training_age: Annotated[float, Field(ge=0, le=60)] | None = None
    body_mass: Annotated[float, Field(ge=20, le=200)] | None = None
    tags: Annotated[list[Word], BeforeValidator(_words), Field(max_length=50)] = []
    available: Annotated[list[Weekday], BeforeValidator(_days), Field(max_length=7)] = []
    away: Annotated[
        list[Annotated[Away, AfterValidator(_ordered)]], BeforeValidator(_absences), Field(max_length=100)
    ] = []
    overlay: Line | None = None
    group: Annotated[Word, AfterValidator(_file_name)] | None = None

    @property
    def called(self) -> str:
        """The athlete's name."""
        return self.name or self.id
