"""Everything that can go wrong, each with the exit code that the command line answers.

::

    SpeedfirstError
    ├── InputError     what the coach wrote cannot be read as meant     2
    ├── Infeasible     no plan keeps all the musts (proven)             3
    ├── OutOfTime      no plan was found before the budget ran out      4
    └── NotAudited     a plan did not pass its audit: a fault of ours   70
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a file; lines and columns count from 1. Line 0 is a place outside all files, by its name."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it stands, what was found, what was expected."""

    message: str
    mark: Mark | None = None
    path: str = ""

    def __str__(self) -> str:
        where = "  ".join(part for part in (str(self.mark or ""), self.path) if part)
        return f"{where}\n  {self.message}" if where else self.message


class SpeedfirstError(Exception):
    """The root of every error that speedfirst raises on purpose."""

    exit_code = 70


class InputError(SpeedfirstError):
    """Raised with all the problems of an input at once, in the order of the file."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(
            dict.fromkeys(problems), key=lambda p: (p.mark or Mark("", 0, 0), p.path)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Infeasible(SpeedfirstError):
    """Raised when it is proven that no plan keeps every must."""

    exit_code = 3


class OutOfTime(SpeedfirstError):
    """Raised when the budget ran out before any plan was found; one may exist."""

    exit_code = 4


class NotAudited(SpeedfirstError):
    """Raised instead of showing a plan that the independent auditor has not passed."""


def refuse(message: str, mark: Mark | None = None, path: str = "") -> InputError:
    """An :class:`InputError` with a single problem."""
    return InputError([Problem(message, mark, path)])
