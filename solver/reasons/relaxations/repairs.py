"""Ways out of a conflict: the fewest and smallest changes with which there is a plan, each of them tried.

A change that lets go of one conflict may leave others; then changes are put together, the cheapest first,
until a whole season can be planned.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from solver.backends.answers import Budget
from solver.errors import Infeasible, InputError, OutOfTime
from solver.reasons.conflicts.conflict import Conflict, Places, roughly
from solver.reasons.conflicts.core import Stretch
from solver.reasons.conflicts.members import Member
from solver.reasons.conflicts.reduced import Reduced
from solver.reasons.relaxations.changes import DAY, NUMBER, Concession, Ladder, Turn, ladders, turns
from solver.reasons.relaxations.giving import giving
from solver.reasons.relaxations.repair import Repair, cost, together
from solver.season import Season

#: So many members are changed together at most, in so many steps, with so many tries; and so far is a number
#: moved (in steps, doubling).
TOGETHER, STEPS, TRIES, FARTHEST = 3, 6, 30, 1 << 14
#: After so many tries without a way out the best compromise is asked.
PATIENCE = 10
#: So many ways to let go of the same members are told.
WAYS = 2


class _Waiting(NamedTuple):
    """Changes that wait for their turn, the cheapest first; `find` tells the last one of them."""

    cost: tuple[float, float]
    number: int
    changes: tuple[Concession, ...]
    find: Callable[[], Concession | None] | None = None


class Repairs:
    """The search for ways out.

    Parameters
    ----------
    clash
        A conflict of a season.
    changed
        Builds the season with changes laid on it.

    Attributes
    ----------
    all_tried
        Whether every change that was thought of was tried to the end.
    """

    def __init__(
        self, clash: Conflict, changed: Callable[[Mapping[str, Any]], Season], budget: Budget
    ) -> None:
        self.clash, self.changed, self.budget = clash, changed, budget
        self._number, self._late, self.all_tried = count(), False, False
        self._told: list[frozenset[Hashable]] = []
        self._known = {(each.sort, each.name) for each in clash.musts.reduced.all}

    def run(self) -> Iterator[Repair]:
        """Every way out that is found, the smallest changes first, and of each kind only the smallest.

        Of what lets go of the same members only the two smallest ways are told.
        """
        waiting: list[_Waiting] = []
        self._open(waiting, (), self.clash.musts.season, self.clash)
        ends: Counter[frozenset[Member]] = Counter()
        most, patient = TOGETHER, True
        for tried in range(TRIES):
            changes = self._next(waiting)
            if patient and not ends and (changes is None or tried == PATIENCE):
                patient = False
                yield from self._giving()
            if changes is None:
                self.all_tried = not self._late
                return
            members = frozenset(each.member for each in changes)
            if len(members) > most or any(end < members or ends[members] >= WAYS for end in ends):
                continue
            season = self._season(changes)
            if season is None:
                continue
            try:
                clash = self._left(season)
                if clash is None:
                    changes, season = self._least_of(changes, season)
                    members = frozenset(each.member for each in changes)
                    ends[members] += 1
                    most = len(members)
                    if self._is_new(changes):
                        yield Repair(changes, season)
                elif len(changes) < STEPS:
                    self._open(waiting, changes, season, clash, more=len(members) < most)
            except OutOfTime:
                self._late = True

    def _giving(self) -> Iterator[Repair]:
        """A way out by what gives way in the best compromise, where nothing gentler is soon found."""
        try:
            for changes in giving(self.clash.musts, self.budget):
                season = self._season(changes)
                if season is not None and self._left(season) is None:
                    yield Repair(changes, season)
                    return
        except Infeasible:
            return
        except OutOfTime:
            self._late = True

    def _least_of(
        self, changes: tuple[Concession, ...], season: Season
    ) -> tuple[tuple[Concession, ...], Season]:
        """Changes without those that are not needed any more once the others are made."""
        for what in dict.fromkeys(each.what for each in changes):
            fewer = tuple(each for each in changes if each.what != what)
            other = self._season(fewer) if fewer else None
            if other is not None and self.clash.musts.changed(other).planned(self.budget):
                changes, season = fewer, other
        return changes, season

    def _is_new(self, changes: Sequence[Concession]) -> bool:
        """Whether no way out has been told that changes the same, only by other steps."""
        what = frozenset((each.what, each.move.where if each.move else "") for each in changes)
        new = what not in self._told
        self._told.append(what)
        return new

    def _left(self, season: Season) -> Conflict | None:
        """What clashes still in a season with some changes; None if it has a plan."""
        musts = self.clash.musts.changed(season)
        return None if musts.planned(self.budget) else roughly(musts, self.budget)

    def _open(
        self,
        waiting: list[_Waiting],
        before: tuple[Concession, ...],
        season: Season,
        clash: Conflict,
        more: bool = True,
    ) -> None:
        """Let all ways to let go of a conflict wait for their turn, after some changes made before.

        What was changed before is only changed further, and if no `more` members may be, nothing else is.
        """

        def put(sort: int, find: Callable[[], Concession | None], member: Member) -> None:
            heapq.heappush(waiting, _Waiting(cost(before, (member, sort)), next(self._number), before, find))

        changed = {each.member for each in before}
        for bite in clash.bites:
            member, again = bite.member, bite.member in changed
            if not more and not again:
                continue
            if member.sort == "rule":
                for turn in turns(season, clash, bite):
                    put(NUMBER, partial(self._smallest, turn, clash), member)
            for ladder in ladders(season, clash, bite):
                if not again or ladder.sort == DAY:
                    put(ladder.sort, partial(self._first, ladder, before, clash), member)

    def _next(self, waiting: list[_Waiting]) -> tuple[Concession, ...] | None:
        """The cheapest changes that wait; how large one must be is found out when its turn comes."""
        while waiting:
            first = heapq.heappop(waiting)
            if first.find is None:
                return first.changes
            try:
                change = first.find()
            except OutOfTime:
                self._late, change = True, None
            if change is not None:
                changes = (*first.changes, change)
                heapq.heappush(waiting, _Waiting(cost(changes), next(self._number), changes))
        return None

    def _smallest(self, turn: Turn, clash: Conflict) -> Concession | None:
        """The smallest number that works wherever the conflict bites."""
        steps = 0
        for where in sorted(clash.stretches, key=lambda each: each != clash.where):
            if not steps or not self._helps(turn, steps, clash, where):
                more = self._least(turn, steps, clash, where)
                if more is None:
                    return None
                steps = more
        return turn.change(steps)

    def _least(self, turn: Turn, low: int, clash: Conflict, where: Stretch) -> int | None:
        """The fewest steps that help in some weeks, more than `low`: found by doubling and halving."""
        high, by = low + 1, 1
        while (
            high <= FARTHEST and turn.change(high) is not None and not self._helps(turn, high, clash, where)
        ):
            low, by = high, 2 * by
            high = low + by
        if turn.change(high) is None:
            high = _last(turn, low, high)
        if high == low or high > FARTHEST or not self._helps(turn, high, clash, where):
            return None
        while high > low + 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._helps(turn, middle, clash, where) else (middle, high)
        return high

    def _helps(self, turn: Turn, steps: int, clash: Conflict, where: Stretch) -> bool:
        changed = turn.turned(steps)
        return changed is not None and clash.places.helps(changed, where, self.budget)

    def _first(self, ladder: Ladder, before: tuple[Concession, ...], clash: Conflict) -> Concession | None:
        """The first change of a ladder that lets go of a conflict."""
        for change in ladder.changes:
            season = self._season((*before, change))
            if season is not None and not self._still(season, clash):
                return change
        return None

    def _still(self, season: Season, clash: Conflict) -> bool:
        """Whether the members of a conflict clash in another season as well."""
        names = {(each.sort, each.name) for each in (*clash.members, *clash.setting)}
        reduced = Reduced(season)
        # what a change has added counts as well, such as a rest
        kept = [e for e in reduced.all if (e.sort, e.name) in names or (e.sort, e.name) not in self._known]
        if not names <= {(each.sort, each.name) for each in kept}:
            return False
        places = Places(reduced(kept), kept)
        return places.core(clash.where, self.budget) is not None

    def _season(self, changes: Sequence[Concession]) -> Season | None:
        """The season with some changes; None where they make no sense together."""
        try:
            return self.changed(together(changes))
        except InputError:
            return None


def _last(turn: Turn, low: int, high: int) -> int:
    """The most steps, from `low` on and below `high`, by which a number can be moved at all."""
    while high > low + 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turn.change(middle) is None else (middle, high)
    return low
