"""From a plan file to its days to come: what was done, what happened, and the new file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from solver.actuals.done import Lapse, lived
from solver.actuals.reading import Logged
from solver.diary import Done
from solver.documents.plan import LineageFile, PlanFile, PlannedSession
from solver.errors import refuse
from solver.files.source import Source, raw_bytes
from solver.loading.load import Reading
from solver.plans.past import as_of, opened
from solver.plans.planfile import load_plan, ortools, plan_file, portable
from solver.plans.text import dumps
from solver.reasons.whynot.where import place
from solver.reasons.whynot.wish import said
from solver.replans.moving import Moved
from solver.replans.owed import broken_in
from solver.replans.part import Due
from solver.replans.replan import Replan
from solver.search.outcome import LEVELS, Outcome
from solver.season import Season

#: Tells what was done in a season.
Log: TypeAlias = Callable[[Season], Sequence[Logged]]


@dataclass(frozen=True, eq=False)
class Older:
    """A plan file that another one is to take the place of.

    Parameters
    ----------
    document, source, content
        What it says, and its text.
    name
        How the new file calls it.
    """

    document: PlanFile
    source: Source
    content: bytes
    name: str

    @classmethod
    def read(cls, path: Path) -> Older:
        """Read a plan file; see :func:`solver.plans.planfile.load_plan`."""
        return cls(*load_plan(path), raw_bytes(path, str(path)), portable(str(path)))


@dataclass(frozen=True, eq=False)
class UnderWay:
    """A plan in the midst of it.

    Parameters
    ----------
    season
        The season as it is on the morning of the first day to be planned.
    sessions
        The plan as it was made, its own past as it was done.
    lapses
        Where what was done is not what was planned.
    unused
        How many entries of the log speak of days to come.
    known
        The musts that the plan broke as it was made.
    """

    season: Season
    sessions: Sequence[Done]
    lapses: Sequence[Lapse]
    unused: int
    known: frozenset[Due]


def day_of(text: str, season: Season, option: str) -> int:
    """The day that a word means.

    Raises
    ------
    InputError
        If it means none.
    """
    from pydantic_core import PydanticCustomError

    try:
        found = place(text, season.calendar)
    except PydanticCustomError as error:
        raise refuse(f"{option}: {said(error)}") from None
    if found.is_week or found.slot:
        raise refuse(f"{option}: found {text!r}, expected a day")
    return found.days[0]


def known_in(plan: Older, below: Reading) -> frozenset[Due]:
    """The musts that a plan breaks and says that it does, in its scenario as it was."""
    if not plan.document.broken:
        return frozenset()
    return broken_in(*opened(plan.document, plan.source, below.season()))


def live(plan: Older, above: Reading, day: str, log: Log | None, known: frozenset[Due]) -> UnderWay:
    """A plan on the morning of a day, with what the log tells of the days before it.

    Parameters
    ----------
    known
        The musts that the plan broke as it was made.
    above
        Its scenario with all that has happened.
    """
    whole, from_ = above.season(), plan.document.from_
    _, sessions = opened(plan.document, plan.source, whole)
    first = day_of(day, whole, "--from")
    if from_ is not None and first < whole.calendar.index(from_):
        raise refuse(f"--from: the plan was replanned from {from_}; what was before that is done")
    entries = log(whole) if log else []
    since = whole.calendar.index(from_) if from_ is not None else 0
    past, lapses = lived(whole, sessions, entries, first, since)
    unused = sum(each.day >= first for each in entries)
    return UnderWay(as_of(whole, first, past), sessions, lapses, unused, known)


def content_of(plan: Older, lived: UnderWay, found: Replan, effort: float, news: bool) -> bytes:
    """What the new plan file holds; what the old one does where nothing is new.

    Parameters
    ----------
    news
        Whether something has happened that the old plan does not know of.
    """
    season = found.season
    if not news and _same(lived.sessions, season.whole(found.sessions)):
        return plan.content
    broken = [str(each) for each in found.lost]
    return _written(plan, season, found.sessions, found.verdict.score, effort, broken)


def moved_content(plan: Older, found: Moved) -> bytes:
    """What the file of a plan with a move by hand holds."""
    broken = [str(each) for each in found.after.broken]
    effort = plan.document.effort
    return _written(plan, found.season, found.sessions, found.after.score, effort, broken)


def _written(
    plan: Older,
    season: Season,
    sessions: Sequence[Done],
    score: Mapping[str, int],
    effort: float,
    broken: Sequence[str],
) -> bytes:
    """What a plan file holds that takes the place of another one."""
    outcome = Outcome(sessions, "feasible", score, dict.fromkeys(LEVELS), 0.0, 0.0)
    file = plan_file(season, outcome, plan.document.file, effort, ortools(), broken)
    before = LineageFile(file=plan.name, sha256=plan.source.digest)
    old = plan.document.sessions
    rows = _in_his_words(old, _as_it_was(old, file.sessions, file.from_))
    return dumps(file.model_copy(update={"before": before, "sessions": rows})).encode()


def _as_it_was(
    old: Sequence[PlannedSession], new: Sequence[PlannedSession], from_: dt.date | None
) -> list[PlannedSession]:
    """Sessions of the past word for word: a best time of today is no target of last month."""
    if from_ is None:
        return [*new]
    past = {_told(each): each for each in old if each.date < from_}
    return [past.get(_told(each), each) if each.date < from_ else each for each in new]


def _in_his_words(old: Sequence[PlannedSession], new: Sequence[PlannedSession]) -> list[PlannedSession]:
    """Sessions with what the coach wrote for them, where they are the same, also on another day."""
    exact = {(_what(each), each.date, each.slot): each.said for each in old if each.said}
    moved = {_what(each): each.said for each in old if each.said}
    there = {(_what(each), each.date, each.slot) for each in old}
    found = []
    for each in new:
        place = _what(each), each.date, each.slot
        said = exact.get(place) if place in there else moved.get(_what(each))
        found.append(each.model_copy(update={"said": said}))
    return found


def _what(each: PlannedSession) -> tuple[str, str, int, int | None]:
    return each.athlete, each.session, each.count, each.distance


def _told(each: PlannedSession) -> tuple[object, ...]:
    return *_what(each), each.date, each.slot, each.metres, each.minutes, each.load


def _same(one: Sequence[Done], other: Sequence[Done]) -> bool:
    """Whether two plans have the same sessions, with the same amounts."""

    def every(sessions: Sequence[Done]) -> list[tuple[object, ...]]:
        return sorted(
            (d.athlete, d.day, d.slot, d.form, d.count, sorted(d.amounts.items())) for d in sessions
        )

    return every(one) == every(other)
