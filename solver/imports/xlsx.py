"""The week grid of a workbook: days above the columns, slots before the rows, sessions in cells.

Ours is one (:mod:`solver.exports.sheets.grid`), and so is a coach's own, with a row of weekdays at its
top and a date or `week 7` at the left of each week, or with a row of dates for each week. Left of the
days stand labels, right of them a total (or what the mapping says to `ignore`); anything else is told, as
is every line of a cell that is no session.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from solver.documents.base import shown
from solver.documents.mapping import folded
from solver.errors import Problem
from solver.files.text import STEERING, unshown
from solver.imports.reader import CellMark, FoundLine, Reader, ToRead
from solver.imports.workbook import Sheet, Value, sheets
from solver.words import DAYS, WEEKDAYS, dated, day_name

#: Sheets that are week grids by their names begin so.
GRID = "grid"
TOTALS = ("total", "totals", "sum")
_WEEK = re.compile(r"(?:week|wk)\.?\s*([1-9][0-9]?)\b", re.IGNORECASE)
#: So many weekdays (or dates) in a row are the head of a grid.
SEVERAL = 3


def read(given: ToRead, problems: list[Problem]) -> Iterator[FoundLine]:
    """The sessions of all grids."""

    def choose(names: Sequence[str]) -> Sequence[str]:
        """The sheets that were named, else those called grids, else the first one."""
        grids = given.sheets or [each for each in names if each.lower().startswith(GRID)] or names[:1]
        if not given.sheets and not grids[0].lower().startswith(GRID) and len(names) > 1:
            given.notes.append(f"only the sheet {grids[0]!r} was read; --sheet names others")
        return grids

    for sheet in sheets(given.raw, given.file, choose):
        yield from _Grid(given, sheet, problems).entries()


class _Grid:
    """Reads one sheet from its top to its bottom."""

    def __init__(self, given: ToRead, sheet: Sheet, problems: list[Problem]) -> None:
        self.given, self.sheet, self.problems = given, sheet, problems
        self.calendar = given.season.calendar
        self.names = {
            folded(day_name(self.calendar.date(n))): self.calendar.date(n)
            for n in range(self.calendar.length)
        }
        self.slots = {folded(each) for each in (*self.calendar.slots, *given.mapping.slots)}
        self.athlete: str | None = None
        self.weekdays: dict[int, int] = {}
        self.dates: dict[int, dt.date] = {}
        self.totals: set[int] = set()

    def entries(self) -> Iterator[FoundLine]:
        """Every line of every cell below a date."""
        for row, column in self.sheet.unknown:
            said = "found a formula without a value; open the file in a spreadsheet and save it"
            self._wrong(row, column, said)
        for row, cells in self.sheet.rows:
            if not (self._head(row, cells) or self._named(cells)):
                yield from self._sessions(row, cells)
        if not self.dates:
            said = "expected a week grid: a row of dates, or of weekdays with a date before each week"
            self._wrong(1, 1, said)

    def _wrong(self, row: int, column: int, says: str) -> None:
        self.problems.append(Problem(says, self._mark(row, column)))

    def _mark(self, row: int, column: int) -> CellMark:
        return CellMark(f"{self.given.file} {self.sheet.name}", row, column)

    def _named(self, cells: Mapping[int, Value]) -> bool:
        """Whether a row says whose grid it is: 'Athlete' and a name."""
        first, *others = cells.values()
        if not (isinstance(first, str) and folded(first) == "athlete" and len(others) == 1):
            return False
        self.athlete = str(others[0])
        return True

    def _head(self, row: int, cells: Mapping[int, Value]) -> bool:
        """Whether a row is a head: weekdays, or the dates of a week."""
        weekdays = {column: day for column, value in cells.items() if (day := _weekday(value)) is not None}
        if len(weekdays) >= SEVERAL:
            self.weekdays, self.dates = weekdays, {}
            beside = {*TOTALS, *map(folded, self.given.mapping.ignore)}
            self.totals = {column for column, value in cells.items() if folded(str(value)) in beside}
            return True
        dates = {column: date for column, value in cells.items() if (date := self._date(value)) is not None}
        if len(dates) >= SEVERAL:
            self.dates = dates
            for column, value in cells.items():
                if column not in dates and min(dates) < column < max(dates):
                    self._wrong(row, column, f"found {shown(value)} in a row of dates, expected a date")
            return True
        return False

    def _date(self, value: Value) -> dt.date | None:
        """The date in a cell: a date, or one written as 2026-10-05 or as 'Mon 5 Oct'."""
        if isinstance(value, dt.date):
            return value
        if not isinstance(value, str):
            return None
        return dated(value.strip()) or self.names.get(folded(value))

    def _sessions(self, row: int, cells: Mapping[int, Value]) -> Iterator[FoundLine]:
        """The sessions of a row below a head."""
        if not (self.dates or self.weekdays):
            return
        days = set(self.weekdays) or set(self.dates)
        labels = {column: value for column, value in cells.items() if column < min(days)}
        if not self._week(row, labels):
            return
        slot = next((str(each) for each in labels.values() if folded(str(each)) in self.slots), None)
        for column, value in cells.items():
            if column in labels or column in self.totals:
                continue
            if column in self.dates:
                yield from self._cell(row, column, value, slot)
            elif column in days:
                self._wrong(row, column, f"found {shown(value)}, expected the date of its week before it")
            else:
                self._wrong(row, column, f"found {shown(value)} outside the days, expected nothing there")

    def _week(self, row: int, labels: Mapping[int, Value]) -> bool:
        """Take the dates of the week that a label names; whether labels with numbers are understood."""
        known = self.slots | {*map(folded, self.given.mapping.ignore)}
        for column, value in labels.items() if self.weekdays else ():
            date = self._date(value)
            found = _WEEK.match(value) if isinstance(value, str) else None
            if date is None and found:
                date = self.calendar.date(7 * (int(found[1]) - 1))
            if date is not None:
                monday = date - dt.timedelta(days=date.weekday())
                self.dates = {c: monday + dt.timedelta(days=day) for c, day in self.weekdays.items()}
            elif any(letter.isdigit() for letter in str(value)) and folded(str(value)) not in known:
                said = f"found {shown(value)}, expected a date such as 2026-10-05, or 'week 2'"
                self._wrong(row, column, f"{said}; the row was not read")
                return False
        return True

    def _cell(self, row: int, column: int, value: Value, slot: str | None) -> Iterator[FoundLine]:
        """A session for each line of a cell."""
        mark = self._mark(row, column)
        for line in str(value).splitlines():
            if steering := STEERING.search(line):
                self._wrong(row, column, unshown(steering))
            elif line.strip(" -\u2013\u2014"):
                yield FoundLine(mark, self.dates[column], self.athlete, slot, line)


def _weekday(value: Value) -> int | None:
    """The weekday that a cell names, from 0."""
    word = folded(value) if isinstance(value, str) else ""
    known = word in WEEKDAYS or word in {each.lower() for each in DAYS.values()}
    return WEEKDAYS.index(word[:3]) if known else None


READER = Reader(".xlsx", read, sheets=True)
