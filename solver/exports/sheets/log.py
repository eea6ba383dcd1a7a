"""The log: a row for each planned session, columns for what was done, and how far that is as planned.

The formulas are ours and speak of cells only: load = RPE x minutes; a session that was done counts by its
minutes, or whole where none are given; one that was done in part counts half.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from solver.exports.export import Export, Item
from solver.exports.sheets import style as s

NAME = "Log"
HEADS = (
    "Date", "Week", "Athlete", "Slot", "Session", "Planned min", "Planned load", "Planned m",
    "Done", "RPE", "Minutes", "Load", "Compliance", "Remarks",
)  # fmt: skip
WIDTHS = (16, 7, 16, 8, 44, 11, 11, 11, 8, 8, 9, 9, 12, 40)
ANSWERS = ("yes", "part", "no")
HEAD = 2
#: Compliance that is fine, and that is nearly so.
FINE, NEARLY = (0.8, 1.2), (0.5, 1.5)
COLOURS = ("DDEEDD", "FCE9C8", "F6D5D0")
_WEEKS = len(HEADS) + 2


def add(book: Any, export: Export) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(NAME)
    letters = "ABCDEFGHIJKLMN"
    s.page(sheet, f"{HEAD}:{HEAD}", f"F{HEAD + 1}", dict(zip(letters, map(float, WIDTHS), strict=True)))
    s.text(sheet, 1, 1, export.title, font=s.BOLD)
    s.text(sheet, 1, 5, export.mark, font=s.ALARM)
    _heads(sheet, HEADS, 1)
    last = HEAD + max(1, len(export.items))
    for row, item in enumerate(export.items, HEAD + 1):
        _row(sheet, row, item)
    _answers(sheet, last)
    _compliance(sheet, f"M{HEAD + 1}:M{last}")
    _weeks(sheet, export.numbers, last)
    sheet.auto_filter.ref = f"A{HEAD}:N{last}"


def _heads(sheet: Any, words: Sequence[str], first: int) -> None:
    for column, word in enumerate(words, first):
        s.text(sheet, HEAD, column, word, font=s.WHITE, fill=s.fill(s.HEAD), alignment=s.CENTRE)


def _row(sheet: Any, row: int, item: Item) -> None:
    s.put(sheet, row, 1, item.date, "ddd d mmm yyyy", border=s.BOX)
    s.put(sheet, row, 2, item.done.day // 7 + 1, border=s.BOX)
    for column, value in ((3, item.done.athlete), (4, item.done.slot), (5, item.line)):
        s.text(sheet, row, column, value, border=s.BOX, alignment=s.TOP)
    for column, measure in ((6, "minutes"), (7, "load"), (8, "metres")):
        s.put(sheet, row, column, item.amount(measure), "#,##0", border=s.BOX)
    for column in (9, 10, 11, 14):
        s.text(sheet, row, column, "", border=s.BOX)
    s.put(sheet, row, 12, f'=IF(OR(J{row}="",K{row}=""),"",J{row}*K{row})', "#,##0", border=s.BOX)
    half = f'IF(I{row}="part",0.5,1)'
    part = f'IF(OR(K{row}="",F{row}=0),{half},K{row}/F{row})'
    s.put(sheet, row, 13, f'=IF(I{row}="","",IF(I{row}="no",0,{part}))', "0 %", border=s.BOX)


def _answers(sheet: Any, last: int) -> None:
    """What may be typed: yes, part or no; an RPE from 0 to 10; minutes of a day."""
    done = DataValidation(type="list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    rpe = DataValidation(type="decimal", operator="between", formula1="0", formula2="10", allow_blank=True)
    minutes = DataValidation(
        type="decimal", operator="between", formula1="0", formula2="1440", allow_blank=True
    )
    rpe.error, minutes.error = "a rating from 0 to 10", "minutes, from 0 to 1440"
    for column, each in (("I", done), ("J", rpe), ("K", minutes)):
        sheet.add_data_validation(each)
        each.add(f"{column}{HEAD + 1}:{column}{last}")


def _compliance(sheet: Any, cells: str) -> None:
    """Green where it is fine, amber where it is nearly so, else red."""
    first = cells.partition(":")[0]
    for (low, high), colour in ((FINE, COLOURS[0]), (NEARLY, COLOURS[1]), ((0, 1e9), COLOURS[2])):
        test = f"AND(ISNUMBER({first}),{first}>={low:g},{first}<={high:g})"
        rule = Rule(
            type="expression", dxf=DifferentialStyle(fill=s.fill(colour)), formula=[test], stopIfTrue=True
        )
        sheet.conditional_formatting.add(cells, rule)


def _weeks(sheet: Any, numbers: Sequence[int], last: int) -> None:
    """Week by week beside the log: how much of what was planned for answered sessions was done."""
    _heads(sheet, ("Week", "Planned", "Answered", "Compliance", "Load"), _WEEKS)
    week, of, rate, load = (f"${c}${HEAD + 1}:${c}${last}" for c in "BIML")
    for row, number in enumerate(numbers, HEAD + 1):
        here = f"$P{row}"
        s.put(sheet, row, _WEEKS, number, border=s.BOX)
        s.put(sheet, row, _WEEKS + 1, f"=COUNTIF({week},{here})", border=s.BOX)
        s.put(sheet, row, _WEEKS + 2, f'=COUNTIFS({week},{here},{of},"?*")', border=s.BOX)
        mean = f'=IFERROR(AVERAGEIFS({rate},{week},{here},{of},"?*"),"")'
        s.put(sheet, row, _WEEKS + 3, mean, "0 %", border=s.BOX)
        s.put(sheet, row, _WEEKS + 4, f"=SUMIFS({load},{week},{here})", "#,##0", border=s.BOX)
    _compliance(sheet, f"S{HEAD + 1}:S{HEAD + len(numbers)}")
