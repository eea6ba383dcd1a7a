"""A season: everything that is known before planning, as the solver and the auditor see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from solver.active import ActiveRule as ActiveRule
from solver.active import Rest as Rest
from solver.active import Spot as Spot
from solver.calendar import Calendar
from solver.catalogue import Catalogue, Form
from solver.diary import Diary, Done
from solver.documents.rulebook import Modifier
from solver.documents.scenario import Athlete, Scenario
from solver.errors import Mark
from solver.files.source import Source


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
        What was done before the plan, and in it before the day `starts`.
    starts
        The first day that is to be planned; what lies before it is done, and no rule is asked of it alone.
    only
        The days that are to be planned, if not all from there on; the others stand in `history` too.
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
    cited
        The titles of what rulebooks cite, by the title of the rulebook and the word for each.
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
    starts: int = 0
    only: frozenset[int] | None = None
    cited: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def race_forms(self) -> frozenset[str]:
        """The forms that stand for competitions: those that meets name, and all tagged `race`."""
        return self.catalogue.races(meet.session for meet in self.scenario.competitions)

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
            for day in sorted(self.open_days):
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
        """A plan with the history before it; what it says of days that are done does not count."""
        return Diary((*self.history, *self.ahead(sessions)), self.calendar.length, self.calendar.repeats)

    @cached_property
    def open_days(self) -> Collection[int]:
        """The days that are to be planned."""
        return range(self.starts, self.calendar.length) if self.only is None else self.only

    def ahead(self, sessions: Sequence[Done]) -> Sequence[Done]:
        """The sessions of a plan that are still to be done."""
        open_days = self.open_days
        return (
            [each for each in sessions if each.day in open_days]
            if self.starts or self.only is not None
            else sessions
        )

    def whole(self, sessions: Sequence[Done]) -> Sequence[Done]:
        """A plan with what was done on its days."""
        return [*(each for each in self.history if each.day >= 0), *self.ahead(sessions)]

    def athlete(self, name: str) -> Athlete:
        """The athlete of that name."""
        return next(each for each in self.athletes if each.name == name)
