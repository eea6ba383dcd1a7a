"""Tables in text: what stands between their cells, and their rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from solver.errors import Mark, refuse


def delimited(header: str) -> str:
    """What stands between the cells of a table, by its header: a comma or a semicolon."""
    return ";" if header.count(";") > header.count(",") else ","


def csv_rows(lines: list[str], delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not blank, with the line on which each begins."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        said = "is a quote left open?" if "end of data" in str(error) else str(error)
        raise refuse(f"not CSV: {said}", Mark(file, begins, 1)) from None
