"""Entries added to a log: the file is written anew with them, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from solver.actuals.reading import COLUMNS, MISSED, Logged, logged, names, read_log, wrong_in
from solver.documents.base import validate
from solver.documents.log import LogEntry
from solver.documents.plan import PlannedSession
from solver.errors import InputError, Problem, refuse
from solver.files import writing
from solver.files.source import Source, raw_bytes
from solver.files.table import delimited
from solver.files.text import FORMULA, decoded
from solver.season import Season
from solver.words import listed


def add(path: Path, said: Mapping[str, Any], season: Season, planned: Sequence[PlannedSession]) -> LogEntry:
    """Add an entry to a log, which is made if it is not there.

    Parameters
    ----------
    said
        The words of the entry.
    planned
        The sessions of the plan; no others can have been missed.

    Raises
    ------
    InputError
        If something is wrong with it, the file is no log of this season, or cannot be written; it is left as
        it was then.
    """
    entry = _checked(said, season)
    _check_missed(logged(entry, season, names(season)), season, planned)
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


def _check_missed(said: Logged, season: Season, planned: Sequence[PlannedSession]) -> None:
    """Refuse that something was missed which was not planned."""
    day = [each for each in planned if (each.athlete, each.date) == (said.athlete, said.entry.date)]
    there = [each.session for each in day if said.entry.slot in (None, each.slot)]
    if not said.missed or said.session in there or (there and not said.session):
        return
    shelf = season.catalogue.sessions
    found = f"{MISSED} {said.session}".strip()
    titles = listed([shelf[each].title for each in there]) or "nothing"
    raise refuse(
        f"found {found!r}, but planned on {season.calendar.name(said.day)} is {titles}", None, "session"
    )


def _cell(value: object) -> str:
    """A cell as it is written."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if text.startswith(FORMULA):
        raise refuse(f"found {text!r}, which a spreadsheet would take for a formula")
    return text
