"""What is varied, as it is typed: `rules.tempo-days.limit.at_most=1..4`, `phases.taper.weeks=1,2`.

Values are a list, in which a range such as `1..4` or `1..9 by 2` stands for all its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from solver.errors import InputError, Mark, Problem, refuse
from solver.files.data import figure
from solver.files.page import inline
from solver.files.source import parse
from solver.loading.setting import LONGEST, typed_at
from solver.words import listed, plural

OPTION = "--vary"
#: The most parameters, values of one, and combinations.
PARAMETERS, VALUES, CELLS = 4, 100, 400
_END = r"(-?\d{1,9}(?:\.\d{1,6})?)(%?)"
_RANGE = re.compile(rf"{_END}\s*\.\.\s*{_END}(?:\s+by\s+{_END})?")
_DASH = re.compile(r"(\d+%?)\s*[-\N{EN DASH}]\s*(\d+%?)")
EXPECTED = "expected a path and its values, as in rules.tempo-days.limit.at_most=1..4"


@dataclass(frozen=True, slots=True)
class Axis:
    """A parameter and its values.

    Parameters
    ----------
    path
        What is varied, as `--set` names it.
    values
        The values in the order in which they were typed, as in a file.
    """

    path: str
    values: tuple[Any, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The values as they are shown and set."""
        return tuple(inline(value) for value in self.values)

    def setting(self, place: int) -> str:
        """One of the values, as `--set` takes it."""
        return f"{self.path}={self.words[place]}"

    @property
    def numbers(self) -> tuple[Fraction, ...] | None:
        """The values as numbers, shares as percentages; None if some are words."""
        found = [_number(word) for word in self.words]
        return None if None in found else tuple(each for each in found if each is not None)

    @property
    def short(self) -> str:
        """What is varied, without what goes without saying: `tempo-days at most`, `taper weeks`."""
        words = self.path.removeprefix("rules.").removeprefix("phases.").split(".")
        kept = [words[0], *words[-1:]] if len(words) > 1 else words
        return " ".join([kept[0], *(word.replace("_", " ") for word in kept[1:])])


def axes(typed: Sequence[str]) -> list[Axis]:
    """The parameters that were typed.

    Raises
    ------
    InputError
        With all that is wrong with them.
    """
    problems, found = list[Problem](), list[Axis]()
    for text in typed:
        try:
            found.append(axis(text))
        except InputError as error:
            problems.extend(error.problems)
    paths = [each.path for each in found]
    problems += [
        Problem(f"{path} is varied twice", typed_at(f"{OPTION} {path}"))
        for path in dict.fromkeys(paths) if paths.count(path) > 1
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    _check_size(found)
    return found


def _check_size(found: Sequence[Axis]) -> None:
    if not 1 <= len(found) <= PARAMETERS:
        raise refuse(f"{OPTION}: found {plural(len(found), 'parameter')}, expected 1 to {PARAMETERS}")
    cells = 1
    for each in found:
        cells *= len(each.values)
    if cells > CELLS:
        counts = " x ".join(str(len(each.values)) for each in found)
        raise refuse(f"{OPTION}: {counts} values are {cells:,} combinations; expected at most {CELLS}")


def axis(text: str) -> Axis:
    """One parameter."""
    mark = typed_at(f"{OPTION} {text}")
    path, sign, written = text.partition("=")
    if not sign or not path.strip() or not written.strip() or len(text) > LONGEST:
        raise refuse(EXPECTED, mark)
    try:
        items = parse(f"[{written}]", mark.file).data
    except InputError:
        raise refuse(EXPECTED, mark) from None
    values = [value for item in items for value in _values(item, mark)]
    words = [inline(value) for value in values]
    if twice := [word for word in dict.fromkeys(words) if words.count(word) > 1]:
        raise refuse(f"{listed(twice)} stands there twice", mark)
    if len(values) > VALUES:
        raise refuse(f"found {len(values)} values, expected at most {VALUES}", mark)
    return Axis(path.strip(), tuple(values))


def _values(item: Any, mark: Mark) -> Iterator[Any]:
    """The values that an item stands for."""
    if item is None:
        raise refuse("a value is missing", mark)
    found = _RANGE.fullmatch(item.strip()) if isinstance(item, str) else None
    if isinstance(item, str) and (dash := _DASH.fullmatch(item.strip())):
        raise refuse(f"{item}: expected two dots in a range, as in {dash[1]}..{dash[2]}", mark)
    if found is None:
        yield item
        return
    first, sign, last, last_sign, by, by_sign = found.groups()
    step = Fraction(by or 1)
    signs = {sign, last_sign, *([by_sign] if by else [])}
    if len(signs) > 1:
        raise refuse(f"{item}: expected a % sign behind every number or behind none", mark)
    low, high = Fraction(first), Fraction(last)
    if step <= 0 or low > high:
        raise refuse(f"{item}: expected a range that goes up, such as 1..4 or 1..9 by 2", mark)
    count = (high - low) // step + 1
    if count > VALUES:
        raise refuse(f"{item} has {count:,} numbers, expected at most {VALUES}", mark)
    for k in range(count):
        value = low + k * step
        yield f"{figure(value)}%" if sign else figure(value)


def _number(word: str) -> Fraction | None:
    """A number, or a share or an amount that begins with one, such as '10%' or '3 days'."""
    found = re.match(r"-?\d{1,9}(?:\.\d{1,6})?(?=%|\s|\Z)", word)
    return Fraction(found[0]) if found else None
