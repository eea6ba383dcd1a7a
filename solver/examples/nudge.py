"""Whether the examples would notice if a number of a rule were off by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from solver.auditor import judge
from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Modifier, ModifierExample
from solver.errors import InputError, Mark
from solver.examples.check import by_name, outcome, read_rules, rows_of, staged
from solver.examples.modifiers import ModifierEntry, Rules, read_modifiers, rule_of
from solver.examples.shelves import catalogue_of
from solver.examples.stage import Stage
from solver.examples.words import strange
from solver.files.source import Path_, Source, dotted
from solver.loading.load import RuleEntry
from solver.loading.rulechecks import limits_wrong

#: Parts of a rule that say what it means or where it comes from, not what it does.
SPOKEN = {
    "examples",
    "says",
    "why",
    "source",
    "tags",
    "level",
    "penalty",
    "reading",
    "readings",
    "off",
    "lint",
}
SPOKEN |= {"rules"}  # of a modifier: names
#: A number inside text ('10%', '2 days', '1-4'), but not within a name (100m, flying-30).
_NUMBER = re.compile(r"(?<![\w.])(?<![A-Za-z_]-)\d+(?:\.\d+)?(?![\w.]|-[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A number (or a whole modifier) whose change no row would notice: where it stands, and what changed."""

    section: str
    rule: str
    mark: Mark
    at: Path_
    says: str

    def __str__(self) -> str:
        path = dotted((self.section, self.rule, *self.at))
        return f"{self.mark.file}:{self.mark.line}  {path}: {self.says}"


#: The levels at which something is wrong, the points, the gain.
Outcome = tuple[frozenset[str], int | None, int | None]


def unnoticed(path: Path, catalogue: Catalogue | None = None) -> list[Unnoticed]:
    """Every number of a rulebook that could be one more or one less unnoticed.

    Each number is moved by one, up and down (a percentage by one per cent); if the rule can still be
    read and every row still holds, breaks, costs and earns what it did, nobody would notice. Numbers of
    modifiers likewise; a modifier that changes no row of its own is told as well.
    """
    shelf = catalogue or catalogue_of(path)
    rules = read_rules(path)
    by_id = by_name(rules)
    sound = [each for each in rules if not strange(*each, shelf)]
    by_id = {name: each for name, each in by_id.items() if each in sound}
    found = [each for entry, rule in sound for each in unnoticed_in(entry, rule, shelf)]
    return found + [one for each in read_modifiers(path) for one in _in_modifier(each, by_id, shelf)]


def unnoticed_in(entry: RuleEntry, rule: Envelope, shelf: Catalogue) -> Iterator[Unnoticed]:
    """What is unnoticed in one rule; rows that cannot be staged are left out (wrong by themselves)."""
    scenes = list(_scenes(rule, shelf))
    before = [_outcome(entry, rule, *each) for each in scenes]
    for at, was, now, data in moved(entry.source.data):
        other = RuleEntry(entry.id, Source(entry.source.file, data, {}, entry.source.values), entry.book)
        try:
            changed = other.rule
            if any(limits_wrong(changed)):
                continue
            after = [_outcome(other, changed, *each) for each in scenes]
        except (InputError, ArithmeticError):
            continue
        if after == before:
            yield Unnoticed("rules", entry.id, entry.source.mark(at), at, f"{was} -> {now} unnoticed")


def _in_modifier(entry: ModifierEntry, rules: Rules, shelf: Catalogue) -> Iterator[Unnoticed]:
    """What is unnoticed in one modifier."""
    scenes: list[tuple[RuleEntry, Envelope, Stage, bool]] = []
    for _, example in rows_of(entry.modifier):
        assert isinstance(example, ModifierExample)
        try:
            changed, rule = rule_of(entry.modifier, example, rules)
            scene = staged(rule, example, shelf, entry.modifier)
        except InputError:
            continue
        scenes.append((changed, rule, scene, example.points is not None))

    def outcomes(*modifiers: Modifier) -> list[Outcome]:
        return [_outcome(*scene, False, modifiers) for scene in scenes]

    def told(at: Path_, says: str) -> Unnoticed:
        return Unnoticed("modifiers", entry.id, entry.source.mark(at), at, says)

    before = outcomes(entry.modifier)
    if scenes and outcomes() == before:
        yield told((), "no row would notice if it were not there")
    for at, was, now, data in moved(entry.source.data) if scenes else ():
        try:
            after = outcomes(Modifier.model_validate(data))
        except (ValidationError, InputError, ArithmeticError):
            continue
        if after == before:
            yield told(at, f"{was} -> {now} unnoticed")


def _scenes(rule: Envelope, shelf: Catalogue) -> Iterator[tuple[Stage, bool, bool]]:
    for _, example in rows_of(rule):
        try:
            scene = staged(rule, example, shelf)
        except InputError:
            continue
        yield scene, example.points is not None, example.gain is not None


def _outcome(
    entry: RuleEntry,
    rule: Envelope,
    scene: Stage,
    points: bool,
    gain: bool,
    modifiers: Sequence[Modifier] = (),
) -> Outcome:
    verdict = judge(scene.play(entry, rule, modifiers), scene.diary)
    cost, earned = outcome(verdict)
    levels = frozenset(finding.level for finding in verdict.findings)
    return levels, cost if points else None, earned if gain else None


def moved(data: Any) -> Iterator[tuple[Path_, str, str, Any]]:
    """Every copy of a rule in which one number is moved: where, what it was and is, and the copy."""
    for word, value in data.items():
        if word not in SPOKEN:
            for at, was, now, copy in _moved(value):
                yield (word, *at), was, now, {**data, word: copy}


def _moved(value: Any) -> Iterator[tuple[Path_, str, str, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            for at, was, now, copy in _moved(each):
                yield (key, *at), was, now, {**value, key: copy}
    elif isinstance(value, list):
        for n, each in enumerate(value):
            for at, was, now, copy in _moved(each):
                yield (n, *at), was, now, [*value[:n], copy, *value[n + 1 :]]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        for step in (1, -1):
            yield (), f"{value:g}", f"{value + step:g}", value + step
    elif isinstance(value, str):
        for found in _NUMBER.finditer(value):
            for step in (1, -1):
                number = float(found[0]) + step if "." in found[0] else int(found[0]) + step
                text = f"{value[: found.start()]}{number:g}{value[found.end() :]}"
                yield (), value, text, text
