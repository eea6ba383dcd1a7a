"""What a scenario must make sense of: dates, names, words, numbers. Every finding has its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from solver.calendar import Calendar, concerns
from solver.catalogue import Catalogue
from solver.clauses.per import NAMED
from solver.diary import Done
from solver.documents.scenario import PHASES, Athlete, Away, Competition, Scenario, athletes_of
from solver.errors import InputError, Problem
from solver.files.source import Path_, Source
from solver.loading.entries import done_of
from solver.loading.slips import slips
from solver.words import listed, number, plural, unknown


class Checks:
    """Checks of one scenario; problems gather in `problems`."""

    def __init__(self, scenario: Scenario, source: Source, shelf: Catalogue | None) -> None:
        self.scenario, self.source, self.shelf = scenario, source, shelf
        self.problems: list[Problem] = []
        self.athletes: Sequence[Athlete] = athletes_of(scenario)
        self.slots = [each.slot for each in scenario.calendar.slots]
        self.last = scenario.calendar.starts + dt.timedelta(days=7 * scenario.calendar.weeks - 1)

    def _wrong(self, path: Path_, message: str, key: bool = False) -> None:
        self.problems.append(self.source.problem(path, message, key))

    # ---- the scenario -----------------------------------------------------------------------------

    def basic(self) -> list[Problem]:
        """Problems of the scenario itself."""
        self.problems = []
        self._calendar()
        self._sessions()
        self._athletes()
        self._phases()
        self._meets()
        self._spans()
        return self.problems

    def _sessions(self) -> None:
        chosen, shelf = self.scenario.sessions, self.shelf
        if chosen is None or shelf is None:
            return
        for each in (chosen, *chosen.any_of):
            if each.day:
                said = f"found {each}, expected sessions; did you mean {each.day!r}?"
                self._wrong(("sessions",), said)
                return
        strange = [word for word in chosen.words() if shelf.named(word) is None]
        for word in strange:
            self._wrong(("sessions",), unknown("session, tag or class", word, shelf.words))
        if not strange and not chosen.on(shelf).forms:
            self._wrong(("sessions",), f"no session of the catalogue is meant by {chosen}")

    def _calendar(self) -> None:
        page = self.scenario.calendar
        if page.starts.weekday():
            monday = page.starts - dt.timedelta(days=page.starts.weekday())
            self._wrong(
                ("calendar", "starts"),
                f"{page.starts} is a {page.starts:%A}; weeks run from Monday to Sunday, as from {monday}",
            )
        weeks = sum(phase.weeks for phase in self.scenario.phases)
        if weeks != page.weeks:
            self._wrong(
                ("phases",),
                f"the phases add up to {plural(weeks, 'week')}, the calendar has {page.weeks}",
                key=True,
            )
        if len(set(self.slots)) < len(self.slots):
            self._wrong(("calendar", "slots"), "a slot stands twice")
        for name in page.groups:
            if name in NAMED:
                self._wrong(("calendar", "groups", name), f"{name!r} already means something", key=True)
        loading = self.scenario.loading
        for phase in loading.phases if loading else ():
            self._known(("loading", "phases"), "phase", phase, phases_of(self.scenario))
        for week in loading.unload if loading else ():
            if week > page.weeks:
                self._wrong(("loading", "unload"), f"week {week} is beyond the {page.weeks} of the calendar")
        if page.cycle and (page.cycle.work or 0) > page.cycle.days:
            said = f"{page.cycle.work} days of work do not fit into a cycle of {page.cycle.days}"
            self._wrong(("calendar", "cycle", "work"), said)

    def _athletes(self) -> None:
        if not self.athletes:
            self._wrong((), "'athlete' (or 'athletes') is missing")
        if self.scenario.athlete and self.scenario.athletes:
            self._wrong(("athletes",), "expected either 'athlete' or 'athletes', not both", key=True)
        seen: set[str] = set()
        for place, each in enumerate(self.scenario.athletes):
            if each.name in seen:
                self._wrong(("athletes", place, "name"), f"the athlete {each.name!r} stands twice")
            seen.add(each.name)
            self._person(("athletes", place), each)
        if self.scenario.athlete:
            self._person(("athlete",), self.scenario.athlete)

    def _person(self, at: Path_, athlete: Athlete) -> None:
        for path, said in slips(athlete.born, athlete.best, self.last.year):
            self._wrong((*at, *path), said)

    def _phases(self) -> None:
        """A phase that is nearly one of those that rulebooks know would silently drop their rules."""
        for place, phase in enumerate(self.scenario.phases):
            meant = get_close_matches(phase.phase, PHASES, n=1, cutoff=0.85)
            if meant and phase.phase not in PHASES:
                said = f"unknown phase {phase.phase!r}; did you mean {meant[0]!r}?"
                self._wrong(("phases", place, "phase"), said)

    def _meets(self) -> None:
        taken: dict[tuple[dt.date, str], int] = {}
        for place, meet in enumerate(self.scenario.competitions):
            at: Path_ = ("competitions", place)
            if not self.scenario.calendar.starts <= meet.date <= self.last:
                span = f"{self.scenario.calendar.starts} to {self.last}"
                self._wrong((*at, "date"), f"{meet.name} on {meet.date} is outside the calendar ({span})")
            if meet.slot:
                self._known((*at, "slot"), "slot", meet.slot, self.slots)
            self._race(at, meet)
            self._for((*at, "for"), meet.for_)
            for athlete in self.athletes:
                if concerns(meet.for_, athlete):
                    other = taken.setdefault((meet.date, athlete.name), place)
                    if other != place:
                        name = self.scenario.competitions[other].name
                        who = athlete.name if len(self.athletes) > 1 else "the athlete"
                        self._wrong((*at, "date"), f"{who} races at {name} on {meet.date} too")
                        break
            for away in self.scenario.away:
                if self._collide(meet, away):
                    self._wrong((*at, "date"), f"{meet.name} is on {meet.date}, a day away ({away.reason})")

    def _collide(self, meet: Competition, away: Away) -> bool:
        """Whether somebody is away where a meet is."""
        both = any(concerns(away.for_, a) and concerns(meet.for_, a) for a in self.athletes)
        slots = {meet.slot} if meet.slot else set(self.slots)
        return both and away.from_ <= meet.date <= away.to and slots <= set(away.slots or self.slots)

    def _race(self, at: Path_, meet: Competition) -> None:
        """The session of a meet is in the catalogue, in its slot and with its rounds."""
        if self.shelf is None:
            return
        if meet.session not in self.shelf.sessions:
            self._wrong((*at, "session"), unknown("session", meet.session, self.shelf.sessions))
            return
        slots = self.shelf.sessions[meet.session].slots
        if meet.slot and slots and meet.slot not in slots:
            self._wrong(
                (*at, "slot"), f"the catalogue has {meet.session} in the slot {listed(slots, 'or')} only"
            )
        forms = [form for form in self.shelf.forms.values() if form.session == meet.session]
        rounds = {form.amount("reps", count) for form in forms for count in form.counts()}
        if meet.rounds not in rounds:
            offered = listed([number(each) for each in sorted(rounds)], "or")
            self._wrong(
                (*at, "rounds"),
                f"found {meet.rounds}, but the catalogue has {meet.session} with {offered} reps",
            )

    def _spans(self) -> None:
        for word, spans in (("away", self.scenario.away), ("labels", self.scenario.labels)):
            for place, span in enumerate(spans):
                if span.to < span.from_:
                    self._wrong((word, place, "to"), f"ends on {span.to}, before it begins on {span.from_}")
                if span.to < self.scenario.calendar.starts or span.from_ > self.last:
                    self._wrong((word, place, "from"), "lies wholly outside the calendar")
                self._for((word, place, "for"), span.for_)
        for place, away in enumerate(self.scenario.away):
            for slot in away.slots:
                self._known(("away", place, "slots"), "slot", slot, self.slots)

    def _for(self, path: Path_, names: Iterable[str]) -> None:
        known = {word for each in self.athletes for word in (each.name, *each.tags, *each.events)}
        for name in names:
            self._known(path, "athlete, tag or event", name, known)

    def _known(self, path: Path_, what: str, word: str, known: Iterable[str]) -> None:
        known = list(known)
        if word not in known:
            self._wrong(path, unknown(what, word, known))

    # ---- history --------------------------------------------------------------------------------------

    def history(
        self, calendar: Calendar, athletes: Sequence[Athlete]
    ) -> tuple[list[Done], int, dict[tuple[str, str], int]]:
        """The sessions before day one, the first day that is known, and what was done before that."""
        self.problems = []
        history = self.scenario.history
        if history is None or self.shelf is None or not athletes:
            return [], 0, {}
        done: list[Done] = []
        for place, entry in enumerate(history.days):
            at: Path_ = ("history", "days", place)
            if entry.date >= calendar.first:
                self._wrong(
                    (*at, "date"), f"{entry.date} is not before the plan, which starts on {calendar.first}"
                )
            try:
                done.append(done_of(entry, self.shelf, calendar, athletes, self.source, at))
            except InputError as error:
                self.problems.extend(error.problems)
        dates = [entry.date for entry in history.days]
        since = history.since or (min(dates) if dates else calendar.first)
        if dates and min(dates) < since:
            self._wrong(("history", "since"), f"the history begins on {min(dates)}, before {since}")
        if since > calendar.first or (calendar.first - since).days > 400:
            self._wrong(
                ("history", "since"), f"found {since}, expected a day of the year before {calendar.first}"
            )
        return done, min(calendar.index(since), 0), self._totals(athletes)

    def _totals(self, athletes: Sequence[Athlete]) -> dict[tuple[str, str], int]:
        assert self.scenario.history and self.shelf
        totals: dict[tuple[str, str], int] = {}
        for place, each in enumerate(self.scenario.history.totals):
            at: Path_ = ("history", "totals", place)
            if each.session not in self.shelf.sessions:
                self._wrong((*at, "session"), unknown("session", each.session, self.shelf.sessions))
            names = [athlete.name for athlete in athletes]
            if each.athlete is not None:
                self._known((*at, "athlete"), "athlete", each.athlete, names)
            for name in names if each.athlete is None else [each.athlete]:
                totals[name, each.session] = totals.get((name, each.session), 0) + each.times
        return totals


def phases_of(scenario: Scenario) -> list[str]:
    """The phases that rules may speak of: those that every season may have, and its own."""
    return [*PHASES, *(phase.phase for phase in scenario.phases)]
