"""How far a plan is from the limits of a must, at the place where it is closest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from solver.bounds import Place
from solver.diary import Diary
from solver.rules.kind import Kind
from solver.scope import Scope
from solver.season import ActiveRule

#: What a distance is counted in where a rule counts nothing: it holds or it does not.
STEP = "step"


@dataclass(frozen=True, slots=True)
class Slack:
    """The smallest distance of a rule from its limits in a plan.

    Parameters
    ----------
    amount, unit
        The distance, in what the rule counts (days, m, AU...), or in steps where it counts nothing.
    days, athletes
        The first place where it is so small.
    tight, places
        In how many places nothing is left, of how many in which the rule asks for something.
    """

    amount: Fraction
    unit: str
    days: tuple[int, ...]
    athletes: tuple[str, ...]
    tight: int
    places: int


@dataclass(frozen=True, slots=True)
class Side:
    """How far a plan is from the lower or the upper limits of a rule's musts.

    Parameters
    ----------
    amount, unit
        The smallest distance; see :class:`Slack`.
    tight, places
        At how many limits nothing is left, and how many of them there are.
    """

    amount: Fraction
    unit: str
    tight: int
    places: int


def sides(active: ActiveRule, diary: Diary) -> dict[str, Side]:
    """The distances from the limits of a rule's musts, those of `at_least` and those of `at_most` apart."""
    found: dict[str, list[tuple[Fraction, str]]] = {}
    for scope, place in _asked(active, diary):
        low, high = place.bound.lower, place.bound.upper
        total = place.bound.total(diary) if low is not None or high is not None else 0
        if low is not None:
            found.setdefault("at_least", []).append(
                (Fraction(total - low), counted_in(active.rule.kind, scope))
            )
        if high is not None:
            found.setdefault("at_most", []).append(
                (Fraction(high - total), counted_in(active.rule.kind, scope))
            )
    return {
        side: Side(*min(each), sum(not amount for amount, _ in each), len(each))
        for side, each in found.items()
    }


def slack(active: ActiveRule, diary: Diary) -> Slack | None:
    """The slack of a rule's musts in a plan that keeps them; None where it asks for nothing."""
    found = [
        (distance, place, scope)
        for scope, place in _asked(active, diary)
        for distance in _distances(place, diary)
    ]
    if not found:
        return None
    amount, place, scope = min(found, key=lambda each: each[0])
    tight = sum(not distance for distance, _, _ in found)
    unit = counted_in(active.rule.kind, scope)
    return Slack(amount, unit, place.days, place.athletes, tight, len(found))


def _asked(active: ActiveRule, diary: Diary) -> Iterator[tuple[Scope, Place]]:
    """Where a rule asks for something that must hold."""
    for scope, place in active.places():
        if active.is_must(place) and place.applies(diary):
            yield scope, place


def _distances(place: Place, diary: Diary) -> Iterator[Fraction]:
    """How far the sum of a place is from the nearer one of its sides."""
    low, high = place.bound.lower, place.bound.upper
    if low is not None or high is not None:
        total = place.bound.total(diary)
        sides = [total - low] if low is not None else []
        sides += [high - total] if high is not None else []
        yield min(sides)


def counted_in(kind: Kind, scope: Scope) -> str:
    """What the bounds of a kind are counted in, one of it."""
    counted = kind.traits.counts
    return counted.noun(scope) if counted else STEP
