"""What a worker is given and what it answers: one problem, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from solver.overlays.overlay import Overlay

#: What became of a problem: a plan; proven that there is none; none in time; not to be read; a fault of ours.
Status = Literal["planned", "infeasible", "unknown", "refused", "failed"]


@dataclass(frozen=True)
class Task:
    """One problem.

    Parameters
    ----------
    fingerprint
        Of all that the solver sees.
    basis
        The name of the scenario among those that all workers have.
    file
        The scenario's file as the coach named it.
    over
        What is laid on it, the last one uppermost.
    workers
        How many solvers at a time; the plan does not depend on it.
    """

    fingerprint: str
    basis: str
    file: str
    over: tuple[Overlay, ...]
    effort: float
    workers: int = 1


@dataclass(frozen=True)
class Answer:
    """What planning a problem came to.

    Parameters
    ----------
    plan
        The text of the plan file, if there is a plan.
    score, bounds, proven
        As in :class:`solver.search.outcome.Outcome`.
    why
        Where there is no plan: what clashes, or what is wrong.
    work
        Deterministic time of the solver.
    seconds, own
        Seconds of the processor for all of it, and for what is not searching.
    memory
        The most memory that the worker has had so far, in MB.
    """

    fingerprint: str
    status: Status
    plan: str = ""
    score: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int | None] = field(default_factory=dict)
    proven: bool = False
    why: tuple[str, ...] = ()
    work: float = 0.0
    seconds: float = 0.0
    own: float = 0.0
    memory: float = 0.0
