"""Workbooks of strangers, opened with care: bounded in size, rows and columns, and without XML entities."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from solver.errors import InputError, Mark, refuse
from solver.words import unknown

#: Bytes of all parts of a workbook when unpacked, and how many parts there may be.
MOST_BYTES, MOST_PARTS = 40_000_000, 1000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 60, 5000, 200
_UNESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")

Value: TypeAlias = "str | int | float | bool | dt.date | dt.time | dt.timedelta | None"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet that are not empty, by row and column.

    Parameters
    ----------
    unknown
        Cells with a formula whose value nobody has computed.
    """

    name: str
    rows: Sequence[tuple[int, Mapping[int, Value]]]
    unknown: Sequence[tuple[int, int]]


def sheets(raw: bytes, file: str, choose: Callable[[Sequence[str]], Sequence[str]]) -> list[Sheet]:
    """Read sheets of a workbook.

    Parameters
    ----------
    choose
        Which sheets, of all that there are.

    Raises
    ------
    InputError
        If it is no workbook, or too large.
    """
    _bounded(raw, file)
    try:
        return list(_sheets(raw, file, choose))
    except InputError:
        raise
    except Exception:
        # whatever a broken or a hostile file makes the library stumble over
        raise refuse("not a workbook that can be read; save it anew as XLSX", Mark(file, 1, 1)) from None


def _bounded(raw: bytes, file: str) -> None:
    """Refuse what would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            sizes = [each.file_size for each in parts.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refuse(
            "not a workbook; expected XLSX (an older .xls has to be saved as one)", Mark(file, 1, 1)
        ) from None
    if len(sizes) > MOST_PARTS or sum(sizes) > MOST_BYTES:
        raise refuse(f"the workbook is larger than {MOST_BYTES // 10**6} MB when unpacked", Mark(file, 1, 1))


def _sheets(raw: bytes, file: str, choose: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[Sheet]:
    from openpyxl import DEFUSEDXML, load_workbook

    assert DEFUSEDXML, "defusedxml keeps entities from growing; it is one of our dependencies"
    # as values, and as what was written: a formula without a value would look like an empty cell
    books = [
        load_workbook(io.BytesIO(raw), read_only=True, data_only=values, keep_links=False)
        for values in (True, False)
    ]
    names = [each.title for each in books[0].worksheets]
    if len(names) > MOST_SHEETS:
        raise refuse(f"found {len(names)} sheets, expected at most {MOST_SHEETS}", Mark(file, 1, 1))
    for name in choose(names):
        if name not in names:
            raise refuse(f"--sheet: {unknown('sheet', name, names)}")
        values, written = (dict(_rows(book[name], f"{file} {name}")) for book in books)
        empty = [
            (row, column) for row, cells in written.items() for column in cells
            if column not in values.get(row, {})
        ]  # fmt: skip
        yield Sheet(name, list(values.items()), empty)


def _rows(sheet: Any, where: str) -> Iterator[tuple[int, Mapping[int, Value]]]:
    """The rows that are not empty, from 1 on."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise refuse(f"more than {MOST_ROWS:,} rows", Mark(where, 0, 0))
        found = {column: _plain(value) for column, value in enumerate(row, 1) if value not in (None, "")}
        if found and max(found) > MOST_COLUMNS:
            raise refuse(f"more than {MOST_COLUMNS} columns", Mark(where, 0, 0))
        if found:
            yield number, found


def _plain(value: Any) -> Value:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        return _UNESCAPE.sub("_", value)
    return value if isinstance(value, int | float | dt.date | dt.time | dt.timedelta) else str(value)
