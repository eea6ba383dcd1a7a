"""Numbers of a rule that are moved, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Move(NamedTuple):
    """A number moved: 'at least', '3', '2', ' in week 4'."""

    word: str
    old: str
    new: str
    where: str


def in_words(name: str, moves: Iterable[Move]) -> str:
    """'tempo-days: at most 2 -> 3, and 4 in week 7': what was moved twice is told once."""
    ends: dict[tuple[str, str], tuple[str, str]] = {}
    for word, old, new, where in sorted(moves, key=lambda move: (move.word, bool(move.where))):
        first, _ = ends.get((word, where), (old, new))
        ends[word, where] = first, new
    told, before = [], ""
    for (word, where), (old, new) in ends.items():
        if where and ends.get((word, ""), ("", ""))[1] == new:
            continue
        told.append(f"and {new}{where}" if word == before else f"{word} {old} -> {new}{where}")
        before = word
    return f"{name}: {', '.join(told)}"
