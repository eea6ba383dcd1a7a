"""The one form that every rule takes before any solver sees it.

A *term* is a number read off a plan; a *bound* keeps a weighted sum of terms between two numbers;
a *place* is one place where a rule may be broken, with its bound. Terms and bounds can be evaluated
on a finished plan, so that they can be compared with the auditor without a solver.

::

    term   Amount    so much of a measure, in some sessions, on some days (or in one slot of them)
           Flag      1 if a bound holds, else 0
           Largest   the largest of some weighted sums of terms
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from solver.diary import Diary

# Terms, bounds and places are tuples: a season has them by the ten thousand, and they are made and looked
# up many times faster so.

Weight: TypeAlias = Fraction | int


def whole(value: Weight) -> Weight:
    """The same number, as an int where it is one: whole numbers are many times faster to add."""
    return value if type(value) is int or value.denominator != 1 else value.numerator


@lru_cache(maxsize=1024)
def exact(value: float) -> Fraction:
    """The number as it is written: 0.1 is no binary fraction."""
    return Fraction(str(value))


class Amount(NamedTuple):
    """How much of `measure` an athlete has in sessions of `forms` on `days`, in `slot` or in all."""

    athlete: str
    days: Sequence[int]
    measure: str
    forms: frozenset[str]
    slot: str | None = None

    def value(self, diary: Diary) -> Fraction:
        """The amount in a plan."""
        return sum(
            (
                done.amounts.get(self.measure, Fraction(0))
                for day in self.days
                for done in diary.on(self.athlete, day)
                if done.form in self.forms and self.slot in (None, done.slot)
            ),
            Fraction(0),
        )


class Flag(NamedTuple):
    """1 where a bound holds, 0 where it does not."""

    bound: Bound

    def value(self, diary: Diary) -> Fraction:
        """0 or 1, in a plan."""
        return Fraction(self.bound.holds(diary))


class Largest(NamedTuple):
    """The largest of some weighted sums, and at least `least`."""

    sums: tuple[tuple[Weighted, ...], ...]
    least: Weight = 0

    def value(self, diary: Diary) -> Fraction:
        """The largest sum in a plan."""
        return max([Fraction(self.least), *(total(each, diary) for each in self.sums)])


Term: TypeAlias = Amount | Flag | Largest
Weighted: TypeAlias = tuple[Weight, Term]


def total(terms: Iterable[Weighted], diary: Diary) -> Fraction:
    """A weighted sum of terms in a plan."""
    return sum((weight * term.value(diary) for weight, term in terms), Fraction(0))


class Bound(NamedTuple):
    """`lower <= sum of weight x term <= upper`; None leaves a side open."""

    terms: tuple[Weighted, ...]
    lower: Weight | None = None
    upper: Weight | None = None

    def total(self, diary: Diary) -> Fraction:
        """The weighted sum in a plan."""
        return total(self.terms, diary)

    def under(self, diary: Diary) -> Fraction:
        """By how much the sum is too small."""
        return max(self.lower - self.total(diary), Fraction(0)) if self.lower is not None else Fraction(0)

    def over(self, diary: Diary) -> Fraction:
        """By how much the sum is too large."""
        return max(self.total(diary) - self.upper, Fraction(0)) if self.upper is not None else Fraction(0)

    def holds(self, diary: Diary) -> bool:
        """Whether a plan keeps it."""
        return not self.under(diary) and not self.over(diary)


class Place(NamedTuple):
    """One place where a rule may be broken.

    Parameters
    ----------
    days
        The days it is about.
    bound
        What must hold there.
    level
        The level of importance where it differs from the rule's own.
    unit
        What counts as one step of deviation; parts of a step count as a whole one.
    given
        Flags that must all be 1 for the place to count.
    reward
        Whether the sum is a gain, one point a unit, instead of being bounded.
    athletes
        Whom it is about.
    """

    days: tuple[int, ...]
    bound: Bound
    level: str | None = None
    unit: Weight = 1
    given: tuple[Flag, ...] = ()
    reward: bool = False
    athletes: tuple[str, ...] = ()

    def applies(self, diary: Diary) -> bool:
        """Whether its conditions hold in a plan."""
        return all(flag.value(diary) for flag in self.given)

    def steps(self, diary: Diary) -> tuple[int, int]:
        """Steps too little and steps too much in a plan."""
        if not self.applies(diary):
            return 0, 0
        under, over = self.bound.under(diary), self.bound.over(diary)
        return math.ceil(under / self.unit), math.ceil(over / self.unit)

    def bearing(self) -> set[int]:
        """The days that bear on it: those of its terms and conditions, not those that it is about."""
        terms = [term for _, term in self.bound.terms]
        return {day for term in (*terms, *self.given) for day in _days(term)}


def _days(term: Term) -> Iterator[int]:
    """The days on which something may be done that counts for a term."""
    if isinstance(term, Amount):
        yield from term.days
        return
    for terms in (term.bound.terms,) if isinstance(term, Flag) else term.sums:
        for _, each in terms:
            yield from _days(each)


def both(bounds: Iterable[Bound]) -> Bound:
    """The bound that holds where all of `bounds` do."""
    flags = tuple((1, Flag(bound)) for bound in bounds)
    return Bound(flags, lower=len(flags))


def used(athlete: str, days: Sequence[int], forms: frozenset[str], slot: str | None = None) -> Flag:
    """1 where an athlete has at least one session of `forms` on `days`."""
    return Flag(Bound(((1, Amount(athlete, tuple(days), "sessions", forms, slot)),), lower=1))


def unused(athlete: str, days: Sequence[int], forms: frozenset[str], slot: str | None = None) -> Flag:
    """1 where an athlete has no session of `forms` on `days`."""
    return Flag(Bound(((1, Amount(athlete, tuple(days), "sessions", forms, slot)),), upper=0))
