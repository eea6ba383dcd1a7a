"""Lengths of time and places near by, as coaches write them.

======================================================  ========================================
``2 days``, ``1 week``, ``36 hours``                    lengths; a number alone counts days
``same day``, ``1 day before``, ``2 days after``        places, counted from a day
``same slot``, ``earlier the same day``, ``later ..``   places within the day
======================================================  ========================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from solver.documents.base import shown, wrong
from solver.words import meant, plural

_LENGTH = re.compile(r"([1-9][0-9]{0,3}) ?(hours?|h|days?|weeks?)\Z")
_OFFSET = re.compile(r"([1-9][0-9]?) days? (before|after)\Z")
_SAME = {"same day": (0, ""), "same slot": (0, "same"), "earlier the same day": (0, "earlier")}
_SAME |= {"later the same day": (0, "later")}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in hours or in days, never both."""

    count: int
    unit: Literal["hour", "day"]

    def __str__(self) -> str:
        return plural(self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Offset:
    """A neighbouring day (`days` after, negative before) or a slot of the same day."""

    days: int
    slot: str = ""

    def written(self) -> str:
        """The place as YAML would hold it."""
        return str(self).removeprefix("the ")

    def __str__(self) -> str:
        if not self.days:
            return {"": "the same day", "same": "the same slot"}.get(self.slot, f"{self.slot} the same day")
        return f"{plural(abs(self.days), 'day')} {'after' if self.days > 0 else 'before'}"


def parse_length(value: Any) -> Length:
    """Read '2 days', '36 hours' or '1 week'; a bare number is a number of days."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10000:
        return Length(value, "day")
    found = _LENGTH.match(value) if isinstance(value, str) else None
    if not found:
        said = f"found {shown(value)}, expected a length such as '2 days', '36 hours' or '1 week'"
        by_word = "; it is the same everywhere: for another one write a second rule with 'when' or 'who'"
        raise wrong(said + by_word if isinstance(value, dict) else said)
    count, unit = int(found[1]), found[2][0]
    return Length(count * 7 if unit == "w" else count, "hour" if unit == "h" else "day")


def parse_offset(value: Any) -> Offset:
    """Read '1 day before', '2 days after', 'same day' or 'later the same day'."""
    if value in _SAME:
        return Offset(*_SAME[value])
    found = _OFFSET.match(value) if isinstance(value, str) else None
    if not found:
        known = "'1 day before', '2 days after', 'same day', 'same slot', 'earlier the same day'"
        close = meant(value, (*_SAME, "1 day before", "2 days before", "1 day after", "2 days after"))
        raise wrong(f"found {shown(value)}, expected a place such as {known}{close}")
    return Offset(int(found[1]) * (1 if found[2] == "after" else -1))


LengthField = Annotated[
    Length,
    PlainValidator(parse_length),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}], "examples": ["2 days"]}),
]
OffsetField = Annotated[
    Offset,
    PlainValidator(parse_offset),
    PlainSerializer(Offset.written),
    WithJsonSchema({"type": "string", "examples": ["same day", "1 day before"]}),
]
