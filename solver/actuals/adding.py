"""Entries added to a log: the file is written anew with them, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solver.actuals.reading import COLUMNS, names, read_log, wrong_in
from solver.documents.base import validate
from solver.documents.log import LogEntry
from solver.errors import InputError, Problem, refuse
from solver.files import writing
from solver.files.source import Source, raw_bytes
from solver.files.text import FORMULA, decoded
from solver.season import Season
from solver.typed.reading import delimited


def add(path: Path, said: Mapping[str, Any], season: Season) -> LogEntry:
    """Add an entry to a log, which is made if it is not there.

    Raises
    ------
    InputError
        If something is wrong with it, the file is no log of this season, or cannot be written; it is left as
        it was then.
    """
    entry = _checked(said, season)
    if path.suffix.lower() != ".csv":
        raise refuse(f"cannot add to {path}: entries are added to a log in CSV; write them there by hand")
    if path.exists():
        read_log(path, season)
        text = decoded(raw_bytes(path, str(path)), str(path))
        header = next(line for line in text.splitlines() if line.strip())
        delimiter = delimited(header)
        columns = [each.strip().lower() for each in next(csv.reader([header], delimiter=delimiter))]
        text += "" if text.endswith(("\n", "\r")) else "\n"
    else:
        columns, delimiter, text = list(COLUMNS), ",", ",".join(COLUMNS) + "\n"
    there = {name: value for name, value in entry.model_dump().items() if value is not None}
    if lost := [name for name in there if name not in columns]:
        raise refuse(f"cannot add to {path}: it has no column {lost[0]!r}")
    row = io.StringIO()
    writer = csv.writer(row, delimiter=delimiter, lineterminator="\n")
    writer.writerow([_cell(there.get(name, "")) for name in columns])
    writing.write(path, text + row.getvalue())
    return entry


def _checked(said: Mapping[str, Any], season: Season) -> LogEntry:
    """An entry in which nothing is wrong."""
    source = Source("", {name: value for name, value in said.items() if value is not None})
    try:
        entry = validate(LogEntry, source)
    except InputError as error:
        raise InputError(Problem(each.message, None, each.path) for each in error.problems) from None
    wrong = [Problem(each, None, field) for field, each in wrong_in(entry, season, names(season))]
    if wrong:
        raise InputError(wrong)
    return entry


def _cell(value: object) -> str:
    """A cell as it is written."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if text.startswith(FORMULA):
        raise refuse(f"found {text!r}, which a spreadsheet would take for a formula")
    return text
