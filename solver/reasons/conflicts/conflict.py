"""A conflict: some members of a season that cannot hold together, none of them too many.

First the rules, absences and meets that clash are found in one model with a switch for each. Then what else
it takes (phases, labels, history...) is found by letting go of it, in halves. At last every member is
let go of once: without it there must be a plan that keeps the others. Where the conflict bites is found the
same way, place by place.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.bounds import Place
from solver.errors import OutOfTime
from solver.reasons.conflicts.core import Core, Stretch, core, stretches, told, whole
from solver.reasons.conflicts.feasible import holds
from solver.reasons.conflicts.guarded import Guarded, asked, counted
from solver.reasons.conflicts.members import ASKING, Member
from solver.reasons.conflicts.musts import Musts
from solver.reasons.conflicts.needed import needed
from solver.reasons.conflicts.reduced import Reduced
from solver.season import ActiveRule, Season
from solver.workers.garbage import put_off

#: In so many stretches of weeks at most a conflict is said to bite here and there, not everywhere.
FEW = 3


@dataclass(frozen=True, slots=True)
class Bite:
    """Where a member of a conflict bites: the days of each of its places."""

    member: Member
    days: tuple[tuple[int, ...], ...] = ()
    athletes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Members that cannot hold together; without any one of them the others can.

    Parameters
    ----------
    bites
        The members in the order of a season's, each with the days where it bites.
    where
        The weeks that show it; `bites` tells of these.
    stretches
        All weeks where these members clash in the same way, those of `where` among them.
    places
        Their musts, place by place.
    musts
        All musts of the season.
    setting
        What else holds, needed or not, where that was not looked into.
    """

    bites: tuple[Bite, ...]
    where: Stretch
    stretches: tuple[Stretch, ...]
    places: Places
    musts: Musts
    setting: tuple[Member, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """The members alone."""
        return tuple(each.member for each in self.bites)

    def few(self, season: Season) -> bool:
        """Whether it bites in a few weeks of a longer season."""
        weeks = {week for each in self.stretches for week in range(each.first, each.last + 1)}
        return len(self.stretches) <= FEW and 2 * len(weeks) <= season.calendar.weeks

    def weeks(self, bite: Bite) -> tuple[int, ...]:
        """The weeks, from 0, in which a member bites: those of the last days of its places."""
        mine = {max(max(each), 0) // 7 - self.where.first for each in bite.days}
        found = {each.first + week for each in self.stretches for week in mine}
        return tuple(sorted(week for week in found if week >= 0))


@put_off()
def conflict(
    season: Season, budget: Budget, without: Collection[Member] = (), musts: Musts | None = None
) -> Conflict | None:
    """One conflict of a season, verified; None if all its musts can hold together.

    Parameters
    ----------
    musts
        The musts of the season, if there is a model of them already.
    without
        Members that need not hold.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    musts = musts or Musts(season)
    reduced = musts.reduced
    every = [each for each in reduced.all if each not in without]
    found = core(musts.guarded, stretches(season), budget, without)
    if found is None:
        return None
    kept = [each for each in every if each in found.parts]
    while True:
        places = Places(reduced(kept), kept)
        inside = places.core(found.where, budget)
        if inside is None:
            kept = needed(reduced, kept, every, found.where, budget)
        elif (idle := _idle(reduced, places, kept, inside.where, budget)) is None:
            where = inside.where
            bites = tuple(_bite(each, inside.parts) for each in kept)
            return Conflict(bites, where, tuple(places.clashing(where, budget)), places, musts)
        else:
            kept = [each for each in kept if each != idle]


def roughly(musts: Musts, budget: Budget) -> Conflict | None:
    """The same, soon told: the rules, absences and meets that clash as all else stands, none too many.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    found = core(musts.guarded, stretches(musts.season), budget)
    if found is None:
        return None
    clash = [each for each in musts.reduced.all if each in found.parts]
    setting = tuple(each for each in musts.reduced.all if each.sort not in ASKING)
    places = Places(musts.reduced([*clash, *setting]), clash)
    inside = places.core(found.where, budget)
    if inside is None:
        # a meet that is no part of it may still say where a rule asks
        return conflict(musts.season, budget, musts=musts)
    bites = tuple(_bite(each, inside.parts) for each in clash)
    where = inside.where
    return Conflict(bites, where, tuple(places.clashing(where, budget)), places, musts, setting)


def _idle(
    reduced: Reduced, places: Places, kept: Sequence[Member], where: Stretch, budget: Budget
) -> Member | None:
    """A member without which the others cannot hold either."""
    for each in kept:
        rest = [other for other in kept if other != each]
        moves = each.sort not in ("rule", "slots") and (each.sort != "away" or _names_labels(places.season))
        if not (holds(reduced(rest), where, budget) if moves else places.feasible(each, budget)):
            return each
    return None


def _names_labels(season: Season) -> bool:
    """Whether some rule speaks of labels; to let go of an absence may then move its days."""
    return any(next(each.rule.when.labels(), None) is not None for each in season.rules)


class Places:
    """The musts of a few members, with a switch for each place."""

    def __init__(self, season: Season, members: Sequence[Member]) -> None:
        self.season = season
        self.guarded = Guarded(
            season, asked(season, members), lambda member, place: (member, place), counted(season)
        )

    def core(self, where: Stretch, budget: Budget) -> Core | None:
        """The places that clash; looked for first where the members do."""
        return core(self.guarded, iter((where, whole(self.season))), budget)

    def clashing(self, where: Stretch, budget: Budget) -> Iterator[Stretch]:
        """All stretches as long as `where`, of the same athletes, in which the members clash."""
        width = where.last - where.first + 1
        for first in range(self.season.calendar.weeks - width + 1):
            stretch = Stretch(first, first + width - 1, where.who)
            free, rows = self.guarded.within(stretch.first, stretch.last, stretch.who)
            if stretch == where or self._clash(free, rows, budget):
                yield stretch

    def _clash(self, free: list[int], rows: list[int], budget: Budget) -> bool:
        posted = Posted(self.guarded.model, free=free, alone=True, rows=rows)
        return told(posted, list(self.guarded.switches.values()), budget)[0] == "infeasible"

    def helps(self, changed: ActiveRule, where: Stretch, budget: Budget) -> bool:
        """Whether some weeks can be planned if a rule is changed."""
        guarded, days = self.guarded, range(7 * where.first, 7 * where.last + 7)
        free, rows = guarded.within(where.first, where.last, where.who)
        variables, before = len(guarded.model.lower), len(guarded.model.rows)
        anew = guarded.model.variable(0, 1, guarded.anywhere)
        for _, place in changed.places():
            if changed.is_must(place) and set(place.days) <= set(days):
                guarded.post_must(place, [anew])
        free = [*free, *range(variables, len(guarded.model.lower))]
        rows = [*rows, *range(before, len(guarded.model.rows))]
        # a flag that is posted here may stand in what is asked next
        guarded.grown()
        posted = Posted(guarded.model, free=free, alone=True, rows=rows)
        others = [v for (m, _), v in self._switches.items() if (m.sort, m.name) != ("rule", changed.id)]
        said, _ = told(posted, [*others, anew], budget)
        if said == "unknown":
            raise OutOfTime(
                "whether a change of a number helps was not found in time: allow more with --effort"
            )
        return said != "infeasible"

    @property
    def _switches(self) -> dict[tuple[Member, Place], int]:
        return cast("dict[tuple[Member, Place], int]", self.guarded.switches)

    def feasible(self, without: Member, budget: Budget) -> bool:
        """Whether all members but one can hold together."""
        kept = [v for (each, _), v in self._switches.items() if each != without]
        said, _ = told(self._posted, kept, budget)
        if said == "unknown":
            raise OutOfTime("whether a conflict is minimal was not found in time: allow more with --effort")
        return said != "infeasible"

    @cached_property
    def _posted(self) -> Posted:
        return Posted(self.guarded.model)


def _bite(member: Member, parts: Sequence[Hashable]) -> Bite:
    mine = [place for each, place in cast("Sequence[tuple[Member, Place]]", parts) if each == member]
    days = sorted({place.days for place in mine})
    return Bite(member, tuple(days), tuple(sorted({name for place in mine for name in place.athletes})))
