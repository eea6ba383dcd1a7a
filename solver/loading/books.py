"""Rulebooks as they are read aloud and tested: every rule validated, sources at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from solver.documents.fields import Claim
from solver.documents.rulebook import Envelope, Modifier
from solver.errors import InputError, Problem
from solver.files.shelves import open_file, shipped
from solver.files.source import Source
from solver.loading.load import RuleEntry, opened
from solver.overlays.overlay import EXTENDS
from solver.overlays.ownrules import below
from solver.season import Season


@dataclass(frozen=True)
class Book:
    """A rulebook with its rules and modifiers.

    Parameters
    ----------
    sources
        The titles of what is cited, by the word for each.
    rules
        Each in the reading that it names.
    others
        The other readings of rules that have them, by rule and name.
    claims
        What the sources claim, by source and claim.
    """

    id: str
    title: str
    sources: Mapping[str, str]
    rules: Mapping[str, Envelope]
    modifiers: Mapping[str, Modifier]
    others: Mapping[str, Mapping[str, Envelope]] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Claim]] = field(default_factory=dict)


def read_book(file: Path, source: Source | None = None) -> Book:
    """Read a rulebook whole.

    Raises
    ------
    InputError
        With the problems of every rule.
    """
    source = source or open_file(file)
    document, entries = opened(source)
    problems: list[Problem] = []
    rules: dict[str, Envelope] = {}
    others: dict[str, dict[str, Envelope]] = {}
    modifiers: dict[str, Modifier] = {}
    for entry in every_reading(entries):
        try:
            rule = entry.rule
        except InputError as error:
            problems.extend(error.problems)
        else:
            if entry.id in rules:
                others.setdefault(entry.id, {})[str(rule.reading)] = rule
            rules.setdefault(entry.id, rule)
    for name in document.modifiers:
        try:
            modifiers[name] = below(f"modifiers.{name}", Modifier, source.at(("modifiers", name)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return Book(
        id=document.rulebook,
        title=document.title,
        sources={name: each.title for name, each in document.sources.items()},
        rules=rules,
        modifiers=modifiers,
        others=others,
        claims={name: each.claims for name, each in document.sources.items()},
    )


def every_reading(entries: Iterable[RuleEntry]) -> Iterator[RuleEntry]:
    """The rules of a rulebook in each of their readings, first the one that each names."""
    for entry in entries:
        yield from (entry, *entry.other_readings)


def shipped_books() -> list[Path]:
    """The rulebooks that come with speedfirst."""
    files = sorted((shipped() / "constraints").rglob("*.yaml"))
    return [file for file in files if first_word(open_file(file)) == "rulebook"]


def first_word(source: Source) -> str:
    """The key of a file that says what it is: the first one, or `extends` wherever it stands."""
    if not isinstance(source.data, dict):
        return ""
    return EXTENDS if EXTENDS in source.data else next(iter(source.data), "")


def sources_of(season: Season) -> dict[str, dict[str, str]]:
    """The titles of what the rules of each rulebook of a season cite, by the title of the rulebook.

    What stands in no rulebook may cite the sources of all of them.
    """
    found = season.cited
    every = {word: title for sources in found.values() for word, title in sources.items()}
    books = dict.fromkeys([*found, *(each.book for each in season.rules)])
    return {book: {**every, **found.get(book, {})} for book in books}


def cited(source: str, sources: Mapping[str, str]) -> str:
    """A citation such as 'haugen S7', with the title of what it cites."""
    for name in sorted(sources, key=len, reverse=True):
        if source == name or source.startswith(f"{name} "):
            return f"{sources[name]}{',' if source[len(name) :] else ''}{source[len(name) :]}"
    return source
