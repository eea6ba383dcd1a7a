"""A model that counts on how many days a plan differs from others in what a coach sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from solver.model.choices import Choice
from solver.model.linear import Affine, Model, Reach
from solver.model.lowering import Lowering
from solver.reasons.days.themes import Theme, Themes, session_themes
from solver.season import Season

#: An objective, small where much differs: first by the days of `least`, then by all days with all others.
APART = "apart"


class Contrast:
    """The model of a season with one thing more: how different a plan is from some others.

    Parameters
    ----------
    lowering
        The model of the season; it stays as it is.
    others
        The themes of the other plans.

    Attributes
    ----------
    model
        The model; its first variables are those of the lowering.
    least
        The variable for the days on which a plan differs from the one that it is most like.
    weight
        What a day of that number counts in the objective :data:`APART`.
    """

    def __init__(self, season: Season, lowering: Lowering, others: Sequence[Themes]) -> None:
        self.model = _copied(lowering.model)
        self._choices, self._shelf = lowering.choices, season.catalogue
        self._of_session = session_themes(season.catalogue)
        counted = [list(self._days(other)) for other in others]
        self.weight = 1 + sum(map(len, counted))
        most = min(map(len, counted), default=0)
        who = (1 << len(season.athletes)) - 1
        self.least = self.model.variable(0, most, Reach(0, season.calendar.length - 1, who))
        for days in counted:
            self.model.add(_sum([self.least], days), None, 0)
        self.model.objective[APART] = {
            self.least: -self.weight,
            **{day: -1 for days in counted for day in days},
        }

    def start(self, values: Sequence[int]) -> list[int]:
        """An assignment of the lowering with the other variables, for a plan that counts no days yet."""
        return [*values, *[0] * (len(self.model.lower) - len(values))]

    def days(self, cost: int) -> int:
        """The days that an objective (or a bound of it) stands for, from the plan that is most like."""
        return -cost // self.weight

    def _days(self, other: Themes) -> Iterator[int]:
        """For each day a variable that may be 1 only if it differs from that of another plan."""
        for (athlete, day), choices in self._choices.by_day.items():
            yield self._differs(choices, other.on(athlete, day))

    def _differs(self, choices: Sequence[Choice], theme: Theme) -> int:
        """A day differs if it is harder, or has nothing of that class, or is about something else."""
        ranks = [self._shelf.rank(each.cell.form.key) for each in choices]
        harder = [each.done for each, rank in zip(choices, ranks, strict=True) if rank > theme.rank]
        alike = [each for each, rank in zip(choices, ranks, strict=True) if rank == theme.rank]
        reach = self._reach(choices)
        ways = list(harder)
        if theme.rank:
            ways.append(self._none(reach, [each.done for each in alike]))
            ways.append(self._elsewhere(reach, alike, theme))
        differs = self.model.variable(0, 1, reach)
        self.model.add(_sum([differs], ways), None, 0)
        return differs

    def _none(self, reach: Reach, done: Sequence[int]) -> int:
        """A variable that may be 1 only if none of some sessions is done."""
        none = self.model.variable(0, 1, reach)
        self.model.add(_sum(done, []), None, 0, [none])
        return none

    def _elsewhere(self, reach: Reach, alike: Sequence[Choice], theme: Theme) -> int:
        """A variable that may be 1 only if something of a class is new and something is missing."""
        words: dict[str, list[int]] = {word: [] for word in sorted(theme.words)}
        new: list[int] = []
        for each in alike:
            words.get(self._of_session[each.cell.form.session], new).append(each.done)
        missing = [self._none(reach, done) for done in words.values()]
        elsewhere = self.model.variable(0, 1, reach)
        self.model.add(_sum([elsewhere], new), None, 0)
        self.model.add(_sum([elsewhere], missing), None, 0)
        return elsewhere

    def _reach(self, choices: Sequence[Choice]) -> Reach:
        reaches = [self.model.reach[each.done] for each in choices]
        return Reach(reaches[0].first, reaches[0].last, reduce(or_, (each.who for each in reaches)))


def _sum(plus: Sequence[int], minus: Sequence[int]) -> Affine:
    return Affine({**dict.fromkeys(plus, 1), **dict.fromkeys(minus, -1)})


def _copied(model: Model) -> Model:
    return replace(
        model,
        lower=list(model.lower),
        upper=list(model.upper),
        reach=list(model.reach),
        rows=list(model.rows),
        objective=dict(model.objective),
        slacks=dict(model.slacks),
    )
