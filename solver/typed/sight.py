"""What one rule can see of a typed session: which of the possibilities are the same to it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from solver.catalogue import Form
from solver.clauses.amount import Counted
from solver.clauses.length import Length, Offset
from solver.clauses.per import Per
from solver.clauses.what import Selection, What
from solver.diary import Done
from solver.documents.week import UNKNOWN
from solver.rules.kind import parts_of
from solver.scope import Scope
from solver.season import ActiveRule, Rest, Season
from solver.typed.candidates import Amounts, TypedSession

Look: TypeAlias = tuple[tuple[bool, ...], tuple[bool, ...], str]
ZERO = Fraction(0)
NOT_AMOUNTS = {"days", "sessions", "kinds", "athletes", "weekends", "groups"}


@dataclass(frozen=True, slots=True)
class Distinct:
    """The ways in which a rule can tell one session from another; in each, doses from least to most.

    Parameters
    ----------
    key
        What tells the choice from others: the same key, the same to the rule.
    neutral
        Whether the rule does not see the session at all.
    ranged
        Whether there are amounts between those listed that the rule may see.
    """

    session: TypedSession
    ways: Sequence[Sequence[Done]]
    what: str
    key: Hashable
    neutral: bool
    ranged: bool

    @property
    def open(self) -> bool:
        """Whether there is more than one way."""
        return len(self.ways) > 1 or len(self.ways[0]) > 1

    def of(self, session: TypedSession) -> Distinct:
        """The same choice of another session of which the same was said."""
        typed = session.typed
        if session is self.session:
            return self
        told = [
            [replace(done, athlete=typed.athlete, day=typed.day) for done in doses] for doses in self.ways
        ]
        return replace(self, session=session, ways=told)

    @property
    def all(self) -> list[Done]:
        """Every way in every dose."""
        return [done for doses in self.ways for done in doses]


@dataclass(frozen=True)
class Sight:
    """What one rule sees of a session.

    Parameters
    ----------
    every_dose
        Whether every dose counts, not only the least and the most.
    tied
        Whether all doses may be taken at their least, or all at their most, together.
    """

    selections: Sequence[Selection]
    measures: Sequence[str]
    words: Sequence[frozenset[str]]
    training: frozenset[str]
    kinds: bool
    slots: bool
    every_dose: bool
    tied: bool
    seen: dict[str, Look] = field(default_factory=dict)
    known: dict[tuple[int, tuple[str, ...]], Distinct] = field(default_factory=dict)

    def choice(self, session: TypedSession) -> Distinct:
        """The ways that this rule can tell apart; the same on every day on which the same was said."""
        key = id(session.candidates), tuple(session.slots)
        if key not in self.known:
            self.known[key] = self._choice(session)
        return self.known[key].of(session)

    def _choice(self, session: TypedSession) -> Distinct:
        ways: dict[tuple[Look, str], dict[tuple[Fraction, ...], Done]] = {}
        ranged = False
        for slot in session.slots if self.slots else session.slots[:1]:
            for candidate in session.candidates:
                look = self.look(candidate.form)
                doses = ways.setdefault((look, slot), {})
                measures = self.measures if any(look[0]) else ()
                ranged = ranged or (candidate.ranged and bool(measures))
                all_ = candidate.doses[: 1 if not measures else None]
                for amounts in all_ if self.every_dose else _ends(all_):
                    vector = tuple(amounts.get(name, ZERO) for name in measures)
                    if vector not in doses:
                        doses[vector] = _done(session, candidate.form, slot, amounts)
        looks = {each for each, _ in ways}
        what = self._missing(session, len(looks) > 1, len(ways) > len(looks))
        key = frozenset((way, frozenset(doses)) for way, doses in ways.items())
        told = [self._sorted(doses) for doses in ways.values()]
        return Distinct(session, told, what, key, looks == {self.nothing}, ranged)

    def look(self, form: Form) -> Look:
        """What the rule sees of a form: which selections it is in, and which it spoils."""
        key = form.key
        if key not in self.seen:
            chosen = [key in forms for each in self.selections for forms in (each.forms, each.unless)]
            words = (*(key in forms for forms in self.words), key in self.training)
            self.seen[key] = tuple(chosen), words, form.session if self.kinds else ""
        return self.seen[key]

    @property
    def nothing(self) -> Look:
        """The look of a form that the rule does not see."""
        return (False,) * (2 * len(self.selections)), (False,) * (len(self.words) + 1), ""

    def _sorted(self, doses: Mapping[tuple[Fraction, ...], Done]) -> list[Done]:
        told = [doses[vector] for vector in sorted(doses)]
        narrow = len(self.measures) == 1 and not self.every_dose
        return [told[0], told[-1]] if narrow and len(told) > 2 else told

    def _missing(self, session: TypedSession, looks: bool, slots: bool) -> str:
        said = session.typed.said
        if looks and said.session in {each.form.session for each in session.candidates}:
            return "the distance" if said.distance is None else "the rest"
        if looks:
            exactly = said.intensity is not None and said.intensity.low == said.intensity.high
            return "the kind" if exactly or said.session in UNKNOWN else "the intensity"
        return "the slot" if slots else f"the {' and '.join(self.measures).replace('_', ' ') or 'dose'}"


def _ends(doses: Sequence[Amounts]) -> Sequence[Amounts]:
    return doses if len(doses) < 3 else (doses[0], doses[-1])


def _done(session: TypedSession, form: Form, slot: str, amounts: Amounts) -> Done:
    typed = session.typed
    return Done(typed.athlete, typed.day, slot, form.key, form.session, 1, form.distance, amounts)


def sight_of(active: ActiveRule, scope: Scope, rests: Sequence[Rest]) -> Sight:
    """What a rule sees."""
    conditions = [each for rest in rests for each in (rest.given, rest.unless) if each is not None]
    parts = [active.rule, *conditions]
    counted = [each for part in parts for each in parts_of(part, Counted)]
    given = active.rule.kind.traits
    conditional = bool(conditions or active.rule.given or active.rule.unless)
    every_dose = conditional or not given.ends
    selections = [scope.select(what) for part in parts for what in parts_of(part, What)]
    return Sight(
        selections=selections,
        measures=sorted({each.counted for each in counted} - NOT_AMOUNTS),
        words=[scope.catalogue.named(word) or frozenset() for each in counted for word in each.weights],
        training=scope.catalogue.training if any(each.rest for each in selections) else frozenset(),
        kinds=any(each.counted == "kinds" for each in counted),
        slots=sees_slots(parts),
        every_dose=every_dose,
        tied=given.tied and not every_dose,
    )


def sees_slots(parts: Sequence[object]) -> bool:
    """Whether rules (or conditions) ask at what time of a day something was done."""
    return any(
        any(per.name == "slot" for per in parts_of(part, Per))
        or any(offset.slot for offset in parts_of(part, Offset))
        or any(length.unit == "hour" for length in parts_of(part, Length))
        or getattr(getattr(part, "kind", None), "slot", None)
        for part in parts
    )


def calendar_sight(season: Season) -> Sight:
    """What the calendar sees: races, and sessions that have their own slots."""
    shelf = season.catalogue
    special = {meet.session for meet in season.scenario.competitions}
    special |= {name for name, each in shelf.sessions.items() if each.slots}
    return Sight(
        selections=[Selection(season.race_forms)],
        measures=["reps"],
        words=[shelf.named(name) or frozenset() for name in sorted(special)],
        training=frozenset(),
        kinds=False,
        slots=True,
        every_dose=True,
        tied=False,
    )
