"""Typed plans from CSV and YAML to entries of a season, every problem with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field

from solver.documents.base import Document, Line, shown, validate
from solver.documents.scenario import Entry, Noted
from solver.documents.week import REST, UNKNOWN
from solver.errors import InputError, Mark, Problem, refuse
from solver.files import source as yaml_source
from solver.files.shelves import shown as shown_path
from solver.files.source import Path_, Source
from solver.files.table import csv_rows, delimited
from solver.files.text import decoded
from solver.season import Season
from solver.typed.said import Block, Contradiction, Said, Typed
from solver.words import dated, is_dated, unknown

COLUMNS = ("date", "athlete", "slot", "session", "reps", "distance", "intensity", "metres", "minutes", "load")
NEEDED = ("date", "session")
WORDS = ("athlete", "slot", "session")
T = TypeVar("T")

#: Stands for a date that does not exist, until that has been said.
NO_DATE = dt.date(2000, 1, 1)
_WHOLE = re.compile(r"-?[0-9]{1,9}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,9}[.,][0-9]{1,6}\Z")


class TypedFile(Document):
    """A typed plan in YAML: `days`, one entry for each session."""

    plan: Line
    days: Annotated[list[Entry], Field(min_length=1, max_length=20_000)]


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """A plan as typed; rest days are left out.

    Parameters
    ----------
    contradictions
        Where the plan says two things that cannot both be right.
    """

    name: str
    blocks: Sequence[Block]
    contradictions: Sequence[Contradiction] = ()

    @property
    def sessions(self) -> list[Typed]:
        """Every session that may have been done."""
        return [typed for block in self.blocks for part in block.alternatives for typed in part]


def read_typed(path: Path, season: Season) -> TypedPlan:
    """Read a plan that a coach typed, as CSV or YAML.

    CSV has a header with some of the columns `date`, `athlete`, `slot`, `session`, `reps`, `distance`
    (m), `intensity` (%), `metres`, `minutes`, `load` (AU), in any order, separated by `,` or `;`; cells
    may be blank. YAML has `plan: name` and `days:`, a list of entries with the same words.

    Raises
    ------
    InputError
        With every problem found, each with its line.
    """
    if path.suffix.lower() != ".csv":
        source = yaml_source.read(path, shown_path(path))
        return _plan(validate(TypedFile, source), source, season)
    return read_table(
        path, "plan", COLUMNS, lambda source: _plan(validate(TypedFile, source), source, season)
    )


# ---- CSV ------------------------------------------------------------------------------------------


def read_table(path: Path, head: str, known: Sequence[str], read: Callable[[Source], T]) -> T:
    """Read a CSV file as if it were YAML: `head` with its name, and `days`, with a mapping for each row.

    Parameters
    ----------
    known
        The columns that it may have; a date and a session are needed.
    read
        Makes of it what is wanted.

    Raises
    ------
    InputError
        With every problem found, each with its line.
    """
    source, problems = _table(path, head, known)
    try:
        found = read(source)
        if not problems:
            return found
    except InputError as error:
        problems += [Problem(p.message, p.mark, p.path.rpartition(".")[2]) for p in error.problems]
    raise InputError(Problem(p.message, p.mark, "" if "[" in p.path else p.path) for p in problems)


def _table(path: Path, head: str, known: Sequence[str]) -> tuple[Source, list[Problem]]:
    """A CSV file as if it were YAML, and what only a table can have wrong."""
    file = shown_path(path)
    lines = decoded(yaml_source.raw_bytes(path, file), file).splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise refuse("the file is empty", Mark(file, 1, 1))
    rows = csv_rows(lines, delimited(lines[first]), file)
    _, header = next(rows)
    columns = _header(header, known, Mark(file, first + 1, 1))
    source = Source(file, {head: path.stem, "days": []}, {}, {(): Mark(file, first + 1, 1)})
    problems: list[Problem] = []
    for number, cells in rows:
        row = Mark(file, number, 1)
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(Problem(f"found {len(cells)} cells, the header has {len(columns)}", row))
        at: Path_ = ("days", len(source.data["days"]))
        source.values[at] = row
        source.data["days"].append({})
        column = 1
        for name, cell in zip(columns, cells, strict=False):
            if cell.strip():
                mark = source.values[*at, name] = Mark(file, number, column)
                value = source.data["days"][-1][name] = _value(name, cell.strip())
                if value == NO_DATE:
                    problems.append(Problem(f"the date {cell.strip()} does not exist", mark, name))
            column += len(cell) + 1
    if not source.data["days"]:
        raise refuse("no session below the header", Mark(file, first + 1, 1))
    return source, problems


def _header(cells: list[str], known: Sequence[str], mark: Mark) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    said = [unknown("column", name, known) for name in columns if name not in known]
    said += [f"the column {name!r} is missing" for name in NEEDED if name not in columns]
    said += [f"the column {name!r} stands twice" for name in sorted(set(columns)) if columns.count(name) > 1]
    if said:
        raise InputError(Problem(each, mark, "header") for each in said)
    return columns


def _value(column: str, cell: str) -> Any:
    """A cell as YAML would have read it; what is not understood stays text and is refused later."""
    if column in WORDS:
        return cell
    if column == "date" and is_dated(cell):
        return dated(cell) or NO_DATE
    bare = cell.removesuffix("%").strip() if column == "intensity" else cell
    if _WHOLE.match(bare):
        return int(bare)
    return float(bare.replace(",", ".")) if _DECIMAL.match(bare) else cell


# ---- both -------------------------------------------------------------------------------------------


def _plan(file: TypedFile, source: Source, season: Season) -> TypedPlan:
    problems: list[Problem] = []
    blocks: list[Block] = []
    for number, entry in enumerate(file.days):
        at: Path_ = ("days", number)
        found = [source.problem((*at, field), said) for field, said in _wrong(entry, season)]
        problems += found
        if not found and entry.session not in REST:
            athlete = entry.athlete or season.athletes[0].name
            day = season.calendar.index(entry.date)
            blocks.append(Block(day, athlete, [[Typed(Said.of(entry), athlete, day, source.mark(at))]]))
    if problems:
        raise InputError(problems)
    return TypedPlan(file.plan, blocks)


def misplaced(entry: Noted, season: Season) -> Iterator[tuple[str, str]]:
    """Where and whose an entry says it is, as far as that means nothing in a season, by field."""
    calendar, names = season.calendar, [athlete.name for athlete in season.athletes]
    last = calendar.date(calendar.length - 1)
    if not calendar.first <= entry.date <= last:
        yield "date", f"{entry.date} is outside the plan ({calendar.first} to {last})"
    if entry.athlete is None and len(names) > 1:
        yield "athlete", "'athlete' is missing: there are several"
    if entry.athlete is not None and entry.athlete not in names:
        yield "athlete", unknown("athlete", entry.athlete, names)
    if entry.slot is not None and entry.slot not in calendar.slots:
        yield "slot", unknown("slot", entry.slot, calendar.slots)


def _wrong(entry: Entry, season: Season) -> Iterator[tuple[str, str]]:
    """What an entry says that means nothing in this season, by field."""
    yield from misplaced(entry, season)
    if entry.session not in (*season.catalogue.words, *UNKNOWN, *REST):
        yield "session", unknown("session, tag or class", entry.session, [*season.catalogue.words, *REST])
    elif entry.session not in (*UNKNOWN, *REST) and not season.catalogue.words[entry.session]:
        yield "session", f"no session of the catalogue is {shown(entry.session)}"
