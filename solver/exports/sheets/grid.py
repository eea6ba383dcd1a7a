"""The week grid: Monday to Sunday and a total, a row for each part of the day; what a coach edits.

It is read back (:mod:`solver.imports.xlsx`): the dates above a column and the slot before a row say where a
session is, each line of a cell is one session. Titles and totals are there to be read by people.
"""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.pagebreak import Break

from solver.documents.scenario import Athlete
from solver.exports.export import Export, Item
from solver.exports.sheets import style as s
from solver.plans.figures import Week, easy_running, phase_name
from solver.words import WEEKDAYS, number

ATHLETE, WEEK, SLOT, TOTAL = "Athlete", "Week", "Slot", "Total"
FIRST, HEAD = 3, 4
DATE = "ddd d mmm yyyy"
WIDTH = 24.0
#: The heights of weeks, in points, that fit on one printed page below its head.
PAGE = 640.0


def add(book: Any, export: Export, athlete: Athlete, name: str) -> None:
    """Add the grid of an athlete."""
    sheet = book.create_sheet(name)
    columns = "CDEFGHI"
    widths = {"A": 10.0, "B": 8.0, "J": 20.0} | dict.fromkeys(columns, WIDTH)
    s.page(sheet, f"{HEAD}:{HEAD}", f"C{HEAD + 1}", widths)
    s.text(sheet, 1, 1, export.season.scenario.title, font=s.BOLD)
    s.text(sheet, 2, 1, ATHLETE, font=s.QUIET)
    s.text(sheet, 2, FIRST, athlete.name, font=s.BOLD)
    s.text(sheet, 3, 1, export.mark, font=s.ALARM)
    for column, word in enumerate((WEEK, SLOT, *(w.capitalize() for w in WEEKDAYS), TOTAL), 1):
        s.text(sheet, HEAD, column, word, font=s.WHITE, fill=s.fill(s.HEAD), alignment=s.CENTRE)
    row, filled = HEAD + 1, 0.0
    for week in (export.figures[athlete.name][each - 1] for each in export.numbers):
        below = _Grid(sheet, export, athlete, week).add(row)
        tall = s.POINTS_A_LINE + sum(sheet.row_dimensions[each].height for each in range(row + 1, below))
        if filled and filled + tall > PAGE:
            sheet.row_breaks.append(Break(id=row - 1))
            filled = 0.0
        row, filled = below, filled + tall


class _Grid:
    """The rows of one week."""

    def __init__(self, sheet: Any, export: Export, athlete: Athlete, week: Week) -> None:
        self.sheet, self.export, self.athlete, self.week = sheet, export, athlete, week
        self.calendar = export.season.calendar
        self.closed = self.calendar.closed(athlete)

    def add(self, row: int) -> int:
        """Write the week from a row on; the row below it."""
        head = {"fill": s.fill(s.DATES), "font": s.BOLD, "border": s.BOX}
        s.text(self.sheet, row, 1, f"{WEEK} {self.week.number}", **head)
        s.text(self.sheet, row, 2, "", **head)
        for place, day in enumerate(self.export.week(self.week.number)):
            s.put(self.sheet, row, FIRST + place, self.calendar.date(day), DATE, alignment=s.CENTRE, **head)
        s.text(self.sheet, row, FIRST + 7, "unload week" if self.week.unload else "", **head)
        for place, slot in enumerate(self.calendar.slots, 1):
            self._slot(row + place, slot, first=place == 1)
        return row + len(self.calendar.slots) + 1

    def _slot(self, row: int, slot: str, first: bool) -> None:
        style = {"alignment": s.TOP, "border": s.BOX}
        s.text(self.sheet, row, 1, phase_name(self.week.phase) if first else "", font=s.QUIET, **style)
        s.text(self.sheet, row, 2, slot, font=s.QUIET, **style)
        total = self._total() if first else []
        s.text(self.sheet, row, FIRST + 7, "\n".join(total), **style)
        tallest = s.height(total, WIDTH)
        for place, day in enumerate(self.export.week(self.week.number)):
            items = self.export.on(self.athlete.name, day, slot)
            reason = self.closed.get((day, slot))
            lines = [_line(item) for item in items] + ([f"({reason})"] if reason and not items else [])
            cell = s.text(self.sheet, row, FIRST + place, "\n".join(lines), **style)
            if colour := self._fill(items, reason):
                cell.fill = colour
            if any(item.breaks for item in items):
                cell.font = s.ALARM
            tallest = max(tallest, s.height(lines, WIDTH))
        self.sheet.row_dimensions[row].height = min(tallest + 4, 400)

    def _fill(self, items: list[Item], reason: str | None) -> Any:
        if any(item.meet for item in items):
            return s.fill(s.MEET)
        if items:
            shelf = self.export.season.catalogue
            hardest = max(shelf.rank(item.done.form) for item in items)
            return s.class_fill(shelf.classes, shelf.classes[hardest])
        return s.fill(s.CLOSED) if reason else None

    def _total(self) -> list[str]:
        week = self.week
        found = [f"sprint {number(week.sprint)} m"] if week.sprint else []
        found += [f"{easy_running(self.export.season)} {number(week.other)} m"] if week.other else []
        return [*found, f"load {number(round(week.load))} AU"]


def _line(item: Item) -> str:
    """A session with its target in brackets, which are not read back."""
    return f"{item.line} ({item.target})" if item.target else item.line
