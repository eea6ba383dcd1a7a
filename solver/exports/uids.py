"""Which event of a calendar is which session, so that a session that moves keeps its event.

What makes a session the same one, after a new plan, is whose it is, what it is, and its place among those
of its kind in its week: day, slot and dose may change. That is its key, made of the scenario's name, the
athlete, the week, the session and that place, and never of the day: a session that moves within its week
keeps its event though nobody remembers the older plan. The week is that of the calendar and not the n-th
of the plan, so that whoever plans week by week in one scenario does not move last week's events. A place
within the season would survive moves to another week, but one session more in autumn would move every
later event of the kind. Where there is an older calendar, it is remembered: its events go first to what
has not moved, then to what moved within its week, then to what moved to another one, the nearest first;
only the rest get keys. Events that are left over are the caller's to cancel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.diary import Done
from solver.season import Season

DOMAIN = "speedfirst"
#: Days by which a session may have moved and be the same one.
FARTHEST = 7


@dataclass(frozen=True, slots=True)
class Event:
    """An event of an older calendar: whose session it was, which one, on which day."""

    uid: str
    athlete: str
    session: str
    day: int
    slot: str


def uids(season: Season, sessions: Sequence[Done], before: Iterable[Event] = ()) -> Mapping[Done, str]:
    """The UID of each session.

    Parameters
    ----------
    sessions
        In their order in time.
    before
        The events of the older calendar.
    """
    left: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(before, key=lambda each: (each.day, each.uid)):
        left.setdefault((event.athlete, event.session), []).append(event)
    taken = {event.uid for events in left.values() for event in events}
    found: dict[Done, str] = {}
    for days_apart in _STAGES:
        for done in sessions:
            events = left.get((done.athlete, done.session), [])
            apart = [(days_apart(done, each), place) for place, each in enumerate(events)]
            near = [(days, place) for days, place in apart if days is not None]
            if near and done not in found:
                found[done] = events.pop(min(near)[1]).uid
    ordinals: dict[tuple[str, int, str], int] = {}
    for done in sessions:
        kind = done.athlete, done.day // 7, done.session
        place = ordinals[kind] = ordinals.get(kind, 0) + 1
        while done not in found:
            if (uid := key(season, done, place)) not in taken:
                found[done] = uid
                taken.add(uid)
            place += 1
    return found


def key(season: Season, done: Done, place: int) -> str:
    """The UID of a session by its place among those of its kind in its week."""
    week = f"{season.calendar.date(done.day):%G-W%V}"
    parts = (season.scenario.scenario, done.athlete, week, done.session, str(place))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@{DOMAIN}"


def _unmoved(done: Done, event: Event) -> int | None:
    return 0 if (done.day, done.slot) == (event.day, event.slot) else None


def _in_week(done: Done, event: Event) -> int | None:
    return abs(done.day - event.day) if done.day // 7 == event.day // 7 else None


def _anywhere(done: Done, event: Event) -> int | None:
    days = abs(done.day - event.day)
    return days if days <= FARTHEST else None


_STAGES: Sequence[Callable[[Done, Event], int | None]] = (_unmoved, _in_week, _anywhere)
