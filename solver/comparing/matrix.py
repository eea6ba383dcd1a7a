"""Whose principles does whose plan keep: every plan audited by the rules of every other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from solver.auditor import LEVELS, Audit, Finding, Verdict, audit
from solver.comparing.asked import Rules
from solver.comparing.sides import Side
from solver.season import Season


@dataclass(frozen=True, eq=False)
class Judged:
    """One plan under one set of rules.

    Parameters
    ----------
    season
        The season of the plan with those rules.
    audit
        None where the rules make no sense in that season; then `foreign` says why.
    """

    season: Season
    audit: Audit | None
    foreign: str = ""

    @property
    def broken(self) -> list[Verdict]:
        """The musts that are broken."""
        verdicts = self.audit.verdicts if self.audit else ()
        return [each for each in verdicts if any(found.level == "must" for found in each.findings)]

    @property
    def out_of_frame(self) -> list[Finding]:
        """Breaches of the calendar, which no rulebook is to blame for."""
        return list(self.audit.frame) if self.audit else []

    @property
    def dearest(self) -> Verdict | None:
        """The wish that costs most at the strictest level, if any costs anything."""
        verdicts = [each for each in (self.audit.verdicts if self.audit else ()) if _soft(each) > (0, 0)]
        return max(verdicts, key=_soft, default=None)


@dataclass(frozen=True, eq=False)
class Matrix:
    """Rows are plans, columns are rules.

    Parameters
    ----------
    columns
        The rules; plans that are asked the same share them.
    own
        The column of the rules that each plan was made by; None where no column has them.
    """

    columns: Sequence[Rules]
    rows: Sequence[Sequence[Judged]]
    own: Sequence[int | None]

    def beaten(self) -> list[tuple[int, int]]:
        """Plans that are not the best there is by their own rules, each with one that is better by them."""
        found = []
        for place, own in enumerate(self.own):
            column = [] if own is None else [row[own] for row in self.rows]
            best = min(range(len(column)), key=lambda at: (*_worth(column[at]), at), default=place)
            if column and _worth(column[best]) < _worth(column[place]):
                found.append((place, best))
        return found

    def diagonal(self) -> list[Audit]:
        """Every plan by its own rules."""
        cells = [row[place] for row, place in zip(self.rows, self.own, strict=True) if place is not None]
        return [cell.audit for cell in cells if cell.audit is not None]


def matrix(sides: Sequence[Side], books: Sequence[Rules] = ()) -> Matrix:
    """Audit every plan by all rules: those of the plans, or those of some books alone."""
    every = [Rules.of(side.name, side.season) for side in sides]
    own: list[int | None] = [None] * len(sides)
    columns = list(books)
    if not books:
        for place, rules in enumerate(every):
            there = next((at for at, each in enumerate(columns) if each.same(rules)), len(columns))
            own[place] = there
            if there == len(columns):
                columns.append(rules)
    rows = [[_cell(side, rules, own[at] == place) for place, rules in enumerate(columns)]
            for at, side in enumerate(sides)]  # fmt: skip
    return Matrix(columns, rows, own)


def _cell(side: Side, rules: Rules, own: bool) -> Judged:
    """A plan under some rules; under its own as they are."""
    season = side.season
    if not own:
        if said := rules.foreign(season):
            return Judged(season, None, said)
        season = rules.on(season)
    return Judged(season, audit(season, season.diary(side.sessions)))


def _soft(verdict: Verdict) -> tuple[int, int]:
    return max(0, verdict.points("should")), max(0, verdict.points("prefer"))


def _worth(cell: Judged) -> tuple[float, ...]:
    """What counts when plans are compared, fewer being better: musts, then should, then prefer."""
    if cell.audit is None:
        return (math.inf,)
    return len(cell.audit.broken), *(cell.audit.score[level] for level in LEVELS)
