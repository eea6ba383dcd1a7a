"""What a typed session may have been: every form of the catalogue that fits, in every dose that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from solver.catalogue import Catalogue, Form
from solver.catalogue import forms as forms_of_session
from solver.clauses.what import What
from solver.entries import stated
from solver.rules.kind import parts_of
from solver.season import Season
from solver.typed.reading import UNKNOWN, Typed, TypedPlan

Amounts = Mapping[str, Fraction]
#: How far beside a number an intensity is tried out (%).
BESIDE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that a typed session may have been, and its amounts from the smallest dose to the largest."""

    form: Form
    doses: Sequence[Amounts]


@dataclass(frozen=True, slots=True)
class Session:
    """A typed session, what it may have been, and in which slots."""

    typed: Typed
    candidates: Sequence[Candidate]
    slots: Sequence[str]


class TypedCatalogue(Catalogue):
    """A catalogue with one-off forms besides: other distances, known intensities."""

    def __init__(self, base: Catalogue) -> None:
        super().__init__(base.file)
        self.base = base
        self.more: dict[str, Form] = dict(self.forms)
        self.forms = self.more
        self.intensities: dict[str, Fraction] = {}

    def attribute(self, form: Form, attribute: str) -> tuple[Fraction | None, Fraction | None]:
        if attribute == "intensity" and form.key in self.intensities:
            return self.intensities[form.key], self.intensities[form.key]
        return super().attribute(form, attribute)

    def over(self, session: str, distance: int) -> Form:
        """A session done over a distance that it does not offer."""
        template = self.sessions[session]
        assert template.dose
        dose = template.dose.model_copy(update={"distance": [distance]})
        form = forms_of_session(session, template.model_copy(update={"dose": dose}))[0]
        return self._add(replace(form, key=f"{session}@{distance}"))

    def at(self, form: Form, intensity: Fraction) -> Form:
        """A form done at a known intensity (%)."""
        key = f"{form.key} at {intensity}"
        self.intensities[key] = intensity
        return self._add(replace(form, key=key))

    def _add(self, form: Form) -> Form:
        return self.more.setdefault(form.key, form)


def possible(plan: TypedPlan, season: Season) -> tuple[Season, list[Session]]:
    """The season with a catalogue that has all that was typed, and what each session may have been."""
    shelf = TypedCatalogue(season.catalogue)
    limits = _intensities(season)
    sessions = [
        Session(typed, list(_candidates(typed, season, shelf, limits)), _slots(typed, season))
        for typed in plan.sessions
    ]
    rules = [
        replace(rule, scopes=[replace(scope, catalogue=shelf) for scope in rule.scopes])
        for rule in season.rules
    ]
    return replace(season, catalogue=shelf, rules=rules), sessions


def _slots(typed: Typed, season: Season) -> Sequence[str]:
    return [typed.entry.slot] if typed.entry.slot else season.calendar.slots


def _intensities(season: Season) -> list[Fraction]:
    """The intensities that any rule draws a line at."""
    found: set[Fraction] = set()
    for rule in season.rules:
        conditions = [each for rests in rule.rests for rest in rests for each in (rest.given, rest.unless)]
        for what in (*parts_of(rule.rule, What), *parts_of(conditions, What)):
            found |= set(_lines(what))
    return sorted(found)


def _lines(what: What) -> Iterator[Fraction]:
    for attribute, limits in what.ranges:
        if attribute == "intensity":
            yield from (limit for _, limit in limits)
    for each in (*what.any_of, *what.all_of, *what.none_of):
        yield from _lines(each)


def _candidates(
    typed: Typed, season: Season, shelf: TypedCatalogue, limits: Sequence[Fraction]
) -> Iterator[Candidate]:
    entry = typed.entry
    exact = entry.session in shelf.sessions
    meet = next((m for m in season.calendar.meets(season.athlete(typed.athlete)) if m.day == typed.day), None)
    forms = _by_distance(typed, shelf, _by_word(typed, season, meet is not None))
    if not exact:
        forms = _by_intensity(typed, shelf, forms)
    for form in forms:
        races = {season.catalogue.forms[key].session for key in season.race_forms}
        rounds = meet.rounds if meet and form.session in races else None
        doses = _doses(typed, shelf, form, rounds)
        if entry.intensity is not None:
            yield Candidate(shelf.at(form, Fraction(str(entry.intensity))), doses)
        elif exact:
            yield Candidate(form, doses)
        else:
            yield Candidate(form, doses)
            for intensity in _tried(shelf, form, limits):
                yield Candidate(shelf.at(form, intensity), doses)


def _by_word(typed: Typed, season: Season, at_meet: bool) -> list[Form]:
    """The forms that the word may mean; races only where there is a meet, unless it can mean nothing else."""
    shelf, word = season.catalogue, typed.entry.session
    if word in shelf.sessions:
        return [form for form in shelf.forms.values() if form.session == word]
    keys = shelf.every() if word in UNKNOWN else shelf.words[word]
    forms = [form for key, form in shelf.forms.items() if key in keys]
    trained = [form for form in forms if form.key not in season.race_forms]
    return forms if at_meet or not trained else trained


def _by_distance(typed: Typed, shelf: TypedCatalogue, forms: list[Form]) -> list[Form]:
    """The forms over the stated distance, with one-offs of the sessions that are not offered over it.

    That only sprints are offered over 60 m does not make six easy runs of 60 m sprints.
    """
    distance = typed.entry.distance
    measured = [form for form in forms if form.distance is not None]
    if distance is None or not measured:
        return forms
    offered = {form.session: form for form in measured if form.distance == distance}
    sessions = dict.fromkeys(form.session for form in measured)
    return [offered.get(session) or shelf.over(session, distance) for session in sessions]


def _by_intensity(typed: Typed, shelf: TypedCatalogue, forms: list[Form]) -> list[Form]:
    """The forms whose range of intensity may hold the stated one; all where there is none."""
    stated = typed.entry.intensity
    if stated is None:
        return forms
    value, fitting = Fraction(str(stated)), []
    for form in forms:
        low, high = shelf.attribute(form, "intensity")
        if (low is None or low <= value) and (high is None or value <= high):
            fitting.append(form)
    return fitting or forms


def _tried(shelf: TypedCatalogue, form: Form, limits: Sequence[Fraction]) -> list[Fraction]:
    """Intensities in the range of a form, one on each side of every line that a rule draws."""
    low, high = shelf.attribute(form, "intensity")
    tried = {each for limit in limits for each in (limit - BESIDE, limit, limit + BESIDE)}
    tried |= {each for each in (low, high) if each is not None}
    return sorted(each for each in tried if (low is None or each >= low) and (high is None or each <= high))


def _doses(typed: Typed, shelf: TypedCatalogue, form: Form, rounds: int | None) -> list[Amounts]:
    """The amounts of every dose that fits what is stated, smallest first."""
    entry, given = typed.entry, stated(typed.entry)
    counts: Sequence[int] = form.counts()
    if entry.reps is not None:
        counts = [entry.reps]
    elif rounds is not None:
        counts = [rounds]
    else:
        for measure, amount in given.items():
            base, each = form.amounts.get(measure, (Fraction(0), Fraction(0)))
            count = (amount - base) / each if each else Fraction(0)
            if count.denominator == 1 and count >= 1:
                counts = [int(count)]
                break
    rpe = Fraction(str(shelf.sessions[form.session].rpe))
    derived = {"load": rpe * given["minutes"]} if "minutes" in given else {}
    return [
        {**{measure: form.amount(measure, count) for measure in form.amounts}, **derived, **given}
        for count in counts
    ]
