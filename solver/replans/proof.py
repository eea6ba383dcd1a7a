"""Whether no plan changes fewer sessions, by what some weeks ask alone.

Whatever becomes of the other weeks, these have to keep what is asked of them alone: if that takes as many
changes, no plan has fewer. If it takes fewer, the auditor says what such a plan breaks, and the weeks that
this is about are looked at as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from solver.auditor import audit
from solver.backends.answers import Answer
from solver.backends.cpsat import Posted
from solver.diary import Done
from solver.replans.part import OWED, Ahead, limit
from solver.search.distance import CHANGED

#: So often are more weeks looked at.
GROWTH = 4


@dataclass(frozen=True, eq=False)
class Proof:
    """A proof that some weeks give.

    Parameters
    ----------
    weeks
        The weeks that are looked at first, from 0.
    solve
        Answers what has been posted.
    """

    ahead: Ahead
    weeks: frozenset[int]
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
        return bool(self.ahead.fence) and self._none(owed, inside, changed - 1), True

    def _none(self, owed: int, inside: int | None = None, changed: int | None = None) -> bool:
        """Whether no plan breaks so little of what is owed, and changes so few sessions.

        Parameters
        ----------
        inside, changed
            The most sessions that may change within the fence, and in all.
        """
        weeks = self.weeks
        for _ in range(GROWTH):
            alone = self.ahead.part(weeks, closed=True)
            posted, distance = Posted(alone.model), alone.distance
            limit(posted, alone.model.objective[OWED], owed)
            if inside is not None:
                limit(posted, distance.fenced, inside - distance.least_fenced)
            if changed is not None:
                limit(posted, distance.far, (changed + 1) * CHANGED - 1 - distance.least)
            # many times as soon as without a direction
            posted.minimise(alone.model.objective[OWED] if changed is None else distance.far)
            answer = self.solve(posted)
            if answer.values is None:
                return answer.status == "infeasible"
            more = weeks | self._broken(alone.sessions(answer.values))
            if more == weeks:
                break
            weeks = more
        return False

    def _broken(self, sessions: Sequence[Done]) -> frozenset[int]:
        """The weeks to come of the musts that a plan breaks."""
        season = self.ahead.season
        broken = audit(season, season.diary(sessions)).broken
        return frozenset(day // 7 for each in broken for day in each.breach.days if day >= season.starts)
