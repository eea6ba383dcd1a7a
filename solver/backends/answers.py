"""What a solve may cost, and what it came to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal

from solver.workers.crew import Halt

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What a solve may cost: deterministic time, and as a safety net seconds; and what may end it."""

    work: float
    until: float | None = None
    halt: Halt = field(default_factory=Halt)

    def seconds(self) -> float | None:
        """Seconds left on the clock."""
        return None if self.until is None else max(self.until - time.monotonic(), 0.01)

    def over(self) -> bool:
        """Whether the clock or the user has ended it."""
        return self.halt.asked or (self.until is not None and time.monotonic() > self.until)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solve came to.

    Parameters
    ----------
    values
        An assignment of every variable, if one was found.
    objective, bound
        The value of the objective, and what it cannot be below.
    work
        Deterministic time spent.
    """

    status: Status
    values: list[int] | None
    objective: int | None
    bound: int | None
    work: float
