"""Amounts as coaches write them: `70-75`, `{at_most: 75}`, `6 miles`, `10x100`, `2x3x70 m`, `500+400+300`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from solver.documents.base import shown, wrong
from solver.words import number, unknown

#: Metres in one of each unit.
LENGTHS: Mapping[str, Fraction] = {
    "m": Fraction(1), "metres": Fraction(1), "meters": Fraction(1), "km": Fraction(1000),
    "mi": Fraction("1609.344"), "mile": Fraction("1609.344"), "miles": Fraction("1609.344"),
    "yd": Fraction("0.9144"), "yard": Fraction("0.9144"), "yards": Fraction("0.9144"),
}  # fmt: skip
#: Minutes in one of each unit.
TIMES: Mapping[str, Fraction] = {
    "min": Fraction(1), "minutes": Fraction(1), "h": Fraction(60),
    "s": Fraction(1, 60), "sec": Fraction(1, 60),
}  # fmt: skip
#: Nouns for what is merely counted.
COUNTED = ("reps", "sets", "contacts", "throws")
UNITS = (*LENGTHS, *TIMES, *COUNTED)
MOST_COUNT, MOST_METRES = 500, 200_000
#: The signs of a book for times and to, and those of a keyboard.
PLAIN = str.maketrans({"\u00d7": "x", "*": "x", "\u2013": "-", "\u2014": "-"})
SIDES = ("from", "to", "at_least", "at_most")

#: A number as it is written in a dose.
NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,4})?"
_R = rf"{NUMBER}(?:-{NUMBER})?"
_SPAN = re.compile(rf"({NUMBER})(?:-({NUMBER}))?%?([a-z]*)\Z")
_WORK = re.compile(rf"(?:({_R})x)?(?:({_R})x)?({_R})([a-z]*)\Z")
_LADDER = re.compile(rf"({NUMBER}(?:\+{NUMBER})+)([a-z]*)\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """A number that is known to lie between two others; None where nobody says."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, value: Fraction | float) -> Known:
        """A number that is known."""
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
        return cls(exact, exact)

    def times(self, other: Known) -> Known:
        """All products, of numbers that are not negative."""
        high = None if self.high is None or other.high is None else self.high * other.high
        return Known((self.low or 0) * (other.low or Fraction(0)), high)

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return (
                f"at most {number(self.high)}"
                if self.high is not None
                else f"at least {number(self.low or 0)}"
            )
        return number(self.low) if self.low == self.high else f"{number(self.low)} to {number(self.high)}"


@dataclass(frozen=True, slots=True)
class Work:
    """Repetitions in short: sets, repetitions in each and what each is; or an amount in all.

    Parameters
    ----------
    sets, reps
        None where only an amount is given.
    size
        What each repetition is, or the amount in all, in metres, minutes or of what is counted.
    unit
        `m`, `min`, a noun of what is counted, or nothing where none is written.
    total
        The amount in all, where it is more than repetitions of one size (500+400+300).
    """

    sets: Known | None
    reps: Known | None
    size: Known
    unit: str
    total: Known | None = None
    text: str = ""


def compact(text: str) -> str:
    """Text without blanks, with plain signs for times and to."""
    return "".join(text.lower().translate(PLAIN).split())


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _span(text: str) -> Known:
    low, _, high = text.partition("-")
    return Known(_number(low), _number(high or low))


def _in_units(span: Known, unit: str, units: Mapping[str, Fraction]) -> Known:
    """A span in metres or minutes; what a conversion of miles or yards rounds may be rounded either way."""
    factor = units[unit]
    low, high = (None if end is None else end * factor for end in (span.low, span.high))
    if unit in LENGTHS and factor.denominator > 1:
        low = None if low is None else Fraction(math.floor(low))
        high = None if high is None else Fraction(math.ceil(high))
    return Known(low, high)


def parse_work(value: Any) -> Work:
    """Read `10x100 m`, `2x3x70`, `3 x 10 min`, `500+400+300 m`, `6 miles` or `60 contacts`."""
    if isinstance(value, Work):
        return value
    text = compact(value) if isinstance(value, str) and len(value) <= 60 else ""
    if found := _LADDER.match(text):
        return _ladder(value, text, found[1], found[2] or "m")
    found = _WORK.match(text)
    if not found:
        raise wrong(f"found {shown(value)}, expected work such as 10x100 m, 2x3x70 m, 3x10 min or 6 miles")
    first, second, each, unit = found.groups()
    if unit:
        _unit(unit, UNITS)
    kind = "m" if unit in LENGTHS else "min" if unit in TIMES else unit
    if not first and not kind:
        raise wrong(f"found {shown(value)}, expected a unit, as in '{text} m' or '{text} min'")
    size = _in_units(_span(each), unit, {**LENGTHS, **TIMES}) if kind in ("m", "min") else _span(each)
    sets, reps = (first, second) if first and second else (None, first)
    return Work(_count(value, sets), _count(value, reps), _sized(value, size), kind, None, text)


