"""What makes two stretches alike: the same rules say the same of the same days, counted from the first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from solver.bounds import Amount, Bound, Flag, Place, Term
from solver.lint.units import Key, Spot
from solver.lint.where import Where
from solver.season import Season

Said = Sequence[tuple[Key, Sequence[Spot]]]


class Alike:
    """Numbers for what was seen: the same number for the same thing, so that little has to be remembered."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}
        #: By identity, with the place kept alive.
        self._spots: dict[tuple[int, tuple[str, ...]], tuple[Place, int]] = {}

    def content(self, season: Season, where: Where, said: Said) -> Hashable:
        """All that can be said of a stretch but when it is and whose: equal for those that are alike."""
        start = where.weeks[0] - 1
        rules = tuple(
            (key, tuple((spot.first // 7 - start, self._spot(spot, where.who)) for spot in spots))
            for key, spots in said
        )
        days = tuple(_days(season, where, name) for name in where.who)
        return self._number((len(where.days), days, rules))

    def _number(self, thing: Hashable) -> int:
        return self._known.setdefault(thing, len(self._known))

    def _spot(self, spot: Spot, names: tuple[str, ...]) -> int:
        """The number of a place, its days counted from the first week that it looks at."""
        key = id(spot.place), names
        if key not in self._spots:
            who = {name: place for place, name in enumerate(names)}
            self._spots[key] = spot.place, self._place(spot.place, spot.first // 7 * 7, who)
        return self._spots[key][1]

    def _place(self, place: Place, first: int, who: dict[str, int]) -> int:
        given = tuple(self._bound(flag.bound, first, who) for flag in place.given)
        return self._number((self._bound(place.bound, first, who), given))

    def _bound(self, bound: Bound, first: int, who: dict[str, int]) -> int:
        terms = tuple((weight, self._term(term, first, who)) for weight, term in bound.terms)
        return self._number((terms, bound.lower, bound.upper))

    def _term(self, term: Term, first: int, who: dict[str, int]) -> Hashable:
        if isinstance(term, Amount):
            days = tuple(day - first for day in term.days)
            forms = self._number(term.forms)
            return who.get(term.athlete, term.athlete), days, term.measure, forms, term.slot
        if isinstance(term, Flag):
            return self._bound(term.bound, first, who)
        sums = tuple(
            tuple((weight, self._term(each, first, who)) for weight, each in part) for part in term.sums
        )
        return sums, term.least


def _days(season: Season, where: Where, name: str) -> Hashable:
    """Where an athlete is away, and the meets."""
    first, athlete = where.days.start, season.athlete(name)
    away = season.calendar.closed(athlete)
    closed = sorted((day - first, slot) for day, slot in away if day in where.days)
    meets = [
        (meet.day - first, meet.session, meet.rounds, meet.slot)
        for meet in season.calendar.meets(athlete)
        if meet.day in where.days
    ]
    return tuple(closed), tuple(meets)
