"""The annual plan: weeks as columns, what they are and what is in them as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import Any

from openpyxl.utils import get_column_letter

from solver.documents.scenario import PHASES
from solver.exports.export import Export
from solver.exports.sheets import style as s
from solver.plans.figures import Week, easy_running, phase_name

NAME = "Annual"
FIRST = 3


def add(book: Any, export: Export) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(NAME)
    last = FIRST + len(export.numbers) - 1
    widths = {"A": 18.0, "B": 16.0} | {get_column_letter(n): 8.0 for n in range(FIRST, last + 1)}
    s.page(sheet, "1:6", f"{get_column_letter(FIRST)}7", widths)
    s.text(sheet, 1, 1, export.title, font=s.BOLD)
    if export.mark:
        s.text(sheet, 1, FIRST, export.mark, font=s.ALARM)
    own = next(iter(export.figures.values()))
    chosen = [own[number - 1] for number in export.numbers]
    blocks = macrocycles([week.phase for week in own])
    _heads(sheet, export, chosen, blocks)
    row = 7
    for athlete in export.athletes:
        weeks = [export.figures[athlete.name][number - 1] for number in export.numbers]
        row = _athlete(sheet, export, athlete.name, weeks, row)


def macrocycles(phases: Sequence[str]) -> list[int]:
    """The macrocycle of each week: a new one begins where the phases begin again."""

    def rank(phase: str) -> int:
        return PHASES.index(phase) if phase in PHASES else -1

    found = [1] if phases else []
    for before, after in pairwise(phases):
        found.append(found[-1] + (0 <= rank(after) < rank(before)))
    return found


def _heads(sheet: Any, export: Export, weeks: Sequence[Week], blocks: Sequence[int]) -> None:
    """What each week is: its number, its Monday, macro-, meso- and microcycle."""
    for row, word in enumerate(("Week", "From", "Macrocycle", "Phase", "Unload"), 2):
        s.text(sheet, row, 1, word, font=s.QUIET)
    for column, week in enumerate(weeks, FIRST):
        phase = s.fill(s.PHASES.get(week.phase, s.DATES))
        colour: dict[str, Any] = {"fill": phase, "border": s.BOX, "alignment": s.CENTRE}
        monday = export.season.calendar.date(7 * (week.number - 1))
        s.put(sheet, 2, column, week.number, **colour)
        s.put(sheet, 3, column, monday, "d mmm", **colour)
        s.put(sheet, 4, column, blocks[week.number - 1], **colour)
        s.text(sheet, 5, column, phase_name(week.phase), **colour)
        s.text(sheet, 6, column, "unload" if week.unload else "", **colour)
    _joined(sheet, 4, [blocks[week.number - 1] for week in weeks])
    _joined(sheet, 5, [(blocks[week.number - 1], week.phase) for week in weeks])
    sheet.row_dimensions[5].height = 3 * s.POINTS_A_LINE


def _joined(sheet: Any, row: int, values: Sequence[object]) -> None:
    """Make one cell of neighbours that say the same."""
    column = FIRST
    for _, same in groupby(values):
        last = column + len(list(same)) - 1
        if last > column:
            sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
        column = last + 1


def _athlete(sheet: Any, export: Export, name: str, weeks: Sequence[Week], row: int) -> int:
    """The rows of one athlete; the row below them."""
    rows: Sequence[tuple[str, Callable[[Week], float]]] = (
        ("sprint m", lambda week: float(week.sprint)),
        (f"{easy_running(export.season)} m", lambda week: float(week.other)),
        ("load AU", lambda week: float(round(week.load))),
        ("high days", lambda week: week.high_days),
        ("sessions", lambda week: week.sessions),
    )
    s.text(sheet, row, 1, name, font=s.BOLD)
    s.text(sheet, row, 2, "meets", font=s.QUIET)
    for column, week in enumerate(weeks, FIRST):
        lines = [f"{meet.name} ({meet.priority})" for meet in week.meets]
        cell = s.text(sheet, row, column, "\n".join(lines), border=s.BOX, alignment=s.UPRIGHT)
        if lines:
            cell.fill = s.fill(s.MEET)
    longest = max((len(meet.name) + 4 for week in weeks for meet in week.meets), default=0)
    sheet.row_dimensions[row].height = min(6.0 * longest + s.POINTS_A_LINE, 250)
    for place, (word, value) in enumerate(rows, 1):
        s.text(sheet, row + place, 2, word, font=s.QUIET)
        for column, week in enumerate(weeks, FIRST):
            s.put(sheet, row + place, column, value(week), "#,##0", border=s.BOX)
    return row + len(rows) + 2
