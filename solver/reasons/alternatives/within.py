"""How much worse than the plan an alternative may be: `should=0,prefer=2`, in points or per cent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from solver.errors import refuse
from solver.search.outcome import LEVELS
from solver.words import listed, plural, unknown

#: An entry: a level, points, and whether they are per cent.
_ENTRY = re.compile(r"\s*([a-z]{1,20})\s*=\s*(\d{1,6})\s*(%?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Room:
    """So many points, or so many per cent of the plan's points if that is more."""

    points: int = 0
    percent: int = 0

    def of(self, points: int) -> int:
        """The points that may be given up."""
        return max(self.points, abs(points) * self.percent // 100)


#: No worse at should, and at prefer by two points or by five per cent.
USUAL: Mapping[str, Room] = {"should": Room(), "prefer": Room(2, 5)}


@dataclass(frozen=True, slots=True)
class Within:
    """How much worse a plan may be, by level."""

    rooms: Mapping[str, Room] = field(default_factory=lambda: USUAL)

    @classmethod
    def read(cls, text: str | None) -> Within:
        """Read an option; what it leaves out is as usual.

        Raises
        ------
        InputError
            If it cannot be read.
        """
        return cls({**USUAL, **cls.only(text).rooms})

    @classmethod
    def only(cls, text: str | None) -> Within:
        """Read an option; what it leaves out may be as bad as it likes."""
        rooms = dict[str, Room]()
        for part in text.split(",") if text is not None else ():
            entry = _ENTRY.match(part)
            if entry is None:
                raise refuse(f"--within: found {part[:40]!r}, expected points such as should=0,prefer=5%")
            level, amount, percent = entry.groups()
            if level not in LEVELS:
                raise refuse(f"--within: {unknown('level', level, LEVELS)}")
            rooms[level] = Room(0, int(amount)) if percent else Room(int(amount))
        return cls(rooms)

    def allowed(self, score: Mapping[str, int]) -> Mapping[str, int]:
        """The points of each level that may be given up, from the score of a plan."""
        return {level: self.rooms[level].of(score[level]) for level in LEVELS if level in self.rooms}


def says(allowed: Mapping[str, int]) -> str:
    """'no worse at should and at most 2 points worse at prefer'."""
    words = [
        f"at most {plural(points, 'point')} worse at {level}" if points else f"no worse at {level}"
        for level, points in allowed.items()
    ]
    return listed(words)
