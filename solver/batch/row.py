"""A row of the ledger: what became of one job, and whether its plan is as it was written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from solver.batch.digests import digest


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a job.

    Parameters
    ----------
    key, scenario, people
        The job, the scenario's name and those who train, as a JSON list.
    fingerprint, made
        Of the problem, and of all that the plan file is made of.
    status, proven, should, prefer, should_bound, prefer_bound
        As in :class:`solver.batch.task.Answer`.
    why
        Where there is no plan: what clashes, or what is wrong, as a JSON list.
    like
        The job that was planned; empty if it is this one.
    file, sha256
        The plan in the folder; empty if there is none.
    seconds, work
        What planning took, nothing where it was another job that was planned.
    """

    key: str
    scenario: str
    people: str
    fingerprint: str
    made: str
    status: str
    proven: bool = False
    should: int | None = None
    prefer: int | None = None
    should_bound: int | None = None
    prefer_bound: int | None = None
    why: str = "[]"
    like: str = ""
    file: str = ""
    sha256: str = ""
    effort: float = 0.0
    speedfirst: str = ""
    ortools: str = ""
    seconds: float = 0.0
    work: float = 0.0

    @property
    def reasons(self) -> tuple[str, ...]:
        """What clashes or is wrong."""
        return tuple(json.loads(self.why))


def on_disk(folder: Path, row: Row) -> str:
    """What the plan of a row is on the disk: 'as written', 'changed' or 'missing'."""
    try:
        raw = (folder / row.file).read_bytes()
    except OSError:
        return "missing"
    return "as written" if digest(raw) == row.sha256 else "changed"
