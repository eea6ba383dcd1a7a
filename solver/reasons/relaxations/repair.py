"""A way out of a conflict: changes with which there is a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solver.overlays.overlay import Overlay, composed
from solver.reasons.conflicts.members import Member
from solver.reasons.relaxations.changes import Concession, said
from solver.season import Season


@dataclass(frozen=True)
class Repair:
    """Changes with which there is a plan.

    Parameters
    ----------
    season
        The season with these changes.
    """

    changes: tuple[Concession, ...]
    season: Season

    @property
    def data(self) -> Mapping[str, Any]:
        """The changes as an overlay has them."""
        return together(self.changes)

    @property
    def says(self) -> str:
        """The changes in words."""
        return said(self.changes)


def together(changes: Sequence[Concession]) -> Mapping[str, Any]:
    """Several changes as one overlay."""
    data: Mapping[str, Any] = composed(Overlay.of(each.data) for each in changes).data
    return data


def cost(changes: Sequence[Concession], next_: tuple[Member, int] | None = None) -> tuple[float, float]:
    """How far changes are from what was written, each member once, and how large they are."""
    sorts = {} if next_ is None else {next_[0]: next_[1]}
    for each in changes:
        sorts[each.member] = max(each.sort, sorts.get(each.member, 0))
    return sum(sorts.values()), sum(each.size for each in changes)
