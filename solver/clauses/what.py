"""`what`: which sessions a rule speaks of.

======================================  ======================================================================
``flying-30``                           a session of the catalogue
``speed``                               every session with that tag
``high``                                every session of that class
``rest``                                a day without training (sessions of class `rest` do not disturb it)
``[speed, race]``, ``{any: [..]}``      any of these
``{all: [running, low]}``               sessions that are all of these
``{not: speed}``                        all other sessions; ``{not: rest}`` all training
``{intensity: {above: 95}}``            by an attribute, `above`, `at_least`, `below`, `at_most`: %
``{velocity: ..}``, ``{distance: ..}``  % of maximal velocity; m
``{rest: ..}``, ``{rest_per_10m: ..}``  min; min for every ten metres
``{rpe: ..}``                           effort from 1 to 10
``{day: low}``, ``[{day: low}, rest]``  days whose hardest session is of that class; or rest
======================================  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Any, Protocol

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from solver.documents.base import shown, wrong
from solver.words import listed, unknown

REST = "rest"
ATTRIBUTES = ("intensity", "velocity", "distance", "rest", "rest_per_10m", "rpe")
UNITS = {"intensity": " %", "velocity": " %", "distance": " m", "rest": " min", "rest_per_10m": " min"}
RANGES = {"above": "above", "at_least": "at least", "below": "below", "at_most": "at most"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a `what` comes to in one catalogue.

    Parameters
    ----------
    forms
        The forms (a session at one repetition distance) that match.
    unless
        Forms that spoil the day when they are done on it (from ``{day: low}``).
    rest
        Whether a day of rest matches too.
    """

    forms: frozenset[str]
    unless: frozenset[str] = frozenset()
    rest: bool = False

    def __bool__(self) -> bool:
        return bool(self.forms) or self.rest


class Shelf(Protocol):
    """What a selector needs to know of a catalogue."""

    classes: Sequence[str]

    def every(self) -> frozenset[str]: ...
    def named(self, word: str) -> frozenset[str] | None: ...
    def where(self, attribute: str, low: Fraction | None, high: Fraction | None, strict: tuple[bool, bool]) -> frozenset[str]: ...  # fmt: skip  # noqa: E501
    def harder(self, word: str) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class What:
    """A selector of sessions, as written."""

    word: str = ""
    any_of: tuple[What, ...] = ()
    all_of: tuple[What, ...] = ()
    none_of: tuple[What, ...] = ()
    day: str = ""
    ranges: tuple[tuple[str, tuple[tuple[str, Fraction], ...]], ...] = ()

    def on(self, shelf: Shelf) -> Selection:
        """The sessions of a catalogue that match; empty where none does."""
        if self.word == REST:
            return Selection(frozenset(), rest=True)
        if self.day:
            return Selection(shelf.named(self.day) or frozenset(), shelf.harder(self.day))
        if days := [each for each in self.any_of if each.day]:
            return replace(days[0].on(shelf), rest=True)
        return Selection(self._forms(shelf), rest=any(each.has_rest() for each in self.any_of))

    def has_rest(self) -> bool:
        """Whether a day of rest is among what is meant."""
        return self.word == REST or any(each.has_rest() for each in self.any_of)

    def _forms(self, shelf: Shelf) -> frozenset[str]:
        if self.word:
            return frozenset() if self.word == REST else shelf.named(self.word) or frozenset()
        forms = shelf.every()
        if self.any_of:
            forms = frozenset().union(*(each._forms(shelf) for each in self.any_of))
        for each in self.all_of:
            forms &= each._forms(shelf)
        for each in self.none_of:
            no_rest = each.word == REST and REST in shelf.classes
            forms = forms & shelf.harder(REST) if no_rest else forms - each._forms(shelf)
        for attribute, limits in self.ranges:
            sides = dict(limits)
            low = sides.get("above", sides.get("at_least"))
            high = sides.get("below", sides.get("at_most"))
            forms &= shelf.where(attribute, low, high, ("above" in sides, "below" in sides))
        return forms

    def words(self) -> Iterator[str]:
        """Every word of the catalogue that is named."""
        yield from (word for word in (self.word, self.day) if word not in ("", REST))
        for each in (*self.any_of, *self.all_of, *self.none_of):
            yield from each.words()

    def written(self) -> Any:
        """The selector as YAML would hold it."""
        if self.word:
            return self.word
        data: dict[str, Any] = {}
        for key, parts in (("any", self.any_of), ("all", self.all_of)):
            if parts:
                data[key] = [each.written() for each in parts]
        if self.none_of:
            data["not"] = self.none_of[0].written()
        if self.day:
            data["day"] = self.day
        for attribute, limits in self.ranges:
            data[attribute] = {side: float(value) for side, value in limits}
        return data

    def __str__(self) -> str:
        if self.word or self.day:
            return self.word.replace("-", " ") or f"{self.day} days"
        if self == TRAINING:
            return "training"
        named, ranged, left_out = self._parts()
        text = " that is also ".join(named) or ("anything" if left_out else "sessions")
        text += f" with {listed(ranged)}" if ranged else ""
        return text + (f" other than {listed(left_out, 'or')}" if left_out else "")

    def _parts(self) -> tuple[list[str], list[str], list[str]]:
        """Of a selector in words: what is named, which ranges it keeps to, what is left out."""
        ranged = [_range_in_words(*each) for each in self.ranges]
        named = [listed([str(each) for each in self.any_of], "or")] if self.any_of else []
        if self.any_of and all(each == What(ranges=each.ranges[:1]) for each in self.any_of):
            either = [_range_in_words(*each.ranges[0]) for each in self.any_of]
            named, ranged = [], [*ranged, f"either {listed(either, 'or')}"]
        left_out = [str(each) for each in self.none_of]
        for each in self.all_of:
            parts = each._parts() if not (each.word or each.day) else ([str(each)], [], [])
            named, ranged, left_out = named + parts[0], ranged + parts[1], left_out + parts[2]
        return named, ranged, left_out