def _ladder(value: Any, text: str, sizes: str, unit: str) -> Work:
    """Repetitions over several distances, as in 500+400+300 m."""
    each = [_number(size) for size in sizes.split("+")]
    _unit(unit, LENGTHS)
    size, total = (
        _sized(value, _in_units(span, unit, LENGTHS))
        for span in (Known(min(each), max(each)), Known.of(sum(each)))
    )
    return Work(Known.of(1), Known.of(len(each)), size, "m", total, text)


def _sized(value: Any, span: Known) -> Known:
    if not 0 < (_ordered(value, span).low or 0) <= (span.high or 0) <= MOST_METRES:
        raise wrong(f"found {shown(value)}, expected an amount above 0 and at most {MOST_METRES:,}")
    return span


def _count(value: Any, text: str | None) -> Known | None:
    if text is None:
        return None
    span = _ordered(value, _span(text))
    if not all(end and end.denominator == 1 and 1 <= end <= MOST_COUNT for end in (span.low, span.high)):
        raise wrong(f"found {shown(value)}, expected whole numbers of repetitions from 1 to {MOST_COUNT}")
    return span


def _unit(unit: str, known: Any) -> str:
    if unit not in known:
        raise wrong(unknown("unit", unit, known))
    return unit


def _ordered(value: Any, span: Known) -> Known:
    if span.low is not None and span.high is not None and span.low > span.high:
        raise wrong(f"found {shown(value)}, expected the smaller number first")
    return span


def _reader(units: Mapping[str, Fraction], least: float, most: float, whole: bool) -> Callable[[Any], Known]:
    """A reader of one kind of amount."""

    def read(value: Any) -> Known:
        span = _ordered(value, _mapping(value, units) if isinstance(value, dict) else _plain(value, units))
        for end in (span.low, span.high):
            if end is not None and not least <= end <= most:
                raise wrong(f"found {shown(value)}, expected a number from {least:g} to {most:,.0f}")
            if whole and end is not None and end.denominator > 1:
                raise wrong(f"found {shown(value)}, expected a whole number")
        return span

    return read


def _plain(value: Any, units: Mapping[str, Fraction]) -> Known:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Known.of(value)
    found = _SPAN.match(compact(value)) if isinstance(value, str) and len(value) <= 60 else None
    if not found:
        raise wrong(f"found {shown(value)}, expected a number or a range such as '4-6' or {{from: 4, to: 6}}")
    low, high, unit = found.groups()
    span = Known(_number(low), _number(high or low))
    return _in_units(span, _unit(unit, units), units) if unit else span


def _mapping(value: dict[str, Any], units: Mapping[str, Fraction]) -> Known:
    ends: dict[str, Known] = {}
    for word, end in value.items():
        if word not in SIDES:
            raise wrong(unknown("word", word, SIDES), (word,))
        if isinstance(end, dict):
            raise wrong(f"found {shown(end)}, expected a number", (word,))
        ends[word] = _plain(end, units)
    low, high = ends.get("from") or ends.get("at_least"), ends.get("to") or ends.get("at_most")
    if not ends or len(ends) > 2 or len(ends) > (low is not None) + (high is not None):
        raise wrong(f"found {shown(value)}, expected a range such as {{from: 4, to: 6}} or {{at_most: 75}}")
    return Known(low.low if low else None, high.high if high else None)


_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "number"},
            {"type": "string"},
            {"type": "object", "properties": {side: {} for side in SIDES}, "additionalProperties": False},
        ],
        "examples": [70, "70-75", {"at_most": 75}, "6 miles"],
    }
)


def _field(units: Mapping[str, Fraction], least: float, most: float, whole: bool = False) -> Any:
    return Annotated[Known, PlainValidator(_reader(units, least, most, whole)), PlainSerializer(str), _SCHEMA]


Count = _field({}, 1, MOST_COUNT, whole=True)
Distance = _field(LENGTHS, 1, 100_000)
Metres = _field(LENGTHS, 0, MOST_METRES)
Minutes = _field(TIMES, 0, 1440)
Load = _field({}, 0, 20_000)
Percent = _field({}, 0, 130)
WorkField = Annotated[
    Work,
    PlainValidator(parse_work),
    PlainSerializer(lambda work: work.text),
    WithJsonSchema({"type": "string", "examples": ["10x100 m", "2x3x70 m", "3x10 min", "6 miles"]}),
]
