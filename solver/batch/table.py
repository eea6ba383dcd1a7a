"""The rows of a roster, whatever file it is: CSV, a workbook, YAML; each as data with its marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from solver.documents.base import shown
from solver.documents.roster import RosterRow, seconds
from solver.errors import InputError, Mark, Problem, refuse
from solver.files.shelves import shown as shown_path
from solver.files.source import Path_, Source, dotted, raw_bytes
from solver.files.source import read as read_source
from solver.files.table import csv_rows, delimited
from solver.files.text import STEERING, decoded, unshown
from solver.imports.reader import CellMark
from solver.imports.workbook import Most, sheets
from solver.words import listed, nearest

#: The most that is read of a table.
MOST_BYTES, MOST_ROWS = 60_000_000, 200_000
WORKBOOK = Most(bytes=400_000_000, part=300_000_000, rows=MOST_ROWS, cells=20 * MOST_ROWS)
ENDINGS = (".csv", ".xlsx", ".yaml", ".yml")
COLUMNS = tuple(RosterRow.model_fields)
#: What others call our columns.
ALIASES: Mapping[str, str] = {
    "pb": "best", "pbs": "best", "bests": "best", "event": "events", "tag": "tags",
    "availability": "available",
    "training_days": "available", "absent": "away", "absences": "away", "birth_year": "born",
    "year_of_birth": "born", "athlete": "name", "squad": "group",
}  # fmt: skip
NUMBERS = ("born", "age", "training_age", "body_mass")
_BEST = re.compile(r"(?:(?:pb|best)_)?([1-9][0-9]{1,4}(?:mh|m|h))\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?\Z")


#: A row as data with its marks, and what only a table can have wrong in it.
Row: TypeAlias = tuple[Source, list[Problem]]


@dataclass
class Table:
    """The rows of a roster.

    Parameters
    ----------
    rows
        Each as a mapping of our words, with the place of every value, and what only a table can have wrong.
    notes
        What a coach should know of how it was read.
    """

    file: str
    rows: Iterator[Row]
    notes: list[str] = field(default_factory=list)


def table(path: Path) -> Table:
    """Open a roster; its ending tells the format.

    Raises
    ------
    InputError
        If it is no table at all, or its header cannot be understood.
    """
    ending, file = path.suffix.lower(), shown_path(path)
    if ending not in ENDINGS:
        raise refuse(f"{path}: expected a roster that ends in {listed(ENDINGS, 'or')}")
    if ending in (".yaml", ".yml"):
        return Table(file, _of_yaml(read_source(path, file)))
    raw = raw_bytes(path, file, MOST_BYTES)
    return _of_csv(raw, file) if ending == ".csv" else _of_workbook(raw, file)


# ---- YAML -------------------------------------------------------------------------------------------


def _of_yaml(source: Source) -> Iterator[Row]:
    """The athletes of a file with `roster: name` and `athletes: [...]`."""
    data = source.data
    if not isinstance(data, dict) or "roster" not in data:
        said = "this is no roster: expected 'roster: name' and 'athletes:', a list"
        raise InputError([source.problem((), said)])
    if strange := [name for name in data if name not in ("roster", "athletes")]:
        said = f"unknown word {strange[0]!r}; a roster has 'roster' and 'athletes'"
        raise InputError([source.problem((strange[0],), said, key=True)])
    items = data.get("athletes")
    if not isinstance(items, list) or not items:
        raise InputError(
            [source.problem(("athletes",), f"found {shown(items)}, expected a list of athletes")]
        )
    found = [Source(source.file, each) for each in items]
    for name in ("keys", "values"):
        for place, mark in getattr(source, name).items():
            if len(place) >= 2 and place[0] == "athletes":
                getattr(found[place[1]], name)[place[2:]] = mark
    return ((each, []) for each in found)


# ---- tables -----------------------------------------------------------------------------------------


def _of_csv(raw: bytes, file: str) -> Table:
    # what is no text spoils the cell in which it stands, not the whole file
    lines = _LINE_END.split(decoded(raw, file, strict=False))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise refuse("the file is empty", Mark(file, 1, 1))
    if found := STEERING.search(lines[first]):
        raise refuse(unshown(found), Mark(file, first + 1, found.start() + 1), "header")
    rows = csv_rows(lines, delimited(lines[first]), file)
    _, header = next(rows)
    columns, notes = _columns(dict(enumerate(header, 1)), Mark(file, first + 1, 1))
    head = _Head(file, columns, len(header))

    def read() -> Iterator[Row]:
        for count, (number, cells) in enumerate(rows):
            if count >= MOST_ROWS:
                raise refuse(f"more than {MOST_ROWS:,} rows", Mark(file, number, 1))
            places, column = {}, 1
            for place, cell in enumerate(cells, 1):
                places[place] = Mark(file, number, column)
                column += len(cell) + 1
            yield _row(head, Mark(file, number, 1), dict(enumerate(cells, 1)), places)

    return Table(file, read(), notes)


def _of_workbook(raw: bytes, file: str) -> Table:
    (sheet,) = sheets(raw, file, lambda names: names[:1], WORKBOOK)
    where = f"{file} {sheet.name}"
    if not sheet.rows:
        raise refuse("the sheet is empty", Mark(where, 0, 0))
    (first, header), *rows = sheet.rows
    columns, notes = _columns({place: str(each) for place, each in header.items()}, CellMark(where, first, 1))
    head = _Head(where, columns, max(header))

    def read() -> Iterator[Row]:
        for number, cells in rows:
            places = {place: CellMark(where, number, place) for place in cells}
            plain = {place: _plain(value) for place, value in cells.items()}
            yield _row(head, CellMark(where, number, 1), plain, places)

    return Table(file, read(), notes)


def _plain(value: object) -> Any:
    """A cell as a table of text would have it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _columns(header: Mapping[int, str], mark: Mark) -> tuple[dict[int, Path_], list[str]]:
    """What stands in which column, and what is said of the others."""
    found: dict[int, Path_] = {}
    problems, unused = list[Problem](), list[str]()
    for place, text in header.items():
        word = re.sub(r"[\s_-]+", "_", text.strip().lower())
        word = ALIASES.get(word, word)
        best = _BEST.match(word)
        at: Path_ = ("best", best[1]) if best else (word,)
        if not best and word not in COLUMNS:
            close = nearest(word, COLUMNS)
            said = f"unknown column {text.strip()[:60]!r}; did you mean {close!r}?"
            problems += [Problem(said, mark, "header")] if close else []
            unused += [text.strip()[:60]] if word and not close else []
        elif at in found.values():
            problems.append(Problem(f"the column {text.strip()[:60]!r} stands twice", mark, "header"))
        else:
            found[place] = at
    there: Sequence[Path_] = list(found.values())
    problems += [
        Problem(f"the column {name!r} is missing", mark, "header")
        for name in ("id", "events") if (name,) not in there
    ]  # fmt: skip
    if ("best",) in there and any(len(at) == 2 for at in there):
        problems.append(Problem("expected best times in one column, or one for each event", mark, "header"))
    if problems:
        raise InputError(problems)
    return found, [f"columns that are not used: {listed(unused)}"] if unused else []


