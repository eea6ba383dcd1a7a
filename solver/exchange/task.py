"""What a file of any format says: variables with names, rows, and one level to be minimised.

Levels keep their strict order by one file for each: the file of a later level holds the earlier ones at
what they came to, as rows. No weight stands in for the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.model.linear import Model, Row

#: A variable that is 0 but would have to be 1: what stands for a model that nothing satisfies.
IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Task:
    """Minimise a weighted sum of whole numbers under some rows.

    Parameters
    ----------
    about
        Lines for whoever opens the file.
    names, lower, upper
        Of each variable. Names are of small letters, digits and underscores, begin with a letter, and
        each is there once.
    rows
        With the name of each.
    objective
        What each variable costs.
    """

    about: Sequence[str]
    names: Sequence[str]
    lower: Sequence[int]
    upper: Sequence[int]
    rows: Sequence[tuple[str, Row]]
    objective: Mapping[int, int]

    def value(self, values: Sequence[int]) -> int:
        """The objective under an assignment."""
        return sum(cost * values[v] for v, cost in self.objective.items())

    def reach(self, row: Row) -> tuple[int, int]:
        """The least and the largest sum of a row that the bounds of its variables allow."""
        return self.span(zip(row.variables, row.coefficients, strict=True))

    def span(self, parts: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """The least and the largest value of a weighted sum."""
        least = most = 0
        for v, c in parts:
            least += c * (self.lower[v] if c > 0 else self.upper[v])
            most += c * (self.upper[v] if c > 0 else self.lower[v])
        return least, most


def task(
    model: Model,
    names: Sequence[str],
    level: str,
    at_most: Mapping[str, int] | None = None,
    about: Sequence[str] = (),
) -> Task:
    """The task of one level.

    Parameters
    ----------
    at_most
        What earlier levels may cost.
    """
    names, lower, upper = [*names], [*model.lower], [*model.upper]
    rows = [(f"row_{number}", row) for number, row in enumerate(model.rows, 1)]
    refuted = model.refuted
    for earlier, most in (at_most or {}).items():
        costs = {v: c for v, c in model.objective.get(earlier, {}).items() if c}
        if costs:
            rows.append((f"at_most_{earlier}", Row(tuple(costs), tuple(costs.values()), None, most)))
        refuted |= not costs and most < 0
    if refuted:
        names, lower, upper = [*names, IMPOSSIBLE], [*lower, 0], [*upper, 0]
        rows.append((IMPOSSIBLE, Row((len(names) - 1,), (1,), 1, None)))
    objective = {v: c for v, c in model.objective.get(level, {}).items() if c}
    return Task(tuple(about), names, lower, upper, rows, objective)
