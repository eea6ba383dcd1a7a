"""By how much the best plan of one season can be better than that of another, level by level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solver.search.outcome import LEVELS, Outcome


@dataclass(frozen=True, slots=True)
class Gain:
    """Points between two numbers; the same number twice where it is proven. None is not known."""

    least: int | None
    most: int | None

    @property
    def proven(self) -> bool:
        """Whether it is one number."""
        return self.least is not None and self.least == self.most

    @property
    def nothing(self) -> bool:
        """Whether it is proven that nothing is gained."""
        return self.proven and self.least == 0


#: Of a level whose stricter ones are not proven: its points can then be compared with nothing.
UNKNOWN = Gain(None, None)
#: Where nothing can change.
NOTHING: Mapping[str, Gain] = dict.fromkeys(LEVELS, Gain(0, 0))


def gains(strict: Outcome, free: Outcome) -> Mapping[str, Gain]:
    """What is gained at each level by asking less.

    A level counts only among plans that are best at the stricter ones: where these are not proven, nothing
    is known of it; where something is gained there, it may get worse.

    Parameters
    ----------
    strict, free
        Plans of two seasons, of which the second asks less: every plan of the first is one of the second.
    """
    found: dict[str, Gain] = {}
    known, floor = True, True
    for level in LEVELS:
        gain = _between(strict, free, level, floor) if known else UNKNOWN
        found[level] = gain
        known &= all(each.bounds[level] == each.score[level] for each in (strict, free))
        floor &= gain.nothing
    return found


def _between(strict: Outcome, free: Outcome, level: str, floor: bool) -> Gain:
    """The points between which a gain lies; with `floor` there can be no loss."""
    low, high = strict.bounds[level], free.bounds[level]
    least = None if low is None else low - free.score[level]
    most = None if high is None else strict.score[level] - high
    if floor:
        least = max(0, least or 0)
    return Gain(least, most)
