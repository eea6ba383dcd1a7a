"""What a conflict takes besides what clashes in it: the phases, labels, meets... by which rules go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from solver.backends.answers import Budget
from solver.errors import OutOfTime
from solver.reasons.conflicts.core import Stretch
from solver.reasons.conflicts.feasible import clashes, holds
from solver.reasons.conflicts.members import ASKING, Member
from solver.reasons.conflicts.reduced import Reduced

#: Whether some members clash.
Clash: TypeAlias = Callable[[Sequence[Member]], bool]


def needed(
    reduced: Reduced, kept: Collection[Member], every: Sequence[Member], where: Stretch, budget: Budget
) -> list[Member]:
    """Members that clash only where others say so, with those others: first as some weeks show it.

    Parameters
    ----------
    every
        All members that may be needed.

    Raises
    ------
    OutOfTime
        If it cannot be told.
    """
    start = [each for each in every if each in kept]
    setting = [each for each in every if each not in kept and _sets(each)]
    questions: tuple[Clash, ...] = (
        lambda some: clashes(reduced(some), where, budget),
        lambda some: not holds(reduced(some), where, budget),
    )
    for clash in questions:
        if clash([*start, *setting]):
            found = _in_halves(clash, start, setting)
            return [each for each in every if each in start or each in found]
    raise OutOfTime("the conflict that was found could not be confirmed in time")


def _sets(member: Member) -> bool:
    """Whether a member says where and how much rules ask."""
    return member.sort not in ASKING or member.sort == "meet"


def _in_halves(clash: Clash, kept: Sequence[Member], setting: Sequence[Member]) -> list[Member]:
    """Of a setting, what it takes to keep a conflict; what is idle goes fast.

    What is found clashes with what is kept, also where one thing takes back what another one does: each half
    is looked through beside all, then beside what was found of the other one.
    """
    if not setting or clash(kept):
        return []
    if len(setting) == 1:
        return list(setting)
    left, right = setting[: len(setting) // 2], setting[len(setting) // 2 :]
    of_right = _in_halves(clash, [*kept, *left], right)
    return [*_in_halves(clash, [*kept, *of_right], left), *of_right]
