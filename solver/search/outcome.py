"""What a search is told, what it says on the way, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from solver.diary import Done
from solver.documents.fields import LEVELS as LEVELS

#: What is said where no plan exists.
CLASH = "no plan keeps all the musts together; this is proven (speedfirst explain says what clashes)"
Status = Literal["optimal", "feasible"]


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a search: what it does, the best score so far, what is known to be unbeatable."""

    doing: str
    score: Mapping[str, int]
    bounds: Mapping[str, int | None]
    seconds: float


@dataclass(frozen=True, slots=True)
class Settings:
    """How much to spend.

    Parameters
    ----------
    effort
        About seconds on one core, but counted in deterministic time: the same on every machine.
    seconds
        A limit on the clock as well; plans then depend on the machine.
    workers
        How many solvers at a time; the plan does not depend on it.
    """

    effort: float = 60.0
    seconds: float | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best plan that was found.

    Parameters
    ----------
    score, bounds
        For each level the points, and what they cannot be below (None if nothing is known).
    status
        `optimal` if proven at every level.
    work
        Deterministic time spent.
    windows
        So many weeks: within any of them, all else standing still, nothing better exists; 0 if unknown.
    interrupted
        Whether the user stopped the search.
    """

    sessions: Sequence[Done]
    status: Status
    score: Mapping[str, int]
    bounds: Mapping[str, int | None]
    work: float
    seconds: float
    windows: int = 0
    interrupted: bool = False

    def beside(self, sessions: Sequence[Done], score: Mapping[str, int]) -> Outcome:
        """Another plan of the same season, with what is known of its score from this one."""
        bounds = dict(self.bounds)
        if score["should"] > self.score["should"]:
            # what is known of 'prefer' speaks of plans that are no worse at 'should'
            bounds["prefer"] = None
        proven = all(bounds[level] == score[level] for level in LEVELS)
        return replace(
            self,
            sessions=sessions,
            status="optimal" if proven else "feasible",
            score=score,
            bounds=bounds,
            windows=0,
        )
