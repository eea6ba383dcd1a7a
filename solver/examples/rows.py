"""Rows of examples: a week in one line.

Day tokens stand between blanks, from Monday; ``|`` may stand between weeks, ``&`` between athletes.

=====================  ===========================================================================
``.``                  nothing
``speed+lift``         two sessions; a tag or class means the first session of the catalogue that has it
``am=lift+pm=tempo``   in these slots
``race@A``             a meet of that priority with its race; ``race@B3`` has three rounds
``speed:300m``         with 300 m; ``60min``, ``600au``, ``6x30m``, ``40contacts`` likewise
``tempo:80%``          done at 80 %, whatever the catalogue says; ``tempo:6x200m,80%`` both
=====================  ===========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from solver.errors import refuse

_ITEM = re.compile(
    r"(?:(?P<slot>[A-Za-z]\w*)=)?(?P<word>[A-Za-z0-9][\w.-]*)"
    r"(?:@(?P<priority>[ABC])(?P<rounds>[1-6])?)?(?::(?P<amounts>[^:@=+]+))?\Z"
)
_AMOUNT = re.compile(
    r"(?P<reps>[1-9][0-9]*)x(?P<distance>[1-9][0-9]*)m\Z|(?P<number>[0-9.]+)(?P<unit>[a-z_-]+|%)\Z"
)
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
#: The measures behind short units; any other unit is the measure itself.
UNITS = {"m": "metres", "min": "minutes", "au": "load"}


@dataclass(frozen=True, slots=True)
class Item:
    """One session of a row.

    Parameters
    ----------
    athlete, day
        Counted from 0.
    slot
        The slot, or "" for the first.
    priority, rounds
        Of the meet that it belongs to; "" without one.
    reps, distance
        From ``6x30m``.
    intensity
        From ``80%``.
    amounts
        The other amounts that are stated, by measure.
    """

    athlete: int
    day: int
    slot: str
    word: str
    priority: str = ""
    rounds: int = 1
    reps: int | None = None
    distance: int | None = None
    intensity: Fraction | None = None
    amounts: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: its sessions, how many weeks and athletes, and the complaint after ``->``."""

    items: tuple[Item, ...]
    weeks: int
    athletes: int
    complaint: str = ""


def parse_row(text: str) -> Row:
    """Read a row.

    Raises
    ------
    InputError
        With a word on what was expected.
    """
    days, _, complaint = text.partition(" -> ")
    lines = days.split("&")
    items: list[Item] = []
    weeks = 1
    for athlete, line in enumerate(lines):
        tokens = _tokens(line)
        weeks = max(weeks, -(-len(tokens) // 7))
        for day, token in enumerate(tokens):
            if token != ".":
                items += [_item(athlete, day, part) for part in token.split("+")]
    return Row(tuple(items), weeks, len(lines), complaint.strip())


def _tokens(line: str) -> list[str]:
    *whole, last = [week.split() for week in line.split("|")]
    for week in whole:
        if not week or len(week) % 7:
            raise refuse(f"found {len(week)} days before '|', expected whole weeks of 7")
    return [token for week in (*whole, last) for token in week]


def _item(athlete: int, day: int, text: str) -> Item:
    found = _ITEM.match(text)
    if not found:
        raise refuse(f"found {text!r}, expected a session such as speed, am=lift, race@A or tempo:1500m")
    reps = distance = intensity = None
    amounts: dict[str, Fraction] = {}
    for amount in _amounts(found["amounts"] or ""):
        if amount["reps"]:
            reps, distance = int(amount["reps"]), int(amount["distance"])
        elif amount["unit"] == "%":
            intensity = Fraction(amount["number"])
        else:
            amounts[UNITS.get(amount["unit"], amount["unit"])] = Fraction(amount["number"])
    rounds = int(found["rounds"] or 1)
    return Item(
        athlete, day, found["slot"] or "", found["word"], found["priority"] or "", rounds,
        reps, distance, intensity, tuple(amounts.items()),
    )  # fmt: skip


def _amounts(text: str) -> Iterator[re.Match[str]]:
    """What is stated after the colon of a token, one by one."""
    for part in text.split(",") if text else []:
        amount = _AMOUNT.match(part)
        if not amount or (amount["number"] and not _NUMBER.match(amount["number"])):
            raise refuse(f"found {part!r}, expected an amount such as 300m, 60min, 600au, 6x30m or 80%")
        yield amount
