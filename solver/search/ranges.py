"""Numbers that say how much to look for and how hard: the least and the most that each may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from numbers import Integral, Real
from typing import Any

from solver.errors import InputError, Problem

#: The most of what is above 0, with what it is a number of.
ABOVE_NOTHING: Mapping[str, tuple[int, str]] = {
    "effort": (1_000_000, "a number"),
    "time": (1_000_000, "seconds"),
}
#: The least and the most of whole numbers.
WHOLE: Mapping[str, tuple[int, int]] = {
    "workers": (1, 64), "solvers": (1, 64), "points": (2, 200), "conflicts": (1, 20), "ways": (1, 20),
    "publish-days": (0, 366), "max-changes": (0, 50),
}  # fmt: skip


def check(before: str = "", /, **given: Any) -> None:
    """Refuse numbers that make no sense, all at once.

    Parameters
    ----------
    before
        What stands before the name of each where it is given: ``--`` for options.
    given
        The numbers by their names; None is one that was not given.

    Raises
    ------
    InputError
        If a number is none or is out of its range.
    """
    problems = [
        Problem(f"{before}{name}: found {_found(value)}, expected {expected}")
        for name, value in given.items()
        if value is not None
        for expected in _wrong(name, value)
    ]
    if problems:
        raise InputError(problems)


def _wrong(name: str, value: Any) -> Iterator[str]:
    """What was expected, where a number is not that."""
    if (word := name.replace("_", "-")) in WHOLE:
        least, most = WHOLE[word]
        if not _is(value, Integral) or not least <= value <= most:
            yield f"a {'' if _is(value, Integral) else 'whole '}number from {least} to {most}"
        return
    most, what = ABOVE_NOTHING[name]
    if not _is(value, Real) or not 0 < value <= most:
        yield f"{what} above 0 and up to {most:,}"


def _is(value: Any, kind: type) -> bool:
    """Whether a value is a number of a kind; yes and no are none."""
    return isinstance(value, kind) and not isinstance(value, bool)


def _found(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(value)[:60]
