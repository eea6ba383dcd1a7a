"""A session as a calendar has it: title, dose, target, rest; for the screen and for pages."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from solver.calendar import Meet
from solver.diary import Done
from solver.documents.scenario import Athlete
from solver.plans import prescription
from solver.season import Season
from solver.words import plural


@dataclass(frozen=True, slots=True)
class SessionLine:
    """What a calendar says of a session.

    Parameters
    ----------
    slot
        Empty where a day has one only.
    dose, how, recovery
        How much, how fast, and the rest between repetitions, in words; of a race its rounds alone.
    metres, minutes, load
        What it comes to; metres without the run-ins.
    meet
        The meet, if it is a race.
    """

    slot: str
    class_: str
    title: str
    dose: str
    how: str
    recovery: str
    metres: Fraction
    minutes: Fraction
    load: Fraction
    meet: Meet | None


def session_line(season: Season, athlete: Athlete, done: Done) -> SessionLine:
    """The line of a session."""
    session, form = season.catalogue.sessions[done.session], season.catalogue.forms[done.form]
    meet = meet_of(season, athlete, done)
    target = None if meet else prescription.target(session, done.distance, athlete)
    none = Fraction(0)
    return SessionLine(
        slot=done.slot if len(season.calendar.slots) > 1 else "",
        class_=session.class_,
        title=f"{meet.name} ({meet.priority})" if meet else prescription.title(session),
        dose=plural(done.count, "round") if meet else prescription.dose(form, done.count, session),
        how=str(target) if target else "" if meet else prescription.per_cent(session),
        recovery="" if meet else prescription.recovery(session, done.distance),
        metres=done.amounts.get("metres", none),
        minutes=done.amounts.get("minutes", none),
        load=done.amounts.get("load", none),
        meet=meet,
    )


def meet_of(season: Season, athlete: Athlete, done: Done) -> Meet | None:
    """The meet that a session is the race of."""
    if done.form not in season.race_forms:
        return None
    return next((each for each in season.calendar.meets(athlete) if each.day == done.day), None)


def shut(season: Season, athlete: Athlete, day: int) -> list[str]:
    """Why there is no training on a day, or in some slots of it, where something forbids it."""
    closed, slots = season.calendar.closed(athlete), season.calendar.slots
    reasons = {slot: closed[day, slot] for slot in slots if (day, slot) in closed}
    if len(reasons) == len(slots):
        return list(dict.fromkeys(reasons.values()))
    return [f"{slot}: {reason}" for slot, reason in reasons.items()]
