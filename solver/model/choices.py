"""The decisions: which sessions are planned, and in which dose.

Every session that may be planned gets a 0/1 variable and, where its dose is open, a whole number of
steps above the smallest one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from solver.bounds import Amount, Flag, Place, Term
from solver.diary import Done
from solver.model.linear import Model, Reach
from solver.season import Cell, Season

TIDY = "tidy"
#: Where sessions stand: athlete, day, slot (None for all).
Spot: TypeAlias = tuple[str, int, str | None]


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
    """All that may be planned in a season, in some forms only, or what is in `cells` of it."""

    def __init__(
        self,
        season: Season,
        model: Model,
        ruled_out: Mapping[Spot, AbstractSet[str]] | None = None,
        forms: Container[str] | None = None,
        cells: Iterable[Cell] | None = None,
    ) -> None:
        out, self.days = ruled_out or {}, season.open_days
        who = {athlete.name: 1 << number for number, athlete in enumerate(season.athletes)}
        self.all = [
            _choice(cell, model, Reach(cell.day, cell.day, who[cell.athlete]))
            for cell in (season.cells() if cells is None else cells)
            if (forms is None or cell.form.key in forms)
            and cell.form.key not in out.get((cell.athlete, cell.day, cell.slot), ())
            and cell.form.key not in out.get((cell.athlete, cell.day, None), ())
        ]
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

    def fixed(self, sessions: Iterable[Done]) -> dict[int, int] | None:
        """The values of the choices in a plan; None if some session or dose of it cannot be planned."""
        left = {(d.athlete, d.day, d.slot, d.form): d.count for d in sessions if d.day in self.days}
        values: dict[int, int] = {}
        for choice in self.all:
            cell = choice.cell
            count = left.pop((cell.athlete, cell.day, cell.slot, cell.form.key), None)
            step = 0 if count is None else cell.form.step_of(count)
            if step is None:
                return None
            values[choice.done] = int(count is not None)
            if choice.steps is not None:
                values[choice.steps] = step
        return None if left else values


def _choice(cell: Cell, model: Model, reach: Reach) -> Choice:
    form = cell.form
    done = model.variable(0, 1, reach)
    if form.last == form.first:
        return Choice(cell, done, None)
    most = (form.last - form.first) // form.step
    steps = model.variable(0, most, reach)
    model.at_most(steps, done, most)
    return Choice(cell, done, steps)


def ruled_out(season: Season, musts: Iterable[Place]) -> Mapping[Spot, AbstractSet[str]]:
    """The forms that are never done somewhere because a must allows none there, such as 'no endurance'.

    They need no variables; in a long season that is a good part of the model.
    """
    forms = season.catalogue.forms
    found: dict[Spot, set[str]] = {}
    some: dict[tuple[str, frozenset[str]], list[str]] = {}
    for place in musts:
        if not place.given and place.bound.upper == 0:
            for weight, term in place.bound.terms:
                if weight > 0 and all(each >= 0 for each, _ in place.bound.terms):
                    for each in _empty(term):
                        kind = each.measure, each.forms
                        if kind not in some:
                            some[kind] = [
                                key
                                for key in each.forms
                                if forms[key].amount(each.measure, forms[key].first) > 0
                            ]
                        for day in each.days:
                            found.setdefault((each.athlete, day, each.slot), set()).update(some[kind])
    return found


def _empty(term: Term) -> Iterator[Amount]:
    """The amounts that have to be nothing for a term to be 0."""
    if isinstance(term, Amount):
        yield term
    elif isinstance(term, Flag) and term.bound.lower == 1 and term.bound.upper is None:
        terms = term.bound.terms
        if all(
            weight >= 1 and isinstance(each, Amount) and each.measure == "sessions" for weight, each in terms
        ):
            for _, each in terms:
                yield from _empty(each)
