"""What becomes of a foil: blocked, there already, or another plan, dearer or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from solver.auditor import LEVELS, Audit
from solver.diary import Done
from solver.reasons.conflicts.conflict import Bite, Conflict
from solver.reasons.whynot.foil import WANTED, Foil
from solver.search.outcome import Outcome

Kind = Literal["blocked", "there", "better", "equal", "costs"]


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan that is asked about.

    Parameters
    ----------
    bounds
        What no plan can be below, level by level, as far as it is known.
    """

    sessions: Sequence[Done]
    audit: Audit
    bounds: Mapping[str, int | None]

    @property
    def proven(self) -> bool:
        """Whether no plan is better."""
        return all(self.bounds.get(level) == self.audit.score[level] for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Blocked:
    """No plan has it: the rules, meets, absences that leave no room, none of them too many."""

    foil: Foil
    conflict: Conflict
    kind: Kind = "blocked"

    @property
    def bites(self) -> list[Bite]:
        """What leaves no room: the conflict without the foil."""
        return [each for each in self.conflict.bites if not each.member.name.startswith(WANTED)]

    @property
    def clashing(self) -> list[str]:
        """The wishes of the foil that the conflict takes, in words."""
        wanted = [each.member.says for each in self.conflict.bites if each not in self.bites]
        return list(dict.fromkeys(wanted))


@dataclass(frozen=True, slots=True)
class Possible:
    """A plan that has it.

    Parameters
    ----------
    plan
        The plan that was asked about.
    base
        The best one known that need not have it, of the same weeks planned anew: often the plan itself, and
        no worse than the one with it.
    sessions, audit
        The best one with it that was found, and the one of those closest to the plan.
    least
        What no such plan can be below, level by level; None where nothing is known.
    weeks
        The weeks that were planned anew, first and last, from 1; None for all there is.
    alone
        Whether the other athletes were left as they are.
    """

    foil: Foil
    plan: Planned
    base: Planned
    sessions: Sequence[Done]
    audit: Audit
    least: Mapping[str, int | None]
    weeks: tuple[int, int] | None
    alone: bool = False

    def more(self, level: str) -> int:
        """Points more than in the plan that was asked about."""
        return self.audit.score[level] - self.plan.audit.score[level]

    def extra(self, level: str) -> int:
        """Points more than without it, of the best that were found."""
        return self.audit.score[level] - self.base.audit.score[level]

    def spared(self, level: str) -> int:
        """Points that the plan that was asked about has more than the best that need not have it."""
        return self.plan.audit.score[level] - self.base.audit.score[level]

    def between(self, level: str) -> tuple[int | None, int | None]:
        """Points that it takes more, at least and at most; None where nothing is known."""
        least, lowest = self.least.get(level), self.base.bounds.get(level)
        at_least = None if least is None else least - self.base.audit.score[level]
        return at_least, None if lowest is None else self.audit.score[level] - lowest

    @property
    def kind(self) -> Kind:
        """What it comes to, beside the plan that was asked about."""
        first = next((points for points in map(self.more, LEVELS) if points), 0)
        if first > 0:
            return "costs"
        if first < 0:
            return "better"
        return "equal"

    @property
    def result(self) -> Outcome:
        """The plan with what is known of it, as plan files have it."""
        bounds = {level: self.plan.bounds.get(level) for level in LEVELS}
        if self.more(LEVELS[0]):
            # what is known of the second level speaks of plans that are no worse at the first
            bounds[LEVELS[1]] = None
        score = self.audit.score
        proven = all(bounds[level] == score[level] for level in LEVELS)
        return Outcome(self.sessions, "optimal" if proven else "feasible", score, bounds, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class There:
    """The plan has it."""

    foil: Foil
    kind: Kind = "there"


Answer = Blocked | Possible | There
