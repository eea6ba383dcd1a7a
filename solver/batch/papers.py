"""Plans on their way to the disk, several at a time, and the rows that wait until they are there.

First what is in a plan is brought to the disk, then its name, then its row: a row tells the truth however
a batch ends.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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

#: So many rows are brought to the disk at a time, or fewer if they stand for so many seconds of planning:
#: that is all that is done again after a kill.
TOGETHER, WORTH = 200, 1.0
#: So many plans are on their way at a time: a disk that is asked for one after another mostly waits.
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
        self._waiting: list[Future[Row] | Row] = []
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
        # where there is no plan there is nothing to wait for
        self._waiting.append(self._pool.submit(self._written, row, file, plan) if plan
                             else self._written(row, file, plan))  # fmt: skip
        self._worth += row.seconds
        if self._worth >= WORTH or len(self._waiting) >= TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Bring everything to the disk that is on its way.

        Raises
        ------
        InputError
            If the ledger cannot be written.
        """
        if not self._waiting:
            return
        waiting, self._waiting, self._worth = self._waiting, [], 0.0
        rows = [each.result() if isinstance(each, Future) else each for each in waiting]
        for row in rows:
            if row.status == UNWRITTEN:
                self.tell(*row.reasons)
        for name in dict.fromkeys(Path(row.file).parent for row in rows if row.file):
            writing.keep_names(self.folder / name)
        self.ledger.put(rows)

    def _written(self, row: Row, file: str, plan: bytes) -> Row:
        """A row once its plan is written, or could not be."""
        target = self.folder / file
        try:
            if not plan:
                # a plan of other rules is no plan of these
                target.unlink(missing_ok=True)
                return row
            writing.put(target, plan)
            return replace(row, file=file, sha256=digest(plan))
        except (InputError, OSError) as error:
            return replace(row, status=UNWRITTEN, why=json.dumps([str(error)], ensure_ascii=False))
