"""The examples of modifiers: rows for a rule of the same rulebook, with the modifier at work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from solver.clauses.when import When
from solver.clauses.who import Who
from solver.documents.base import validate
from solver.documents.rulebook import Envelope, Modifier, ModifierExample, Rulebook
from solver.errors import InputError, Problem, refuse
from solver.files.shelves import open_file
from solver.files.source import Source
from solver.loading.load import RuleEntry
from solver.overlays.ownrules import below
from solver.words import unknown

#: The rules of a rulebook, by id.
Rules = Mapping[str, tuple[RuleEntry, Envelope]]


@dataclass(frozen=True)
class ModifierEntry:
    """A modifier of a rulebook as written, and as read."""

    id: str
    source: Source
    modifier: Modifier


def read_modifiers(path: Path) -> list[ModifierEntry]:
    """The modifiers of a rulebook.

    Raises
    ------
    InputError
        With everything that is wrong in any of them.
    """
    source = open_file(path)
    found: list[ModifierEntry] = []
    problems: list[Problem] = []
    for name in validate(Rulebook, source).modifiers:
        part = source.at(("modifiers", name))
        try:
            found.append(ModifierEntry(name, part, below(f"modifiers.{name}", Modifier, part)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def rule_of(modifier: Modifier, example: ModifierExample, rules: Rules) -> tuple[RuleEntry, Envelope]:
    """The rule that a row of a modifier is judged by.

    Raises
    ------
    InputError
        If the rulebook has no such rule, or the modifier does not change it.
    """
    name = example.rule or next(iter(modifier.rules), None)
    if name is None:
        raise refuse("'rule' is missing: the modifier is for all rules, so a row has to name one")
    if name not in rules:
        raise refuse(unknown("rule", name, rules))
    if modifier.rules and name not in modifier.rules:
        raise refuse(f"the modifier does not change the rule {name!r}")
    return rules[name]


def cast(rule: Envelope, modifier: Modifier) -> Envelope:
    """The rule with the days and athletes of the modifier on top, for building the season of a row."""
    when: dict[str, object] = {name: getattr(modifier.when, name) for name in modifier.when.model_fields_set}
    who: dict[str, object] = {name: getattr(modifier.who, name) for name in modifier.who.model_fields_set}
    own = {"when": _on_top(rule.when, when), "who": _on_top(rule.who, who)}
    return rule.model_copy(update=own)


def _on_top(clause: When | Who, own: Mapping[str, object]) -> When | Who:
    return clause.model_copy(update=dict(own))


def in_book(modifier: Modifier, rules: Rules) -> bool:
    """Whether the rulebook has a rule that the modifier changes, so that rows can be played."""
    return any(name in rules for name in modifier.rules or rules)
