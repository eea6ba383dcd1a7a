"""The log of a plan, also from the log sheet of its workbook as a coach has filled it in.

A row that is not answered went as planned. Whoever answers `yes` or `part`, or gives minutes or an RPE,
tells a session that was done; `part` is half of its repetitions. `no` is one that was missed. Rows may be
edited and added: a session that was done instead, or in another dose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from solver.actuals.reading import Logged, read_log
from solver.diary import Done
from solver.documents.base import shown
from solver.documents.log import LogEntry
from solver.documents.mapping import MappingFile, folded
from solver.errors import InputError, Mark, Problem, refuse
from solver.files.shelves import shown as shown_path
from solver.files.source import raw_bytes
from solver.imports.reader import CellMark, FoundLine, ToRead
from solver.imports.understood import understood
from solver.imports.workbook import Sheet, Value, sheets
from solver.season import Season
from solver.words import dated, listed

ENDING, NAME = ".xlsx", "log"
NEEDED = ("date", "session", "done")
COLUMNS = (*NEEDED, "athlete", "slot", "rpe", "minutes")
YES, PART, NO = "yes", "part", "no"
#: The most of what may be given as a number.
MOST: Mapping[str, int] = {"rpe": 10, "minutes": 1440}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet, with what was answered: '' where nothing was."""

    entry: FoundLine
    answer: str
    rpe: float | None
    minutes: int | None

    @property
    def day(self) -> tuple[str | None, dt.date]:
        return self.entry.athlete, self.entry.date


def read(path: Path, season: Season) -> list[Logged]:
    """Read what was done from a log in CSV or YAML, or from the log sheet of a workbook.

    Raises
    ------
    InputError
        With every problem found, each with its place.
    """
    if path.suffix.lower() != ENDING:
        return read_log(path, season)
    file = shown_path(path)
    given = ToRead(file, raw_bytes(path, file), season, MappingFile(mapping="none"))
    problems: list[Problem] = []
    rows = [row for sheet in sheets(given.raw, file, _Chosen(file)) for row in _rows(given, sheet, problems)]
    told = {row.day for row in rows if row.answer}
    there = [row for row in rows if row.day in told]
    found = understood(given, [row.entry for row in there], problems)
    if problems:
        raise InputError(found.problems)
    meant = {entry.mark: done for done, entry in found.entries.items()}
    return [
        _logged(row, meant[row.entry.mark])
        for row in there
        if row.entry.mark in meant and (row.answer or _is_done(there, row.day))
    ]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Chooses the log of all sheets."""

    file: str

    def __call__(self, names: Sequence[str]) -> Sequence[str]:
        found = [each for each in names if folded(each) == NAME]
        if not found:
            raise refuse("expected a sheet 'Log', as in the workbooks of `export`", Mark(self.file, 1, 1))
        return found[:1]


def _is_done(rows: Sequence[_Row], day: tuple[str | None, dt.date]) -> bool:
    """Whether a session of a day was done: the others, not answered, then were as well."""
    return any(row.day == day and row.answer in (YES, PART) for row in rows)


def _rows(given: ToRead, sheet: Sheet, problems: list[Problem]) -> Iterator[_Row]:
    """The rows below the head of a log."""
    columns: dict[str, int] = {}
    for number, cells in sheet.rows:
        if not columns:
            named = {folded(str(value)): column for column, value in cells.items()}
            columns = {name: named[name] for name in COLUMNS if name in named}
            columns = columns if set(NEEDED) <= set(columns) else {}
        elif row := _Reading(given, sheet.name, number, cells, columns, problems).row():
            yield row
    if not columns:
        said = f"expected a log: a row with the heads {listed([each.capitalize() for each in NEEDED])}"
        problems.append(Problem(said, CellMark(f"{given.file} {sheet.name}", 1, 1)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a row."""

    given: ToRead
    sheet: str
    number: int
    cells: Mapping[int, Value]
    columns: Mapping[str, int]
    problems: list[Problem]

    def row(self) -> _Row | None:
        """The row; None where it has no session."""
        text, date = self._cell("session"), self._date()
        if text is None:
            return None
        rpe, minutes = self._amount("rpe"), self._amount("minutes")
        answer = self._answer() or (YES if (rpe, minutes) != (None, None) else "")
        if date is None:
            if answer:
                self._wrong("date", f"found {shown(self._cell('date'))}, expected a date")
            return None
        athlete, slot = self._cell("athlete"), self._cell("slot")
        entry = FoundLine(
            self._mark("session"), date, None if athlete is None else str(athlete),
            None if slot is None else str(slot), str(text),
        )  # fmt: skip
        return _Row(entry, answer, rpe, None if minutes is None else round(minutes))

    def _answer(self) -> str:
        value = self._cell("done")
        word = "" if value is None else folded(str(value))
        if word not in ("", YES, PART, NO):
            self._wrong("done", f"found {shown(value)}, expected yes, part or no")
        return word

    def _date(self) -> dt.date | None:
        value = self._cell("date")
        if isinstance(value, dt.date):
            return value
        return dated(str(value).strip())

    def _amount(self, name: str) -> float | None:
        value = self._cell(name)
        if value is None:
            return None
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        if number is None or not 0 <= number <= MOST[name]:
            self._wrong(name, f"found {shown(value)}, expected a number from 0 to {MOST[name]}")
            return None
        return float(number)

    def _cell(self, name: str) -> Value:
        return self.cells.get(self.columns.get(name, 0))

    def _mark(self, name: str) -> CellMark:
        return CellMark(f"{self.given.file} {self.sheet}", self.number, self.columns[name])

    def _wrong(self, name: str, says: str) -> None:
        self.problems.append(Problem(says, self._mark(name)))


def _logged(row: _Row, done: Done) -> Logged:
    """A row as an entry of a log."""
    missed, date = row.answer == NO, row.entry.date
    if missed:
        entry = LogEntry(date=date, session=f"missed {done.session}", athlete=done.athlete, slot=done.slot)
        return Logged(done.day, done.athlete, done.session, missed, entry)
    entry = LogEntry(
        date=date, session=done.session, athlete=done.athlete, slot=done.slot,
        reps=-(-done.count // 2) if row.answer == PART else done.count, distance=done.distance,
        minutes=row.minutes, rpe=row.rpe,
    )  # fmt: skip
    return Logged(done.day, done.athlete, done.session, missed, entry)
