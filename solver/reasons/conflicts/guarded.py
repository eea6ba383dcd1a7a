"""The musts of a season, each under a switch: a 0/1 variable that lets it hold or not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, reduce
from operator import or_

from solver import frame
from solver.bounds import Amount, Flag, Place, Term
from solver.calendar import Calendar, concerns
from solver.model.choices import Choices
from solver.model.linear import Model, Reach
from solver.model.lowering import Lowering
from solver.model.terms import Terms
from solver.reasons.conflicts.members import Member
from solver.season import Season
from solver.workers.garbage import put_off

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
    forms
        The forms that count for the musts; by default all.

    Attributes
    ----------
    switches
        The variable of each part.
    every
        The variables of all switches, also of those that count in other seasons only.
    """

    @put_off()
    def __init__(
        self,
        season: Season,
        asked: Iterable[Asked],
        part: Callable[[Member, Place], Hashable] = lambda member, place: member,
        forms: Container[str] | None = None,
    ) -> None:
        self.model = Model()
        self.choices = Choices(_open(season), self.model, forms=forms)
        self.terms = Terms(self.model, self.choices.by_day, season)
        self.switches: dict[Hashable, int] = {}
        self.every: list[int] = []
        self.anywhere = Reach(0, season.calendar.length - 1, (1 << len(season.athletes)) - 1)
        #: The days of which each row speaks.
        self.days: list[Sequence[int]] = []
        self._ask(asked, part)

    def changed(self, without: Collection[Hashable], asked: Iterable[Asked]) -> Guarded:
        """Other musts in the same model: without those of some parts, and with more."""
        found = copy(self)
        found.switches = {part: v for part, v in self.switches.items() if part not in without}
        found._ask(asked, lambda member, place: member)
        found.grown()
        return found

    def grown(self) -> None:
        """Forget what was worked out from the rows so far: there are more of them now."""
        for thing, name in ((self, "_by_week"), (self, "_bare"), (self.model, "rows_of")):
            vars(thing).pop(name, None)

    def _ask(self, asked: Iterable[Asked], part: Callable[[Member, Place], Hashable]) -> None:
        for member, place in asked:
            self.post_must(place, [] if member is None else [self._switch(part(member, place))])
            self.days += [place.days] * (len(self.model.rows) - len(self.days))

    def _switch(self, part: Hashable) -> int:
        if part not in self.switches:
            self.switches[part] = self.model.variable(0, 1, self.anywhere)
            self.every.append(self.switches[part])
        return self.switches[part]

    def within(self, first: int, last: int, who: int = -1) -> tuple[list[int], list[int]]:
        """What depends on nothing but some weeks (and athletes): variables, with all switches, and rows."""
        there = [self._by_week.get(week, ([], [])) for week in range(first, last + 1)]
        end = 7 * last + 6
        inside = [v for variables, _ in there for v, reach in variables if _fits(reach, end, who)]
        rows = [n for _, numbers in there for n, reach in numbers if _fits(reach, end, who)]
        days = range(7 * first, end + 1)
        bare = (n for n in self._bare if all(day in days for day in self.days[n] if day >= 0))
        return [*inside, *self.every], sorted({*rows, *bare})

    @cached_property
    def _by_week(self) -> dict[int, tuple[list[tuple[int, Reach]], list[tuple[int, Reach]]]]:
        """Variables and rows by the first week that they depend on, each with its reach."""
        model, found = self.model, dict[int, tuple[list[tuple[int, Reach]], list[tuple[int, Reach]]]]()
        switches = set(self.every)
        for v, reach in enumerate(model.reach):
            if v not in switches:
                found.setdefault(reach.first // 7, ([], []))[0].append((v, reach))
        for n, row in enumerate(model.rows):
            reaches = [model.reach[v] for v in row.touches() if v not in switches]
            if reaches:
                first, last, who = zip(*reaches, strict=True)
                reach = Reach(min(first), max(last), reduce(or_, who))
                found.setdefault(reach.first // 7, ([], []))[1].append((n, reach))
        return found

    @cached_property
    def _bare(self) -> list[int]:
        """The rows of nothing but switches: places that no plan can keep."""
        switches = set(self.every)
        rows = self.model.rows[: len(self.days)]
        return [n for n, row in enumerate(rows) if switches.issuperset(row.touches())]


def _fits(reach: Reach, end: int, who: int) -> bool:
    return reach.last <= end and not reach.who & ~who


def _open(season: Season) -> Season:
    """The season with nobody away, so that being away can be one of the musts."""
    scenario = season.scenario.model_copy(update={"away": []})
    return replace(season, scenario=scenario, calendar=Calendar(scenario))


def asked(season: Season, members: Collection[Member]) -> Iterator[Asked]:
    """Every must of a season, with the one of `members` that asks for it."""
    known = {(each.sort, each.name): each for each in members}
    things = {id(each.thing): each for each in members}
    days = range(season.calendar.length)
    for athlete in season.athletes:
        yield from ((known.get(("slots", "")), place) for place in frame.room(season, athlete, days))
        yield from ((None, place) for place in frame.once(season, athlete, days))
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
            if active.is_must(place):
                yield known.get(("rule", active.id)), place


def counted(season: Season) -> frozenset[str]:
    """The forms that the rules of a season count, and the races: no must ever asks for any other."""
    terms = (
        weighted for active in season.rules for _, place in active.places() for weighted in _terms(place)
    )
    return season.race_forms.union(*(forms for term in terms for forms in _forms(term)))


def _terms(place: Place) -> Iterator[Term]:
    yield from (term for _, term in place.bound.terms)
    yield from place.given


def _forms(term: Term) -> Iterator[frozenset[str]]:
    if isinstance(term, Amount):
        yield term.forms
    elif isinstance(term, Flag):
        yield from (forms for _, each in term.bound.terms for forms in _forms(each))
    else:
        yield from (forms for each in term.sums for _, one in each for forms in _forms(one))
