"""A scenario's own rules laid over those of its rulebooks: changed, switched off or added."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from solver.documents.base import D, validate
from solver.documents.rulebook import Envelope, Rule, refuse_rule, switch
from solver.documents.scenario import Scenario
from solver.errors import InputError, Problem
from solver.readings import as_read, changed_inside, each_reading, overridden
from solver.source import Source
from solver.words import nearest, unknown


@dataclass(frozen=True, eq=False)
class RuleEntry:
    """A rule: its id, its text in the reading that is used, and the rulebook it came from.

    `written` is its text with all its readings. What is worked out of the text is worked out once,
    whoever asks for it.
    """

    id: str
    source: Source
    book: str
    written: Source | None = None

    @cached_property
    def rule(self) -> Envelope:
        """The rule itself.

        Raises
        ------
        InputError
            With its problems, each at its place in the file under `rules.<id>`.
        """
        return below(f"rules.{self.id}", Rule, self.source)

    @cached_property
    def other_readings(self) -> list[RuleEntry]:
        """The rule in the readings that are not used."""
        found = list(each_reading(self.written or self.source))[1:]
        return [RuleEntry(self.id, each, self.book) for each in found]


@dataclass
class Loaded:
    """What has been read so far, with the problems found."""

    entries: dict[str, RuleEntry] = field(default_factory=dict)
    modifiers: dict[str, Source] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, entry: RuleEntry) -> None:
        """Take in a rule, which may itself say that it is off."""
        self.entries[entry.id] = entry
        off = entry.source.data.get("off") if isinstance(entry.source.data, dict) else None
        if isinstance(off, bool):
            (self.off.add if off else self.off.discard)(entry.id)


def lay_over(scenario: Scenario, source: Source, loaded: Loaded) -> None:
    """Lay the scenario's own rules over those of its rulebooks."""
    for name, value in scenario.rules.items():
        below = source.at(("rules", name))
        known = loaded.entries.get(name)
        turned = switch(value)
        if known is None:
            entry = RuleEntry(name, as_read(below), scenario.title, below)
            if _is_new(entry, value, loaded):
                loaded.add(entry)
            else:
                message = unknown("rule", name, loaded.entries)
                loaded.problems.append(source.problem(("rules", name), message, key=True))
        elif turned is not None:
            (loaded.off.discard if turned else loaded.off.add)(name)
        elif isinstance(value, dict):
            written = changed_inside(known.written or known.source, below)
            loaded.add(RuleEntry(name, overridden(written, below), known.book, written))
        else:
            loaded.problems.append(source.problem(("rules", name), refuse_rule(value)))
    for word in scenario.modifiers:
        loaded.modifiers[word] = source.at(("modifiers", word))


def _is_new(entry: RuleEntry, value: Any, loaded: Loaded) -> bool:
    """Whether a rule of the scenario is a rule of its own, and not one with a misspelt name."""
    if not isinstance(value, dict):
        return False
    try:
        return bool(entry.rule)
    except InputError:
        return not nearest(entry.id, loaded.entries)


def below(path: str, model: type[D], source: Source) -> D:
    """Validate a part of a file; problems name its `path` there."""
    try:
        return validate(model, source)
    except InputError as error:
        raise InputError(
            Problem(p.message, p.mark, f"{path}.{p.path}" if p.path else path) for p in error.problems
        ) from None
