"""What a principle costs: a must in points that would be saved without it, a wish in points given up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from solver.auditor import Audit
from solver.reasons.conflicts.members import Member
from solver.reasons.prices.gain import Gain
from solver.reasons.whynot.slack import Slack
from solver.search.outcome import LEVELS, Outcome
from solver.season import ActiveRule


@dataclass(frozen=True, slots=True)
class Shift:
    """How the points of a rule at a level differ between two plans."""

    rule: str
    level: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class MustPrice:
    """What a must costs.

    Parameters
    ----------
    without
        The plan without the rule; None where none was found in time.
    gains
        What would be gained without it, by level.
    own
        The points that the rule itself costs, where it has limits of lesser importance: they go with it.
    slack
        How far the plan is from its limits; None where it asks for nothing in the plan.
    found
        The difference between the two plans that were found, which is the gain where both are proven.
    idle
        Whether nothing changes without it: what it asks, the calendar and the other rules ask already.
    """

    rule: ActiveRule
    without: Outcome | None
    gains: Mapping[str, Gain]
    own: Mapping[str, int]
    slack: Slack | None
    found: Mapping[str, int]
    idle: bool = False

    @property
    def free(self) -> bool:
        """Whether it is proven that it costs nothing."""
        return all(gain.nothing for gain in self.gains.values()) and bool(self.gains)

    @property
    def seen(self) -> Mapping[str, int]:
        """What the plan that was found without the rule gained, where that is the better plan of the two."""
        first = next((level for level in LEVELS if self.found[level]), None)
        return {level: max(self.found[level], 0) if level == first else 0 for level in LEVELS}

    @property
    def binds(self) -> bool:
        """Whether it may cost something, or the plan is at one of its limits."""
        return not self.free or (self.slack is not None and not self.slack.amount and not self.idle)


@dataclass(frozen=True, slots=True)
class WishPrice:
    """What a rule of level should or prefer gave up, and to whom.

    Parameters
    ----------
    points
        What it gave up, by level.
    kept
        The plan that keeps it whole; None where there is none, or none was found in time.
    gains
        What is gained by letting it give way, by level.
    changes
        The other rules whose points are not the same in that plan.
    clash
        Where it is proven that no plan keeps it, the members that cannot hold together then; none of them if
        these were not found in time.
    """

    rule: ActiveRule
    points: Mapping[str, int]
    kept: Outcome | None
    gains: Mapping[str, Gain]
    changes: Sequence[Shift]
    clash: Sequence[Member] | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of some rules, the dearest first.

    Parameters
    ----------
    base
        The plan with all rules.
    left
        Rules that were not priced, because the user stopped.
    """

    base: Outcome
    audit: Audit
    musts: Sequence[MustPrice]
    wishes: Sequence[WishPrice]
    left: Sequence[str] = ()


Price: TypeAlias = MustPrice | WishPrice


def dear(price: MustPrice) -> tuple[float, ...]:
    """Less for a must that costs more: by what is sure, then by what was found, then by what may be."""
    if not price.gains:
        return (math.inf,)
    found = [price.gains[level] for level in LEVELS]
    sure = [-(gain.least or 0) for gain in found]
    most = [-(math.inf if gain.most is None else gain.most) for gain in found]
    return (*sure, *(-price.seen[level] for level in LEVELS), *most)


def given_up(price: WishPrice) -> tuple[int, ...]:
    """Less for a wish that gave up more."""
    return tuple(-price.points.get(level, 0) for level in LEVELS)
