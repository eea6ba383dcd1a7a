"""Which switches cannot all be on: a set of them that is as small as can be."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, replace

from solver.backends.answers import Budget, Status
from solver.backends.cpsat import Posted
from solver.errors import OutOfTime
from solver.reasons.conflicts.guarded import Guarded
from solver.season import Season

#: Widths of the stretches of weeks that are looked at before the whole season.
WIDTHS = (1, 2)
#: The share of a budget after which a question is taken for a matter of counting.
COUNT = 0.2
#: How special a week is in which something is wanted: more than any number of days is.
WANTED = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some weeks in a row, first and last, from 0, of some athletes (one bit for each)."""

    first: int
    last: int
    who: int

    def posted(self, guarded: Guarded) -> Posted:
        """What must hold in it, whatever is done elsewhere."""
        free, rows = guarded.within(self.first, self.last, self.who)
        return Posted(guarded.model, free=free, alone=True, rows=rows)


@dataclass(frozen=True, slots=True)
class Core:
    """Parts that cannot all hold, none of which is too many, and the stretch that shows it."""

    parts: list[Hashable]
    where: Stretch


def told(
    posted: Posted, switches: Collection[int], budget: Budget, plainly: bool = False
) -> tuple[Status, list[int]]:
    """Whether some switches can all be on, and if not, some of these that are enough.

    Most is told at once without the linear relaxation; what is a matter of counting is not.
    """
    said, found = posted.core(switches, replace(budget, work=COUNT * budget.work), plainly)
    if said == "unknown":
        budget = replace(budget, work=(1 - COUNT) * budget.work)
        said, found = posted.core(switches, budget, plainly, linearization=2)
    return said, found


def core(
    guarded: Guarded, stretches: Iterator[Stretch], budget: Budget, without: Collection[Hashable] = ()
) -> Core | None:
    """Find parts that cannot all hold; None if they can, all over the last one of some stretches.

    A conflict within a week or two shows without the rest of the season: what a stretch of it alone cannot
    keep, no plan can.

    Parameters
    ----------
    without
        Parts that do not count.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    parts = {variable: part for part, variable in guarded.switches.items() if part not in without}
    said = "feasible"
    for stretch in stretches:
        posted = stretch.posted(guarded)
        said, found = told(posted, list(parts), budget)
        if said == "infeasible":
            return Core([parts[v] for v in shrunk(posted, found, list(parts), budget)], stretch)
    if said == "unknown":
        raise OutOfTime("no conflict was found in time; there may be one: allow more with --effort")
    return None


def stretches(season: Season) -> Iterator[Stretch]:
    """Single weeks of each athlete and of all together, two weeks likewise, at last the whole season.

    Weeks in which something is special (what is wanted, an absence, a meet, a label) come first.
    """
    athletes, weeks = len(season.athletes), season.calendar.weeks
    each = [1 << number for number in range(athletes)] if athletes > 1 else []
    special = _special(season)
    for width in WIDTHS:
        if width < weeks:
            starts = range(weeks - width + 1)
            order = sorted(starts, key=lambda first: -sum(special[first : first + width]))
            for who in (*each, (1 << athletes) - 1):
                yield from (Stretch(first, first + width - 1, who) for first in order)
    yield whole(season)


def whole(season: Season) -> Stretch:
    """All of a season."""
    return Stretch(0, season.calendar.weeks - 1, (1 << len(season.athletes)) - 1)


def _special(season: Season) -> list[int]:
    """For each week how many days of it are out of the ordinary."""
    days = {day for athlete in season.athletes for day, _ in season.calendar.closed(athlete)}
    days |= {meet.day for athlete in season.athletes for meet in season.calendar.meets(athlete)}
    days |= {day for athlete in season.athletes for day in season.calendar.labels(athlete)}
    wanted = {day for active in season.rules if active.fixed for scope in active.scopes for day in scope.days}
    weeks = [range(7 * week, 7 * week + 7) for week in range(season.calendar.weeks)]
    return [len(days.intersection(week)) + WANTED * bool(wanted.intersection(week)) for week in weeks]


def shrunk(posted: Posted, found: list[int], switches: Collection[int], budget: Budget) -> list[int]:
    """Some switches that cannot all be on, as few as can be: without any one of them the others can.

    What the solver says is enough is taken for a start and checked.
    """
    kept = found if _clash(posted, found, budget) else list(switches)
    for each in list(kept):
        if each in kept:
            rest = [v for v in kept if v != each]
            said, fewer = told(posted, rest, budget)
            if said == "infeasible":
                kept = fewer if len(fewer) < len(rest) and _clash(posted, fewer, budget) else rest
    if told(posted, kept, budget, plainly=True)[0] != "infeasible":
        raise OutOfTime("a conflict was found that could not be confirmed in time: allow more with --effort")
    return kept


def _clash(posted: Posted, switches: list[int], budget: Budget) -> bool:
    return told(posted, switches, budget)[0] == "infeasible"
