"""What a reader of files is given, and the entries that it finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from solver.documents.mapping import MappingFile, folded
from solver.errors import Mark, Problem
from solver.season import Season


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file that is to be read, for a season, with a coach's own words.

    Parameters
    ----------
    sheets
        The sheets of a workbook that are read; by default the week grids.
    whose
        Whose sessions they are, where the file does not say.
    notes
        What a coach should know of how the file was read; readers add to it.
    """

    file: str
    raw: bytes
    season: Season
    mapping: MappingFile
    sheets: tuple[str, ...] = ()
    whose: str | None = None
    notes: list[str] = field(default_factory=list)

    def slot(self, word: str) -> str:
        """The slot that a word means."""
        return _meant(word, self.mapping.slots, self.season.calendar.slots)

    def athlete(self, word: str) -> str:
        """The athlete that a name means."""
        return _meant(word, self.mapping.athletes, [each.name for each in self.season.athletes])


def _meant(word: str, own: dict[str, str], known: list[str]) -> str:
    words = {folded(each): each for each in known} | {folded(name): each for name, each in own.items()}
    return words.get(folded(word), word)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line of a file that should be a session.

    Parameters
    ----------
    path
        Where it is within what `mark` tells, if there is more to say.
    text
        The session on one line; None where `session` says it.
    session, count, distance
        The session as our own files have it.
    athlete, slot
        None where the file does not say.
    said
        The coach's own words, as our own files have them.
    """

    mark: Mark
    date: dt.date
    athlete: str | None = None
    slot: str | None = None
    text: str | None = None
    session: str | None = None
    count: int | None = None
    distance: int | None = None
    said: str | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format; `read` finds entries and tells what it cannot understand."""

    ending: str
    read: Callable[[ToRead, list[Problem]], Iterator[FoundLine]]
    sheets: bool = False


class CellMark(Mark):
    """A cell of a sheet; shown as spreadsheets do: `plan.xlsx Grid!C7`."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}!{letters(self.column)}{self.line}"


def letters(column: int) -> str:
    """The name of a column: 3 is C, 28 is AB."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
