"""Plans compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.auditor import Audit
from solver.comparing.aligned import Aligned, Person, notes_of, people_of, weeks_of
from solver.comparing.asked import Rules
from solver.comparing.days import Day, differing
from solver.comparing.form import MeetForm, form
from solver.comparing.matrix import Matrix, matrix
from solver.comparing.rules import RuleRow, rule_rows
from solver.comparing.sides import Side
from solver.comparing.volume import KindRow, Volume, kinds, volumes
from solver.errors import refuse

#: The most plans at a time.
MOST = 12


@dataclass(frozen=True, eq=False)
class Trained:
    """What the plans have for one athlete."""

    person: Person
    volumes: Sequence[Volume | None]
    kinds: Sequence[KindRow]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Plans side by side; all rows have a figure for each plan, in the order of `sides`.

    Parameters
    ----------
    audits
        Each plan under its own rules.
    days
        The days that differ, for each athlete in order.
    notes
        What is not compared, or not as might be thought.
    """

    sides: Sequence[Side]
    audits: Sequence[Audit]
    rules: Sequence[RuleRow]
    weeks: Aligned
    trained: Sequence[Trained]
    form: MeetForm | None
    days: Sequence[Day]
    matrix: Matrix
    notes: Sequence[str]

    @property
    def same(self) -> bool:
        """Whether nothing differs: neither days nor what is asked."""
        return not self.days and all(each.asked_alike for each in self.rules)


def compare(sides: Sequence[Side], books: Sequence[Rules] = ()) -> Comparison:
    """Compare plans.

    Parameters
    ----------
    sides
        Two plans or more, with names that differ.
    books
        Rules by which the plans are audited in the matrix; by default those of each plan.

    Raises
    ------
    InputError
        If there is nothing to compare.
    """
    if not 2 <= len(sides) <= MOST:
        raise refuse(f"found {len(sides)} plans to compare, expected 2 to {MOST}")
    weeks, people = weeks_of(sides), people_of(sides)
    own = matrix(sides)
    audits = own.diagonal()
    return Comparison(
        sides=sides,
        audits=audits,
        rules=rule_rows(audits),
        weeks=weeks,
        trained=[Trained(each, volumes(sides, weeks, each), kinds(sides, each)) for each in people],
        form=form(sides, own),
        days=differing(sides, weeks, people),
        matrix=matrix(sides, books) if books else own,
        notes=notes_of(sides, weeks, people),
    )
