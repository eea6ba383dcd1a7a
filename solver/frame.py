"""The frame of every plan: what the calendar and the catalogue allow, before any rule.

A race on each day of a meet, with its rounds, and no race elsewhere; nothing where an athlete is
away; no more sessions in a slot than fit, none twice a day, each one that the scenario has and in a dose
that the catalogue offers.
Like a rule, the frame has two readings: `bounds` for the solver and `breaches` for the auditor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from solver.bounds import Amount, Bound, Place
from solver.calendar import Meet
from solver.diary import Diary, Done
from solver.documents.scenario import Athlete
from solver.rules.kind import Breach
from solver.season import Season
from solver.words import plural

FRAME = "calendar"


def bounds(season: Season) -> Iterator[Place]:
    """What the solver has to keep besides the cells it is given."""
    days = sorted(season.open_days)
    for athlete in season.athletes:
        yield from room(season, athlete, days)
        yield from once(season, athlete, days)
        for meet in season.calendar.meets(athlete):
            if meet.day in season.open_days:
                yield from race(season, athlete, meet)


def room(season: Season, athlete: Athlete, days: Iterable[int]) -> Iterator[Place]:
    """No more sessions in a slot than fit."""
    everything = season.catalogue.every()
    for day in days:
        for slot in season.calendar.slots:
            held = Amount(athlete.name, (day,), "sessions", everything, slot)
            yield Place((day,), Bound(((1, held),), upper=season.calendar.per_slot))


def once(season: Season, athlete: Athlete, days: Iterable[int]) -> Iterator[Place]:
    """No session twice a day."""
    sessions: dict[str, set[str]] = {}
    for key, form in season.catalogue.forms.items():
        sessions.setdefault(form.session, set()).add(key)
    several = [frozenset(each) for each in sessions.values() if len(each) * len(season.calendar.slots) > 1]
    for day in days:
        for forms in several:
            same = Amount(athlete.name, (day,), "sessions", forms)
            yield Place((day,), Bound(((1, same),), upper=1))


def closed(season: Season, athlete: Athlete, spots: Iterable[tuple[int, str]]) -> Iterator[Place]:
    """No session on some days, in some slots of them."""
    for day, slot in spots:
        held = Amount(athlete.name, (day,), "sessions", season.catalogue.every(), slot)
        yield Place((day,), Bound(((1, held),), upper=0))


def race(season: Season, athlete: Athlete, meet: Meet) -> Iterator[Place]:
    """The race of a meet, with its rounds, and no other on that day."""
    forms = season.catalogue.forms_of(meet.session)
    races = Amount(athlete.name, (meet.day,), "sessions", forms, meet.slot)
    rounds = Amount(athlete.name, (meet.day,), "reps", forms, meet.slot)
    everything = Amount(athlete.name, (meet.day,), "sessions", season.race_forms)
    yield Place((meet.day,), Bound(((1, races),), 1, 1))
    yield Place((meet.day,), Bound(((1, everything),), 1, 1))
    yield Place((meet.day,), Bound(((1, rounds),), meet.rounds, meet.rounds))


def breaches(season: Season, diary: Diary) -> Iterator[tuple[Athlete, Breach]]:
    """What is wrong with a plan before any rule is asked."""
    for athlete in season.athletes:
        closed = season.calendar.closed(athlete)
        meets = {meet.day: meet for meet in season.calendar.meets(athlete)}
        for day in range(season.starts, season.calendar.length):
            done = diary.on(athlete.name, day)
            for says in wrong_on(season, day, done, closed, meets.get(day)):
                yield athlete, Breach((day,), f"{says} on {season.calendar.name(day)}", over=Fraction(1))
    names = {athlete.name for athlete in season.athletes}
    for each in diary.all():
        if each.athlete not in names or each.day >= season.calendar.length:
            says = f"{each.session} of {each.athlete} on {season.calendar.name(each.day)} is not of this plan"
            yield season.athletes[0], Breach((each.day,), says, over=Fraction(1))


def wrong_on(
    season: Season,
    day: int,
    sessions: Sequence[Done],
    closed: Mapping[tuple[int, str], str],
    meet: Meet | None,
) -> Iterator[str]:
    """What is wrong with the sessions of one day of an athlete."""
    for each in sessions:
        if (day, each.slot) in closed:
            yield f"{each.session} in spite of {closed[day, each.slot]}"
        yield from _misfit(season, each)
        if each.form in season.race_forms and meet is None:
            yield f"{each.session} without a meet"
    for slot, held in Counter(each.slot for each in sessions).items():
        if held > season.calendar.per_slot:
            where = f" {slot}" if len(season.calendar.slots) > 1 else ""
            yield f"{plural(held, 'session')}, at most {season.calendar.per_slot},{where}"
    for session, times in Counter(each.session for each in sessions).items():
        if times > 1:
            yield f"{session} {times} times"
    if meet:
        races = [each for each in sessions if each.form in season.race_forms]
        wanted = [each for each in races if each.session == meet.session and meet.slot in (None, each.slot)]
        if len(races) != 1 or len(wanted) != 1 or wanted[0].amounts.get("reps") != meet.rounds:
            yield f"expected one {meet.session} of {plural(meet.rounds, 'round')} for {meet.name}"


def _misfit(season: Season, done: Done) -> Iterator[str]:
    form = season.catalogue.forms.get(done.form)
    if form is None:
        yield f"{done.session!r}, which the catalogue does not have,"
    elif done.count not in form.counts():
        yield f"{done.session} with a dose of {done.count}, which the catalogue does not offer,"
    elif form.session not in season.offered_sessions:
        yield f"{done.session}, which is not among the sessions of the scenario,"
    elif done.slot not in season.calendar.slots:
        yield f"{done.session} in the unknown slot {done.slot!r}"
    elif (
        season.catalogue.sessions[form.session].slots
        and done.slot not in season.catalogue.sessions[form.session].slots
    ):
        yield f"{done.session} in the slot {done.slot!r}, where the catalogue does not allow it,"
