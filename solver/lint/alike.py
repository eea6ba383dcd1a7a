"""What makes two stretches alike: the same rules say the same of the same days, counted from the first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from solver.bounds import Amount, Bound, Flag, Place, Term
from solver.lint.units import Key, Spot
from solver.lint.where import Where
from solver.season import Season

Said = Sequence[tuple[Key, Sequence[Spot]]]


def content(season: Season, where: Where, said: Said) -> Hashable:
    """All that can be said of a stretch but when it is and whose: equal for those that are alike."""
    first = where.days.start
    who = {name: place for place, name in enumerate(where.who)}
    rules = tuple((key, tuple(_place(spot.place, first, who) for spot in spots)) for key, spots in said)
    days = []
    for name in where.who:
        athlete = season.athlete(name)
        closed = sorted(
            (day - first, slot) for day, slot in season.calendar.closed(athlete) if day in where.days
        )
        meets = [
            (meet.day - first, meet.session, meet.rounds, meet.slot)
            for meet in season.calendar.meets(athlete)
            if meet.day in where.days
        ]
        days.append((tuple(closed), tuple(meets)))
    return len(where.days), tuple(days), rules


def _place(place: Place, first: int, who: dict[str, int]) -> Hashable:
    given = tuple(_bound(flag.bound, first, who) for flag in place.given)
    return _bound(place.bound, first, who), given


def _bound(bound: Bound, first: int, who: dict[str, int]) -> Hashable:
    terms = tuple((weight, _term(term, first, who)) for weight, term in bound.terms)
    return terms, bound.lower, bound.upper


def _term(term: Term, first: int, who: dict[str, int]) -> Any:
    if isinstance(term, Amount):
        days = tuple(day - first for day in term.days)
        return who.get(term.athlete, term.athlete), days, term.measure, term.forms, term.slot
    if isinstance(term, Flag):
        return _bound(term.bound, first, who)
    sums = tuple(tuple((weight, _term(each, first, who)) for weight, each in part) for part in term.sums)
    return sums, term.least
