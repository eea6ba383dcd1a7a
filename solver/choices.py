"""The decisions: which sessions are planned, and in which dose.

Every session that may be planned gets a 0/1 variable and, where its dose is open, a whole number of
steps above the smallest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.diary import Done
from solver.linear import Affine, Model
from solver.season import Cell, Season

TIDY = "tidy"


@dataclass(frozen=True, slots=True)
class Choice:
    """The variables of a session that may be planned: whether, and steps above its smallest dose."""

    cell: Cell
    done: int
    steps: int | None

    def count(self, values: Sequence[int]) -> int:
        """The count in an assignment."""
        form = self.cell.form
        return form.first + form.step * (values[self.steps] if self.steps is not None else 0)


class Choices:
    """All that may be planned in a season."""

    def __init__(self, season: Season, model: Model) -> None:
        self.all = [_choice(cell, model) for cell in season.cells()]
        self.by_day: dict[tuple[str, int], list[Choice]] = {}
        for choice in self.all:
            self.by_day.setdefault((choice.cell.athlete, choice.cell.day), []).append(choice)

    def tidy(self, model: Model) -> None:
        """Of plans that are equally good, prefer fewest sessions, smallest doses, the first in order.

        The small differences make the choice between like plans the same on every machine.
        """
        for number, choice in enumerate(self.all):
            model.cost(TIDY, choice.done, 400 + number * 7919 % 199)
            if choice.steps is not None:
                model.cost(TIDY, choice.steps, 20 + number * 104729 % 19)

    def plan(self, values: Sequence[int]) -> list[Done]:
        """The sessions of an assignment."""
        return [
            Done.of(c.cell.athlete, c.cell.day, c.cell.slot, c.cell.form, c.count(values))
            for c in self.all
            if values[c.done]
        ]

    def fixed(self, sessions: Iterable[Done]) -> dict[int, int]:
        """The values of the choices in a plan.

        Raises
        ------
        KeyError
            If a session cannot be planned.
        """
        left = {(d.athlete, d.day, d.slot, d.form): d.count for d in sessions if d.day >= 0}
        values: dict[int, int] = {}
        for choice in self.all:
            cell = choice.cell
            count = left.pop((cell.athlete, cell.day, cell.slot, cell.form.key), None)
            values[choice.done] = int(count is not None)
            if choice.steps is not None:
                values[choice.steps] = (count - cell.form.first) // cell.form.step if count else 0
        if left:
            raise KeyError(f"cannot be planned: {next(iter(left))}")
        return values


def _choice(cell: Cell, model: Model) -> Choice:
    form, span = cell.form, (cell.day, cell.day)
    done = model.variable(0, 1, span)
    if form.last == form.first:
        return Choice(cell, done, None)
    most = (form.last - form.first) // form.step
    steps = model.variable(0, most, span)
    model.add(Affine({steps: 1, done: -most}), None, 0)
    return Choice(cell, done, steps)
