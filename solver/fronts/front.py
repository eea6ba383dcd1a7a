"""What a trade-off comes to: points of which none is better than another at both goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.auditor import Audit
from solver.fronts.aims import Aim
from solver.search.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Point:
    """A plan of the front.

    Parameters
    ----------
    figures
        What the auditor reads of both goals.
    best
        For each goal the figure that is known to be out of reach or just reached: of the goal asked for first
        under the limit of the other, of the other among plans that are as good at the first; None if nothing
        is known.
    proven
        Whether no plan is better at one goal without being worse at the other.
    outcome, audit
        The plan, with what is known of its points from the best plan of the scenario.
    least
        For each level what plans with these figures cannot be below.
    """

    figures: tuple[Fraction, Fraction]
    best: tuple[Fraction | None, Fraction | None]
    proven: bool
    outcome: Outcome
    audit: Audit
    least: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Front:
    """The points of a trade-off, from the best of the first goal to the best of the second.

    Parameters
    ----------
    plan, here
        The best plan of the scenario, and its figures.
    whole
        Whether these are all the points there are, which is proven.
    more
        How many more there may be between them.
    stopped
        Whether it was stopped by hand.
    allowed
        By how many points its plans may be worse than the best one, by level.
    """

    aims: tuple[Aim, Aim]
    points: Sequence[Point]
    plan: Outcome
    here: tuple[Fraction, Fraction]
    whole: bool
    more: int
    stopped: bool
    allowed: Mapping[str, int]

    @property
    def proven(self) -> bool:
        """Whether every point is."""
        return all(point.proven for point in self.points)

    def knee(self) -> int | None:
        """The place of the point from which on each goal costs most of the other; None if there is none."""
        if len(self.points) < 3:
            return None
        losses = [[aim.sign * point.figures[n] for point in self.points] for n, aim in enumerate(self.aims)]
        shares = [[(each - min(row)) / (max(row) - min(row)) for each in row] for row in losses]
        inner = range(1, len(self.points) - 1)
        at = min(inner, key=lambda place: shares[0][place] + shares[1][place])
        return at if shares[0][at] + shares[1][at] < 1 else None
