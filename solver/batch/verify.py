"""Every plan of a batch looked at again: the file as it was written, the plan under the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from solver.auditor import LEVELS, audit
from solver.batch.row import Row, on_disk
from solver.errors import InputError
from solver.plans.origin import season_of
from solver.plans.past import opened
from solver.plans.planfile import load_plan
from solver.plans.since import changed_since
from solver.workers.crew import Crew, Halt
from solver.workers.hands import Hands

#: Breaches that are told of a plan.
SHOWN = 3


@dataclass(frozen=True)
class Checked:
    """What was found of a plan.

    Parameters
    ----------
    wrong
        What is wrong with it; nothing if it is as it was written and keeps its musts.
    notes
        What has changed since it was made.
    """

    file: str
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def verify(folder: Path, rows: Sequence[Row], workers: int, crew: Crew) -> Iterator[Checked]:
    """Look at every plan of a ledger, several at a time."""
    items = [(folder, row) for row in rows if row.file]
    with Hands(workers, crew.halt, checked) as hands:
        yield from crew.run([partial(hands.do, item) for item in items])
    there = {row.file for row in rows}
    names = dict.fromkeys(row.scenario for row in rows)
    for file in sorted(path for name in names for path in (folder / name).glob("*.json")):
        name = file.relative_to(folder).as_posix()
        if name not in there:
            yield Checked(name, notes=("it is not in the ledger",))


def checked(item: tuple[Path, Row], _: Halt) -> Checked:
    """Look at one plan."""
    folder, row = item
    state = on_disk(folder, row)
    if state == "missing":
        return Checked(row.file, ("it is missing",))
    wrong = ("it has been changed since it was written",) if state == "changed" else ()
    try:
        broken, notes = _audited(folder / row.file, row)
    except InputError as error:
        return Checked(row.file, (*wrong, *(" ".join(str(each).split()) for each in error.problems[:SHOWN])))
    return Checked(row.file, (*wrong, *broken), notes)


def _audited(file: Path, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a plan breaks, and what has changed since it was made."""
    document, source = load_plan(file)
    season = season_of(file, document)
    notes = tuple(changed_since(document, season))
    season, sessions = opened(document, source, season)
    verdict = audit(season, season.diary(sessions))
    said = [str(each) for each in verdict.broken]
    wrong = [f"it breaks {each}" for each in said[:SHOWN] if each not in document.broken]
    for level, points in zip(LEVELS, (row.should, row.prefer), strict=True):
        if verdict.score[level] != points:
            wrong.append(f"it has {verdict.score[level]} points of {level}, {points} when it was made")
    return tuple(wrong), notes
