"""A conflict: some members of a season that cannot hold together, none of them too many.

First the rules, absences and meets that clash are found in one model with a switch for each. Then what else
it takes (phases, labels, history...) is found by letting go of it, in halves. At last every member is
let go of once: without it there must be a plan that keeps the others. Where the conflict bites is found the
same way, place by place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from solver.answers import Budget
from solver.bounds import Place
from solver.cpsat import Posted
from solver.errors import OutOfTime
from solver.garbage import put_off
from solver.reasons.core import Stretch, core, stretches, whole
from solver.reasons.feasible import feasible
from solver.reasons.guarded import Guarded, asked, counted
from solver.reasons.members import ASKING, Member
from solver.reasons.reduced import Reduced
from solver.season import Season


@dataclass(frozen=True, slots=True)
class Bite:
    """Where a member of a conflict bites: the days of each of its places."""

    member: Member
    days: tuple[tuple[int, ...], ...] = ()
    athletes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Members that cannot hold together; without any one of them the others can.

    Attributes
    ----------
    bites
        The members in the order of a season's, each with the days where it bites.
    """

    bites: tuple[Bite, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """The members alone."""
        return tuple(each.member for each in self.bites)

    @property
    def days(self) -> range:
        """From the first day on which it bites to the last."""
        days = [day for bite in self.bites for each in bite.days for day in each if day >= 0]
        return range(min(days, default=0), max(days, default=0) + 1)


@put_off()
def conflict(season: Season, budget: Budget, reduced: Reduced | None = None) -> Conflict | None:
    """One conflict of a season, verified; None if all its musts can hold together.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    reduced = reduced or Reduced(season)
    found = core(Guarded(season, asked(season, reduced.all)), stretches(season), budget)
    if found is None:
        return None
    kept = [each for each in reduced.all if each in found.parts]
    while True:
        places = _Places(reduced(kept), kept)
        inside = places.core(found.where, budget)
        if inside is None:
            setting = [each for each in reduced.all if each not in kept and _sets(each)]
            kept = _ordered(reduced, [*kept, *_needed(reduced, kept, setting, budget)])
            continue
        if (idle := _idle(reduced, places, kept, budget)) is None:
            return Conflict(tuple(_bite(each, inside) for each in kept))
        kept = [each for each in kept if each != idle]


def _sets(member: Member) -> bool:
    """Whether a member says where and how much rules ask."""
    return member.sort not in ASKING or member.sort == "meet"


def _ordered(reduced: Reduced, members: Collection[Member]) -> list[Member]:
    return [each for each in reduced.all if each in members]


def _needed(
    reduced: Reduced, kept: Sequence[Member], setting: Sequence[Member], budget: Budget
) -> list[Member]:
    """Of a setting, what it takes to keep a conflict: found in halves, so that what is idle goes fast."""
    if not setting or not feasible(reduced(kept), budget):
        return []
    if len(setting) == 1:
        return list(setting)
    left, right = setting[: len(setting) // 2], setting[len(setting) // 2 :]
    of_right = _needed(reduced, [*kept, *left], right, budget)
    return [*_needed(reduced, [*kept, *of_right], left, budget), *of_right]


def _idle(reduced: Reduced, places: _Places, kept: Sequence[Member], budget: Budget) -> Member | None:
    """A member without which the others cannot hold either."""
    for each in kept:
        rest = [other for other in kept if other != each]
        moves = each.sort not in ("rule", "slots") and (each.sort != "away" or _names_labels(places.season))
        if not (feasible(reduced(rest), budget) if moves else places.feasible(each, budget)):
            return each
    return None


def _names_labels(season: Season) -> bool:
    """Whether some rule speaks of labels; to let go of an absence may then move its days."""
    return any(next(each.rule.when.labels(), None) is not None for each in season.rules)


class _Places:
    """The musts of a few members, with a switch for each place."""

    def __init__(self, season: Season, members: Sequence[Member]) -> None:
        self.season = season
        self.guarded = Guarded(
            season, asked(season, members), lambda member, place: (member, place), counted(season)
        )

    def core(self, where: Stretch, budget: Budget) -> list[tuple[Member, Place]] | None:
        """The places that clash; looked for first where the members do."""
        found = core(self.guarded, iter((where, whole(self.season))), budget)
        return None if found is None else cast("list[tuple[Member, Place]]", found.parts)

    def feasible(self, without: Member, budget: Budget) -> bool:
        """Whether all members but one can hold together."""
        parts = cast("dict[tuple[Member, Place], int]", self.guarded.switches)
        said, _ = self._posted.core([v for (each, _), v in parts.items() if each != without], budget)
        if said == "unknown":
            raise OutOfTime("whether a conflict is minimal was not found in time: allow more with --effort")
        return said != "infeasible"

    @cached_property
    def _posted(self) -> Posted:
        return Posted(self.guarded.model)


def _bite(member: Member, places: Sequence[tuple[Member, Place]]) -> Bite:
    mine = [place for each, place in places if each == member]
    days = sorted({place.days for place in mine})
    return Bite(member, tuple(days), tuple(sorted({name for place in mine for name in place.athletes})))
