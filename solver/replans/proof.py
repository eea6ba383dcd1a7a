"""Whether no plan changes fewer sessions, by what some weeks ask alone.

Whatever becomes of the other weeks, these have to keep what is asked of them alone: if that takes as many
changes, no plan has fewer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from solver.answers import Answer
from solver.cpsat import Posted
from solver.distance import CHANGED
from solver.replans.part import OWED, Part, limit


@dataclass(frozen=True, eq=False)
class Proof:
    """A proof that some weeks give.

    Parameters
    ----------
    alone
        What the weeks ask alone.
    solve
        Answers what has been posted.
    """

    alone: Part
    solve: Callable[[Posted], Answer]

    def of(self, rank: tuple[int, int, int]) -> tuple[bool, bool]:
        """Whether no plan changes fewer, and whether that is known only with as much of the fence kept.

        Parameters
        ----------
        rank
            How much of what is owed the plan breaks, and how many sessions it changes: within the fence,
            and in all.
        """
        owed, inside, changed = rank
        if owed and not self._none(owed - 1):
            return False, False
        if self._none(owed, changed=changed - 1):
            return True, False
        if not self.alone.fence or (inside and not self._none(owed, inside - 1)):
            return False, False
        return self._none(owed, inside, changed - 1), True

    def _none(self, owed: int, inside: int | None = None, changed: int | None = None) -> bool:
        """Whether no plan breaks so little of what is owed, and changes so few sessions.

        Parameters
        ----------
        inside, changed
            The most sessions that may change within the fence, and in all.
        """
        posted, distance = Posted(self.alone.model), self.alone.distance
        limit(posted, self.alone.model.objective[OWED], owed)
        if inside is not None:
            limit(posted, distance.fenced, inside - distance.least_fenced)
        if changed is not None:
            limit(posted, distance.far, (changed + 1) * CHANGED - 1 - distance.least)
        return self.solve(posted).status == "infeasible"
