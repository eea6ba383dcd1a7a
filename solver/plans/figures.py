"""The figures of a plan that its overview shows, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.calendar import Meet
from solver.diary import Diary, Done
from solver.documents.scenario import Athlete
from solver.season import Season
from solver.words import number


@dataclass(frozen=True, slots=True)
class AwaySpan:
    """Days in a row on which an athlete cannot train, and why."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one athlete.

    Parameters
    ----------
    sprint, other
        Metres of running of the hardest class with the run-ins, as most rules count them, and timed
        metres of all other running.
    load
        Session RPE x minutes (AU).
    high_days
        Days with a session of the hardest class.
    """

    number: int
    phase: str
    begins_phase: bool
    unload: bool
    sprint: Fraction
    other: Fraction
    minutes: Fraction
    load: Fraction
    sessions: int
    high_days: int
    meets: Sequence[Meet]
    away: Sequence[AwaySpan]


def weeks(season: Season, diary: Diary, athlete: Athlete) -> list[Week]:
    """The figures of every week of an athlete."""
    return [_week(season, diary, athlete, number) for number in range(1, season.calendar.weeks + 1)]


def in_words(season: Season, week: Week) -> list[str]:
    """The figures of a week as they stand beside its name."""
    found = [f"sprint {number(week.sprint)} m with run-ins"] if week.sprint else []
    found += [f"{easy_running(season)} {number(week.other)} m"] if week.other else []
    return [*found, f"load {number(round(week.load))} AU"]


def phase_name(phase: str) -> str:
    """A phase as it is spoken of: 'general preparation', but 'pre-competition'."""
    return phase if phase.startswith("pre-") else phase.replace("-", " ")


def is_high(season: Season, done: Done) -> bool:
    """Whether a session is of the hardest class."""
    return season.catalogue.sessions[done.session].class_ == season.catalogue.classes[-1]


def absences(season: Season, athlete: Athlete, days: range) -> list[AwaySpan]:
    """The stretches among some days on which every slot is closed."""
    closed = season.calendar.closed(athlete)
    found: list[AwaySpan] = []
    for day in days:
        reasons = [closed.get((day, slot)) for slot in season.calendar.slots]
        reason = reasons[0]
        if reason is None or not all(reasons):
            continue
        if found and found[-1].last == day - 1 and found[-1].reason == reason:
            found[-1] = AwaySpan(found[-1].first, day, reason)
        else:
            found.append(AwaySpan(day, day, reason))
    return found


def easy_running(season: Season) -> str:
    """What the running below the hardest class is called: 'tempo' where it is nothing else."""
    easy = [
        session
        for name, session in season.catalogue.sessions.items()
        if session.class_ != season.catalogue.classes[-1]
        and any("metres" in f.amounts for f in season.catalogue.forms.values() if f.session == name)
    ]
    tempo = all("tempo" in f"{each.title} {' '.join(each.tags)}".lower() for each in easy)
    return "tempo" if easy and tempo else "easy running"


def _week(season: Season, diary: Diary, athlete: Athlete, number: int) -> Week:
    days = range(7 * (number - 1), 7 * number)
    first = season.calendar.days[days[0]]
    done = [each for day in days for each in diary.on(athlete.name, day)]
    high = [each for each in done if is_high(season, each)]
    return Week(
        number=number,
        phase=first.phase,
        begins_phase=first.phase_week == 1,
        unload=first.loading == "unload",
        sprint=total(high, "total_metres"),
        other=total(done, "metres") - total(high, "metres"),
        minutes=total(done, "minutes"),
        load=total(done, "load"),
        sessions=len(done),
        high_days=len({each.day for each in high}),
        meets=[meet for meet in season.calendar.meets(athlete) if meet.day in days],
        away=absences(season, athlete, days),
    )


def total(done: Sequence[Done], measure: str) -> Fraction:
    """The sum of a measure over sessions."""
    return sum((each.amounts.get(measure, Fraction(0)) for each in done), Fraction(0))
