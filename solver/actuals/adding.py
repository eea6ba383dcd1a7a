"""Entries added to a log: the file is written anew with them, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from solver import writing
from solver.actuals.reading import COLUMNS, read_log
from solver.documents.log import LogEntry
from solver.errors import refuse
from solver.season import Season
from solver.source import raw_bytes
from solver.text import decoded
from solver.typed.reading import delimiter_of

#: What a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add(path: Path, entries: Sequence[LogEntry], season: Season) -> None:
    """Add entries to a log, which is made if it is not there.

    Raises
    ------
    InputError
        If the file is no log of this season, or cannot be written; it is left as it was then.
    """
    if path.suffix.lower() != ".csv":
        raise refuse(f"cannot add to {path}: entries are added to a log in CSV; write them there by hand")
    if path.exists():
        read_log(path, season)
        text = decoded(raw_bytes(path, str(path)), str(path))
        header = next(line for line in text.splitlines() if line.strip())
        delimiter = delimiter_of(header)
        columns = [each.strip().lower() for each in next(csv.reader([header], delimiter=delimiter))]
        text += "" if text.endswith(("\n", "\r")) else "\n"
    else:
        columns, delimiter, text = list(COLUMNS), ",", ",".join(COLUMNS) + "\n"
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=delimiter, lineterminator="\n")
    for entry in entries:
        said = {name: value for name, value in entry.model_dump().items() if value is not None}
        if lost := [name for name in said if name not in columns]:
            raise refuse(f"cannot add to {path}: it has no column {lost[0]!r}")
        writer.writerow([_cell(said.get(name, "")) for name in columns])
    writing.write(path, text + rows.getvalue())


def _cell(value: object) -> str:
    """A cell as it is written."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if text.startswith(FORMULA):
        raise refuse(f"found {text!r}, which a spreadsheet would take for a formula")
    return text
