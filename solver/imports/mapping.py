"""A mapping file, read for a season: every word must stand for something that there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from solver.documents.base import validate
from solver.documents.mapping import MappingFile, folded
from solver.errors import InputError, Problem
from solver.files.shelves import open_file
from solver.files.source import Source
from solver.imports.table import USED
from solver.season import Season
from solver.typed.oneline import LineReader
from solver.words import unknown

#: What is said with every problem of a mapping.
LOOKS = (
    "a mapping looks like this, in YAML: {mapping: my-words, words: {flat out: sprints-60,"
    " gym: {session: max-strength, work: 4 sets}}, slots: {morning: am}, ignore: [physio]};"
    " 'speedfirst schema mapping' has all its words, 'speedfirst sessions' the sessions"
)


def read_mapping(path: Path, season: Season) -> MappingFile:
    """Read a mapping file.

    Raises
    ------
    InputError
        With every word that stands for nothing, each in its place.
    """
    try:
        source = open_file(path)
        file = validate(MappingFile, source)
        if problems := list(_wrong(file, source, season)):
            raise InputError(problems)
    except InputError as error:
        *others, last = error.problems
        raise InputError([*others, replace(last, message=f"{last.message}\n  {LOOKS}")]) from None
    return file


def _wrong(file: MappingFile, source: Source, season: Season) -> Iterator[Problem]:
    names = LineReader(season.catalogue).names
    athletes = [each.name for each in season.athletes]
    for word, each in file.words.items():
        if folded(each.session) not in names:
            said = unknown("session", each.session, season.catalogue.sessions)
            yield source.problem(_written(source, "words", word), said)
    tables = (
        ("slots", file.slots, "slot", season.calendar.slots),
        ("athletes", file.athletes, "athlete", athletes),
        ("columns", file.columns, "column", USED),
    )
    for section, words, noun, known in tables:
        for word, meant in words.items():
            if meant not in known:
                yield source.problem(_written(source, section, word), unknown(noun, meant, known))


def _written(source: Source, section: str, word: str) -> tuple[str, ...]:
    """Where a word stands, as it was written there."""
    found = next((each for each in source.data[section] if folded(str(each)) == folded(word)), word)
    return section, found
