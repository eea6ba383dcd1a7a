"""Why a season has no plan, and the ways out, each with the best plan that was found on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from solver.auditor import Audit, audited
from solver.backends.answers import Budget
from solver.errors import OutOfTime
from solver.reasons.conflicts.conflict import Conflict, conflict
from solver.reasons.conflicts.members import Member
from solver.reasons.relaxations.repair import Repair
from solver.reasons.relaxations.repairs import Repairs
from solver.search.outcome import Outcome, Settings
from solver.search.search import search
from solver.season import Season

#: Deterministic time for a single question to the solver.
QUESTION = 5.0


@dataclass(frozen=True)
class Way:
    """A way out, with a plan that has passed its audit."""

    repair: Repair
    outcome: Outcome
    audit: Audit


@dataclass(frozen=True)
class Explanation:
    """Why there is no plan.

    Parameters
    ----------
    conflicts
        At least one; each a set of members that cannot hold together.
    ways
        The smallest first; none if none was found.
    all_tried
        Whether there are no other ways out among the changes that speedfirst thinks of.
    stopped
        Whether the user stopped the search for more.
    """

    conflicts: Sequence[Conflict]
    ways: Sequence[Way]
    all_tried: bool = False
    stopped: bool = False


def explain(
    season: Season,
    changed: Callable[[Mapping[str, Any]], Season],
    settings: Settings,
    conflicts: int = 1,
    ways: int = 4,
    say: Callable[[str], None] = lambda doing: None,
) -> Explanation | None:
    """Explain why a season has no plan; None if it has one.

    Parameters
    ----------
    changed
        Builds the season with changes laid on it.
    settings
        What may be spent on the plans of all the `ways` out together.
    say
        Is told what is being done.

    Raises
    ------
    OutOfTime
        If it cannot be told in time whether there is a plan.
    """
    budget = Budget(QUESTION)
    say("looking for what clashes")
    if (first := conflict(season, budget)) is None:
        return None
    each = Settings(settings.effort / max(ways, 1), settings.seconds, settings.workers)
    found, repairs, planned = [first], Repairs(first, changed, budget), list[Way | None]()
    try:
        found = list(islice(_others(first, budget), conflicts))
        say("looking for a way out (Ctrl-C tells what is known so far)")
        for repair in islice(repairs.run(), ways):
            say(f"trying: {repair.says}")
            planned.append(_planned(repair, each))
    except KeyboardInterrupt:
        return Explanation(found, [way for way in planned if way], stopped=True)
    return Explanation(found, [way for way in planned if way], repairs.all_tried and all(planned))


def _planned(repair: Repair, settings: Settings) -> Way | None:
    """A way out with its plan; None if none was found in time, though there is one."""
    try:
        outcome = search(repair.season, settings)
    except OutOfTime:
        return None
    return Way(repair, outcome, audited(repair.season, outcome.sessions, outcome.score))


def _others(first: Conflict, budget: Budget) -> Iterator[Conflict]:
    """A conflict and further ones: each is looked for without some member of each one before."""
    known: list[frozenset[Member]] = []
    waiting = [(frozenset[Member](), first)]
    while waiting:
        without, clash = waiting.pop(0)
        if frozenset(clash.members) not in known:
            known.append(frozenset(clash.members))
            yield clash
        for member in clash.members:
            less = without | {member}
            try:
                other = conflict(first.musts.season, budget, less, first.musts)
            except OutOfTime:
                continue
            if other is not None:
                waiting.append((less, other))
