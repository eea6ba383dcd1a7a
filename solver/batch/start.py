"""A batch from its files: everything is read and checked before anything is planned or written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from solver.batch.basis import Basis, readable
from solver.batch.jobs import Jobs, check, jobs
from solver.batch.ledger import Ledger, sweep_up
from solver.batch.lock import locked
from solver.batch.roster import Roster, read_roster
from solver.errors import InputError, Problem, refuse
from solver.files import writing
from solver.plans.planfile import portable
from solver.words import plural
from solver.workers.garbage import put_off

#: Where the ledger keeps the fingerprints of files besides.
FILES = "files"
#: Where it keeps how many plans are left out, and why; so many problems of the roster at most.
LEFT_OUT, PROBLEMS, KEPT = "left out", "problems", 20


@dataclass(frozen=True)
class Asked:
    """What a batch is asked to do.

    Parameters
    ----------
    strict
        Whether nothing is planned where something is wrong in any row.
    again, more
        Jobs that are done again although they were done before, and how hard they are searched for.
    """

    roster: Path
    scenarios: Sequence[Path]
    out: Path
    effort: float
    strict: bool = False
    again: frozenset[str] = frozenset()
    more: float | None = None

    def about(self, found: Jobs, bases: Sequence[Basis]) -> dict[str, Any]:
        """What the ledger keeps of it; with what is asked, for comparing it with later ones."""
        return {
            "roster": str(self.roster), "scenarios": [str(each) for each in self.scenarios],
            "effort": self.effort, LEFT_OUT: found.left_out, PROBLEMS: list(_some(found.problems)),
            "asks": {each.name: {**each.asks, FILES: _portable(each.shelf)} for each in bases},
        }  # fmt: skip


def _some(problems: Sequence[Problem]) -> Iterator[str]:
    yield from map(str, problems[:KEPT])
    if len(problems) > KEPT:
        yield f"and {plural(len(problems) - KEPT, 'more problem')}"


def _portable(shelf: Mapping[str, str]) -> dict[str, str]:
    return {portable(name): shelf[name] for name in sorted(shelf)}


@dataclass(frozen=True)
class Ready:
    """A batch that can begin."""

    asked: Asked
    roster: Roster
    bases: Sequence[Basis]
    jobs: Jobs


@put_off()
def ready(asked: Asked) -> Ready:
    """Read all that a batch is made of.

    Raises
    ------
    InputError
        If a scenario cannot be read, nothing in the roster can, or something in it cannot and it is `strict`.
    """
    bases = readable(asked.scenarios)
    roster = read_roster(asked.roster)
    found = jobs(roster, bases, asked.effort)
    if found.problems and (asked.strict or not found.all):
        raise InputError(found.problems)
    if not found.all:
        raise refuse(f"{asked.roster}: there are no athletes in it")
    if asked.more is not None:
        found.all = [
            replace(each, effort=asked.more) if each.key in asked.again else each for each in found.all
        ]
    check(found.all)
    inputs = {Path(name) for basis in bases for name in basis.reading.loaded.hashes}
    _check_folder(asked.out, inputs)
    return Ready(asked, roster, bases, found)


def _check_folder(folder: Path, inputs: set[Path]) -> None:
    """Find out early whether plans can be written."""
    if folder.exists() and not folder.is_dir():
        raise refuse(f"cannot write to {folder}: it is a file; name a folder")
    if not folder.exists():
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise refuse(f"cannot make the folder {folder}: {(error.strerror or 'error').lower()}") from None
    writing.check_writable(folder / "plan.json", inputs)


@contextmanager
def opened(batch: Ready) -> Iterator[Ledger]:
    """The ledger of a batch, with the folder for oneself."""
    folder = batch.asked.out
    with locked(folder), Ledger(folder, new=True) as ledger:
        sweep_up(folder, [each.name for each in batch.bases])
        ledger.note(batch.asked.about(batch.jobs, batch.bases))
        ledger.drop(batch.asked.again)
        yield ledger
