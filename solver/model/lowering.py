"""From the bounds of a season to a linear model.

The decisions are the choices of sessions and doses; all else (day totals, flags, slacks) is defined by
rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from solver import frame
from solver.bounds import Place, Weight, whole
from solver.documents.rulebook import Envelope
from solver.model.choices import TIDY, Choices, ruled_out
from solver.model.linear import Affine, Literal, Model, combined
from solver.model.terms import Terms
from solver.season import ActiveRule, Season
from solver.workers.garbage import put_off

#: A place of a rule.
Asked: TypeAlias = tuple[ActiveRule, Place]


def places_of(season: Season) -> list[Asked]:
    """Every place of every rule."""
    return [(active, place) for active in season.rules for _, place in active.places()]


class Lowering:
    """The linear model of a season.

    Parameters
    ----------
    whole
        Whether there are variables also for what a must rules out at once.
    places
        The places of its rules that are asked, if not all.
    """

    @put_off()
    def __init__(self, season: Season, whole: bool = False, places: Sequence[Asked] | None = None) -> None:
        self.model = Model()
        places = places_of(season) if places is None else places
        musts = (p for active, p in places if self.level(active, p) == "must" and not p.reward)
        self.choices = Choices(season, self.model, None if whole else ruled_out(season, musts))
        self.terms = Terms(self.model, self.choices.by_day, season)
        for place in frame.bounds(season):
            self.post_must(place)
        for active, place in places:
            self.ask(active, place)
        for level in ("should", "prefer", TIDY):
            self.model.objective.setdefault(level, {})
        self.choices.tidy(self.model)

    def ask(self, active: ActiveRule, place: Place) -> None:
        """Post a place of a rule."""
        self.post(active.rule, place, self.level(active, place))

    def level(self, active: ActiveRule, place: Place) -> str:
        """The level at which a place counts."""
        return place.level or active.rule.level

    def post(self, rule: Envelope, place: Place, level: str) -> None:
        """Post a place at a level: as a must, as a reward, or with slack that costs points."""
        if level == "must" and not place.reward:
            self.post_must(place)
        elif (given := self._given(place)) is not None:
            how = self._reward if place.reward else self._soft
            how(rule, place, level, given, self.terms.sum(place.bound.terms))

    def post_must(self, place: Place, held: Sequence[Literal] = ()) -> None:
        """Post a place that must hold, wherever all of `held` are true."""
        given = self._given(place)
        if given is not None:
            bound = place.bound
            self.model.add(self.terms.sum(bound.terms), bound.lower, bound.upper, [*given, *held])

    def _given(self, place: Place) -> list[Literal] | None:
        """The literals under which a place counts; None if it never does."""
        literals = []
        for flag in place.given:
            truth = self.terms.term(flag)
            if not truth.parts:
                if not truth.constant:
                    return None
                continue
            ((variable, weight),) = truth.parts.items()
            literals.append(variable if weight > 0 else ~variable)
        return literals

    def _reward(
        self, rule: Envelope, place: Place, level: str, given: list[Literal], expression: Affine
    ) -> None:
        least, most = expression.range(self.model)
        unit = whole(place.unit)
        low, high = math.floor(least // unit), math.floor(most // unit)
        if given:
            low, high = min(low, 0), max(high, 0)
        steps = self.model.slack(low, high, self.terms.reach([expression]), way=-1)
        self.model.add(combined([(1, expression), (-unit, Affine({steps: 1}))]), 0, None, given)
        for literal in given:
            # nothing is gained where the place does not count
            self.model.add(Affine({steps: 1}), None, 0, [~literal])
        self.model.cost(level, steps, -rule.weight.over)

    def _soft(
        self, rule: Envelope, place: Place, level: str, given: list[Literal], expression: Affine
    ) -> None:
        least, most = expression.range(self.model)
        unit = whole(place.unit)
        if place.bound.lower is not None:
            worst = -math.floor((least - place.bound.lower) // unit)
            slack = self._slack(rule, level, worst, rule.weight.under, expression)
            if slack is not None:
                self._give(expression, place.bound.lower, None, unit, slack, given)
        if place.bound.upper is not None:
            worst = -math.floor((place.bound.upper - most) // unit)
            slack = self._slack(rule, level, worst, rule.weight.over, expression)
            if slack is not None:
                self._give(expression, None, place.bound.upper, -unit, slack, given)

    def _slack(
        self, rule: Envelope, level: str, worst: int, weight: int, expression: Affine
    ) -> Affine | None:
        """The steps by which a bound may be missed, with their cost; None if it cannot be missed."""
        if worst <= 0:
            return None
        reach = self.terms.reach([expression])
        if rule.penalty == "per occurrence":
            missed = self.model.slack(0, 1, reach)
            self.model.cost(level, missed, weight)
            return Affine({missed: worst})
        steps = self.model.slack(0, worst, reach)
        if rule.penalty == "per unit":
            self.model.cost(level, steps, weight)
            return Affine({steps: 1})
        square = self.model.slack(0, worst * worst, reach)
        for k in range(worst):
            # the chords of the square between whole numbers: exact at each of them
            self.model.add(Affine({square: 1, steps: -(2 * k + 1)}), -k * (k + 1), None)
        self.model.cost(level, square, weight)
        return Affine({steps: 1})

    def _give(
        self,
        expression: Affine,
        lower: Weight | None,
        upper: Weight | None,
        unit: Weight,
        slack: Affine,
        given: list[Literal],
    ) -> None:
        self.model.add(combined([(1, expression), (unit, slack)]), lower, upper, given)
