"""From entries of a file to the sessions of a plan; whatever is not understood is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from solver.auditor import LEVELS, Audit, audit
from solver.diary import Done
from solver.documents.mapping import folded
from solver.documents.plan import PlanFile
from solver.errors import Problem, refuse
from solver.files.text import STEERING, unshown
from solver.imports.reader import FoundLine, ToRead
from solver.plans import prescription
from solver.plans.planfile import plan_file
from solver.season import Season
from solver.typed.oneline import LineReader, Read, Unread, meet_line
from solver.words import day_name, listed, unknown

#: So many lines are listed; a file with more is not what it was taken for.
MOST_PROBLEMS = 500


@dataclass(frozen=True)
class Imported:
    """What was understood of a file.

    Parameters
    ----------
    said
        The coach's own words for some of the sessions.
    problems
        What was not understood, in the order of the file.
    notes
        What a coach should know of how the file was read.
    entries
        Where each session stands.
    """

    season: Season
    sessions: Sequence[Done]
    said: Mapping[Done, str]
    problems: Sequence[Problem]
    notes: Sequence[str] = ()
    entries: Mapping[Done, FoundLine] = field(default_factory=dict)

    def verdict(self) -> Audit:
        """What the auditor says of it."""
        return audit(self.season, self.season.diary(self.sessions))

    def file(self, scenario: str, verdict: Audit) -> PlanFile:
        """The plan file: a coach's own plan, that nothing was searched for and nothing is proven of."""
        result = _Result(self.sessions, dict(verdict.score))
        broken = [str(each) for each in verdict.broken]
        file = plan_file(self.season, result, scenario, 0, "", broken)
        words = {_key(self.season, done): said for done, said in self.said.items()}
        return file.model_copy(
            update={
                "sessions": [
                    each.model_copy(
                        update={"said": words.get((each.athlete, each.date, each.slot, each.session))}
                    )
                    for each in file.sessions
                ]
            }
        )


def _key(season: Season, done: Done) -> tuple[object, ...]:
    return done.athlete, season.calendar.date(done.day), done.slot, done.session


@dataclass(frozen=True)
class _Result:
    """A plan of which nothing is known but its points."""

    sessions: Sequence[Done]
    score: Mapping[str, int]
    status: Literal["optimal", "feasible"] = "feasible"
    interrupted: bool = False
    windows: int = 0

    @property
    def bounds(self) -> Mapping[str, int | None]:
        """Nobody has looked what the points cannot be below."""
        return dict.fromkeys(LEVELS)


def understood(given: ToRead, entries: Iterable[FoundLine], problems: list[Problem]) -> Imported:
    """The sessions that entries stand for."""
    reading = _Understanding(given, problems)
    for entry in entries:
        reading.take(entry)
        if len(problems) > MOST_PROBLEMS:
            raise refuse(
                f"more than {MOST_PROBLEMS} lines are not understood: is {given.file} the right file?"
            )
    return Imported(
        given.season,
        list(reading.found),
        reading.said,
        sorted(problems, key=_place),
        given.notes,
        reading.found,
    )


def _place(problem: Problem) -> tuple[object, ...]:
    return problem.mark or ("", 0, 0), problem.path


