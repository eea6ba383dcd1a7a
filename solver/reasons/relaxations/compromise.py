"""The best compromise: where no plan keeps all the musts, the one that breaks least, by a declared order.

First as few weeks of rules are let go of as can be, of the strongest rules first of all; then in these weeks
the rules are broken as little as can be. What a coach put last in `gives_way` is stronger than what stands
before it, and all rules that are not named there are stronger still; absences, meets and the catalogue stand.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from solver.auditor import audit, steps_of
from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.bounds import Place
from solver.errors import Infeasible, OutOfTime
from solver.model.linear import Affine, Model, Reach
from solver.model.lowering import Lowering
from solver.reasons.conflicts.core import Stretch, core, stretches
from solver.reasons.conflicts.guarded import Guarded, asked
from solver.reasons.conflicts.members import Member, members
from solver.search.first import Growth
from solver.season import ActiveRule, Season
from solver.workers.garbage import put_off

#: A rule in a week, from 0: that of the last day of a place.
Part = tuple[str, int]
LATE = "no compromise was found in time: allow more with --effort"


@dataclass(frozen=True)
class Compromise:
    """A season whose musts give way where they have to.

    Parameters
    ----------
    season
        The season with rules that give way.
    proven
        Whether it is proven that no plan breaks less.
    """

    season: Season
    proven: bool


@put_off()
def compromise(season: Season, budget: Budget) -> Compromise:
    """Find where the musts have to give way, and by how much.

    Raises
    ------
    Infeasible
        If there is no plan whatever rules give way: the calendar itself allows none.
    OutOfTime
        If none was found.
    """
    ranks = _ranks(season)
    breaking = _Breaking(season, _fewest(season, ranks, budget), ranks)
    values, least = _least(breaking, sorted(set(ranks.values())), budget)
    found = audit(season, season.diary(breaking.choices.plan(values)))
    gives = steps_of(found.broken)
    rules = [replace(active, gives=gives.get(active.id, {})) for active in season.rules]
    return Compromise(replace(season, rules=rules), least)


def broken(season: Season, budget: Budget) -> Collection[Part]:
    """The fewest weeks of rules without which there is a plan; see :func:`compromise`."""
    return _fewest(season, _ranks(season), budget)


def _ranks(season: Season) -> dict[str, int]:
    """How easily each rule gives way: 0 for those that are not named, the first one named last."""
    order = list(reversed(season.scenario.gives_way))
    return {each.id: order.index(each.id) + 1 if each.id in order else 0 for each in season.rules}


def _week(place: Place) -> int:
    return max(max(place.days), 0) // 7


def _fewest(season: Season, ranks: Mapping[str, int], budget: Budget) -> Collection[Part]:
    """The fewest weeks of rules to let go of, the strongest rules first.

    What clashes is gathered, and of each set that does at least one has to go: the fewest that do so, until
    the others can hold together.
    """

    def part(member: Member, place: Place) -> Part | None:
        return (member.name, _week(place)) if member.sort == "rule" else None

    guarded = Guarded(season, asked(season, members(season)), part)
    cores: list[frozenset[Part]] = []
    gone: frozenset[Part] = frozenset()
    *parts_of_it, all_of_it = stretches(season)
    while True:
        found = list(_apart(guarded, parts_of_it, gone, budget))
        if not found:
            if _possible(_Breaking(season, gone, ranks), season, budget):
                return gone
            found = list(_apart(guarded, [all_of_it], gone, budget))
        if not found:
            return gone
        cores += found
        gone = _hitting(cores, ranks, budget)


def _possible(breaking: Lowering, season: Season, budget: Budget) -> bool:
    """Whether a plan is soon found that breaks rules where it may."""
    weeks, athletes = season.calendar.weeks, len(season.athletes)
    growth = Growth(breaking.model, weeks, athletes, lambda spent, most: replace(budget, work=most))
    return growth.run(levels=()) is not None


def _apart(
    guarded: Guarded, where: Sequence[Stretch], gone: frozenset[Part], budget: Budget
) -> Iterator[frozenset[Part]]:
    """Sets that clash, no two of which share anything, with some weeks of rules gone already."""
    without: set[Hashable] = set(gone)
    for stretch in where:
        while (found := core(guarded, iter([stretch]), budget, without)) is not None:
            parts = frozenset(cast("Part", each) for each in found.parts if each is not None)
            if not parts:
                raise Infeasible("no plan exists whatever rules give way: the calendar itself allows none")
            without |= parts
            yield parts


def _hitting(cores: Sequence[frozenset[Part]], ranks: Mapping[str, int], budget: Budget) -> frozenset[Part]:
    """The fewest parts of which every core has one, those of the strongest rules least of all."""
    model = Model()
    variables = {each: model.variable(0, 1, Reach(0, 0)) for each in sorted(frozenset().union(*cores))}
    for parts in cores:
        model.add(Affine({variables[each]: 1 for each in parts}), 1, None)
    posted, values = Posted(model), list[int]()
    for rank in sorted(set(ranks.values())):
        costs = {v: 1 for (name, _), v in variables.items() if ranks[name] == rank}
        posted.minimise(costs)
        answer = posted.run(budget)
        if answer.status != "optimal" or answer.values is None:
            raise OutOfTime(LATE)
        values = answer.values
        posted.limit(costs, sum(values[v] for v in costs))
    return frozenset(each for each, v in variables.items() if values[v])


class _Breaking(Lowering):
    """The linear model of a season in which rules may be broken in some weeks, at levels of their own."""

    def __init__(self, season: Season, broken: Collection[Part], ranks: Mapping[str, int]) -> None:
        self.broken, self.ranks = broken, ranks
        super().__init__(season)

    def level(self, active: ActiveRule, place: Place) -> str:
        """The level at which a place counts."""
        if active.is_must(place) and (active.id, _week(place)) in self.broken:
            return _breach(self.ranks[active.id])
        return super().level(active, place)


def _breach(rank: int) -> str:
    return f"breach {rank}"


def _least(breaking: Lowering, ranks: Sequence[int], budget: Budget) -> tuple[list[int], bool]:
    """An assignment that breaks as little as can be, the strongest rules least; and if that is proven."""
    posted, values, proven = Posted(breaking.model), list[int](), True
    for rank in ranks:
        costs = breaking.model.objective.get(_breach(rank), {})
        if not costs and values:
            continue
        posted.minimise(costs)
        answer = posted.run(budget, linearization=0)
        if answer.values is None:
            raise OutOfTime(LATE)
        values = answer.values
        posted.start_from(values)
        posted.limit(costs, breaking.model.value(_breach(rank), values))
        proven &= answer.status == "optimal"
    return values, proven
