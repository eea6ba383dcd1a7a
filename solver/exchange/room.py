"""Whether the numbers of a task fit into what the readers of a format hold.

Floating point holds whole numbers up to 2^53 exactly; readers of FlatZinc and of answer set programs
count with 32 bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from solver.errors import InputError, refuse
from solver.exchange.task import Task

#: Largest whole number that floating point and all below it hold.
DOUBLE = 2**53
#: Largest of 32 bits, with two to spare that readers keep for themselves.
SHORT = 2**31 - 3


def too_large(form: str, where: str, number: int, most: int) -> InputError:
    """The refusal of a number."""
    others = "lp or mps" if most < DOUBLE else "flatzinc or asp"
    return refuse(
        f"--format {form}: {where} needs numbers up to {number:,}; readers of the format hold {most:,}\n"
        f"  take --format {others}, or coarser steps (per_unit) in the rules with the largest amounts"
    )


def check(form: str, where: str, numbers: Iterable[int], most: int) -> None:
    """Refuse numbers that a reader would not hold.

    Raises
    ------
    InputError
        With the largest of them.
    """
    largest = max(map(abs, numbers), default=0)
    if largest > most:
        raise too_large(form, where, largest, most)


def sizes(task: Task, parts: Mapping[int, int]) -> Iterator[int]:
    """The numbers that whoever adds up a weighted sum may meet."""
    yield from parts.values()
    yield sum(abs(c) * max(abs(task.lower[v]), abs(task.upper[v])) for v, c in parts.items())
