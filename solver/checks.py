"""What a scenario must make sense of: dates, names, words, numbers. Every finding has its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from solver.calendar import Calendar, concerns
from solver.catalogue import Catalogue
from solver.clauses.per import NAMED, Per
from solver.clauses.what import What
from solver.clauses.when import When
from solver.clauses.who import figures
from solver.diary import Done
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import LEVELS, PHASES, Athlete, Scenario
from solver.entries import done_of
from solver.errors import InputError, Problem
from solver.rules.kind import parts_of
from solver.source import Path_, Source
from solver.words import plural, unknown


class Checks:
    """Checks of one scenario; problems gather in `problems`, warnings in `warnings`."""

    def __init__(self, scenario: Scenario, source: Source, shelf: Catalogue | None) -> None:
        self.scenario, self.source, self.shelf = scenario, source, shelf
        self.problems: list[Problem] = []
        self.warnings: list[str] = []
        athletes = [*([scenario.athlete] if scenario.athlete else []), *scenario.athletes]
        self.athletes: Sequence[Athlete] = athletes
        self.slots = [each.slot for each in scenario.calendar.slots]
        self.last = scenario.calendar.starts + dt.timedelta(days=7 * scenario.calendar.weeks - 1)

    def _wrong(self, path: Path_, message: str, key: bool = False) -> None:
        self.problems.append(self.source.problem(path, message, key))

    # ---- the scenario -----------------------------------------------------------------------------

    def basic(self) -> list[Problem]:
        """Problems of the scenario itself."""
        self.problems = []
        self._calendar()
        self._athletes()
        self._meets()
        self._spans()
        return self.problems

    def _calendar(self) -> None:
        page = self.scenario.calendar
        if page.starts.weekday():
            monday = page.starts - dt.timedelta(days=page.starts.weekday())
            self._wrong(
                ("calendar", "starts"),
                f"{page.starts} is a {page.starts:%A}; weeks run from Monday to Sunday, as from {monday}",
            )
        if not 2000 <= page.starts.year <= 2100:
            self._wrong(("calendar", "starts"), f"found {page.starts}, expected a year from 2000 to 2100")
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
            self._known(("loading", "phases"), "phase", phase, self._phases())
        for week in loading.unload if loading else ():
            if week > page.weeks:
                self._wrong(("loading", "unload"), f"week {week} is beyond the {page.weeks} of the calendar")

    def _athletes(self) -> None:
        if not self.athletes:
            self._wrong((), "'athlete' (or 'athletes') is missing")
        if self.scenario.athlete and self.scenario.athletes:
            self._wrong(("athletes",), "expected either 'athlete' or 'athletes', not both", key=True)
        seen: set[str] = set()
        for number, each in enumerate(self.scenario.athletes):
            if each.name in seen:
                self._wrong(("athletes", number, "name"), f"the athlete {each.name!r} stands twice")
            seen.add(each.name)

    def _meets(self) -> None:
        taken: dict[tuple[dt.date, str], str] = {}
        for number, meet in enumerate(self.scenario.competitions):
            at: Path_ = ("competitions", number)
            if not self.scenario.calendar.starts <= meet.date <= self.last:
                span = f"{self.scenario.calendar.starts} to {self.last}"
                self._wrong((*at, "date"), f"{meet.name} on {meet.date} is outside the calendar ({span})")
            if meet.slot:
                self._known((*at, "slot"), "slot", meet.slot, self.slots)
            if self.shelf and not self.shelf.named(meet.session):
                self._wrong((*at, "session"), unknown("session", meet.session, self.shelf.sessions))
            self._for((*at, "for"), meet.for_)
            for athlete in self.athletes:
                if concerns(meet.for_, athlete):
                    other = taken.setdefault((meet.date, athlete.name), meet.name)
                    if other != meet.name:
                        self._wrong((*at, "date"), f"{athlete.name} races at {other} on {meet.date} too")
                        break
            for away in self.scenario.away:
                both = any(concerns(away.for_, a) and concerns(meet.for_, a) for a in self.athletes)
                if both and not away.slots and away.from_ <= meet.date <= away.to:
                    self._wrong((*at, "date"), f"{meet.name} is on {meet.date}, a day away ({away.reason})")

    def _spans(self) -> None:
        for word, spans in (("away", self.scenario.away), ("labels", self.scenario.labels)):
            for number, span in enumerate(spans):
                if span.to < span.from_:
                    self._wrong((word, number, "to"), f"ends on {span.to}, before it begins on {span.from_}")
                if span.to < self.scenario.calendar.starts or span.from_ > self.last:
                    self._wrong((word, number, "from"), "lies wholly outside the calendar")
                self._for((word, number, "for"), span.for_)
        for number, away in enumerate(self.scenario.away):
            for slot in away.slots:
                self._known(("away", number, "slots"), "slot", slot, self.slots)

    def _for(self, path: Path_, names: Iterable[str]) -> None:
        known = {word for each in self.athletes for word in (each.name, *each.tags, *each.events)}
        for name in names:
            self._known(path, "athlete, tag or event", name, known)

    def _known(self, path: Path_, what: str, word: str, known: Iterable[str]) -> None:
        known = list(known)
        if word not in known:
            self._wrong(path, unknown(what, word, known))

    def _phases(self) -> list[str]:
        return [*PHASES, *(phase.phase for phase in self.scenario.phases)]

    # ---- rules ------------------------------------------------------------------------------------

    def rule(self, name: str, rule: Envelope, source: Source) -> Iterator[Problem]:
        """Problems of a rule in this scenario: words and numbers that mean nothing here."""
        assert self.shelf
        for message in (
            *self._when(rule.when),
            *self._windows(rule),
            *self._numbers(rule),
            *self._slot(rule),
        ):
            yield Problem(message, source.mark((rule.word,), key=True), f"rules.{name}")
        for what in parts_of(rule, What):
            for word in what.words():
                if self.shelf.named(word) is None and word != "any":
                    said = unknown("session, tag or class", word, self.shelf.words)
                    self.warnings.append(f"{source.mark((rule.word,), key=True)}  {name}: {said}")

    def modifier(
        self, name: str, modifier: Modifier, source: Source, rules: Iterable[str]
    ) -> Iterator[Problem]:
        """Problems of a modifier: rules and phases that do not exist."""
        rules = list(rules)
        for word in modifier.rules:
            if word not in rules:
                message = unknown("rule", word, rules)
                yield Problem(message, source.mark(("rules",)), f"modifiers.{name}.rules")
        for message in self._when(modifier.when):
            yield Problem(message, source.mark(("when",)), f"modifiers.{name}")

    def _when(self, when: When) -> Iterator[str]:
        phases = self._phases()
        labels = [*(each.label for each in self.scenario.labels), "away"]
        yield from (unknown("phase", word, phases) for word in when.phases() if word not in phases)
        for label in when.labels():
            if label not in labels:
                self.warnings.append(f"no day of this calendar has the label {label!r}")

    def _windows(self, rule: Envelope) -> Iterator[str]:
        groups = ["weekend", *self.scenario.calendar.groups]
        for per in parts_of(rule, Per):
            named = not (per.rolling or per.around or per.between)
            if named and per.name not in (*NAMED, *groups):
                yield unknown("window", per.name, [*NAMED, *groups])
            if per.name == "cycle" and self.scenario.calendar.cycle is None:
                yield "counts per cycle, but the calendar has no 'cycle'"

    def _slot(self, rule: Envelope) -> Iterator[str]:
        slot = getattr(rule.kind, "slot", None)
        if slot is not None and slot not in self.slots:
            yield unknown("slot", slot, self.slots)

    def _numbers(self, rule: Envelope) -> Iterator[str]:
        calendar = Calendar(self.scenario)
        known = {*self._phases(), *LEVELS, "loading", "unload", "female", "male"}
        known |= {label.label for label in self.scenario.labels} | {"away"}
        known |= {word for each in self.athletes for word in (*each.events, *each.tags)}
        for number in rule.kind.numbers():
            for word in number.words():
                if word not in known and not _is_event(word):
                    yield unknown("phase, event, level or tag", word, known)
            for figure in number.figures():
                lacking = [
                    each.name
                    for each in self.athletes
                    if rule.who.holds(each, calendar)
                    and figure not in (*figures(each, calendar), "min", "max")
                ]
                if lacking:
                    yield f"computes with {figure!r}, which is not known of {lacking[0]}"

    # ---- history --------------------------------------------------------------------------------------

    def history(
        self, calendar: Calendar, athletes: Sequence[Athlete]
    ) -> tuple[list[Done], int, dict[tuple[str, str], int]]:
        """The sessions before day one, the first day that is known, and what was done before that."""
        self.problems = []
        history = self.scenario.history
        if history is None or self.shelf is None:
            return [], 0, {}
        done: list[Done] = []
        for number, entry in enumerate(history.days):
            at: Path_ = ("history", "days", number)
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
        for number, each in enumerate(self.scenario.history.totals):
            at: Path_ = ("history", "totals", number)
            if each.session not in self.shelf.sessions:
                self._wrong((*at, "session"), unknown("session", each.session, self.shelf.sessions))
            names = [athlete.name for athlete in athletes]
            if each.athlete is not None:
                self._known((*at, "athlete"), "athlete", each.athlete, names)
            for name in names if each.athlete is None else [each.athlete]:
                totals[name, each.session] = totals.get((name, each.session), 0) + each.times
        return totals


def _is_event(word: str) -> bool:
    return word[:1].isdigit() and word.rstrip("mh").isdigit()
