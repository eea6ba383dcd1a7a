"""The model of a season in the standard files of other solvers: one file for each format.

Every format says the same, exactly: which whole numbers are to be found, which rows they have to keep,
and one level of the objective, with the levels before it held at what they came to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from solver.exchange import asp, flatzinc, lp, mps
from solver.exchange.task import Task

#: For each format what writes a task line by line.
FORMATS: Mapping[str, Callable[[Task], Iterator[str]]] = {
    "lp": lp.lines,
    "mps": mps.lines,
    "flatzinc": flatzinc.lines,
    "asp": asp.lines,
}


def dumps(task: Task, form: str) -> str:
    """The text of a task in one of the formats.

    Raises
    ------
    InputError
        If it needs numbers that readers of the format do not hold.
    """
    return "".join(f"{line}\n" for line in FORMATS[form](task))
