"""The musts of a season, each under a switch: a 0/1 variable that lets it hold or not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from functools import cached_property

from solver import frame
from solver.bounds import Place
from solver.calendar import Calendar, concerns
from solver.choices import Choices
from solver.garbage import put_off
from solver.linear import Model, Reach
from solver.lowering import Lowering
from solver.reasons.members import Member
from solver.season import Season
from solver.terms import Terms

#: What a must belongs to; None for what nobody can let go of.
Asked = tuple[Member | None, Place]


class Guarded(Lowering):
    """The linear model of a season's musts with a switch for each part of them.

    Parameters
    ----------
    asked
        The musts, each with the member that asks for it.
    part
        What shares a switch: by default a member with all its places.

    Attributes
    ----------
    switches
        The variable of each part.
    """

    @put_off()
    def __init__(
        self,
        season: Season,
        asked: Iterator[Asked],
        part: Callable[[Member, Place], Hashable] = lambda member, place: member,
    ) -> None:
        self.model = Model()
        self.choices = Choices(_open(season), self.model)
        self.terms = Terms(
            self.model, self.choices.by_day, season.diary(()), season.known_from, season.calendar.length
        )
        self.switches: dict[Hashable, int] = {}
        self.anywhere = Reach(0, season.calendar.length - 1, (1 << len(season.athletes)) - 1)
        for member, place in asked:
            self.post_must(place, [] if member is None else [self._switch(part(member, place))])

    def _switch(self, part: Hashable) -> int:
        if part not in self.switches:
            self.switches[part] = self.model.variable(0, 1, self.anywhere)
        return self.switches[part]

    def within(self, first: int, last: int, who: int = -1) -> list[int]:
        """The variables that depend on nothing but some weeks (and athletes), and all switches."""
        reach, end = self.model.reach, 7 * last + 6
        there = (v for week in range(first, last + 1) for v in self._by_week.get(week, ()))
        inside = [v for v in there if reach[v].last <= end and not reach[v].who & ~who]
        return sorted({*inside, *self.switches.values()})

    @cached_property
    def _by_week(self) -> dict[int, list[int]]:
        """The variables by the first week that they depend on."""
        found: dict[int, list[int]] = {}
        for v, reach in enumerate(self.model.reach):
            found.setdefault(reach.first // 7, []).append(v)
        return found


def _open(season: Season) -> Season:
    """The season with nobody away, so that being away can be one of the musts."""
    scenario = season.scenario.model_copy(update={"away": []})
    return replace(season, scenario=scenario, calendar=Calendar(scenario))


def asked(season: Season, members: Collection[Member]) -> Iterator[Asked]:
    """Every must of a season, with the one of `members` that asks for it."""
    known = {(each.sort, each.name): each for each in members}
    things = {id(each.thing): each for each in members}
    for athlete in season.athletes:
        yield from ((known.get(("slots", "")), place) for place in frame.room(season, athlete))
        yield from ((None, place) for place in frame.once(season, athlete))
        for meet in season.scenario.competitions:
            if concerns(meet.for_, athlete):
                race = frame.race(season, athlete, season.calendar.meet(meet))
                yield from ((things.get(id(meet)), place) for place in race)
        for away in season.scenario.away:
            if concerns(away.for_, athlete):
                spots = frame.closed(season, athlete, season.calendar.spots(away))
                yield from ((things.get(id(away)), place) for place in spots)
    for active in season.rules:
        for _, place in active.places():
            if (place.level or active.rule.level) == "must" and not place.reward:
                yield known.get(("rule", active.id)), place
