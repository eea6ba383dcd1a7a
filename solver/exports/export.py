"""What an export is made of: an audited plan, or some athletes and weeks of it, session by session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from solver.auditor import Audit, audit
from solver.calendar import Meet
from solver.catalogue import Form
from solver.diary import Done
from solver.documents.catalogue import Session
from solver.documents.plan import PlanFile
from solver.documents.scenario import Athlete
from solver.exports.lines import LineWriter
from solver.files.data import figure
from solver.plans import prescription
from solver.plans.figures import Week, weeks
from solver.plans.planfile import in_order
from solver.plans.sessions import session_line
from solver.season import Season
from solver.typed.oneline import meet_line
from solver.words import plural


@dataclass(frozen=True, slots=True)
class Item:
    """One session of an export, with all that there is to tell of it.

    Parameters
    ----------
    meet
        The meet whose race it is.
    name, line
        What it is, and that with the dose on one line, which is read back as the same session.
    starts, ends
        Times on the clock; None where the scenario has none for the slot.
    breaks
        The musts that the plan breaks on that day, in words.
    """

    done: Done
    session: Session
    form: Form
    meet: Meet | None
    said: str | None
    name: str
    line: str
    dose: str
    target: str
    recovery: str
    date: dt.date
    starts: dt.datetime | None
    ends: dt.datetime | None
    breaks: Sequence[str]

    def amount(self, measure: str) -> int | float:
        """How much of a measure there is in it, as a plain number."""
        return figure(self.done.amounts.get(measure, Fraction(0)), 2)

    @property
    def warm_up(self) -> str:
        """The warm-up: '30 min'; '' where there is none."""
        return f"{self.session.warm_up:g} min" if self.session.warm_up else ""

    def told(self) -> list[str]:
        """What an athlete has to know, a line for each thing."""
        return [
            *(f"Breaks what must hold: {each}" for each in self.breaks),
            *([f"{self.said} stands for {self.session.title}"] if self.said else []),
            *([self.dose + (f", {self.target}" if self.target else "")] if self.dose else []),
            *([f"Warm-up: {self.warm_up}"] if self.warm_up else []),
            *([f"Rest: {self.recovery}"] if self.recovery else []),
            *([self.session.remarks] if self.session.remarks else []),
        ]


@dataclass(frozen=True)
class Export:
    """An audited plan, or a part of it.

    Parameters
    ----------
    verdict
        What the auditor says of the whole plan.
    sessions
        The whole plan, with the words of the coach for some of the sessions in `said`.
    athletes, numbers
        Whose weeks, and which, are exported.
    before
        What stood in the file that is to be written, for formats that go on from it.
    past
        The targets of sessions that are done, which followed from the best times of their days.
    """

    season: Season
    document: PlanFile
    verdict: Audit
    sessions: Sequence[Done]
    said: Mapping[Done, str]
    athletes: Sequence[Athlete]
    numbers: Sequence[int]
    before: bytes | None = None
    past: Mapping[Done, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        season: Season,
        document: PlanFile,
        sessions: Sequence[Done],
        athletes: Sequence[str] | None = None,
        weeks: Sequence[int] | None = None,
        before: bytes | None = None,
    ) -> Export:
        """What is exported of a plan file whose sessions have been read; by default all of it."""
        pairs = [*zip(sessions, document.sessions, strict=True)]
        return cls(
            season,
            document,
            audit(season, season.diary(sessions)),
            sessions,
            {done: each.said for done, each in pairs if each.said is not None},
            [each for each in season.athletes if athletes is None or each.name in athletes],
            weeks or range(1, season.calendar.weeks + 1),
            before,
            {done: each.target for done, each in pairs if done.day < season.starts and each.target},
        )

    @property
    def title(self) -> str:
        """The title, with the athlete's name if it is one of several."""
        names = [each.name for each in self.athletes]
        alone = len(names) == 1 and len(self.season.athletes) > 1
        return f"{self.season.scenario.title}, {names[0]}" if alone else self.season.scenario.title

    @property
    def several(self) -> bool:
        """Whether there is more than one athlete in it."""
        return len(self.athletes) > 1

    @property
    def mark(self) -> str:
        """What must be said of a plan that breaks musts; '' of all others."""
        broken = self.verdict.broken
        if not broken:
            return ""
        rules = list(dict.fromkeys(each.rule for each in broken))
        return f"This plan breaks {plural(len(rules), 'rule')} that must hold: {', '.join(rules)}"

    def week(self, number: int) -> range:
        """The days of a week."""
        return range(7 * (number - 1), 7 * number)

    @cached_property
    def items(self) -> Sequence[Item]:
        """The sessions that are exported, by athlete, day and slot."""
        names = {each.name for each in self.athletes}
        wanted = {day for number in self.numbers for day in self.week(number)}
        makers = {each.name: _Maker(self, each) for each in self.athletes}
        every = in_order(self.season, self.sessions)
        return [makers[d.athlete].item(d) for d in every if d.athlete in names and d.day in wanted]

    def on(self, athlete: str, day: int, slot: str | None = None) -> list[Item]:
        """The sessions of an athlete on a day."""
        return [each for each in self._days.get((athlete, day), ()) if slot in (None, each.done.slot)]

    @cached_property
    def _days(self) -> Mapping[tuple[str, int], list[Item]]:
        found: dict[tuple[str, int], list[Item]] = {}
        for item in self.items:
            found.setdefault((item.done.athlete, item.done.day), []).append(item)
        return found

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Week]]:
        """The figures of every week of each athlete."""
        diary = self.season.diary(self.sessions)
        return {each.name: weeks(self.season, diary, each) for each in self.athletes}

    @cached_property
    def lines(self) -> LineWriter:
        """Writes sessions on one line."""
        return LineWriter(self.season.catalogue)

    @cached_property
    def broken_on(self) -> Mapping[tuple[str, int], list[str]]:
        """The musts that are broken, by athlete and day."""
        found: dict[tuple[str, int], list[str]] = {}
        for finding in self.verdict.broken:
            for name in finding.athletes:
                for day in finding.breach.days:
                    found.setdefault((name, day), []).append(str(finding))
        return {spot: list(dict.fromkeys(says)) for spot, says in found.items()}


