"""What clashes where no plan keeps all the musts: the names of rules, absences, meets."""

from __future__ import annotations

from solver.backends.answers import Budget
from solver.errors import OutOfTime
from solver.reasons.conflicts.conflict import conflict
from solver.reasons.relaxations.explanation import QUESTION
from solver.season import Season
from solver.workers.crew import Halt


def clash(season: Season, halt: Halt, words: bool = False) -> tuple[str, ...] | None:
    """The names of what clashes; empty if that is not found in time, None if it was stopped.

    Parameters
    ----------
    words
        Whether a rule is told by what it says, and not by its name.
    """
    try:
        found = conflict(season, Budget(QUESTION, None, halt))
    except OutOfTime:
        found = None
    if halt.asked:
        return None
    members = found.members if found is not None else ()
    named = () if words else ("rule", "modifier")
    return tuple(
        each.name if each.sort in named or not each.says else each.says.removesuffix(".") for each in members
    )
