"""What is judged: each rule at each of its levels, with the places where it may be broken and their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from solver.bounds import Amount, Flag, Largest, Place, Term
from solver.season import ActiveRule, Season

#: A rule and a level of it.
Key = tuple[str, str]


class Spot(NamedTuple):
    """A place of a rule, with the first and the last planned day that it looks at."""

    place: Place
    first: int
    last: int

    @property
    def weeks(self) -> int:
        """How many calendar weeks it looks at."""
        return self.last // 7 - self.first // 7 + 1

    def forms(self) -> frozenset[str]:
        """The sessions that it counts."""
        terms = (*(term for _, term in self.place.bound.terms), *self.place.given)
        return frozenset[str]().union(*(each.forms for each in _amounts(terms)))

    def inside(self, days: range) -> bool:
        """Whether it looks at no other planned days."""
        return days.start <= self.first and self.last < days.stop


@dataclass(frozen=True, eq=False)
class Unit:
    """A rule at one level, and its places in a season."""

    active: ActiveRule
    level: str
    spots: list[Spot] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """The rule and the level."""
        return self.active.id, self.level

    @property
    def weeks(self) -> int:
        """How many weeks it looks at together, at most."""
        return max(spot.weeks for spot in self.spots)

    @property
    def asks(self) -> bool:
        """Whether it asks for anything: 'at least 0' is how a scenario says that it does not."""
        return any(spot.place.bound.lower or spot.place.bound.upper is not None for spot in self.spots)

    @property
    def floor(self) -> bool:
        """Whether it asks for something to be done."""
        return any(spot.place.bound.lower for spot in self.spots)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The sessions that it counts."""
        return frozenset[str]().union(*(spot.forms() for spot in self.spots))

    @property
    def squad(self) -> bool:
        """Whether it is about all athletes together."""
        return self.active.rule.kind.of_squad

    def within(self, days: range, who: frozenset[str]) -> list[Spot]:
        """Its places that look at nothing but some days of some athletes."""
        weeks = range(days.start // 7, -(-days.stop // 7))
        there = (spot for week in weeks for spot in self._by_week.get(week, ()))
        return [spot for spot in there if spot.inside(days) and who.issuperset(spot.place.athletes)]

    @cached_property
    def _by_week(self) -> dict[int, list[Spot]]:
        """Its places by the first week that they look at."""
        found: dict[int, list[Spot]] = {}
        for spot in self.spots:
            found.setdefault(spot.first // 7, []).append(spot)
        return found


def units_of(season: Season) -> list[Unit]:
    """The rules of a season by level, in the order of their files; what only earns points is left out."""
    found: dict[Key, Unit] = {}
    for active in season.rules:
        for _, place in active.places():
            if place.reward:
                continue
            level = place.level or active.rule.level
            unit = found.setdefault((active.id, level), Unit(active, level))
            first, last = _days(place)
            unit.spots.append(Spot(place, first, last))
    return list(found.values())


def _days(place: Place) -> tuple[int, int]:
    """The first and the last planned day that a place looks at; what was done before is known."""
    low, high = 10**6, 0
    for amount in _amounts((*(term for _, term in place.bound.terms), *place.given)):
        days = amount.days
        planned = days if days and days[0] >= 0 else [day for day in days if day >= 0]
        if planned:
            low, high = min(low, planned[0]), max(high, planned[-1])
    return (low, high) if low <= high else (max(place.days[0], 0), max(place.days[-1], 0))


def _amounts(terms: Iterable[Term]) -> Iterator[Amount]:
    """The amounts that some terms are made of."""
    for term in terms:
        if isinstance(term, Amount):
            yield term
        elif isinstance(term, Flag):
            yield from _amounts(each for _, each in term.bound.terms)
        else:
            assert isinstance(term, Largest)
            yield from _amounts(each for part in term.sums for _, each in part)
