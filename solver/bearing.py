"""Which days bear on a place: those of its terms and conditions, not those that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from solver.bounds import Amount, Bound, Flag, Place, Term


def days_of(place: Place) -> set[int]:
    """The days on which something may be done that counts for a place."""
    terms = [term for _, term in place.bound.terms]
    return {day for term in (*terms, *place.given) for day in _days(term)}


def _days(term: Term) -> Iterator[int]:
    if isinstance(term, Amount):
        yield from term.days
    elif isinstance(term, Flag):
        yield from _of(term.bound)
    else:
        for terms in term.sums:
            for _, each in terms:
                yield from _days(each)


def _of(bound: Bound) -> Iterator[int]:
    for _, term in bound.terms:
        yield from _days(term)