#: All sessions that are training: those of other classes than `rest`.
TRAINING = What(none_of=(What(word=REST),))


def _range_in_words(attribute: str, limits: tuple[tuple[str, Fraction], ...]) -> str:
    unit = UNITS.get(attribute, "")
    name = {"rest_per_10m": "rest per 10 m", "rpe": "RPE"}.get(attribute, attribute)
    return f"{name} {listed([f'{RANGES[side]} {float(value):g}{unit}' for side, value in limits])}"


def parse_what(value: Any) -> What:
    """Read a selector as a rule may write it."""
    if isinstance(value, What):
        return value
    if isinstance(value, str) and 0 < len(value) <= 60:
        return What(word=value)
    if isinstance(value, list) and value:
        return What(any_of=_several("any", {"any": value}, ()))
    if isinstance(value, dict) and value:
        return _mapping(value)
    raise wrong(f"found {shown(value)}, expected a session, a tag, a class or a list of them")


def _without_days(parts: tuple[What, ...]) -> tuple[What, ...]:
    """Parts of a selector, none of which is about whole days."""
    if any(each.day or any(inner.day for inner in each.any_of) for each in parts):
        raise wrong("'day' stands alone, or with rest, as in [{day: low}, rest]")
    return parts


def _mapping(value: Mapping[str, Any]) -> What:
    known = ("any", "all", "not", "day", *ATTRIBUTES)
    for key in value:
        if key not in known:
            raise wrong(unknown("word", key, known), (key,))
    if "day" in value and (len(value) > 1 or not isinstance(value["day"], str)):
        raise wrong("'day' stands alone and names one class, as in {day: low}", ("day",))
    return What(
        any_of=_several("any", value),
        all_of=_several("all", value),
        none_of=_without_days((_below(("not",), value["not"]),)) if "not" in value else (),
        day=value.get("day", ""),
        ranges=tuple((key, _range(key, value[key])) for key in ATTRIBUTES if key in value),
    )


def _several(key: str, value: Mapping[str, Any], at: tuple[str, ...] | None = None) -> tuple[What, ...]:
    """The selectors in a list; `at` is the path to it."""
    if key not in value:
        return ()
    at = (key,) if at is None else at
    if not isinstance(value[key], list) or not value[key]:
        raise wrong(f"found {shown(value[key])}, expected a list", (key,))
    parts = tuple(_below((*at, i), each) for i, each in enumerate(value[key]))
    days = [each for each in parts if each.day]
    if key == "any" and len(parts) == 2 and len(days) == 1 and REST in {each.word for each in parts}:
        return parts
    return _without_days(parts)


def _range(key: str, value: Any) -> tuple[tuple[str, Fraction], ...]:
    if not isinstance(value, dict) or not value:
        raise wrong(f"found {shown(value)}, expected a range such as {{above: 95}}", (key,))
    for side, limit in value.items():
        if side not in RANGES:
            raise wrong(unknown("word", side, RANGES), (key, side))
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            raise wrong(f"found {shown(limit)}, expected a number", (key, side))
    return tuple((side, Fraction(str(limit))) for side, limit in value.items())


def _below(path: tuple[str | int, ...], value: Any) -> What:
    try:
        return parse_what(value)
    except Exception as error:
        context = getattr(error, "context", None) or {}
        raise wrong(context.get("said", str(error)), (*path, *context.get("path", ()))) from None


WhatField = Annotated[
    What,
    PlainValidator(parse_what),
    PlainSerializer(What.written),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array"}, {"type": "object"}],
            "description": "a session, a tag, a class, 'rest', a list, or a mapping (see `speedfirst kinds`)",
            "examples": ["speed", ["speed", "race"], {"intensity": {"above": 95}}, {"day": "low"}],
        }
    ),
]
