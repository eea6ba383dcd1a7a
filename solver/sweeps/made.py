"""What planning one cell comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from solver.diary import Done
from solver.search.outcome import LEVELS
from solver.sweeps.grid import Place
from solver.sweeps.kin import Kin

#: A plan by what was decided: who, when, what, how much.
Plan: TypeAlias = tuple[tuple[str, int, str, str, int], ...]
State = Literal["planned", "infeasible", "unknown", "refused"]


@dataclass(frozen=True, slots=True)
class Made:
    """What planning a cell came to.

    Parameters
    ----------
    state
        Whether there is a plan, it is proven that there is none, it was not found out in time, or the values
        make no season together.
    sessions, score, bounds, windows
        As in :class:`solver.search.outcome.Outcome`.
    clash
        Where there is no plan: the names of what clashes, if that was found in time; where the values make no
        season: what is wrong.
    kin
        How it is related to each cell that it could begin from.
    work
        Deterministic time spent.
    """

    state: State
    sessions: Sequence[Done] = ()
    score: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int | None] = field(default_factory=dict)
    windows: int = 0
    clash: tuple[str, ...] = ()
    kin: Mapping[Place, Kin] = field(default_factory=dict)
    work: float = 0.0

    @property
    def plan(self) -> Plan:
        """What was decided."""
        return tuple((d.athlete, d.day, d.slot, d.form, d.count) for d in self.sessions)

    @property
    def points(self) -> tuple[int, ...]:
        """The points of each level, the stricter first."""
        return tuple(self.score[level] for level in LEVELS)

    @property
    def status(self) -> Literal["optimal", "feasible"]:
        """Whether it is proven that no plan is better."""
        return "optimal" if all(self.bounds[level] == self.score[level] for level in LEVELS) else "feasible"

    @property
    def interrupted(self) -> bool:
        """Never: what was stopped is not kept."""
        return False
