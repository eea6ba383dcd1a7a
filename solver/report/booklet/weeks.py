"""The weeks of an athlete, day by day, each session with what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from solver.auditor import Finding, by_rule
from solver.calendar import Meet
from solver.diary import Diary, Done
from solver.documents.catalogue import Session
from solver.documents.scenario import Athlete
from solver.plans.figures import Week, in_words, phase_name, weeks
from solver.plans.planfile import in_order
from solver.plans.sessions import SessionLine, session_line, shut
from solver.reasons.days.serves import Serving
from solver.report.score import finding_says
from solver.season import Season
from solver.words import DAYS, listed, number, plural

RACE = "It is the race of the meet."
FREE = "No rule would be broken and no point lost without it, all else as it is."


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that holds a session where it is.

    Parameters
    ----------
    without
        What would be wrong without the session, all else as it is.
    """

    rule: str
    says: str
    level: str
    without: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session on the calendar, and what there is to know of it."""

    line: SessionLine
    recovery: str
    warm_up: str
    facts: str
    notes: Sequence[str]
    reasons: Sequence[Reason]
    why: str


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day; `colour` is `high`, `middle` or `low`, or nothing on a day of rest."""

    name: str
    date: str
    class_: str
    colour: str
    sheets: Sequence[Sheet]
    notes: Sequence[str]
    sum: str


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """A week."""

    number: int
    dates: str
    phase: str
    unload: bool
    figures: Sequence[str]
    meets: Sequence[Meet]
    labels: Sequence[str]
    days: Sequence[DaySheet]


@dataclass(frozen=True)
class Sheets:
    """Makes the weeks of an athlete.

    Parameters
    ----------
    serving
        Tells what each session is for; None where that is not asked.
    said, past
        The coach's own words for sessions, by their identity, and the targets of those that are done, which
        followed from the best times of their days.
    watch
        Is told which week is being made.
    """

    season: Season
    diary: Diary
    athlete: Athlete
    serving: Serving | None
    said: Mapping[int, str]
    past: Mapping[int, str]
    watch: Callable[[str], None] = lambda doing: None
    rules: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", {each.id: each.says() for each in self.season.rules})

    def weeks(self) -> list[WeekSheet]:
        """Every week."""
        return [self._week(each) for each in weeks(self.season, self.diary, self.athlete)]

    def _week(self, week: Week) -> WeekSheet:
        days = range(7 * week.number - 7, 7 * week.number)
        self.watch(f"{self.athlete.name}: what each session of week {week.number} is for")
        named = self.season.calendar.labels(self.athlete)
        labels = sorted({word for day in days for word in named.get(day, ())} - {"away"})
        time = f"{number(round(float(week.minutes) / 60, 1))} h" if week.minutes else ""
        return WeekSheet(
            week.number,
            self._dates(days),
            phase_name(week.phase),
            week.unload,
            [*in_words(self.season, week), *([time] if time else [])],
            week.meets,
            [each.replace("-", " ") for each in labels],
            [self._day(day) for day in days],
        )

    def _dates(self, days: range) -> str:
        first, last = (self.season.calendar.date(day) for day in (days[0], days[-1]))
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        return f"{start} to {last.day} {last:%b %Y}"

    def _day(self, day: int) -> DaySheet:
        shelf, classes = self.season.catalogue, self.season.catalogue.classes
        sessions = in_order(self.season, self.diary.on(self.athlete.name, day))
        rank = max((shelf.rank(each.form) for each in sessions), default=0)
        notes = shut(self.season, self.athlete, day)
        if not sessions and not notes:
            notes = ["rest"]
        sheets = [self._sheet(each) for each in sessions]
        minutes = sum(round(each.line.minutes) for each in sheets)
        load = sum(round(each.line.load) for each in sheets)
        date = self.season.calendar.date(day)
        return DaySheet(
            DAYS[self.season.calendar.days[day].weekday],
            f"{date.day} {date:%b}",
            classes[rank] if rank or sheets else "",
            colour(rank, len(classes)),
            sheets,
            notes,
            f"{clock(minutes)}, {number(load)} AU" if minutes else "",
        )

    def _sheet(self, done: Done) -> Sheet:
        session = self.season.catalogue.sessions[done.session]
        line = session_line(self.season, self.athlete, done)
        notes = list(_notes(session))
        if said := self.said.get(id(done)):
            notes.insert(0, f"Stands for {line.title}.")
            line = replace(line, title=said)
        if target := self.past.get(id(done)):
            line = replace(line, how=target)
        reasons = [] if line.meet or self.serving is None else list(self._reasons(self.serving.of(done)))
        return Sheet(
            line,
            _recovery(line, session),
            f"warm-up {clock(round(session.warm_up))}" if session.warm_up else "",
            _facts(line, session),
            notes,
            reasons,
            RACE if line.meet else "" if reasons or self.serving is None else FREE,
        )

    def _reasons(self, served: Sequence[Finding]) -> Iterator[Reason]:
        for rule, found in by_rule(served):
            says = finding_says(self.season, found[0])
            more = f", and {plural(len(found) - 1, 'more place')}" if len(found) > 1 else ""
            points = sum(each.points for each in found)
            level = found[0].level
            cost = f" ({plural(points, 'point')} of {level})" if points else ""
            yield Reason(rule, self.rules.get(rule, rule), level, f"{says}{more}{cost}")


def colour(rank: int, classes: int) -> str:
    """The colour of a class: the hardest, the one below it, the others but rest."""
    return "" if rank == 0 else {1: "high", 2: "middle"}.get(classes - rank, "low")


def clock(minutes: int) -> str:
    """A length of time as it is said: '45 min', '1 h 20'."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02}" if rest else f"{whole} h"


def _recovery(line: SessionLine, session: Session) -> str:
    """The rest between repetitions; what is said of sets is how long each of them takes."""
    rests = line.recovery and session.dose and session.dose.reps
    return f"rest {line.recovery}" if rests else line.recovery


def _facts(line: SessionLine, session: Session) -> str:
    parts = [f"{clock(round(line.minutes))} in all"] if line.minutes else []
    parts += [f"{number(line.metres)} m"] if line.metres else []
    parts += [f"RPE {number(session.rpe)}", f"load {number(round(line.load))} AU"] if session.rpe else []
    return ", ".join(parts)


def _notes(session: Session) -> Iterator[str]:
    if session.remarks:
        yield session.remarks
    if session.aka:
        yield f"Also called {listed(session.aka, 'or')}."