@dataclass(frozen=True, slots=True)
class _Head:
    """The file of a table, what stands in which column, and how many columns there are."""

    file: str
    columns: Mapping[int, Path_]
    width: int


def _row(head: _Head, mark: Mark, cells: Mapping[int, Any], places: Mapping[int, Mark]) -> Row:
    """A row as data, with what only a table can have wrong; cells that are blank say nothing."""
    found, problems = Source(head.file, {}, {}, {(): mark}), list[Problem]()
    for place, value in cells.items():
        text = value.strip() if isinstance(value, str) else value
        if text == "" or text is None:
            continue
        if place > head.width:
            said = f"found {len(cells)} cells, the header has {head.width}"
            problems = [Problem(said, mark)]
        elif at := head.columns.get(place):
            if isinstance(text, str) and (steering := STEERING.search(text)):
                problems.append(Problem(unshown(steering), places[place], dotted(at)))
                text = STEERING.sub("?", text)
            inside = found.data.setdefault("best", {}) if len(at) == 2 else found.data
            inside[at[-1]] = seconds(text) if len(at) == 2 else _number(str(at[0]), text)
            found.values[at] = found.keys[at] = places[place]
    return found, problems


def _number(column: str, value: Any) -> Any:
    """A number where one is expected; what is none stays as it is and is refused later."""
    if column not in NUMBERS or not isinstance(value, str) or not _NUMBER.match(value):
        return value
    exact = float(value.replace(",", "."))
    return int(exact) if exact.is_integer() else exact
