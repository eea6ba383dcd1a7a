"""What one rule can see of a typed session: which of the possibilities are the same to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.clauses.amount import Counted
from solver.clauses.length import Length, Offset
from solver.clauses.per import Per
from solver.clauses.what import Selection, What
from solver.diary import Done
from solver.rules.kind import parts_of
from solver.scope import Scope
from solver.season import ActiveRule, Rest, Season
from solver.typed.candidates import Amounts, Session
from solver.typed.reading import UNKNOWN

NOT_AMOUNTS = {"days", "sessions", "kinds", "athletes", "weekends", "groups"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The ways in which a rule can tell one session from another; in each, doses from least to most."""

    session: Session
    ways: Sequence[Sequence[Done]]
    what: str

    @property
    def open(self) -> bool:
        """Whether there is more than one way."""
        return len(self.ways) > 1 or len(self.ways[0]) > 1

    @property
    def first(self) -> Done:
        """Any one of the ways."""
        return self.ways[0][0]


@dataclass(frozen=True)
class Sight:
    """What one rule sees of a session."""

    selections: Sequence[Selection]
    measures: Sequence[str]
    words: Sequence[frozenset[str]]
    training: frozenset[str]
    kinds: bool
    slots: bool
    #: Whether every dose counts, not only the least and the most.
    every_dose: bool
    #: Whether all doses may be taken at their least, or all at their most, together.
    tied: bool

    def choice(self, session: Session) -> Choice:
        """The ways that this rule can tell apart."""
        ways: dict[object, dict[tuple[Fraction, ...], Done]] = {}
        looks: set[object] = set()
        for slot in session.slots if self.slots else session.slots[:1]:
            for candidate in session.candidates:
                look = self._look(candidate.form.key, candidate.form.session)
                looks.add(look)
                doses = ways.setdefault((look, slot), {})
                seen = any(candidate.form.key in each.forms | each.unless for each in self.selections)
                for amounts in candidate.doses if self.every_dose else _ends(candidate.doses):
                    vector = tuple(amounts.get(name, Fraction(0)) for name in self.measures if seen)
                    doses.setdefault(vector, _done(session, candidate.form.key, slot, amounts))
        told = [self._sorted(doses) for doses in ways.values()]
        return Choice(session, told, self._missing(session, len(looks) > 1, len(ways) > len(looks)))

    def _look(self, form: str, session: str) -> object:
        return (
            tuple((form in each.forms, form in each.unless) for each in self.selections),
            tuple(form in forms for forms in self.words),
            form in self.training,
            session if self.kinds else "",
        )

    def _sorted(self, doses: Mapping[tuple[Fraction, ...], Done]) -> list[Done]:
        told = [doses[vector] for vector in sorted(doses)]
        narrow = len(self.measures) == 1 and not self.every_dose
        return [told[0], told[-1]] if narrow and len(told) > 2 else told

    def _missing(self, session: Session, looks: bool, slots: bool) -> str:
        entry = session.typed.entry
        if looks and entry.session in {each.form.session for each in session.candidates}:
            return "the distance"
        if looks:
            return "the intensity" if entry.intensity is None and entry.session not in UNKNOWN else "the kind"
        return "the slot" if slots else f"the {' and '.join(self.measures) or 'dose'}"


def _ends(doses: Sequence[Amounts]) -> Sequence[Amounts]:
    return doses if len(doses) < 3 else (doses[0], doses[-1])


def _done(session: Session, form: str, slot: str, amounts: Amounts) -> Done:
    typed = session.typed
    chosen = next(each.form for each in session.candidates if each.form.key == form)
    return Done(typed.athlete, typed.day, slot, form, chosen.session, 1, chosen.distance, amounts)


def sight_of(active: ActiveRule, scope: Scope, rests: Sequence[Rest]) -> Sight:
    """What a rule sees."""
    conditions = [each for rest in rests for each in (rest.given, rest.unless) if each is not None]
    parts = [active.rule, *conditions]
    counted = [each for part in parts for each in parts_of(part, Counted)]
    kind = active.rule.kind
    conditional = bool(conditions or active.rule.given or active.rule.unless)
    every_dose = conditional or active.rule.word == "choice" or bool(getattr(kind, "one_of", ()))
    return Sight(
        selections=[scope.select(what) for part in parts for what in parts_of(part, What)],
        measures=sorted({each.counted for each in counted} - NOT_AMOUNTS),
        words=[scope.catalogue.named(word) or frozenset() for each in counted for word in each.weights],
        training=scope.catalogue.training,
        kinds=any(each.counted == "kinds" for each in counted),
        slots=_sees_slots(parts),
        every_dose=every_dose,
        tied=active.rule.word in ("limit", "order") and not every_dose,
    )


def _sees_slots(parts: Sequence[object]) -> bool:
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
