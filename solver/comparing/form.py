"""Form at meets: every plan measured by one and the same rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from solver.comparing.matrix import Judged, Matrix
from solver.comparing.sides import Side
from solver.words import listed

_At: TypeAlias = tuple[dt.date, Fraction]


@dataclass(frozen=True, slots=True)
class FormRow:
    """The form at a meet, in AU a day; None for plans without that meet.

    Parameters
    ----------
    dates
        When it is in each plan.
    """

    says: str
    dates: tuple[dt.date | None, ...]
    amounts: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class MeetForm:
    """All meets, and whose measure of form was taken."""

    measure: str
    rows: Sequence[FormRow]


def form(sides: Sequence[Side], matrix: Matrix) -> MeetForm | None:
    """The form at each meet, by the first rules that reward it; None if none do."""
    for place, column in enumerate(matrix.columns):
        found: dict[tuple[str, int], list[_At | None]] = {}
        for at, side in enumerate(sides):
            for key, when in _earned(side, matrix.rows[at][place]):
                found.setdefault(key, [None] * len(sides))[at] = when
        if found:
            return MeetForm(column.name, [_row(says, row) for (says, _), row in found.items()])
    return None


def _earned(side: Side, cell: Judged) -> Iterator[tuple[tuple[str, int], _At]]:
    """The form at each meet; meets of one name are told apart by their order."""
    seen: Counter[str] = Counter()
    for each in (
        earned for verdict in (cell.audit.verdicts if cell.audit else ()) for earned in verdict.earned
    ):
        several = len(side.season.athletes) > 1
        says = f"{listed(list(each.athletes))}, {each.gain.says}" if several else each.gain.says
        seen[says] += 1
        yield (says, seen[says]), (side.season.calendar.date(each.gain.days[0]), each.gain.amount)


def _row(says: str, row: Sequence[_At | None]) -> FormRow:
    return FormRow(says, tuple(each and each[0] for each in row), tuple(each and each[1] for each in row))
