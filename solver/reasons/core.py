"""Which switches cannot all be on: a set of them that is as small as can be."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass

from solver.answers import Budget
from solver.cpsat import Posted
from solver.errors import OutOfTime
from solver.reasons.guarded import Guarded

#: Widths of the stretches of weeks that are looked at before the whole season.
WIDTHS = (1, 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some weeks in a row, first and last, from 0, of some athletes (one bit for each)."""

    first: int
    last: int
    who: int

    def posted(self, guarded: Guarded) -> Posted:
        """What must hold in it, whatever is done elsewhere."""
        return Posted(guarded.model, None, guarded.within(self.first, self.last, self.who), alone=True)


@dataclass(frozen=True, slots=True)
class Core:
    """Parts that cannot all hold, none of which is too many, and the stretch that shows it."""

    parts: list[Hashable]
    where: Stretch


def core(guarded: Guarded, stretches: Iterator[Stretch], budget: Budget) -> Core | None:
    """Find parts that cannot all hold; None if they can, all over the last one of some stretches.

    A conflict within a week or two shows without the rest of the season: what a stretch of it alone cannot
    keep, no plan can.

    Raises
    ------
    OutOfTime
        If the budget does not tell.
    """
    parts = {variable: part for part, variable in guarded.switches.items()}
    said = "feasible"
    for stretch in stretches:
        posted = stretch.posted(guarded)
        said, found = posted.core(list(parts), budget)
        if said == "infeasible":
            return Core([parts[v] for v in shrunk(posted, found, list(parts), budget)], stretch)
    if said == "unknown":
        raise OutOfTime("no conflict was found in time; there may be one: allow more with --effort")
    return None


def stretches(weeks: int, athletes: int) -> Iterator[Stretch]:
    """Single weeks of each athlete and of all together, two weeks likewise, at last the whole season."""
    everybody = (1 << athletes) - 1
    each = [1 << number for number in range(athletes)] if athletes > 1 else []
    for width in WIDTHS:
        if width < weeks:
            for who in (*each, everybody):
                yield from (Stretch(first, first + width - 1, who) for first in range(weeks - width + 1))
    yield Stretch(0, weeks - 1, everybody)


def shrunk(posted: Posted, found: list[int], switches: Collection[int], budget: Budget) -> list[int]:
    """Some switches that cannot all be on, as few as can be: without any one of them the others can.

    What the solver says is enough is taken for a start and checked.
    """
    kept = found if _clash(posted, found, budget) else list(switches)
    for each in list(kept):
        if each in kept:
            rest = [v for v in kept if v != each]
            said, fewer = posted.core(rest, budget)
            if said == "infeasible":
                kept = fewer if len(fewer) < len(rest) and _clash(posted, fewer, budget) else rest
    if posted.core(kept, budget, plainly=True)[0] != "infeasible":
        raise OutOfTime("a conflict was found that could not be confirmed in time: allow more with --effort")
    return kept


def _clash(posted: Posted, switches: list[int], budget: Budget) -> bool:
    return posted.core(switches, budget)[0] == "infeasible"
