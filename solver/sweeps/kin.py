"""What one season says of another: when every plan of the one is a plan of the other, and no dearer there.

It is read off the linear models, whatever was varied. Say that both have the same choices and the same
variables, that the *wider* one allows each variable all values that the other does, that each of its rows
stands in the other with the same or a narrower range, and that nothing costs more in it. Then an assignment
that keeps all rows of the narrower model keeps those of the wider, and costs no more there. So no plan of the
narrower season is below a bound of the wider one; a plan of the narrower is one of the wider; and where the
wider has no plan, the narrower has none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from solver.model.linear import Literal, Model
from solver.model.lowering import Lowering
from solver.search.outcome import LEVELS


@dataclass(frozen=True, slots=True)
class Kin:
    """How a season is related to another.

    Parameters
    ----------
    inside
        Whether all its plans are plans of the other, no dearer there.
    around
        The same the other way round.
    """

    inside: bool = False
    around: bool = False


def kin(one: Lowering, other: Lowering) -> Kin:
    """How one season is related to another."""
    if [each.cell for each in one.choices.all] != [each.cell for each in other.choices.all]:
        return Kin()
    return Kin(wider(other.model, one.model), wider(one.model, other.model))


def wider(model: Model, narrow: Model) -> bool:
    """Whether every assignment that keeps `narrow` keeps `model` too and costs no more there."""
    if model.refuted or len(model.lower) != len(narrow.lower):
        return narrow.refuted
    inside = all(a <= b for a, b in zip(model.lower, narrow.lower, strict=True)) and all(
        a >= b for a, b in zip(model.upper, narrow.upper, strict=True)
    )
    return inside and _cheaper(model, narrow) and _looser(model, narrow)


def _cheaper(model: Model, narrow: Model) -> bool:
    """Whether nothing costs more in a model; a variable that may be below 0 must cost the same."""
    for level in LEVELS:
        mine, its = model.objective.get(level, {}), narrow.objective.get(level, {})
        for v in mine.keys() | its.keys():
            costs, most = mine.get(v, 0), its.get(v, 0)
            if costs != most and (costs > most or narrow.lower[v] < 0):
                return False
    return True


def _looser(model: Model, narrow: Model) -> bool:
    """Whether every row of a model stands in a narrower one, with the same range or a part of it."""
    sides: dict[tuple[tuple[int, ...], tuple[int, ...], tuple[Literal, ...]], tuple[float, float]] = {}
    for row in narrow.rows:
        key = row.variables, row.coefficients, row.given
        low, high = sides.get(key, (-math.inf, math.inf))
        lower = -math.inf if row.lower is None else row.lower
        upper = math.inf if row.upper is None else row.upper
        sides[key] = max(low, lower), min(high, upper)
    for row in model.rows:
        low, high = sides.get((row.variables, row.coefficients, row.given), (-math.inf, math.inf))
        if (row.lower is not None and low < row.lower) or (row.upper is not None and high > row.upper):
            return False
    return True
