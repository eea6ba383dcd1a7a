"""Workbooks of strangers, opened with care: bounded in size, rows and columns, and without XML entities."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from solver.errors import InputError, Mark, refuse
from solver.words import unknown

#: Bytes of its styles when unpacked (slow to read); how many parts.
MOST_STYLES, MOST_PARTS = 2_000_000, 1000
MOST_SHEETS, MOST_COLUMNS = 60, 200
_UNESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")

Value: TypeAlias = "str | int | float | bool | dt.date | dt.time | dt.timedelta | None"


@dataclass(frozen=True, slots=True)
class Most:
    """How much there may be in a workbook.

    Parameters
    ----------
    bytes, part
        Bytes of all of its parts when unpacked, and of one.
    rows, cells
        Of a sheet.
    """

    bytes: int
    part: int
    rows: int
    cells: int


#: Of a plan, as somebody typed it.
TYPED = Most(40_000_000, 16_000_000, 5000, 100_000)


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


def sheets(
    raw: bytes, file: str, choose: Callable[[Sequence[str]], Sequence[str]], most: Most = TYPED
) -> list[Sheet]:
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
    _bounded(raw, file, most)
    try:
        with warnings.catch_warnings():
            # what the library does not support of a workbook (drawings, slicers) is nothing that we read
            warnings.simplefilter("ignore")
            return list(_sheets(raw, file, choose, most))
    except InputError:
        raise
    except Exception:
        # whatever a broken or a hostile file makes the library stumble over
        raise refuse("not a workbook that can be read; save it anew as XLSX", Mark(file, 1, 1)) from None


def _bounded(raw: bytes, file: str, most: Most) -> None:
    """Refuse what would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            sizes = [(each.filename.lower(), each.file_size) for each in parts.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refuse(
            "not a workbook; expected XLSX (an older .xls has to be saved as one)", Mark(file, 1, 1)
        ) from None
    limits = [MOST_STYLES if name.endswith("styles.xml") else most.part for name, _ in sizes]
    part = next((limit for limit, (_, size) in zip(limits, sizes, strict=True) if size > limit), None)
    if part or len(sizes) > MOST_PARTS or sum(size for _, size in sizes) > most.bytes:
        what = "a part of the workbook" if part else "the workbook"
        said = f"{what} is larger than {(part or most.bytes) // 10**6} MB when unpacked"
        raise refuse(said, Mark(file, 1, 1))


def _sheets(
    raw: bytes, file: str, choose: Callable[[Sequence[str]], Sequence[str]], most: Most
) -> Iterator[Sheet]:
    from openpyxl import DEFUSEDXML, load_workbook

    assert DEFUSEDXML, "defusedxml keeps entities from growing; it is one of our dependencies"
    # as values, and as what was written: a formula without a value would look like an empty cell
    passes = (True, False) if _has_formulas(raw) else (True,)
    books = [load_workbook(io.BytesIO(raw), read_only=True, data_only=v, keep_links=False) for v in passes]
    names = [each.title for each in books[0].worksheets]
    if len(names) > MOST_SHEETS:
        raise refuse(f"found {len(names)} sheets, expected at most {MOST_SHEETS}", Mark(file, 1, 1))
    for name in choose(names):
        if name not in names:
            raise refuse(f"--sheet: {unknown('sheet', name, names)}")
        values, *others = (dict(_rows(book[name], f"{file} {name}", most)) for book in books)
        empty = [
            (row, column)
            for written in others
            for row, cells in written.items()
            for column in cells
            if column not in values.get(row, {})
        ]
        yield Sheet(name, list(values.items()), empty)


def _has_formulas(raw: bytes) -> bool:
    """Whether there is a formula in any sheet."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheets = [each for each in parts.namelist() if "worksheets/" in each]
        return any(b"<f>" in text or b"<f " in text or b":f" in text for text in map(parts.read, sheets))


def _rows(sheet: Any, where: str, most: Most) -> Iterator[tuple[int, Mapping[int, Value]]]:
    """The rows that are not empty, from 1 on."""
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += len(row)
        if number > most.rows or cells > most.cells:
            said = f"{most.rows:,} rows" if number > most.rows else f"{most.cells:,} cells"
            raise refuse(f"more than {said}", Mark(where, 0, 0))
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
