"""A workbook: the week grid of each athlete, which is read back, the annual plan, a log with compliance."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from solver.exports.export import Export
from solver.exports.writer import Writer

GRID = "Grid"
#: What a sheet may not be called, and how long its name may be.
_FORBIDDEN, _LONGEST = re.compile(r"[\[\]:*?/\\']"), 31
#: A workbook tells when it was made; ours tell nothing, so that the same plan gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write(export: Export) -> bytes:
    """The workbook of a plan."""
    from openpyxl import Workbook

    from solver.exports.sheets import annual, grid, log

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = "speedfirst"
    names = sheet_names([each.name for each in export.athletes])
    for athlete, name in zip(export.athletes, names, strict=True):
        grid.add(book, export, athlete, name)
    annual.add(book, export)
    log.add(book, export)
    stream = io.BytesIO()
    book.save(stream)
    return _undated(stream.getvalue())


def sheet_names(athletes: Sequence[str]) -> list[str]:
    """The names of the grids: 'Grid', or 'Grid 1 Ada' for each of several."""
    if len(athletes) < 2:
        return [GRID] * len(athletes)
    found = [f"{GRID} {place} {_FORBIDDEN.sub('-', name)}" for place, name in enumerate(athletes, 1)]
    return [name[:_LONGEST].strip() for name in found]


def _undated(raw: bytes) -> bytes:
    """The same workbook without any time of the clock."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(entry.filename, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


WRITER = Writer("xlsx", ".xlsx", "a workbook: week grid, annual plan, log", write, typed_in=True, text=False)
