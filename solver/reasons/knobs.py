"""The numbers of a rule that a coach could move: its floors and caps, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from solver.clauses.number import OTHERWISE, parse_number
from solver.clauses.who import facts
from solver.documents.fields import LEVELS
from solver.documents.rulebook import Envelope, Rule
from solver.files.data import figure
from solver.files.source import Path_
from solver.scope import Scope
from solver.season import ActiveRule
from solver.words import number

#: In which direction a number is moved to ask for less.
WAYS: Mapping[str, tuple[int, ...]] = {"at_most": (1,), "at_least": (-1,), "exactly": (1, -1)}
#: Narrower limits of lesser importance: no must.
_LENGTH = re.compile(r"([0-9]+) (hours?|days?)\Z")


@dataclass(frozen=True, slots=True)
class Knob:
    """A number of a rule, and the way in which it asks for less.

    Parameters
    ----------
    path
        Where it stands, from the rule's kind on.
    written
        What stands there.
    leaf
        The words by which the number is chosen.
    now
        The number itself, where the conflict bites.
    way
        1 up, -1 down.
    unit
        ' %', ' days', ' hours' or nothing.
    """

    path: Path_
    written: Any
    leaf: tuple[str, ...]
    now: Fraction
    way: int
    unit: str = ""

    @property
    def step(self) -> Fraction:
        """By how much it is moved at least: one, or a tenth of a number that is not whole."""
        return Fraction(1) if self.now.denominator == 1 or self.unit else Fraction(1, 10)

    def moved(self, steps: int) -> Fraction | None:
        """The number after some steps; None where it would make no sense."""
        value = self.now + self.way * steps * self.step
        least = 1 if self.unit.strip() in ("days", "hours") else 0
        return value if value >= least else None

    def data(self, value: Fraction, weeks: Sequence[int]) -> dict[str, Any]:
        """What changes in the rule: the number, in some weeks only (from 0) or in all."""
        new = self._new(value)
        if weeks:
            rest = {} if isinstance(self.written, dict) else {OTHERWISE: self.written}
            new = {**{f"week {week + 1}": new for week in weeks}, **rest}
        for word in reversed(self.path if weeks else (*self.path, *self.leaf)):
            new = {word: new}
        return new  # type: ignore[no-any-return]

    def _new(self, value: Fraction) -> Any:
        if self.unit == " %":
            return f"{number(value)}%"
        if self.unit:
            return f"{value} {self.unit.strip()}"
        return figure(value)

    def new(self, value: Fraction) -> str:
        """'3', '36 hours'."""
        return f"{number(value)}{self.unit.removesuffix('s') if value == 1 else self.unit}"


def knobs(active: ActiveRule, scope: Scope, day: int) -> Iterator[Knob]:
    """The numbers of a rule that hold on a day, each with a way to move it."""
    data = plain(active.rule)[active.rule.word]
    for path, written in _found(data, (active.rule.word,)):
        now = _now(written, scope, day)
        if now is not None:
            for way in WAYS[str(path[-1])]:
                yield Knob(path, written, now[2], now[0], way, now[1])


def plain(rule: Envelope) -> dict[str, Any]:
    """A rule as YAML would hold it."""
    return rule.model_dump(mode="json", by_alias=True, exclude_unset=True)


def turned(active: ActiveRule, change: Mapping[str, Any]) -> ActiveRule | None:
    """The rule with a change, where it applied before; None if it is none then."""
    try:
        changed = Rule.model_validate(_laid(plain(active.rule), change), strict=False)
    except (ValidationError, ValueError):
        return None
    return replace(active, rule=changed)


def _laid(below: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(below)
    for word, value in over.items():
        both = isinstance(value, dict) and isinstance(found.get(word), dict)
        found[word] = _laid(found[word], value) if both else value
    return found


def _found(data: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    """Every floor and cap in a rule's kind that is part of the must."""
    if not isinstance(data, dict):
        return
    for word, value in data.items():
        if word in WAYS:
            yield (*path, word), value
        elif word not in LEVELS:
            yield from _found(value, (*path, word))


def _now(written: Any, scope: Scope, day: int) -> tuple[Fraction, str, tuple[str, ...]] | None:
    """A number on a day, its unit and the words by which it is chosen."""
    if isinstance(written, str) and (length := _LENGTH.match(written)):
        return Fraction(length[1]), f" {length[2].rstrip('s')}s", ()
    try:
        found = parse_number(written)
    except Exception:
        return None
    there = facts(scope.athlete, scope.calendar, day, scope.calendar.labels(*scope.athletes).get(day, set()))
    leaf: list[str] = []
    while found.choice:
        held = [each for each in found.choice if each[0] in there.words or each[0] == OTHERWISE]
        if not held:
            return None
        leaf.append(held[0][0])
        found = held[0][1]
    value = found.at(there)
    if value is None:
        return None
    return (value * 100, " %", tuple(leaf)) if found.is_percent else (value, "", tuple(leaf))
