"""What a typed session may have been: every form of the catalogue that fits, in every dose that fits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from solver.catalogue import Form
from solver.documents.quantities import Known
from solver.documents.week import UNKNOWN
from solver.season import Season
from solver.typed.reading import TypedPlan
from solver.typed.said import Block, Said, Typed, common, whole
from solver.typed.shelf import Lines, TypedCatalogue, intensities, lines_of, rests, tried

Amounts = Mapping[str, Fraction]
ANY = Known(None, None)
#: The most of an amount of which only the least is said.
MOST: Mapping[str, int] = {"metres": 200_000, "minutes": 1440, "load": 20_000}
#: How many times as far as the catalogue has it a session may be done.
FARTHEST = 5
#: Counts that are tried one by one at most; of more only the least and the most.
MOST_COUNTS = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that a typed session may have been, and its amounts from the smallest dose to the largest.

    Parameters
    ----------
    ranged
        Whether there are doses between those listed.
    """

    form: Form
    doses: Sequence[Amounts]
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class TypedSession:
    """A typed session, what it may have been, and in which slots."""

    typed: Typed
    candidates: Sequence[Candidate]
    slots: Sequence[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """A block of a typed plan with what each of its sessions may have been."""

    block: Block
    alternatives: Sequence[Sequence[TypedSession]]


def possible(plan: TypedPlan, season: Season) -> tuple[Season, list[Choices]]:
    """The season with a catalogue that has all that was typed, and what each session may have been."""
    finder = _Finder(season)
    blocks = [
        Choices(block, [[finder.session(typed) for typed in part] for part in block.alternatives])
        for block in plan.blocks
    ]
    rules = [
        replace(rule, scopes=[replace(scope, catalogue=finder.shelf) for scope in rule.scopes])
        for rule in season.rules
    ]
    return replace(season, catalogue=finder.shelf, rules=rules), blocks


class _Finder:
    """Finds what sessions may have been, each kind of session once."""

    def __init__(self, season: Season) -> None:
        self.season, self.shelf, self.lines = season, TypedCatalogue(season.catalogue), lines_of(season)
        self.races = {season.catalogue.forms[key].session for key in season.race_forms}
        self.found: dict[tuple[Said, int | None, bool], list[Candidate]] = {}

    def session(self, typed: Typed) -> TypedSession:
        season, said = self.season, typed.said
        meets = season.calendar.meets(season.athlete(typed.athlete))
        meet = next((meet for meet in meets if meet.day == typed.day), None)
        key = said, meet.rounds if meet else None, meet is not None or said.anything
        if key not in self.found:
            self.found[key] = list(self._candidates(*key))
        return TypedSession(typed, self.found[key], [said.slot] if said.slot else season.calendar.slots)

    def _candidates(self, said: Said, rounds: int | None, at_meet: bool) -> Iterator[Candidate]:
        exact = said.session in self.shelf.sessions
        forms = _by_distance(said, self.shelf, self.lines, _by_word(said, self.season, at_meet))
        if not exact:
            forms = _by_intensity(said, self.shelf, forms)
        for form in forms:
            doses, ranged = _doses(said, self.shelf, form, rounds if form.session in self.races else None)
            for intensity in self._intensities(said, form, exact):
                for rest in self._rests(said, form, exact):
                    yield Candidate(self.shelf.at(form, intensity, rest), doses, ranged)

    def _intensities(self, said: Said, form: Form, exact: bool) -> Sequence[Fraction | None]:
        """The intensities that a session may have had; None for whatever the catalogue says."""
        span, own = said.intensity, Known(*self.shelf.attribute(form, "intensity"))
        if span is None:
            return [None] if exact else [None, *intensities(self.shelf, form, self.lines, own)]
        if not exact:
            span = common(span, own) or span
        return intensities(self.shelf, form, self.lines, span) or [None]

    def _rests(self, said: Said, form: Form, exact: bool) -> Sequence[Fraction | None]:
        """The rests there may have been; None for that of the catalogue.

        Over another distance than those of the catalogue nobody knows the rest.
        """
        if said.rest is not None:
            return rests(form, self.lines, said.rest) or [None]
        offered = form.key in self.shelf.base.forms
        if (exact and offered) or self.shelf.attribute(form, "rest")[0] is None:
            return [None]
        return [None, *rests(form, self.lines, ANY)]


def _by_word(said: Said, season: Season, at_meet: bool) -> list[Form]:
    """The forms that the word may mean; races only where there is a meet, unless it can mean nothing else."""
    shelf, word = season.catalogue, said.session
    if word in shelf.sessions:
        return [form for form in shelf.forms.values() if form.session == word]
    keys = shelf.every() if word in UNKNOWN else shelf.words[word]
    keys = keys & season.offered or keys
    if said.unheard is not None:
        keys = keys - said.unheard.on(shelf).forms
    forms = [form for key, form in shelf.forms.items() if key in keys]
    trained = [form for form in forms if form.key not in season.race_forms]
    return forms if at_meet or not trained else trained


def _by_distance(said: Said, shelf: TypedCatalogue, lines: Lines, forms: list[Form]) -> list[Form]:
    """The forms over the stated distance, with one-offs of the sessions that are not offered over it.

    That only sprints are offered over 60 m does not make six easy runs of 60 m sprints. But nobody runs
    accelerations over 900 m.
    """
    measured = [form for form in forms if form.distance is not None]
    if said.distance is None or not measured:
        return forms
    offered = {(form.session, form.distance): form for form in measured}
    farthest: dict[str, int] = {}
    for form in measured:
        farthest[form.session] = FARTHEST * max(form.distance or 0, farthest.get(form.session, 0) // FARTHEST)
    near = tried(said.distance, lines.get("distance", ()), Fraction(1))
    distances = sorted({max(end, 1) for each in near for end in (math.floor(each), math.ceil(each))})
    return [
        offered.get((name, each)) or shelf.over(name, each)
        for each in distances
        for name, most in farthest.items()
        if each <= most or each > max(farthest.values())
    ]


def _by_intensity(said: Said, shelf: TypedCatalogue, forms: list[Form]) -> list[Form]:
    """The forms whose range of intensity may hold the stated one; all where there is none."""
    if said.intensity is None:
        return forms
    fitting = [
        f for f in forms if common(said.intensity, Known(*shelf.attribute(f, "intensity"))) is not None
    ]
    return fitting or forms


# ---- doses ----------------------------------------------------------------------------------------------


def _doses(said: Said, shelf: TypedCatalogue, form: Form, rounds: int | None) -> tuple[list[Amounts], bool]:
    """The amounts of the doses that fit what is stated, smallest first, and whether there are others."""
    stated = {name: span for name in MOST if (span := getattr(said, name)) is not None}
    lows = {name: span.low or Fraction(0) for name, span in stated.items()}
    highs = {name: Fraction(MOST[name]) if s.high is None else s.high for name, s in stated.items()}
    counts, ranged = _counts(said, form, rounds, lows, highs)
    rpe = Fraction(str(shelf.sessions[form.session].rpe))
    ends = [lows] if lows == highs else [lows, highs]
    doses = [_dose(form, count, end, rpe) for count in counts for end in ends]
    return doses, ranged or lows != highs


def _dose(form: Form, count: int, stated: Amounts, rpe: Fraction) -> Amounts:
    """The amounts of one dose; what is stated goes before what follows from the count."""
    amounts = {measure: form.amount(measure, count) for measure in form.amounts}
    if "metres" in stated:
        each, total = (amounts.get(name) for name in ("metres", "total_metres"))
        share = total / each if each and total else Fraction(1)
        amounts["total_metres"] = stated["metres"] * share
    if "minutes" in stated:
        amounts["load"] = rpe * stated["minutes"]
    return {**amounts, **stated}


def _counts(
    said: Said, form: Form, rounds: int | None, lows: Amounts, highs: Amounts
) -> tuple[Sequence[int], bool]:
    """How many repetitions (sets, minutes...) there may have been, and whether some are left out."""
    measure = "minutes" if form.counted == "minutes" else "metres"
    span = (said.sets or said.reps) if form.counted == "sets" else said.reps
    if form.counted == "minutes" and said.minutes is not None:
        span = None
    if span is None and rounds is not None:
        return [rounds], False
    base, each = form.amounts.get(measure, (Fraction(0), Fraction(0)))
    if span is None and measure in lows and each:
        span = Known((lows[measure] - base) / each, (highs[measure] - base) / each)
    if span is None:
        return form.counts(), False
    if span.low is None or span.high is None:
        span = Known(span.low or Fraction(1), span.high or Fraction(500))
    low, high = whole(span)
    counts = range(low, high + 1)
    return ([low, high], True) if len(counts) > MOST_COUNTS else (counts, False)
