"""A season posed as a trade-off: its model with both goals in it, for one question after the other."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from solver.fronts.aims import Aim
from solver.model.choices import TIDY
from solver.model.linear import Affine, combined
from solver.model.lowering import Lowering
from solver.search.outcome import LEVELS
from solver.search.search import Search
from solver.season import Season


class Posed:
    """The model of a season with a variable for each goal: its steps, of which fewer are better.

    Parameters
    ----------
    most
        What the points of some levels may be at most.
    """

    def __init__(self, season: Season, aims: Sequence[Aim], most: Mapping[str, int]) -> None:
        self.season = season
        self.lowering = Lowering(season)
        for level, points in most.items():
            costs = self.lowering.model.objective[level]
            self.lowering.model.add(Affine({v: cost for v, cost in costs.items() if cost}), None, points)
        self._variables = [self._post(aim) for aim in aims]

    def _post(self, aim: Aim) -> int:
        model = self.lowering.model
        cost = combined([(aim.sign, aim.expression(self.season, self.lowering))])
        least, most = cost.range(model)
        reach = self.lowering.terms.reach([cost])
        steps = model.slack(math.ceil(least / aim.step), math.ceil(most / aim.step), reach)
        model.add(combined([(aim.step, Affine({steps: 1})), (-1, cost)]), 0, None)
        return steps

    def steps(self, values: Sequence[int]) -> tuple[int, int]:
        """What both goals cost in an assignment."""
        one, two = (values[variable] for variable in self._variables)
        return one, two

    def floor(self, number: int) -> int:
        """What a goal cannot cost less than, by the ranges of the variables alone."""
        return self.lowering.model.lower[self._variables[number]]

    def goals(self, first: int, limit: int | None = None) -> Lowering:
        """The question for the best of one goal, then of the other, which may cost so much."""
        order = [{self._variables[number]: 1} for number in (first, 1 - first)]
        limits = {} if limit is None else {1 - first: limit}
        return self._asked(dict(zip(LEVELS, order, strict=True)), limits)

    def levels(self, steps: Sequence[int]) -> Lowering:
        """The question for the best plan of those whose goals cost no more than this."""
        objective = {level: self.lowering.model.objective[level] for level in LEVELS}
        return self._asked(objective, dict(enumerate(steps)))

    def _asked(self, objective: Mapping[str, dict[int, int]], limits: Mapping[int, int]) -> Lowering:
        model = self.lowering.model
        tidy = model.objective[TIDY]
        asked = replace(model, rows=list(model.rows), objective={**objective, TIDY: tidy})
        for number, most in limits.items():
            asked.add(Affine({self._variables[number]: 1}), None, most)
        lowering = copy.copy(self.lowering)
        lowering.model = asked
        return lowering


@dataclass
class Asking(Search):
    """The search for the answer to one question, from an assignment that keeps its rows."""

    question: Lowering | None = None
    values: Sequence[int] = ()

    def _lowered(self) -> Lowering:
        assert self.question is not None
        return self.question

    def _first(self) -> None:
        self.state.keep(self.values)
        if self.lone:
            self._week()

    def _grow(self, levels: Sequence[str]) -> None:
        """Nothing: there is a plan already."""
