"""Tables as CSV: ours with a row for each session, the plan CSV, or a coach's own.

A coach's own needs a column `date` and a column `session` (or `title`) with a session on one line; `athlete`
and `slot` where there are several. The mapping file says what other headings mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.documents.mapping import folded
from solver.errors import InputError, Mark, Problem, refuse
from solver.exports.plan_csv import COLUMNS as PLAN
from solver.exports.plan_csv import SLOT
from solver.exports.sessions_csv import COLUMNS as SESSIONS
from solver.exports.table import unsafe
from solver.files.table import csv_rows, delimited
from solver.files.text import decoded
from solver.imports.reader import FoundLine, Reader, ToRead
from solver.words import dated, is_whole, unknown

MOST_ROWS = 20_000
USED = ("date", "athlete", "slot", "session", "title", "count", "distance", "said", "description")
#: What other programs call our columns.
ALIASES: Mapping[str, str] = {
    "day": "date", "workoutday": "date", "reps": "count", "workoutdescription": "description",
}  # fmt: skip
#: In an export of a training diary all other columns are of no use.
DIARY = "workoutday"


def read(given: ToRead, problems: list[Problem]) -> Iterator[FoundLine]:
    """The sessions of all rows."""
    lines = decoded(given.raw, given.file).splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise refuse("the file is empty", Mark(given.file, 1, 1))
    rows = csv_rows(lines, delimited(lines[first]), given.file)
    _, header = next(rows)
    columns = _columns(given, header, Mark(given.file, first + 1, 1))
    for count, (number, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise refuse(f"more than {MOST_ROWS:,} rows", Mark(given.file, number, 1))
        if len(cells) > len(header) and any(each.strip() for each in cells[len(header) :]):
            said = f"found {len(cells)} cells, the header has {len(header)}"
            problems.append(Problem(said, Mark(given.file, number, 1)))
        named = {columns[place]: unsafe(cell) for place, cell in enumerate(cells) if columns.get(place)}
        entry = _entry(named, Mark(given.file, number, 1), problems)
        if entry is not None:
            yield entry


def _columns(given: ToRead, header: list[str], mark: Mark) -> Mapping[int, str]:
    """What stands in which column; '' for what is of no use."""
    own = {folded(name): meant for name, meant in given.mapping.columns.items()}
    words = [folded(unsafe(each)) for each in header]
    found: dict[int, str] = {}
    problems = []
    for place, word in enumerate(words):
        meant = own.get(word, word)
        meant = ALIASES.get(meant, meant)
        known = meant in USED or not meant
        if not known and meant not in (*SESSIONS, *PLAN) and DIARY not in words:
            problems.append(Problem(unknown("column", word, [*USED, *own]), mark, "header"))
        if known and meant in found.values() and meant:
            problems.append(Problem(f"the column {meant!r} stands twice", mark, "header"))
        found[place] = meant if known else ""
    if "date" not in found.values():
        problems.append(Problem("the column 'date' is missing", mark, "header"))
    if not {"session", "title"} & set(found.values()):
        problems.append(Problem("the column 'session' is missing", mark, "header"))
    if problems:
        raise InputError(problems)
    return found


def _entry(cells: Mapping[str, str], mark: Mark, problems: list[Problem]) -> FoundLine | None:
    """The session of a row; None if it has none."""
    before = len(problems)
    day = cells.get("date", "").strip()
    if (date := dated(day)) is None:
        problems.append(Problem(f"found {day[:40]!r}, expected a date such as 2026-10-05", mark, "date"))
    numbers = {}
    for name in ("count", "distance"):
        text = cells.get(name, "").strip()
        if text and not is_whole(text):
            problems.append(Problem(f"found {text[:40]!r}, expected a whole number", mark, name))
        numbers[name] = int(text) if is_whole(text) else None
    if date is None or len(problems) > before:
        return None
    athlete, slot = (cells.get(name, "").strip() or None for name in ("athlete", "slot"))
    described = [
        line.removeprefix(SLOT) for line in cells.get("description", "").splitlines() if line.startswith(SLOT)
    ]
    slot = slot or (described[0].strip() if described else None)
    session, title = (" ".join(cells.get(name, "").split()) for name in ("session", "title"))
    if session and numbers["count"] is not None:
        said = " ".join(cells.get("said", "").split()) or None
        return FoundLine(
            mark, date, athlete, slot, None, session, numbers["count"], numbers["distance"], said, "session"
        )
    text = session or title
    return (
        FoundLine(mark, date, athlete, slot, text, path="session" if session else "title") if text else None
    )


READER = Reader(".csv", read)
