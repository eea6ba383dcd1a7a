"""Words on the screen: nearest words, plurals, lists, amounts, days; and numbers and days as typed."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
WEEKDAYS = tuple(DAYS)
#: Whole numbers that somebody types have no more digits.
DIGITS = 6
#: A part of a word that is as long may stand for all of it.
_PART = 6
#: A day as it is typed: 2026-03-03.
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_COMMA = re.compile(r"([-+]?[0-9]+),([0-9]+)( ?[a-z%]{0,3})\Z")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is closest to `word`, or None when none is close."""
    if len(word) > 200:
        return None
    names = {name: name for name in sorted(known)}
    # 'preperation' is meant for 'general-preparation' rather than for 'pre-competition'
    parts = {part: name for name in reversed(names) for part in name.split("-") if len(part) >= _PART}
    whole = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    part = difflib.get_close_matches(word, parts, n=1, cutoff=0.8) if "-" not in word else []
    best = max(
        [*whole, *part], key=lambda each: difflib.SequenceMatcher(None, word, each).ratio(), default=None
    )
    return None if best is None else {**parts, **names}[best]


def meant(word: object, known: Iterable[str]) -> str:
    """The end of a sentence that names the known word that is meant, if one is close."""
    if not isinstance(word, str) or not word:
        return ""
    known = list(known)
    begun = [each for each in known if each.startswith(word) or word.startswith(each)]
    close = begun[0] if len(begun) == 1 else nearest(word, known)
    return f"; did you mean {close!r}?" if close else ""


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """The sentence for a word that is not known, with the nearest one or all there are."""
    known = sorted(set(known))
    close = nearest(word, known)
    word = word if len(word) <= 60 else f"{word[:57]}..."
    if close:
        return f"unknown {what} {word!r}; did you mean {close!r}?"
    if not known:
        return f"unknown {what} {word!r}; there are none here"
    return f"unknown {what} {word!r}; known: {', '.join(known[:12])}{', ...' if len(known) > 12 else ''}"


def without_comma(text: str) -> str | None:
    """A number with a comma as it is read: '11,80' is 11.80, '2,000' is 2000; None for other texts."""
    found = _COMMA.match(text)
    if found is None:
        return None
    whole, rest, unit = found.groups()
    return f"{whole}{'' if len(rest) == 3 and whole != '0' else '.'}{rest}{unit}"


def is_whole(text: str) -> bool:
    """Whether a text is a whole number in plain digits, and not a long one."""
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def is_dated(text: str) -> bool:
    """Whether a text looks like 2026-03-03, whether or not there is such a day."""
    return re.fullmatch(DATE, text) is not None


def dated(text: str) -> dt.date | None:
    """The day of a text such as 2026-03-03; None if it is none."""
    if not is_dated(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def plural(count: Fraction | int, noun: str) -> str:
    """The count with its noun: '1 day', '2 days', '2,000 m'."""
    if noun in {"m", "min", "AU"} or count == 1:
        return f"{number(count)} {noun}"
    if noun.endswith(("s", "x", "ch")):
        return f"{number(count)} {noun}es"
    return f"{number(count)} {noun}s"


def number(value: Fraction | float) -> str:
    """A number as it is written on paper: 2,000; 13.3; no trailing zeros."""
    exact = Fraction(value).limit_denominator(10**6)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    return f"{float(exact):,.2f}".rstrip("0").rstrip(".")


def tenths(value: Fraction | float) -> str:
    """'1,200.5', '3.0': a number that is told to one decimal, as form is."""
    return f"{float(value):,.1f}"


def percent(share: Fraction) -> str:
    """A share as a percentage: 1/10 is '10 %'."""
    return f"{number(share * 100)} %"


def listed(words: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_name(date: dt.date) -> str:
    """'Tue 3 Mar'."""
    return f"{date:%a} {date.day} {date:%b}"


def day_span(first: dt.date, last: dt.date) -> str:
    """'Tue 3 Mar' or 'Tue 3 Mar to Fri 6 Mar'."""
    return day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"
