"""What was done of a plan: the sessions of its past days, as the log tells them.

A day that the log does not speak of went as planned, but for the hours when somebody was away. A day with a
session in the log is told by it whole: what else was planned there was not done. Where the log only says what
was missed, the rest went as planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from solver.actuals.reading import Logged
from solver.calendar import concerns
from solver.catalogue import Form
from solver.diary import Done
from solver.season import Season


@dataclass(frozen=True, slots=True)
class Lapse:
    """What a log makes of a day: what was planned and not done, and what was done and not planned.

    Parameters
    ----------
    silent
        Whether what was not done is not in the log: the day's other sessions are.
    """

    athlete: str
    day: int
    missed: Sequence[Done]
    more: Sequence[Done]
    silent: bool


def lived(
    season: Season, planned: Sequence[Done], log: Sequence[Logged], until: int, since: int = 0
) -> tuple[list[Done], list[Lapse]]:
    """What was done before a day, and where that is not what was planned.

    Parameters
    ----------
    planned
        The sessions of the plan; those of its own past are what was done.
    until
        The first day that is not past.
    since
        The first day that was not past yet when the plan was made.
    """
    told: dict[tuple[str, int], list[Logged]] = {}
    for each in log:
        if each.day < until:
            told.setdefault((each.athlete, each.day), []).append(each)
    untold = [each for each in planned if each.day < until and (each.athlete, each.day) not in told]
    away = _away(season)
    gone = [each for each in untold if each.day >= since and (each.athlete, each.day, each.slot) in away]
    done = [each for each in untold if each not in gone]
    lapses = [
        Lapse(*who, list(missed), (), silent=False)
        for who, missed in groupby(gone, attrgetter("athlete", "day"))
    ]
    for (athlete, day), entries in sorted(told.items(), key=lambda item: (item[0][1], item[0][0])):
        there = [each for each in planned if (each.athlete, each.day) == (athlete, day)]
        now = _day(season, there, entries)
        done += now
        slots = {(each.session, each.slot) for each in now}
        missed = [each for each in there if (each.session, each.slot) not in slots]
        before = {(each.session, each.slot) for each in there}
        more = [each for each in now if (each.session, each.slot) not in before]
        if missed or more:
            lapses.append(Lapse(athlete, day, missed, more, all(not each.missed for each in entries)))
    return done, sorted(lapses, key=attrgetter("day", "athlete"))


def _away(season: Season) -> set[tuple[str, int, str]]:
    """The hours when somebody was away."""
    return {
        (athlete.name, *spot)
        for away in season.scenario.away
        for athlete in season.athletes
        if concerns(away.for_, athlete)
        for spot in season.calendar.spots(away)
    }


def _day(season: Season, planned: Sequence[Done], entries: Sequence[Logged]) -> list[Done]:
    """What was done on a day."""
    done = [_done(season, planned, each) for each in entries if not each.missed]
    if done:
        return done
    return [each for each in planned if not any(_misses(entry, each) for entry in entries)]


def _misses(entry: Logged, done: Done) -> bool:
    """Whether an entry says that a session was missed."""
    return entry.session in ("", done.session) and entry.entry.slot in (None, done.slot)


def _done(season: Season, planned: Sequence[Done], said: Logged) -> Done:
    """A session as it was done; what the log leaves open was as planned, or else as the catalogue begins."""
    entry = said.entry
    meant = next((d for d in planned if d.session == said.session and entry.slot in (None, d.slot)), None)
    distance = entry.distance or (meant.distance if meant else None)
    forms = [form for form in season.catalogue.forms.values() if form.session == said.session]
    form = next((each for each in forms if each.distance == distance), forms[0])
    count = entry.reps or (meant.count if meant else form.first)
    slot = entry.slot or (meant.slot if meant else _slot(season, said.session))
    done = Done.of(said.athlete, said.day, slot, form, count)
    return Done(
        done.athlete, done.day, slot, form.key, form.session, count, form.distance,
        {**done.amounts, **dict(_measured(season, form, said, done))},
    )  # fmt: skip


def _slot(season: Season, session: str) -> str:
    """The slot of a session that was not planned."""
    slots = season.catalogue.sessions[session].slots
    return next(
        (each for each in season.calendar.slots if not slots or each in slots), season.calendar.slots[0]
    )


def _measured(season: Season, form: Form, said: Logged, done: Done) -> Iterator[tuple[str, Fraction]]:
    """Minutes as they were, and the load that follows from them and from how hard it was."""
    entry = said.entry
    if entry.minutes is None and entry.rpe is None:
        return
    usual = done.amounts.get("minutes", Fraction(0))
    minutes = usual if entry.minutes is None else Fraction(entry.minutes)
    rpe = season.catalogue.sessions[form.session].rpe if entry.rpe is None else entry.rpe
    yield "minutes", minutes
    yield "load", Fraction(str(rpe)) * minutes
