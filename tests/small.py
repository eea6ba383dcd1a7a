"""Every calendar of a few days: the bounds of a rule over all of them at once, the auditor one by one.

The bounds are evaluated with arrays, one entry for each calendar, by an evaluator of its own; a test
compares it with :meth:`solver.bounds.Place.steps`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from solver.bounds import Amount, Bound, Flag, Place, Term, Weighted
from solver.calendar import Calendar
from solver.diary import Diary, Done
from solver.documents.base import validate
from solver.documents.rulebook import Envelope, Example, Setting
from solver.examples import manual_catalogue
from solver.examples.agreement import Seen, by_auditor
from solver.examples.forms import extended, form_of
from solver.examples.rows import parse_row
from solver.examples.stage import stage
from solver.files.source import parse
from solver.loading.load import RuleEntry
from solver.season import ActiveRule, Season

Values = tuple[Any, int]
PART = 11


@dataclass(frozen=True)
class World:
    """Calendars that differ on a few free days.

    Parameters
    ----------
    row
        What stands on the other days, for one or two athletes.
    free
        The free days, each as (athlete, day), counted from 0.
    types
        What may stand on a free day, as tokens of a row.
    setting
        The calendar and the athletes.
    clock
        When slots of the calendar start, where not at the usual time.
    whole, part
        The rules that are compared on all its calendars, and on every eleventh (and those with one filled day).
    """

    row: str = ". . . . . . ."
    free: Sequence[Sequence[int]] = tuple((0, day) for day in range(5))
    types: Sequence[str] = (".", "speed:300m", "tempo", "speed:120m+lift", "fly")
    setting: Mapping[str, Any] = field(default_factory=dict)
    clock: Mapping[str, str] = field(default_factory=dict)
    whole: Sequence[Any] = ()
    part: Sequence[Any] = ()

    @property
    def size(self) -> int:
        """How many calendars there are."""
        return len(self.types) ** len(self.free)

    def numbers(self, step: int = 1) -> list[int]:
        """Every so manieth calendar, and those with at most one free day that is not of the first type."""
        kinds = len(self.types)
        few = {kind * kinds**place for kind in range(kinds) for place in range(len(self.free))}
        return sorted({*few, *range(0, self.size, step)})


WORLDS = {
    name: World(**(page or {}))
    for name, page in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")).items()
}
#: World, rule, and the step of the calendars.
CASES = [
    (name, json.dumps(rule), step)
    for name, world in WORLDS.items()
    for step, rules in ((1, world.whole), (PART, world.part))
    for rule in rules
]


def rule_of(text: str) -> tuple[RuleEntry, Envelope]:
    """A rule written in one line."""
    entry = RuleEntry("rule", parse(text, "rule"), "tests")
    return entry, entry.rule


@dataclass(frozen=True)
class Grid:
    """All calendars of a world under one rule."""

    text: str
    world: World

    @cached_property
    def staged(self) -> tuple[Season, ActiveRule, list[Done]]:
        """The season, the rule in it, and the sessions that stand in every calendar."""
        entry, rule = rule_of(self.text)
        setting = validate(Setting, parse(json.dumps(self.world.setting), "setting"))
        scene = stage(rule, Example(days=self.world.row), setting, manual_catalogue())
        forms = [form for _, form, _ in self._items(scene.season.catalogue)]
        season = replace(self._timed(scene.season), catalogue=extended(scene.season.catalogue, forms))
        active = replace(scene, season=season).play(entry, rule)
        return replace(season, rules=[active]), active, list(scene.diary.all())

    def _timed(self, season: Season) -> Season:
        page = season.scenario.calendar
        starts = {slot.slot: self.world.clock.get(slot.slot, slot.starts) for slot in page.slots}
        slots = [slot.model_copy(update={"starts": starts[slot.slot]}) for slot in page.slots]
        changed = {"calendar": page.model_copy(update={"slots": slots})}
        scenario = season.scenario.model_copy(update=changed)
        return replace(season, scenario=scenario, calendar=Calendar(scenario))

    def _items(self, shelf: Any) -> Iterator[tuple[int, Any, Any]]:
        for number, token in enumerate(self.world.types):
            for item in parse_row(token).items:
                form, count = form_of(shelf, item)
                yield number, form, (item.slot, count)

    @cached_property
    def cells(self) -> list[list[list[Done]]]:
        """What each day type is on each free day."""
        season = self.staged[0]
        items = list(self._items(season.catalogue))
        cells = []
        for athlete, day in self.world.free:
            name = season.athletes[athlete].name
            types: list[list[Done]] = [[] for _ in self.world.types]
            for number, form, (slot, count) in items:
                types[number].append(Done.of(name, day, slot or season.calendar.slots[0], form, count))
            cells.append(types)
        return cells

    @cached_property
    def choices(self) -> Any:
        """For each free day the number of its type, in every calendar."""
        shape = [len(self.world.types)] * len(self.world.free)
        return np.indices(shape).reshape(len(shape), -1)

    def diaries(self, step: int = 1) -> Iterator[tuple[int, Diary]]:
        """Every calendar (or those that a step leaves) as a diary, with its number."""
        season, _, fixed = self.staged
        calendar = season.calendar
        for number in self.world.numbers(step):
            types = self.choices[:, number]
            done = [d for cell, kind in zip(self.cells, types, strict=True) for d in cell[kind]]
            yield number, Diary((*fixed, *done), calendar.length, calendar.repeats)

    # ---- the bounds over all calendars ------------------------------------------------------------

    @cached_property
    def seen(self) -> list[Counter[Seen]]:
        """What the bounds see in each calendar."""
        _, active, _ = self.staged
        found: list[Counter[Seen]] = [Counter() for _ in range(self.world.size)]
        evaluator = Evaluator(self)
        for _, place in active.places():
            for side, steps in evaluator.steps(place):
                level = place.level or active.rule.level
                for number in np.nonzero(steps)[0]:
                    found[number][place.athletes, place.days, level, side, int(steps[number])] += 1
        return found

    def compare(self, step: int = 1) -> tuple[int, int, str]:
        """How many calendars were compared, in how many something was seen, and the first difference."""
        seen = self.seen
        broken = compared = 0
        for number, diary in self.diaries(step):
            compared += 1
            audited = by_auditor(self.staged[1], diary)
            broken += bool(audited)
            if audited != seen[number]:
                return compared, broken, self._difference(number, seen[number], audited)
        return compared, broken, ""

    def _difference(self, number: int, bounds: Counter[Seen], auditor: Counter[Seen]) -> str:
        names = [self.world.types[kind] for kind in self.choices[:, number]]
        where = ", ".join(f"{day}: {name}" for (_, day), name in zip(self.world.free, names, strict=True))
        return (
            f"{self.text}\n  on {where} (besides {self.world.row!r}, {self.world.setting})\n"
            f"  only bounds:  {list((bounds - auditor).elements())}\n"
            f"  only auditor: {list((auditor - bounds).elements())}"
        )


@dataclass
class Evaluator:
    """Terms and bounds over all calendars of a grid: whole numbers over a common denominator."""

    grid: Grid
    known: dict[Term, Values] = field(default_factory=dict)

    def steps(self, place: Place) -> Iterator[tuple[str, Any]]:
        """Steps too few, too many or gained, in every calendar."""
        applies = math.prod((self.value(flag)[0] for flag in place.given), start=np.int64(1))
        total, scale = self.total(place.bound.terms)
        unit = Fraction(place.unit)
        low, high = place.bound.lower, place.bound.upper
        if place.reward:
            yield "gain", applies * (total * unit.denominator // (scale * unit.numerator))
        for side, limit, sign in (("under", low, 1), ("over", high, -1)):
            if limit is not None:
                limit = Fraction(limit)
                missed = sign * (limit.numerator * scale - total * limit.denominator) * unit.denominator
                steps = -(-missed // (limit.denominator * scale * unit.numerator))
                yield side, applies * np.maximum(steps, 0)

    def total(self, terms: Sequence[Weighted]) -> Values:
        """A weighted sum."""
        values = [(Fraction(weight), *self.value(term)) for weight, term in terms]
        common = math.lcm(1, *(weight.denominator * scale for weight, _, scale in values))
        total = np.zeros(self.grid.world.size, dtype=np.int64)
        for weight, value, scale in values:
            total = total + value * int(weight * common / scale)
        return total, common

    def value(self, term: Term) -> Values:
        """One term."""
        if term not in self.known:
            self.known[term] = self._value(term)
        return self.known[term]

    def _value(self, term: Term) -> Values:
        if isinstance(term, Amount):
            return self._amount(term)
        if isinstance(term, Flag):
            return self._holds(term.bound), 1
        sums = [self.total(each) for each in term.sums]
        least = Fraction(term.least)
        common = math.lcm(least.denominator, *(scale for _, scale in sums))
        top = np.full(self.grid.world.size, int(least * common), dtype=np.int64)
        for value, scale in sums:
            top = np.maximum(top, value * (common // scale))
        return top, common

    def _holds(self, bound: Bound) -> Any:
        total, scale = self.total(bound.terms)
        holds = np.ones(self.grid.world.size, dtype=np.int64)
        for limit, sign in ((bound.lower, 1), (bound.upper, -1)):
            if limit is not None:
                limit = Fraction(limit)
                holds &= sign * (total * limit.denominator - limit.numerator * scale) >= 0
        return holds

    def _amount(self, term: Amount) -> Values:
        season, _, fixed = self.grid.staged
        free = {(season.athletes[a].name, day): n for n, (a, day) in enumerate(self.grid.world.free)}
        held = [d for d in fixed if d.athlete == term.athlete]
        parts: list[tuple[Any, list[Fraction]]] = []
        constant = Fraction(0)
        for day in term.days:
            there = day % season.calendar.length if season.calendar.repeats else day
            constant += sum((_much(term, d) for d in held if d.day == there), Fraction(0))
            if (term.athlete, there) in free:
                n = free[term.athlete, there]
                table = [sum((_much(term, d) for d in cell), Fraction(0)) for cell in self.grid.cells[n]]
                parts.append((self.grid.choices[n], table))
        common = math.lcm(constant.denominator, *(v.denominator for _, table in parts for v in table))
        total = np.full(self.grid.world.size, int(constant * common), dtype=np.int64)
        for choice, table in parts:
            total = total + np.array([int(v * common) for v in table], dtype=np.int64)[choice]
        return total, common


def _much(term: Amount, done: Done) -> Fraction:
    fits = done.form in term.forms and term.slot in (None, done.slot)
    return done.amounts.get(term.measure, Fraction(0)) if fits else Fraction(0)
