"""A season: everything that is known before planning, as the solver and the auditor see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from solver.bounds import Bound, Flag, Place
from solver.calendar import Calendar
from solver.catalogue import Catalogue, Form
from solver.clauses.given import Given
from solver.diary import Diary, Done
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import Athlete, Scenario
from solver.errors import Mark
from solver.rules.kind import Breach, Gain
from solver.scope import Scaling, Scope
from solver.source import Source


@dataclass(frozen=True, slots=True)
class Rest:
    """Days on which a modifier lets a rule rest, if a condition on the plan holds."""

    days: frozenset[int]
    given: Given | None
    unless: Given | None


@dataclass(frozen=True)
class ActiveRule:
    """A rule of the season and where it applies."""

    id: str
    rule: Envelope
    mark: Mark
    book: str
    scopes: Sequence[Scope]
    rests: Sequence[Sequence[Rest]] = ()

    def says(self) -> str:
        """The rule's own sentence, or the generated one."""
        return self.rule.says or self.rule.sentence()

    def places(self) -> Iterator[tuple[Scope, Place]]:
        """Every place where the rule may be broken, for the solver."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            names = tuple(athlete.name for athlete in scope.athletes)
            conditional = bool(self.rule.given or self.rule.unless or rests)
            for place in self.rule.kind.bounds(scope):
                given = place.given
                if conditional:
                    given = (*given, *self._conditions(scope, rests, place.days))
                yield scope, Place(*place[:4], given, place.reward, names)

    def _conditions(self, scope: Scope, rests: Sequence[Rest], days: Sequence[int]) -> Iterator[Flag]:
        if self.rule.given:
            yield self.rule.given.flag(scope, days)
        if self.rule.unless:
            yield _not(self.rule.unless.flag(scope, days))
        for rest in rests:
            if not rest.days.intersection(days):
                continue
            if rest.given:
                yield _not(rest.given.flag(scope, days))
            if rest.unless:
                yield rest.unless.flag(scope, days)

    def breaches(self, diary: Diary) -> Iterator[tuple[Scope, Breach]]:
        """Every place where a plan breaks the rule, by looking."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            for breach in self.rule.kind.breaches(scope, diary):
                if self._counts(scope, rests, diary, breach.days):
                    yield scope, breach

    def _counts(self, scope: Scope, rests: Sequence[Rest], diary: Diary, days: Sequence[int]) -> bool:
        rule = self.rule
        if rule.given and not rule.given.holds(scope, diary, days):
            return False
        if rule.unless and rule.unless.holds(scope, diary, days):
            return False
        for rest in rests:
            if set(days) & rest.days and (
                (rest.given and rest.given.holds(scope, diary, days))
                or (rest.unless and not rest.unless.holds(scope, diary, days))
            ):
                return False
        return True

    def gains(self, diary: Diary) -> Iterator[tuple[Scope, Gain]]:
        """What a plan earns under the rule."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            for gain in self.rule.kind.gains(scope, diary):
                if self._counts(scope, rests, diary, gain.days):
                    yield scope, gain


def _not(flag: Flag) -> Flag:
    return Flag(Bound(((1, flag),), upper=0))


class Cell(NamedTuple):
    """A session that may be planned: who, when, in which form."""

    athlete: str
    day: int
    slot: str
    form: Form


@dataclass(frozen=True)
class Season:
    """Everything that is known before planning.

    Parameters
    ----------
    scenario, catalogue
        What they were built from.
    history
        What was done before day one.
    known_from
        The first day of which the history tells everything; 0 without one.
    rules
        The rules that apply, in the order of their files.
    hashes
        SHA-256 of each file that was read, by name.
    warnings
        What a coach should know, though nothing is wrong.
    source
        The scenario as it was written, if it was.
    modifiers, marks
        What changes in rules on some days, by name, and where that stands.
    totals
        Sessions done before the days of the history, by athlete and session.
    """

    scenario: Scenario
    catalogue: Catalogue
    calendar: Calendar
    athletes: Sequence[Athlete]
    rules: Sequence[ActiveRule]
    history: Sequence[Done] = ()
    known_from: int = 0
    hashes: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    source: Source | None = None
    modifiers: Mapping[str, Modifier] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    totals: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def race_forms(self) -> frozenset[str]:
        """The forms that stand for competitions: those that meets name, and all tagged `race`."""
        named = {meet.session for meet in self.scenario.competitions}
        forms = set(self.catalogue.named("race") or ())
        for word in named:
            forms |= self.catalogue.forms_of(word)
        return frozenset(forms)

    @cached_property
    def offered(self) -> frozenset[str]:
        """The forms that may be planned: those that the scenario leaves, and the races."""
        chosen = self.scenario.sessions
        return self.catalogue.every() if chosen is None else chosen.on(self.catalogue).forms | self.race_forms

    @cached_property
    def offered_sessions(self) -> frozenset[str]:
        """The sessions of those forms."""
        return frozenset(self.catalogue.forms[key].session for key in self.offered)

    def cells(self) -> Iterator[Cell]:
        """Every session that may be planned, by athlete, day, slot and form."""
        offered = {slot: self._offered_in(slot) for slot in self.calendar.slots}
        for athlete in self.athletes:
            closed = self.calendar.closed(athlete)
            meets = {meet.day: meet for meet in self.calendar.meets(athlete)}
            for day in range(self.calendar.length):
                for slot in self.calendar.slots:
                    if (day, slot) not in closed:
                        for form, race in offered[slot]:
                            if not race or day in meets:
                                yield Cell(athlete.name, day, slot, form)

    def _offered_in(self, slot: str) -> list[tuple[Form, bool]]:
        """The forms that may be planned in a slot, each with whether it is a race."""
        return [
            (form, form.key in self.race_forms)
            for form in self.catalogue.forms.values()
            if form.key in self.offered
            and slot in (self.catalogue.sessions[form.session].slots or self.calendar.slots)
        ]

    def diary(self, sessions: Sequence[Done]) -> Diary:
        """A plan with the history before it."""
        return Diary((*self.history, *sessions), self.calendar.length, self.calendar.repeats)

    def athlete(self, name: str) -> Athlete:
        """The athlete of that name."""
        return next(each for each in self.athletes if each.name == name)


def applied(
    name: str,
    rule: Envelope,
    modifiers: Sequence[Modifier],
    calendar: Calendar,
    shelf: Catalogue,
    athletes: Sequence[Athlete],
    known_from: int = 0,
    totals: Mapping[tuple[str, str], int] | None = None,
) -> tuple[list[Scope], list[Sequence[Rest]]]:
    """Where a rule applies, and for each such scope what lets it rest there."""
    concerned = [athlete for athlete in athletes if rule.who.holds(athlete, calendar)]
    squad = rule.kind.across == "squad"
    groups = [concerned] if squad and concerned else [[athlete] for athlete in concerned]
    scopes: list[Scope] = []
    rests: list[Sequence[Rest]] = []
    for group in groups:
        one = None if squad else group[0]
        scaled, rest, off = scalings(name, modifiers, calendar, one)
        days = [day for day in rule.when.days(calendar, one) if day not in off]
        if days:
            scopes.append(Scope(calendar, shelf, group, days, known_from, totals, scaled))
            rests.append(rest)
    return scopes, rests


def scalings(
    rule_id: str, modifiers: Sequence[Modifier], calendar: Calendar, athlete: Athlete | None
) -> tuple[list[Scaling], list[Rest], frozenset[int]]:
    """What the modifiers do to a rule: scaled numbers, conditional rests, days on which it rests."""
    found: list[Scaling] = []
    rests: list[Rest] = []
    off: set[int] = set()
    for each in modifiers:
        concerned = not each.rules or rule_id in each.rules
        if not concerned or (athlete is not None and not each.who.holds(athlete, calendar)):
            continue
        days = frozenset(each.when.days(calendar, athlete))
        if each.floors is not None or each.caps is not None:
            found.append(Scaling(days, each.scale("floors"), each.scale("caps")))
        if each.rest and (each.given or each.unless):
            rests.append(Rest(days, each.given, each.unless))
        elif each.rest:
            off |= days
    return found, rests, frozenset(off)
