"""What a solve may cost, and what it came to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What a solve may cost: deterministic time, and as a safety net seconds."""

    work: float
    until: float | None = None

    def seconds(self) -> float | None:
        """Seconds left on the clock."""
        return None if self.until is None else max(self.until - time.monotonic(), 0.01)


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


class Interrupted(Exception):
    """Raised when the user asked to stop; carries what had been found."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("interrupted")
        self.answer = answer
