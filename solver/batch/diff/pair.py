"""The plan of a job in one batch and in another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from solver.auditor import LEVELS
from solver.batch.look import Look, Trained

#: What becomes of a plan: as it was; other sessions with fewer, more or as many points; none any more; one
#: at last; none in either batch; nothing to be seen of it.
Fate = Literal["same", "better", "worse", "even", "lost", "found", "none", "unseen"]
#: The least difference of form that is told, in AU a day.
FORM = Fraction(1, 10)


@dataclass(frozen=True)
class Pair:
    """The plan of a job in both batches."""

    before: Look
    after: Look

    @property
    def key(self) -> str:
        """The job."""
        return self.after.row.key

    @cached_property
    def fate(self) -> Fate:
        """What becomes of the plan."""
        if self.before.trouble or self.after.trouble:
            return "unseen"
        if not (self.before.planned and self.after.planned):
            return "lost" if self.before.planned else "found" if self.after.planned else "none"
        if not self.days:
            return "same"
        return "better" if self.gained > (0, 0) else "worse" if self.gained < (0, 0) else "even"

    @cached_property
    def gained(self) -> tuple[int, ...]:
        """The points of each level that are saved, each plan by its own rules."""
        return tuple(a - b for a, b in zip(points(self.before), points(self.after), strict=True))

    @cached_property
    def days(self) -> int:
        """The days with other sessions, of all athletes."""
        one, other = self.before.days, self.after.days
        length = max(len(one), len(other))
        pairs = zip(*((*each, *[{}] * (length - len(each))) for each in (one, other)), strict=True)
        return sum(a.get(date) != b.get(date) for a, b in pairs for date in {*a, *b})

    @property
    def other_row(self) -> bool:
        """Whether the rosters say something else of them."""
        return self.before.row_of != self.after.row_of and self.before.planned and self.after.planned

    @property
    def load(self) -> tuple[Fraction, Fraction]:
        """The load in a week, of an athlete on average, before and after."""
        return _load(self.before.trained), _load(self.after.trained)

    @property
    def form(self) -> list[tuple[str, str, Fraction]]:
        """By how much the form at meets differs: the athlete, the meet, AU a day; the most first."""
        found = [
            (b.name, meet[1], b.form[meet] - a.form[meet])
            for a, b in zip(self.before.trained, self.after.trained, strict=False)
            for meet in a.form
            if meet in b.form and abs(b.form[meet] - a.form[meet]) >= FORM
        ]
        return sorted(found, key=lambda each: (-abs(each[2]), each[:2]))


def points(look: Look) -> tuple[int, ...]:
    """The points of each level; where rules have changed since, those that the plan had when it was made."""
    score = look.then if look.changed and not look.edited else look.score
    return tuple(score[level] or 0 for level in LEVELS)


def _load(trained: tuple[Trained, ...]) -> Fraction:
    return sum((each.load for each in trained), Fraction(0)) / max(len(trained), 1)
