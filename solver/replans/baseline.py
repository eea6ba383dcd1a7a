"""What is left of a plan before anything is changed in it: what can no longer stand falls out.

A session where the athlete is now away, a race without its meet, a session that the scenario no longer has:
the event took it, and nothing has to make up for it. A meet that is new has its race.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.calendar import Meet
from solver.diary import Done
from solver.documents.scenario import Athlete
from solver.replans.events import Absent
from solver.season import Season


@dataclass(frozen=True, slots=True)
class Fallen:
    """A session that cannot stand, and why, in words; whether it is because nothing can be done then."""

    done: Done
    because: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """The days to come of a plan.

    Parameters
    ----------
    planned
        As they were planned.
    sessions
        Without what fell out, with the races that came in.
    fallen, races
        Which those are.
    """

    planned: Sequence[Done]
    sessions: Sequence[Done]
    fallen: Sequence[Fallen]
    races: Sequence[tuple[Done, str]]


def baseline(season: Season, sessions: Sequence[Done], absent: Sequence[Absent] = ()) -> Baseline:
    """What is left of a plan from the first day that is still to be planned.

    Parameters
    ----------
    absent
        Meets that are off for an athlete.
    """
    planned = season.ahead(sessions)
    off = {(each.athlete, season.calendar.index(each.date)): each for each in absent}
    fallen = [found for each in planned if (found := _fallen(season, each, off))]
    gone = {id(each.done) for each in fallen}
    left = [each for each in planned if id(each) not in gone]
    races = [
        (_race(season, athlete, meet, planned), meet.name)
        for athlete in season.athletes
        for meet in season.calendar.meets(athlete)
        if meet.day >= season.starts and not any(_is_race(each, athlete, meet) for each in left)
    ]
    return Baseline(planned, [*left, *(race for race, _ in races)], fallen, races)


def _fallen(season: Season, done: Done, off: Mapping[tuple[str, int], Absent]) -> Fallen | None:
    """A session, if it cannot stand."""
    closed = season.calendar.closed(season.athlete(done.athlete)).get((done.day, done.slot))
    said = closed or _cannot(season, done, off)
    return Fallen(done, said, closed is not None) if said else None


def _cannot(season: Season, done: Done, off: Mapping[tuple[str, int], Absent]) -> str:
    """Why a session cannot stand on a day of training; empty if it can."""
    athlete = season.athlete(done.athlete)
    if done.session not in season.offered_sessions:
        return "it is not among the sessions of the scenario any more"
    if done.form in season.race_forms:
        meets = [meet for meet in season.calendar.meets(athlete) if meet.day == done.day]
        if not meets and (absent := off.get((done.athlete, done.day))):
            return f"does not start at {absent.meet}: {absent.because}"
        if not meets:
            return f"there is no meet on {season.calendar.name(done.day)} any more"
        if not _is_race(done, athlete, meets[0]):
            return f"{meets[0].name} is not as it was"
    return ""


def _is_race(done: Done, athlete: Athlete, meet: Meet) -> bool:
    """Whether a session is the race of a meet."""
    here = (done.athlete, done.day, done.session) == (athlete.name, meet.day, meet.session)
    return here and meet.slot in (None, done.slot) and done.amounts.get("reps") == meet.rounds


def _race(season: Season, athlete: Athlete, meet: Meet, planned: Sequence[Done]) -> Done:
    """The race of a meet that a plan does not have."""
    forms = [form for form in season.catalogue.forms.values() if form.session == meet.session]
    form, count = next(
        (form, count)
        for form in forms
        for count in form.counts()
        if form.amount("reps", count) == meet.rounds
    )
    slot = meet.slot or next(iter(_slots(season, athlete, meet, planned)))
    return Done.of(athlete.name, meet.day, slot, form, count)


def _slots(season: Season, athlete: Athlete, meet: Meet, planned: Sequence[Done]) -> Iterator[str]:
    """Where the race of a meet may be: where one was planned, else the last slot that it may have."""
    shelf, closed = season.catalogue.sessions[meet.session], season.calendar.closed(athlete)
    races = [each for each in planned if each.form in season.race_forms and each.athlete == athlete.name]
    offered = [
        each
        for each in season.calendar.slots
        if (not shelf.slots or each in shelf.slots) and (meet.day, each) not in closed
    ]
    yield from (each.slot for each in races if each.day == meet.day and each.slot in offered)
    yield from reversed(offered)
    yield season.calendar.slots[-1]
