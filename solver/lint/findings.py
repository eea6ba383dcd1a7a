"""What was found, and about which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.errors import Mark
from solver.lint.codes import CODES
from solver.season import ActiveRule


@dataclass(frozen=True, slots=True)
class Named:
    """A rule (or another part of a file) that a finding names, with its sentence."""

    id: str
    mark: Mark
    says: str = ""
    section: str = "rules"

    @property
    def path(self) -> str:
        """Where it stands in the file."""
        return ".".join(part for part in (self.section, self.id) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found.

    Parameters
    ----------
    code
        One of :data:`solver.lint.codes.CODES`.
    rule
        What it is about.
    says
        What was found, in a sentence.
    others
        The other rules that it takes.
    where
        The phases and weeks in which it holds.
    waived
        The reason for which it is to be passed over.
    """

    code: str
    rule: Named
    says: str
    others: Sequence[Named] = ()
    where: Sequence[str] = ()
    waived: str = ""

    @property
    def advice(self) -> str:
        """What a coach can do about it."""
        return CODES[self.code].advice

    @property
    def place(self) -> tuple[Mark, str, int, str, tuple[Mark, ...]]:
        """Where it belongs among others, pairs before triples; those alike are one and the same."""
        others = tuple(each.mark for each in self.others)
        return self.rule.mark, self.code, len(others), self.says, others


def named(active: ActiveRule) -> Named:
    """A rule of a season as findings name it."""
    return Named(active.id, active.mark, active.says())
