"""`at_least`, `at_most`, `exactly`: two numbers between which an amount must lie."""

from __future__ import annotations

from fractions import Fraction

from solver.clauses.number import Number, NumberField
from solver.documents.base import Document
from solver.scope import Scope


class Limits(Document):
    """Two numbers between which an amount must lie."""

    at_least: NumberField | None = None
    at_most: NumberField | None = None
    exactly: NumberField | None = None

    def between(
        self, scope: Scope, day: int, slot: str | None = None
    ) -> tuple[Fraction | None, Fraction | None]:
        """The lower and the upper limit on a day, or in a slot of it."""
        if self.exactly is not None:
            return scope.number(self.exactly, day, slot), scope.number(self.exactly, day, slot)
        return scope.floor(self.at_least, day, slot), scope.cap(self.at_most, day, slot)

    def limits(self) -> list[tuple[str, Number]]:
        """The limits that are given, with their words."""
        given = [("exactly", self.exactly), ("at least", self.at_least), ("at most", self.at_most)]
        return [(word, number) for word, number in given if number is not None]
