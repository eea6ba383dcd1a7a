"""What can be traded: points, amounts, form, and changes of a plan.

An aim is an expression over the variables of a model for the solver, and a figure that is read off a finished
plan, by the auditor's own means. The solver counts it in whole steps: a part of one counts as lost.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from solver.auditor import Audit
from solver.bounds import Bound, Weight
from solver.clauses.amount import Counted
from solver.clauses.number import Number
from solver.diary import Diary, Done
from solver.model.linear import Affine, combined
from solver.model.lowering import Lowering
from solver.rules.peak import Peak
from solver.scope import Scope
from solver.search.outcome import LEVELS
from solver.season import ActiveRule, Season
from solver.words import number, plural

#: Words of which there is less or more, and not fewer.
MASSES = frozenset({"metres", "total_metres", "minutes", "load", "distance"})


@dataclass(frozen=True)
class Aim(ABC):
    """A goal of a trade-off.

    Parameters
    ----------
    name
        What it is an amount of: 'metres of speed'.
    most
        Whether more of it is better.
    step
        The step in which it is counted.
    """

    name: str
    most: bool
    step: Fraction

    #: Whether there can be less of it, and not fewer.
    mass: ClassVar[bool] = False

    def __str__(self) -> str:
        return f"{'most' if self.most else 'least' if self.mass else 'fewest'} {self.name}"

    @property
    def sign(self) -> int:
        """1 if little of it is good, -1 if much is."""
        return -1 if self.most else 1

    def steps(self, figure: Fraction) -> int:
        """What a figure costs, in whole steps: fewer are better."""
        return math.ceil(self.sign * figure / self.step)

    def figure(self, steps: int) -> Fraction:
        """The best figure of so many steps."""
        return self.sign * self.step * steps

    @property
    def unit(self) -> str:
        """The unit of its figures, where it is not one thing after the other."""
        return ""

    @abstractmethod
    def amount(self, figure: Fraction) -> str:
        """A figure in words: '120 m of speed'."""

    @abstractmethod
    def short(self, figure: Fraction) -> str:
        """A figure as a table has it: '120 m'."""

    @abstractmethod
    def expression(self, season: Season, lowering: Lowering) -> Affine:
        """The figure, for the solver."""

    @abstractmethod
    def read(self, season: Season, audit: Audit, diary: Diary) -> Fraction:
        """The figure of a finished plan, by looking."""


@dataclass(frozen=True)
class Points(Aim):
    """The points of a level, or those of a rule at all levels."""

    level: str = ""
    rule: ActiveRule | None = None

    def amount(self, figure: Fraction) -> str:
        return f"{plural(figure, 'point')} of {self.level or (self.rule and self.rule.id)}"

    def short(self, figure: Fraction) -> str:
        return plural(figure, "point")

    def expression(self, season: Season, lowering: Lowering) -> Affine:
        objective = lowering.model.objective
        if self.rule is None:
            return _sum(objective[self.level])
        # posted once more, to a level of its own
        own = f"points of {self.rule.id}"
        for _, place in self.rule.places():
            if not self.rule.is_must(place):
                lowering.post(self.rule.rule, place, own)
        return _sum(objective.pop(own, {}))

    def read(self, season: Season, audit: Audit, diary: Diary) -> Fraction:
        if self.rule is None:
            return Fraction(audit.score[self.level])
        verdict = next(each for each in audit.verdicts if each.rule.id == self.rule.id)
        return Fraction(sum(verdict.points(level) for level in LEVELS))


@dataclass(frozen=True)
class Quantity(Aim):
    """An amount of the rule language, over some days of each athlete."""

    counted: Counted
    scopes: Sequence[Scope]

    @property
    def mass(self) -> bool:  # type: ignore[override]
        return self.counted.counted in MASSES

    def same(self, other: Quantity) -> bool:
        """Whether it is the same amount, in whatever direction and steps."""
        plain = (each.counted.model_copy(update={"per_unit": None}) for each in (self, other))
        return next(plain) == next(plain)

    @property
    def unit(self) -> str:
        return self.counted.noun(self.scopes[0]) if self.mass else ""

    def amount(self, figure: Fraction) -> str:
        if self.name.startswith("load"):
            return f"{self.short(figure)} of load"
        if self.name.startswith(self.counted.named()):
            return f"{number(figure)} {self.counted.of_number(Number(figure))}"
        return self.short(figure)

    def short(self, figure: Fraction) -> str:
        return plural(figure, self.counted.noun(self.scopes[0]))

    def expression(self, season: Season, lowering: Lowering) -> Affine:
        terms = [term for scope in self.scopes for term in self.counted.terms(scope, scope.days)]
        return lowering.terms.sum(terms)

    def read(self, season: Season, audit: Audit, diary: Diary) -> Fraction:
        return sum((self.counted.read(scope, diary, scope.days) for scope in self.scopes), Fraction(0))


@dataclass(frozen=True)
class FormAim(Aim):
    """Form at meets, as a rule of the kind `peak` has it: that of all such meets together."""

    peak: Peak
    scopes: Sequence[Scope]

    mass: ClassVar[bool] = True

    @property
    def unit(self) -> str:
        return "AU a day"

    def amount(self, figure: Fraction) -> str:
        return f"{number(figure)} AU of form"

    def short(self, figure: Fraction) -> str:
        return f"{number(figure)} AU"

    def expression(self, season: Season, lowering: Lowering) -> Affine:
        bounds: list[Bound] = [place.bound for scope in self.scopes for place in self.peak.bounds(scope)]
        return lowering.terms.sum([term for bound in bounds for term in bound.terms])

    def read(self, season: Season, audit: Audit, diary: Diary) -> Fraction:
        gains = [gain for scope in self.scopes for gain in self.peak.gains(scope, diary)]
        return sum((gain.amount for gain in gains), Fraction(0))


@dataclass(frozen=True)
class ChangesAim(Aim):
    """Sessions that differ from those of a plan: new, gone, or in another dose."""

    before: Sequence[Done]

    def amount(self, figure: Fraction) -> str:
        return plural(figure, "change")

    def short(self, figure: Fraction) -> str:
        return plural(figure, "change")

    def expression(self, season: Season, lowering: Lowering) -> Affine:
        left = {_place(each): each.count for each in self.before}
        parts: list[tuple[Weight, Affine]] = []
        for choice in lowering.choices.all:
            cell, done = choice.cell, Affine({choice.done: 1})
            count = left.pop((cell.athlete, cell.day, cell.slot, cell.form.key), None)
            if count is None:
                parts.append((1, done))
                continue
            parts.append((1, Affine({}, 1)))
            if (before := cell.form.step_of(count)) is None:
                continue  # such a dose is never planned: gone or changed, it differs
            parts.append((-1, done))
            if choice.steps is not None:
                parts.append((1, _differs(lowering, choice.done, choice.steps, before)))
        return combined([*parts, (1, Affine({}, len(left)))])

    def read(self, season: Season, audit: Audit, diary: Diary) -> Fraction:
        was = {_place(each): each.count for each in self.before}
        now = {_place(each): each.count for each in diary.all() if each.day in season.open_days}
        return Fraction(sum(was.get(place) != now.get(place) for place in {*was, *now}))


def _differs(lowering: Lowering, done: int, steps: int, before: int) -> Affine:
    """1 where a session is done in another dose than before."""
    model = lowering.model
    most = model.upper[steps]
    differs = model.slack(0, 1, model.reach[done])
    more, fewer = (
        {steps: 1, done: -before, differs: before - most},
        {steps: -1, done: before, differs: -before},
    )
    for parts in (more, fewer):
        model.add(_sum(parts), None, 0)
    return Affine({differs: 1})


def _place(done: Done) -> tuple[str, int, str, str]:
    return done.athlete, done.day, done.slot, done.form


def _sum(costs: dict[int, int]) -> Affine:
    return Affine({variable: cost for variable, cost in costs.items() if cost})


def grain(weights: Iterable[Weight]) -> Fraction:
    """The largest step in which all sums of some numbers can be counted; 1 where there are none."""
    found = [Fraction(each) for each in weights if each]
    scale = math.lcm(*(each.denominator for each in found))
    return Fraction(math.gcd(*(int(each * scale) for each in found)) or 1, scale)