class _Maker:
    """Makes the items of one athlete, in their order: sessions of a slot follow each other on the clock."""

    def __init__(self, export: Export, athlete: Athlete) -> None:
        self.export, self.athlete = export, athlete
        self.starts = {each.slot: each.starts for each in export.season.scenario.calendar.slots}
        self.clock: dict[tuple[int, str], dt.datetime] = {}

    def item(self, done: Done) -> Item:
        """All there is to tell of a session."""
        season = self.export.season
        session, form = season.catalogue.sessions[done.session], season.catalogue.forms[done.form]
        line = session_line(season, self.athlete, done)
        meet, said = line.meet, self.export.said.get(done)
        starts, ends = self._times(done)
        of_meet = meet is not None and meet.session == done.session and meet.rounds == done.count
        return Item(
            done=done,
            session=session,
            form=form,
            meet=meet,
            said=said,
            name=said or (meet.name if meet else prescription.title(session)),
            line=meet_line(meet) if meet and of_meet and not said else self.export.lines.line(done, said),
            dose=line.dose,
            target=self.export.past.get(done, line.how),
            recovery=line.recovery,
            date=season.calendar.date(done.day),
            starts=starts,
            ends=ends,
            breaks=self.export.broken_on.get((done.athlete, done.day), ()),
        )

    def _times(self, done: Done) -> tuple[dt.datetime | None, dt.datetime | None]:
        clock = self.starts.get(done.slot)
        if clock is None:
            return None, None
        hour, minute = map(int, clock.split(":"))
        date = self.export.season.calendar.date(done.day)
        slot = dt.datetime.combine(date, dt.time(hour, minute))
        starts = self.clock.get((done.day, done.slot), slot)
        ends = starts + dt.timedelta(minutes=max(1, round(done.amounts.get("minutes", Fraction(0)))))
        self.clock[done.day, done.slot] = ends
        return starts, ends
