"""Chance that is the same everywhere: a few ways to draw from one seeded stream."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from the seed that some words make; only `random()` is used, which no Python changes."""

    def __init__(self, *words: object) -> None:
        self._stream = random.Random(" ".join(map(str, words)))

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self._stream.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._stream.random() * (high - low + 1))

    def one(self, among: Sequence[T]) -> T:
        """One of some things."""
        return among[self.between(0, len(among) - 1)]
