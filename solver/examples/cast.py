"""Whom the examples of a rule are about, as far as nobody says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from solver.clauses.when import Names
from solver.clauses.who import YearRange
from solver.documents.rulebook import Envelope, Setting
from solver.documents.scenario import Athlete
from solver.errors import refuse
from solver.words import listed

#: The age and the training age of an athlete of whom nothing else is said, in years.
AGE, TRAINED = 20, 5
BEST = {"60m": 7.3, "100m": 11.5, "200m": 23.5, "400m": 52.5}


def athlete_for(rule: Envelope, setting: Setting, number: int, year: int) -> Athlete:
    """An athlete whom the rule concerns in that year, as far as the setting says nothing else."""
    who, chosen = rule.who, setting
    training_age = chosen.training_age
    if training_age is None:
        training_age = _years(who.training_age, TRAINED)
    named = who.names.any if who.names else []
    facts: dict[str, Any] = {
        "name": named[number] if number < len(named) else f"athlete {number + 1}",
        "events": chosen.events or [_word(who.events, ["100m", "400m", "200m", "60m"])],
        "level": chosen.level or _word(who.level, ["club", "national", "developing", "elite"]),
        "tags": chosen.tags or (who.tags.any[:1] if who.tags else []),
        "born": chosen.born or year - math.floor(_years(who.age, AGE)),
        "training_age": training_age,
        "body_mass": chosen.body_mass or 70.0,
        "sex": chosen.sex or who.sex,
        "best": {**BEST, **chosen.best},
    }
    found = possible(facts)
    if found is None:
        words = [each for names in (who.events, who.level, who.tags) if names for each in names.any]
        raise refuse(f"no athlete can be meant by {listed(words, 'or')}")
    return found


def possible(facts: Mapping[str, Any]) -> Athlete | None:
    """An athlete of whom some facts are true; None where a scenario could not have such a one."""
    try:
        return Athlete.model_validate(facts)
    except ValidationError:
        return None


def _word(names: Names | None, known: list[str]) -> str:
    """A word that some names hold for: the first one named, or the first known one not excluded."""
    if names is None:
        return known[0]
    return names.any[0] if names.any else next((word for word in known if names.holds({word})), known[0])


def _years(wanted: YearRange | None, default: float) -> float:
    """Years within a range, as close to a default as may be."""
    if wanted is None or wanted.holds(_exact(default)):
        return default
    ends = [wanted.at_least, wanted.at_most]
    ends += [wanted.above + 1] if wanted.above is not None else []
    ends += [wanted.below - 1] if wanted.below is not None else []
    fitting = [years for years in ends if years is not None and wanted.holds(_exact(years))]
    return min(fitting, key=lambda years: abs(years - default), default=default)


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
