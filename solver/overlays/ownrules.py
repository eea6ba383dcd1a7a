"""A scenario's own rules, and those of its overlays, laid over those of its rulebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from solver.documents.base import D, validate
from solver.documents.rulebook import Envelope, Rule, refuse_rule, switch
from solver.errors import InputError, Problem
from solver.files.source import Path_, Source
from solver.overlays.overlay import switched
from solver.overlays.readings import as_read, changed_inside, each_reading, overridden
from solver.words import nearest, unknown


@dataclass(frozen=True, eq=False)
class RuleEntry:
    """A rule: its id, its text in the reading that is used, and the rulebook it came from.

    `written` is its text with all its readings, and `over` what has been laid over it. What is worked out of
    the text is worked out once, whoever asks for it.
    """

    id: str
    source: Source
    book: str
    written: Source | None = None
    over: Source | None = None

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

    @property
    def off(self) -> bool:
        """Whether the rule is known but not in use."""
        return isinstance(self.source.data, dict) and self.source.data.get("off") is True

    def changed(self, over: Source) -> RuleEntry:
        """The rule with changes laid over those that it has."""
        every = self.over.merged(over) if self.over else over
        written = changed_inside(self.written or self.source, over)
        return replace(self, source=overridden(written, every), written=written, over=every)


@dataclass
class Loaded:
    """What has been read so far, with the problems found; `own` are rules and modifiers of no rulebook."""

    entries: dict[str, RuleEntry] = field(default_factory=dict)
    modifiers: dict[str, Source] = field(default_factory=dict)
    own: set[Path_] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    books: list[Path] = field(default_factory=list)
    cited: dict[str, dict[str, str]] = field(default_factory=dict)

    def take(self, step: Any) -> Any:
        """Run a step of reading; its problems join the others."""
        try:
            return step()
        except InputError as error:
            self.problems.extend(error.problems)
            return None


def lay_over(layer: Source, title: str, loaded: Loaded) -> None:
    """Lay the rules and modifiers of a scenario, or of an overlay, over those that are there.

    Parameters
    ----------
    layer
        The scenario or the overlay.
    title
        What its own rules are said to come from.
    """
    for name, written in _section(layer, "rules"):
        known = loaded.entries.get(name)
        value = switched(written)
        if not isinstance(value.data, dict):
            loaded.problems.append(layer.problem(("rules", name), refuse_rule(value.data)))
        elif known is not None:
            loaded.entries[name] = known.changed(value)
        elif value is written and _is_new(entry := RuleEntry(name, as_read(value), title, value), loaded):
            loaded.entries[name] = entry
            loaded.own.add(("rules", name))
        else:
            message = unknown("rule", name, loaded.entries)
            loaded.problems.append(layer.problem(("rules", name), message, key=True))
    for name, value in _section(layer, "modifiers"):
        _lay_modifier(layer, name, value, loaded)


def _lay_modifier(layer: Source, name: str, value: Source, loaded: Loaded) -> None:
    """Change, add or drop a modifier."""
    if switch(value.data) is not False:
        if known := loaded.modifiers.get(name):
            loaded.modifiers[name] = known.merged(value)
        else:
            loaded.modifiers[name] = value
            loaded.own.add(("modifiers", name))
    elif loaded.modifiers.pop(name, None) is None:
        message = unknown("modifier", name, loaded.modifiers)
        loaded.problems.append(layer.problem(("modifiers", name), message, key=True))


def _section(layer: Source, word: str) -> Iterable[tuple[str, Source]]:
    inside = layer.data.get(word) if isinstance(layer.data, dict) else None
    return layer.below((word,)).items() if isinstance(inside, dict) else ()


def _is_new(entry: RuleEntry, loaded: Loaded) -> bool:
    """Whether a rule of the scenario is a rule of its own, and not one with a misspelt name."""
    try:
        return bool(entry.rule)
    except InputError:
        return not nearest(entry.id, loaded.entries)


def below(path: str, model: type[D], source: Source) -> D:
    """Validate a part of a file; problems name its `path` there."""
    try:
        return validate(model, source, path)
    except InputError as error:
        raise InputError(
            Problem(p.message, p.mark, f"{path}.{p.path}" if p.path else path) for p in error.problems
        ) from None
