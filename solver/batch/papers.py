"""Plans on their way to the disk, many together, and the rows that wait until they are there.

First what is in a plan is brought to the disk, then its name, then its row: a row tells the truth however
a batch ends.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from solver.batch.digests import digest
from solver.batch.ledger import Ledger
from solver.batch.row import Row
from solver.errors import InputError
from solver.files import writing

#: So many rows are brought to the disk together, or fewer if they stand for so many seconds of planning:
#: that is all that is done again after a kill.
TOGETHER, WORTH = 200, 1.0
#: So many plans are brought to the disk at a time: one that is asked for one after another mostly waits.
AT_A_TIME = 4
#: What becomes of a job whose plan could not be written.
UNWRITTEN = "unwritten"


class Papers:
    """Writes plans and their rows; to be used in a `with`.

    Parameters
    ----------
    folder, ledger
        Of the batch.
    tell
        Is told what could not be written.
    """

    def __init__(self, folder: Path, ledger: Ledger, tell: Callable[[str], None]) -> None:
        self.folder, self.ledger, self.tell = folder, ledger, tell
        self._pool = ThreadPoolExecutor(AT_A_TIME)
        self._rows: list[Row] = []
        self._drafts: list[tuple[Row, writing.Draft]] = []
        self._worth = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.settle()
            else:
                with suppress(InputError):
                    self.settle()
        finally:
            self._pool.shutdown(cancel_futures=True)

    def add(self, row: Row, file: str, plan: bytes) -> None:
        """Write a plan and its row, soon; without a plan the one that was there goes.

        Raises
        ------
        InputError
            If the ledger cannot be written.
        """
        try:
            if plan:
                row = replace(row, file=file, sha256=digest(plan))
                self._drafts.append((row, writing.Draft(self.folder / file, plan)))
            else:
                # a plan of other rules is no plan of these
                (self.folder / file).unlink(missing_ok=True)
                self._rows.append(row)
        except (InputError, OSError) as error:
            self._rows.append(_unwritten(row, error))
        self._worth += row.seconds
        if self._worth >= WORTH or len(self._rows) + len(self._drafts) >= TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Bring everything to the disk that is on its way.

        Raises
        ------
        InputError
            If the ledger cannot be written.
        """
        rows, drafts = self._rows, self._drafts
        self._rows, self._drafts, self._worth = [], [], 0.0
        rows += self._on_disk(drafts)
        for row in rows:
            if row.status == UNWRITTEN:
                self.tell(*row.reasons)
        for name in dict.fromkeys(Path(row.file).parent for row in rows if row.file):
            writing.keep_names(self.folder / name)
        if rows:
            self.ledger.put(rows)

    def _on_disk(self, drafts: Sequence[tuple[Row, writing.Draft]]) -> list[Row]:
        """The rows of plans, which get their names once what is in all of them is on the disk."""
        parts = [drafts[at::AT_A_TIME] for at in range(min(AT_A_TIME, len(drafts)))]
        try:
            kept = [each for part in self._pool.map(_kept, parts) for each in part]
            return [_named(row, draft) if draft else row for row, draft in kept]
        except BaseException:
            for _, draft in drafts:
                draft.drop()
            raise


def _kept(drafts: Sequence[tuple[Row, writing.Draft]]) -> list[tuple[Row, writing.Draft | None]]:
    """Bring plans to the disk; those that cannot be are none."""
    found = list[tuple[Row, writing.Draft | None]]()
    for row, draft in drafts:
        try:
            draft.keep()
            found.append((row, draft))
        except InputError as error:
            found.append((_unwritten(row, error), None))
    return found


def _named(row: Row, draft: writing.Draft) -> Row:
    try:
        draft.name()
    except InputError as error:
        return _unwritten(row, error)
    return row


def _unwritten(row: Row, error: Exception) -> Row:
    why = json.dumps([str(error)], ensure_ascii=False)
    return replace(row, status=UNWRITTEN, file="", sha256="", why=why)
