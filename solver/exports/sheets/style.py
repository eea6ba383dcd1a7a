"""Cells, colours and pages of our workbooks. Texts are texts: nothing in them is ever run as a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins

from solver.files.text import FORMULA

#: Fills by how hard the day is, from the easiest class to the hardest, for meets and for days off.
CLASSES = ("EEF3F8", "DDEEDD", "FCE9C8", "F6D5D0")
MEET, CLOSED, HEAD, DATES, UNLOAD = "E3D3F0", "E6E6E6", "33475B", "DCE4EC", "F2F6FA"
#: Fills of phases, in their order.
PHASES: Mapping[str, str] = {
    "general-preparation": "DDEEDD", "specific-preparation": "D5E6F3", "pre-competition": "FCE9C8",
    "competition": "F6D5D0", "taper": "E3D3F0", "transition": "E6E6E6",
}  # fmt: skip
POINTS_A_LINE = 13.5
TOP = Alignment(wrap_text=True, vertical="top")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE = Side(style="thin", color="B8C2CC")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
UPRIGHT = Alignment(horizontal="center", vertical="bottom", textRotation=90)


def _font(**looks: Any) -> Font:
    return Font(name="Calibri", size=10, **looks)


PLAIN, BOLD, QUIET = _font(), _font(bold=True), _font(color="5F6B76")
WHITE, ALARM = _font(bold=True, color="FFFFFF"), _font(bold=True, color="B3261E")
#: `_x0041_` in a cell means the letter A to spreadsheets, so that this is written for what it is.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def fill(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def text(sheet: Any, row: int, column: int, value: str, **style: Any) -> Any:
    """Write a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if value:
        cell.value = _ESCAPE.sub("_x005F_", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return styled(cell, **style)


def put(sheet: Any, row: int, column: int, value: Any, form: str = "", **style: Any) -> Any:
    """Write a number, a date or a formula of ours."""
    cell = sheet.cell(row, column, value)
    if form:
        cell.number_format = form
    return styled(cell, **style)


def styled(cell: Any, **style: Any) -> Any:
    """Give a cell its looks."""
    for name, value in ({"font": PLAIN} | style).items():
        setattr(cell, name, value)
    return cell


def class_fill(classes: Sequence[str], name: str) -> PatternFill:
    """The fill of a class, whatever the classes of a catalogue are."""
    last = len(classes) - 1
    place = classes.index(name) / last if last else 1.0
    return fill(CLASSES[round(place * (len(CLASSES) - 1))])


def height(lines: Sequence[str], width: float) -> float:
    """The height of a row, in points, that shows all lines of a cell of a width in characters."""
    return POINTS_A_LINE * max(1, sum(max(1, math.ceil(len(line) / width)) for line in lines))


def page(sheet: Any, title_rows: str, frozen: str, widths: Mapping[str, float]) -> None:
    """Set a sheet up for the screen and for paper: landscape A4, as wide as the page, its head on each."""
    for column, width in widths.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = frozen
    sheet.print_title_rows = title_rows
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.oddFooter.center.text = "&P / &N"
    sheet.sheet_view.showGridLines = False
