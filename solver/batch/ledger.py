"""The ledger of a batch: a database beside the plans, with one row for each job.

A plan is on the disk before its row is. So a row tells the truth however a batch ended, and a plan without a
row is written again, byte for byte.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from solver.batch.row import Row
from solver.errors import refuse

FILE = "ledger.sqlite"
FORMAT = 1
#: What a file is called before it is whole; see :func:`solver.files.writing.write`.
PART = re.compile(r"\..+\.(json|html|csv|parquet)\.[a-z0-9_]{8}\Z")


_NAMES = [each.name for each in fields(Row)]
_TYPES = {"int": "INTEGER", "bool": "INTEGER", "float": "REAL", "str": "TEXT"}
_COLUMNS = ", ".join(
    f'"{each.name}" {_TYPES[str(each.type).split()[0]]}{" PRIMARY KEY" if each.name == "key" else ""}'
    for each in fields(Row)
)
_values = attrgetter(*_NAMES)
_LISTED = ", ".join(f'"{name}"' for name in _NAMES)


class Ledger:
    """The ledger in a folder; to be used in a `with`.

    Parameters
    ----------
    folder
        The folder of the batch.
    new
        Whether one may be begun; else it is only read.
    """

    def __init__(self, folder: Path, new: bool = False) -> None:
        self.folder, self.file = folder, folder / FILE
        self._new = new

    def __enter__(self) -> Self:
        if not self._new and not self.file.is_file():
            raise refuse(f"{self.folder}: there is no batch here (no {FILE})")
        try:
            # what a kill has left half-written is taken back by whoever opens it next, by writing
            half = self.file.with_name(f"{FILE}-journal").exists()
            mode = "rwc" if self._new else "rw" if half else "ro"
            where = f"{self.file.resolve().as_uri()}?mode={mode}"
            self._base = sqlite3.connect(where, uri=True, timeout=30, isolation_level=None)
            self._open()
        except sqlite3.Error as error:
            raise self._broken(error) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def _open(self) -> None:
        if self._new:
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.execute("CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT)")
            self._base.execute(f"CREATE TABLE IF NOT EXISTS jobs ({_COLUMNS}) WITHOUT ROWID")
            self._base.execute("CREATE TABLE IF NOT EXISTS waiting (key TEXT PRIMARY KEY) WITHOUT ROWID")
            self._base.execute("INSERT OR IGNORE INTO about VALUES ('format', ?)", (str(FORMAT),))
        found = self._base.execute("SELECT value FROM about WHERE name = 'format'").fetchone()
        if found is None or found[0] != str(FORMAT):
            raise refuse(f"{self.file}: expected a ledger of format {FORMAT}: made by another version?")

    def _broken(self, error: sqlite3.Error) -> Exception:
        return refuse(f"cannot use the ledger {self.file}: {str(error).lower()}")

    def _full(self, error: sqlite3.Error) -> Exception:
        said = "all plans in the folder are good; once there is room the same command goes on from here"
        return refuse(f"cannot write the ledger {self.file}: {str(error).lower()}; {said}")

    # ---- rows -------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Row]:
        """All rows, by key."""
        try:
            for found in self._base.execute(f"SELECT {_LISTED} FROM jobs ORDER BY key"):
                yield Row(*found)
        except (sqlite3.Error, TypeError) as error:
            raise self._broken(sqlite3.DatabaseError(str(error))) from None

    def put(self, rows: Sequence[Row]) -> None:
        """Put rows in place of those that were there; they are on the disk then.

        Raises
        ------
        InputError
            If the ledger cannot be written.
        """
        marks = ", ".join("?" * len(_NAMES))
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(
                f"INSERT OR REPLACE INTO jobs ({_LISTED}) VALUES ({marks})", map(_values, rows)
            )
            self._base.executemany("DELETE FROM waiting WHERE key = ?", [(row.key,) for row in rows])
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._full(error) from None

    def expect(self, keys: Iterable[str]) -> None:
        """Keep which jobs are still to be done, in place of those that were."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("DELETE FROM waiting")
            self._base.executemany("INSERT INTO waiting VALUES (?)", [(key,) for key in keys])
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._full(error) from None

    def left(self) -> int:
        """How many jobs are still to be done."""
        try:
            return int(self._base.execute("SELECT COUNT(*) FROM waiting").fetchone()[0])
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def drop(self, keys: Iterable[str]) -> None:
        """Forget what became of some jobs."""
        try:
            self._base.executemany("DELETE FROM jobs WHERE key = ?", [(key,) for key in keys])
        except sqlite3.Error as error:
            raise self._broken(error) from None

    # ---- what the batch is about --------------------------------------------------------------------------

    def note(self, about: Mapping[str, Any]) -> None:
        """Keep what the batch is about, so that it can be taken up again from its folder alone."""
        try:
            for name, value in about.items():
                text = json.dumps(value, default=str)
                self._base.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, text))
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def about(self) -> dict[str, Any]:
        """What the batch is about."""
        try:
            found = self._base.execute("SELECT name, value FROM about").fetchall()
            return {name: json.loads(value) for name, value in found}
        except (sqlite3.Error, ValueError) as error:
            raise self._broken(sqlite3.DatabaseError(str(error))) from None


def sweep_up(folder: Path, scenarios: Sequence[str]) -> int:
    """Take away what is left of files that were being written when a batch was killed; how many."""
    parts = [
        each for name in ("", *scenarios) for each in (folder / name).glob(".*") if PART.match(each.name)
    ]  # fmt: skip
    for each in parts:
        with suppress(OSError):
            each.unlink()
    return len(parts)
