"""Sessions moved by hand: what that breaks and what it costs, without any search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from solver.auditor import Audit, Finding, audit
from solver.diary import Done
from solver.errors import refuse
from solver.reasons.whynot.compared import Charge, broken_by, compared
from solver.season import Season
from solver.words import unknown


@dataclass(frozen=True, eq=False)
class Moved:
    """A plan with sessions on another day.

    Parameters
    ----------
    moved
        The sessions as they were and as they are.
    before, after
        The audits.
    """

    season: Season
    sessions: Sequence[Done]
    moved: Sequence[tuple[Done, Done]]
    before: Audit
    after: Audit

    @property
    def breaks(self) -> list[Finding]:
        """Musts that are broken now and were not."""
        return [each for each in broken_by(self.before, self.after) if each.level == "must"] + [
            each for each in self.after.frame if each not in self.before.frame
        ]

    @property
    def mends(self) -> list[Finding]:
        """Musts that were broken and are not any more."""
        return [each for each in broken_by(self.after, self.before) if each.level == "must"] + [
            each for each in self.before.frame if each not in self.after.frame
        ]

    @property
    def costs(self) -> list[Charge]:
        """Rules of which the points differ."""
        return compared(self.before, self.after)


def move(
    season: Season,
    sessions: Sequence[Done],
    day: int,
    to: int,
    athletes: Collection[str] = (),
    session: str | None = None,
    swap: bool = False,
) -> Moved:
    """Move what a day has to another day.

    Parameters
    ----------
    athletes
        Whose sessions; all, if none are named.
    session
        The only session that moves, if not all do.
    swap
        Whether what the other day has comes back in exchange.

    Raises
    ------
    InputError
        If there is nothing to move, or the day is done.
    """
    if min(day, to) < season.starts:
        raise refuse(f"{season.calendar.name(min(day, to))} is done: what is past does not move")
    who = set(athletes) or {athlete.name for athlete in season.athletes}
    here = [each for each in sessions if each.day == day and each.athlete in who]
    there = [each for each in sessions if swap and each.day == to and each.athlete in who]
    if session is not None:
        if session not in {each.session for each in here}:
            raise refuse(f"--session: {unknown('session of that day', session, {e.session for e in here})}")
        here = [each for each in here if each.session == session]
    if not here and not there:
        raise refuse(f"there is nothing to move on {season.calendar.name(day)}")
    pairs = [(each, replace(each, day=to if each.day == day else day)) for each in (*here, *there)]
    gone = {id(old) for old, _ in pairs}
    now = [*(each for each in sessions if id(each) not in gone), *(new for _, new in pairs)]
    return Moved(season, now, pairs, audit(season, season.diary(sessions)), audit(season, season.diary(now)))
