"""A season: everything that is known before planning, as the solver and the auditor see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from solver.bounds import Bound, Flag, Place
from solver.calendar import Calendar
from solver.catalogue import Catalogue, Form
from solver.clauses.given import Given
from solver.diary import Diary, Done
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import Athlete, Scenario
from solver.errors import Mark
from solver.rules.kind import Breach, Gain
from solver.scope import Scope
from solver.source import Source


@dataclass(frozen=True, slots=True)
class Rest:
    """Days on which a modifier lets a rule rest, if a condition on the plan holds."""

    days: frozenset[int]
    given: Given | None
    unless: Given | None


#: Where a must may give way: whom it is about, and the days.
Spot: TypeAlias = tuple[tuple[str, ...], frozenset[int]]


@dataclass(frozen=True)
class ActiveRule:
    """A rule of the season and where it applies.

    `gives` tells by how many steps, too little and too much, a must gives way in some places; no modifier
    changes a rule that is `fixed`.
    """

    id: str
    rule: Envelope
    mark: Mark
    book: str
    scopes: Sequence[Scope]
    rests: Sequence[Sequence[Rest]] = ()
    gives: Mapping[Spot, tuple[int, int]] = field(default_factory=dict)
    fixed: bool = False

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
                wider = self._wider(place, names) if self.gives and self.is_must(place) else place.bound
                yield scope, Place(place.days, wider, *place[2:4], given, place.reward, names)

    def _wider(self, place: Place, names: tuple[str, ...]) -> Bound:
        """The bound of a must as far as it gives way."""
        under, over = self.gives.get((names, frozenset(place.days)), (0, 0))
        terms, low, high = place.bound
        return Bound(
            terms,
            None if low is None else low - under * place.unit,
            None if high is None else high + over * place.unit,
        )

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

    def is_must(self, place: Place) -> bool:
        """Whether a place of the rule must hold."""
        return (place.level or self.rule.level) == "must" and not place.reward

    def breaches(self, diary: Diary) -> Iterator[tuple[Scope, Breach]]:
        """Every place where a plan breaks the rule, by looking."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            for breach in self.rule.kind.breaches(scope, diary):
                if self._counts(scope, rests, diary, breach.days) and not self._let(scope, breach):
                    yield scope, breach

    def _let(self, scope: Scope, breach: Breach) -> bool:
        """Whether a must gives way to a breach."""
        if not self.gives or (breach.level or self.rule.level) != "must":
            return False
        names = tuple(athlete.name for athlete in scope.athletes)
        under, over = self.gives.get((names, frozenset(breach.days)), (0, 0))
        return breach.under <= under * breach.unit and breach.over <= over * breach.unit

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
    lineage
        The files of the scenario and its overlays, each with its SHA-256, the uppermost last.
    changes
        What was changed besides, as `path=value`.
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
    lineage: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[str] = ()

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
