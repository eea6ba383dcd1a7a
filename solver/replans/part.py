"""Some weeks of a season to be planned anew, all else standing as it is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from solver.backends.cpsat import Posted
from solver.bounds import Place
from solver.diary import Done
from solver.model.lowering import Asked, Lowering, places_of
from solver.replans.baseline import Baseline
from solver.search.distance import Distance
from solver.season import ActiveRule, Season

#: The level of musts that the past has put out of reach: broken as little as can be, before all else.
OWED = "owed"
#: A must at a place: its rule, whom it is about, the days.
Due: TypeAlias = tuple[str, tuple[str, ...], frozenset[int]]


@dataclass(frozen=True, eq=False)
class Ahead:
    """What is ahead: a season in the midst of it, with what is left of its plan.

    Parameters
    ----------
    fence
        The days within which nothing moves unless a must forces it.
    owed
        Musts that the past has broken or may have put out of reach.
    """

    season: Season
    base: Baseline
    fence: Collection[int]
    owed: Collection[Due] = frozenset()

    @cached_property
    def places(self) -> list[tuple[ActiveRule, Place, set[int]]]:
        """Every place of the rules, with the days to come that bear on it."""
        return [
            (rule, place, {day for day in place.bearing() if day >= self.season.starts})
            for rule, place in places_of(self.season)
        ]

    def part(self, weeks: Collection[int], closed: bool = False) -> Part:
        """The model of some weeks.

        Parameters
        ----------
        closed
            Whether only what these weeks alone decide is asked, so that no plan whatever can be nearer.
        """
        season = self.season
        days = frozenset(day for day in season.open_days if day // 7 in weeks)
        outside = [each for each in self.base.sessions if each.day not in days]
        inside = [each for each in self.base.sessions if each.day in days]
        places = [
            (rule, place)
            for rule, place, bearing in self.places
            if (bearing <= days if closed else bearing & days) and bearing
        ]
        there = replace(season, history=(*season.history, *outside), only=days)
        return Part(there, places, self.owed, inside, outside, self.fence)


class Part(Lowering):
    """The model of some weeks, and how far a plan of them is from what was planned.

    Parameters
    ----------
    inside, outside
        What was planned in these weeks, and elsewhere.
    """

    def __init__(
        self,
        season: Season,
        places: Sequence[Asked],
        owed: Collection[Due],
        inside: Sequence[Done],
        outside: Sequence[Done],
        fence: Collection[int],
    ) -> None:
        self.owed, self.outside = owed, outside
        super().__init__(season, places=places)
        self.model.objective.setdefault(OWED, {})
        self.distance = Distance(season, self.choices.all, self.model, inside, fence)

    def ask(self, active: ActiveRule, place: Place) -> None:
        """Post a place; what is owed may be broken."""
        if (active.id, place.athletes, frozenset(place.days)) in self.owed and active.is_must(place):
            self.post(active.rule, place, OWED)
        else:
            super().ask(active, place)

    def posted(self) -> Posted:
        """The model, ready to be solved, with what was planned as a hint."""
        posted = Posted(self.model)
        old = {(d.athlete, d.day, d.slot, d.form): d.count for d in self.distance.old.values()}
        start: dict[int, int] = {}
        for choice in self.choices.all:
            cell, form = choice.cell, choice.cell.form
            count = old.get((cell.athlete, cell.day, cell.slot, form.key))
            start[choice.done] = int(count is not None)
            if choice.steps is not None:
                steps = 0 if count is None else (count - form.first) // form.step
                start[choice.steps] = min(max(steps, 0), self.model.upper[choice.steps])
        posted.suggest(start)
        return posted

    def weights(self) -> tuple[int, int]:
        """What a change within the fence weighs, and a step of what is owed: more than all that is less."""
        fenced = 1 + self._wide(self.distance.far)
        return fenced, fenced * (1 + self._wide(self.distance.fenced))

    def costs(self, weights: tuple[int, int]) -> dict[int, int]:
        """What is minimised first: what is owed, changes within the fence, changes, how mild they are."""
        found = Counter(self.distance.far)
        for weight, costs in zip(weights, (self.distance.fenced, self.model.objective[OWED]), strict=True):
            for v, cost in costs.items():
                found[v] += weight * cost
        return found

    def _wide(self, costs: Mapping[int, int]) -> int:
        """How far apart two values of a sum may be."""
        low, high = self.model.lower, self.model.upper
        return sum(abs(cost) * (high[v] - low[v]) for v, cost in costs.items())

    def sessions(self, values: Sequence[int]) -> list[Done]:
        """The plan: these weeks, and all else as it was."""
        return [*self.choices.plan(values), *self.outside]


def limit(posted: Posted, costs: Mapping[int, int], most: int) -> None:
    """Let a sum be no more than a number, if there is anything to sum."""
    if costs:
        posted.limit(costs, most)
