"""The ledger of a sweep: what has been planned, so that a sweep goes on where it was stopped.

It is a folder with one file for each cell, named by a fingerprint of all that its plan depends on: the files,
rules and numbers of its season, the effort, the versions, and the fingerprints of the cells that it could
begin from. Plans that are read back are audited again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from solver.auditor import audited
from solver.diary import Done
from solver.documents.base import Document, Line
from solver.errors import NotAudited
from solver.files import writing
from solver.files.text import STEERING
from solver.search.outcome import LEVELS
from solver.season import Season
from solver.sweeps.grid import Place
from solver.sweeps.kin import Kin
from solver.sweeps.made import Made

FOLDER = "ledger"
#: The largest file that is read.
MOST_BYTES = 20_000_000


class CellFile(Document):
    """A file of the ledger: a :class:`solver.sweeps.made.Made`, each session by what was decided.

    `kin` has a pair for each cell that it could begin from, in their order: the same contents may stand at
    another place of another sweep.
    """

    ledger: Literal[1]
    state: Literal["planned", "infeasible", "unknown"]
    score: dict[str, int]
    bounds: dict[str, int | None]
    windows: int = Field(ge=0)
    clash: list[Line]
    kin: list[tuple[bool, bool]]
    work: float
    sessions: list[tuple[str, str, str, str, int]]


class Ledger:
    """What has been planned.

    Parameters
    ----------
    folder
        Where its files are; None to keep nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = None if folder is None else folder / FOLDER
        if self.folder is not None:
            with contextlib.suppress(OSError):  # said where it is written to
                self.folder.mkdir(parents=True, exist_ok=True)
            writing.check_writable(self._file("0"), made="ledger")

    def _file(self, digest: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{digest[:32]}.json"

    def find(self, digest: str, season: Season, before: Sequence[Place]) -> Made | None:
        """What was planned under a fingerprint; None if nothing was, or it is not what it should be.

        Parameters
        ----------
        before
            The cells that it may begin from.
        """
        if self.folder is None:
            return None
        file = self._file(digest)
        try:
            if file.stat().st_size > MOST_BYTES:
                return None
            entry = CellFile.model_validate_json(file.read_bytes())
            return _made(entry, season, before)
        except (OSError, ValidationError, NotAudited, LookupError, ValueError):
            return None

    def keep(self, digest: str, season: Season, made: Made, before: Sequence[Place]) -> None:
        """Keep what was planned."""
        if self.folder is None:
            return
        data = {
            "ledger": 1,
            "state": made.state,
            "score": dict(made.score),
            "bounds": dict(made.bounds),
            "windows": made.windows,
            "clash": list(made.clash),
            "kin": [[made.kin[each].inside, made.kin[each].around] for each in before],
            "work": made.work,
            "sessions": [_session(season, each) for each in made.sessions],
        }
        writing.write(self._file(digest), _text(data))


def _session(season: Season, done: Done) -> list[Any]:
    return [done.athlete, str(season.calendar.date(done.day)), done.slot, done.form, done.count]


def _text(data: Mapping[str, Any]) -> str:
    """One line for each word, and for each session."""
    lines = [
        f" {json.dumps(name)}: {json.dumps(value)}" for name, value in data.items() if name != "sessions"
    ]
    rows = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in data["sessions"])
    return "{\n" + ",\n".join([*lines, f' "sessions": [\n{rows}\n ]']) + "\n}\n"


def _made(entry: CellFile, season: Season, before: Sequence[Place]) -> Made:
    """What an entry holds, once its plan has passed the audit."""
    if entry.state == "planned" and not all(_holds(entry, level) for level in LEVELS):
        raise ValueError("bounds that are none")
    if any(STEERING.search(each) for each in entry.clash):
        raise ValueError("names that nobody wrote")
    sessions = [
        Done.of(
            athlete,
            season.calendar.index(dt.date.fromisoformat(date)),
            slot,
            season.catalogue.forms[form],
            count,
        )
        for athlete, date, slot, form, count in entry.sessions
    ]
    if entry.state == "planned":
        audited(season, sessions, entry.score)
    kin = {place: Kin(*each) for place, each in zip(before, entry.kin, strict=True)}
    return Made(
        entry.state, sessions, entry.score, entry.bounds, entry.windows, tuple(entry.clash), kin, entry.work
    )  # fmt: skip


def _holds(entry: CellFile, level: str) -> bool:
    """Whether the bound of a level is there and can be one."""
    bound = entry.bounds[level]
    return bound is None or bound <= entry.score[level]