class _Understanding:
    """Takes one entry after the other."""

    def __init__(self, given: ToRead, problems: list[Problem]) -> None:
        self.given, self.season, self.problems = given, given.season, problems
        self.reader = LineReader(given.season.catalogue, given.mapping)
        self.names = [each.name for each in self.season.athletes]
        self.meets = {
            each.name: {meet.day: meet for meet in self.season.calendar.meets(each)}
            for each in self.season.athletes
        }
        self.closed = {each.name: self.season.calendar.closed(each) for each in self.season.athletes}
        self.found: dict[Done, FoundLine] = {}
        self.there: set[tuple[object, ...]] = set()
        self.said: dict[Done, str] = {}

    def take(self, entry: FoundLine) -> None:
        """Understand an entry, or tell what is wrong with it."""
        before = len(self.problems)
        athlete, day, slot = self._athlete(entry), self._day(entry), self._slot(entry)
        try:
            read = self._read(entry, athlete, day, slot) if entry.text is not None else self._ours(entry)
        except Unread as error:
            self._wrong(entry, str(error))
            return
        if read is None or len(self.problems) > before:
            return
        assert athlete is not None and slot is not None and day is not None
        done = Done.of(athlete, day, slot, read.form, read.count)
        key = (athlete, day, slot, done.session)
        if key in self.there:
            self._wrong(entry, f"{done.session} stands twice on {self.season.calendar.name(day)}")
            return
        self.there.add(key)
        self.found[done] = entry
        if said := self._kept(read, done, entry):
            self.said[done] = said

    def _wrong(self, entry: FoundLine, says: str) -> None:
        self.problems.append(Problem(says, entry.mark, entry.path))

    def _athlete(self, entry: FoundLine) -> str | None:
        if entry.athlete is None and len(self.names) == 1:
            return self.names[0]
        name = self.given.athlete(entry.athlete or self.given.whose or "")
        if name in self.names:
            return name
        missing = f"whose session is it? Expected one of {listed(self.names, 'or')}"
        self._wrong(entry, unknown("athlete", name, self.names) if entry.athlete else missing)
        return None

    def _day(self, entry: FoundLine) -> int | None:
        calendar = self.season.calendar
        day = calendar.index(entry.date)
        if 0 <= day < calendar.length:
            return day
        self._wrong(
            entry, f"{entry.date} is not between {calendar.first} and {calendar.date(calendar.length - 1)}"
        )
        return None

    def _slot(self, entry: FoundLine) -> str | None:
        slots = self.season.calendar.slots
        if entry.slot is None and len(slots) == 1:
            return slots[0]
        slot = self.given.slot(entry.slot or "")
        if slot in slots:
            return slot
        missing = f"at what time of day? Expected one of the slots {listed(slots, 'or')}"
        self._wrong(entry, unknown("slot", slot, slots) if entry.slot else missing)
        return None

    def _ours(self, entry: FoundLine) -> Read:
        """A session as our own files have it."""
        shelf = self.season.catalogue
        session = entry.session or ""
        session = session if session in shelf.sessions else self.reader.names.get(folded(session), session)
        if session not in shelf.sessions:
            raise Unread(unknown("session", session, shelf.sessions))
        every = [form for form in shelf.forms.values() if form.session == session]
        one = entry.distance is None and len(every) == 1
        forms = [form for form in every if one or form.distance == entry.distance]
        if not forms:
            known = [f"{form.distance} m" for form in every if form.distance]
            over = f"over {entry.distance} m" if entry.distance else "without a distance"
            raise Unread(f"{session} is not done {over}; expected {listed(known, 'or') or 'no distance'}")
        if entry.count is not None and entry.count < 1:
            raise Unread(f"found {entry.count} of {session}, expected 1 or more; leave out what is not done")
        return Read(forms[0], entry.count or 1, entry.said)

    def _read(self, entry: FoundLine, athlete: str | None, day: int | None, slot: str | None) -> Read | None:
        """A session from its line: a meet of that day, why there is no training, or a session in words."""
        text = " ".join((entry.text or "").split())
        if steering := STEERING.search(text):
            raise Unread(unshown(steering))
        if not text or (
            athlete and day is not None and text == f"({self.closed[athlete].get((day, slot or ''))})"
        ):
            return None
        meet = self.meets[athlete].get(day) if athlete and day is not None else None
        if meet and text == meet_line(meet):
            forms = [f for f in self.season.catalogue.forms.values() if f.session == meet.session]
            return Read(forms[0], meet.rounds)
        elsewhere = [
            each for meets in self.meets.values() for each in meets.values() if text == meet_line(each)
        ]
        if elsewhere:
            date = day_name(self.season.calendar.date(elsewhere[0].day))
            raise Unread(f"found {text!r}, a meet of {date}; meets are moved in the scenario")
        return self.reader.read(text)

    def _kept(self, read: Read, done: Done, entry: FoundLine) -> str | None:
        """The coach's own words; a remark is kept with its line, unless it is the target that we wrote."""
        if entry.text is None or read.remark is None:
            return read.said
        session = self.season.catalogue.sessions[done.session]
        goal = prescription.target(session, done.distance, self.season.athlete(done.athlete))
        if read.remark in (str(goal) if goal else "", prescription.per_cent(session)):
            return read.said
        return f"{read.said or ' '.join(entry.text.split()).rpartition(' (')[0]} ({read.remark})"
