"""A catalogue with one-off forms besides: other distances, known intensities, known rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from solver.catalogue import Catalogue, Form
from solver.catalogue import forms as forms_of_session
from solver.clauses.what import What
from solver.documents.quantities import Known
from solver.rules.kind import parts_of
from solver.season import Season

#: How far beside a number an intensity or a rest is tried out.
BESIDE = Fraction(1, 100)

#: The numbers at which any rule draws a line, by attribute.
Lines = Mapping[str, Sequence[Fraction]]


class TypedCatalogue(Catalogue):
    """A catalogue with one-off forms besides."""

    def __init__(self, base: Catalogue) -> None:
        super().__init__(base.file)
        self.base = base
        self.more: dict[str, Form] = dict(self.forms)
        self.forms = self.more
        self.facts: dict[tuple[str, str], Fraction] = {}
        self.found: dict[tuple[str, str], tuple[Fraction | None, Fraction | None]] = {}

    def attribute(self, form: Form, attribute: str) -> tuple[Fraction | None, Fraction | None]:
        key = form.key, attribute
        if key not in self.found:
            known = self.facts.get(key)
            self.found[key] = (known, known) if known is not None else super().attribute(form, attribute)
        return self.found[key]

    def over(self, session: str, distance: int) -> Form:
        """A session done over a distance that it does not offer."""
        template = self.sessions[session]
        assert template.dose
        dose = template.dose.model_copy(update={"distance": [distance]})
        form = forms_of_session(session, template.model_copy(update={"dose": dose}))[0]
        return self._add(replace(form, key=f"{session}@{distance}"))

    def at(self, form: Form, intensity: Fraction | None, rest: Fraction | None) -> Form:
        """A form done at a known intensity (%) or with a known rest (min); None where it is as it is."""
        key = form.key
        facts: dict[str, Fraction] = {}
        if intensity is not None:
            key, facts["intensity"] = f"{key} at {intensity}", intensity
        if rest is not None:
            key, facts["rest"] = f"{key} rest {rest}", rest
            if form.distance:
                facts["rest_per_10m"] = 10 * rest / form.distance
        self.facts |= {(key, name): value for name, value in facts.items()}
        return self._add(replace(form, key=key)) if facts else form

    def share(self, form: Form) -> Fraction | None:
        """What share of maximal velocity the intensities of a form are counted in; None if nobody knows."""
        for velocity, intensity in zip(
            self.attribute(form, "velocity"), self.attribute(form, "intensity"), strict=True
        ):
            if velocity and intensity:
                return velocity / intensity
        return None

    def _add(self, form: Form) -> Form:
        return self.more.setdefault(form.key, form)


# ---- the lines that rules draw ------------------------------------------------------------------------


def lines_of(season: Season) -> Lines:
    """The numbers at which the rules of a season draw a line."""
    found: dict[str, set[Fraction]] = {}
    for rule in season.rules:
        conditions = [each for rests in rule.rests for rest in rests for each in (rest.given, rest.unless)]
        for what in (*parts_of(rule.rule, What), *parts_of(conditions, What)):
            for attribute, line in _lines(what):
                found.setdefault(attribute, set()).add(line)
    return {attribute: sorted(lines) for attribute, lines in found.items()}


def _lines(what: What) -> Iterator[tuple[str, Fraction]]:
    for attribute, limits in what.ranges:
        yield from ((attribute, limit) for _, limit in limits)
    for each in (*what.any_of, *what.all_of, *what.none_of):
        yield from _lines(each)


def tried(span: Known, lines: Sequence[Fraction], beside: Fraction = BESIDE) -> list[Fraction]:
    """Numbers of a span, its ends and one on each side of every line in it."""
    low, high = span.low, span.high
    near = {each for line in lines for each in (line - beside, line, line + beside)}
    near |= {each for each in (low, high) if each is not None}
    inside = [e for e in near if e >= 0 and (low is None or e >= low) and (high is None or e <= high)]
    return sorted(inside)


def intensities(shelf: TypedCatalogue, form: Form, lines: Lines, span: Known) -> list[Fraction]:
    """Intensities in a span, one on each side of every line that a rule draws, also at a velocity."""
    share = shelf.share(form)
    velocities = [line / share for line in lines.get("velocity", ())] if share else []
    return tried(span, [*lines.get("intensity", ()), *velocities])


def rests(form: Form, lines: Lines, span: Known) -> list[Fraction]:
    """Rests in a span, one on each side of every line that a rule draws, also for every ten metres."""
    each = [line * form.distance / 10 for line in lines.get("rest_per_10m", ())] if form.distance else []
    return tried(span, [*lines.get("rest", ()), *each])
