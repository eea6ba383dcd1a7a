"""Form day by day: fitness less fatigue, by the same model as the rule that rewards it at meets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from solver.diary import Diary
from solver.documents.scenario import Athlete
from solver.rules.peak import Peak
from solver.season import Season


def form(season: Season, diary: Diary, athlete: Athlete) -> Sequence[Fraction]:
    """The form on the morning of every day, in AU a day; by the model's usual numbers without a rule."""
    model = _model(season, athlete)
    none = Fraction(0)
    counted = season.catalogue.select(model.of).forms
    first, length = season.known_from, season.calendar.length
    loads = [
        sum(
            (each.amounts.get("load", none) for each in diary.on(athlete.name, day) if each.form in counted),
            none,
        )
        for day in range(first, length)
    ]
    factors = [model.factor(days) for days in range(length - first + 1)]
    return [_sum(factors, loads[: day - first]) for day in range(length)]


def _sum(factors: Sequence[Fraction], loads: Sequence[Fraction]) -> Fraction:
    """What the loads of the days before are worth, the last one first."""
    return sum(
        (factors[ago] * load for ago, load in enumerate(reversed(loads), start=1) if load), Fraction(0)
    )


def _model(season: Season, athlete: Athlete) -> Peak:
    """The model of the first rule of form for an athlete."""
    for rule in season.rules:
        if isinstance(rule.rule.kind, Peak) and any(athlete in scope.athletes for scope in rule.scopes):
            return rule.rule.kind
    return Peak()
