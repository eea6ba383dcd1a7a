"""What happens to athletes, as an overlay of the scenario: sick or injured, and so not at a meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from solver.calendar import concerns
from solver.documents.scenario import Athlete, Competition
from solver.errors import refuse
from solver.loading.load import Reading
from solver.overlays.named import LISTS, OFF, names
from solver.overlays.overlay import Overlay
from solver.words import dated, listed, unknown

#: Who comes back from an injury step by step: by this tag, these rules, these sessions.
RETURNING, LADDER = "returning", "return-step"


@dataclass(frozen=True, slots=True)
class Absent:
    """A meet at which an athlete does not start, and why, in words."""

    athlete: str
    meet: str
    date: dt.date
    because: str


@dataclass(frozen=True, slots=True)
class Spell:
    """Days without training, both ends included."""

    what: Literal["sick", "injured"]
    first: dt.date
    last: dt.date
    athlete: str | None = None

    @classmethod
    def read(cls, what: Literal["sick", "injured"], text: str, athlete: str | None) -> Spell:
        """A spell as it is typed: `2026-10-12..2026-10-14`, or one day.

        Raises
        ------
        InputError
            If it is none.
        """
        start, dots, end = text.strip().partition("..")
        first, last = dated(start), dated(end if dots else start)
        if first is None or last is None:
            raise refuse(f"--{what}: found {text[:40]!r}, expected days such as 2026-10-12..2026-10-14")
        if last < first:
            raise refuse(f"--{what}: ends on {last}, before it begins on {first}")
        return cls(what, first, last, athlete)

    def overlay(self, below: Reading) -> Overlay:
        """What it changes in a scenario.

        Who was injured comes back by the ladder of the rulebook `returning`: build-ups step by step before
        any sprint.
        """
        who = self.whose(below)
        away: dict[str, Any] = {"reason": self.what, "from": self.first, "to": self.last}
        if len(_athletes(below)) > 1:
            away["for"] = [who.name]
        data: dict[str, Any] = {"away": {f"{self.what} {self.first}": away}}
        if self.what == "injured":
            data |= _ladder(below.source.data, who.name)
        if meets := [each for each in meets_of(below, who) if self.first <= each.date <= self.last]:
            data |= without(below, who, meets)
        return Overlay.of(data, f"--{self.what}")

    def whose(self, below: Reading) -> Athlete:
        """Who is sick or injured."""
        there = {each.name: each for each in _athletes(below)}
        if self.athlete not in (None, *there):
            raise refuse(f"--athlete: {unknown('athlete', str(self.athlete), there)}")
        if self.athlete is None and len(there) > 1:
            raise refuse(f"--athlete is missing: there are {listed(list(there))}")
        return there[self.athlete or next(iter(there))]

    def absent(self, below: Reading) -> list[Absent]:
        """The meets on its days."""
        who = self.whose(below)
        return [
            Absent(who.name, each.name, each.date, self.what)
            for each in meets_of(below, who)
            if self.first <= each.date <= self.last
        ]


def meets_of(below: Reading, athlete: Athlete) -> list[Competition]:
    """The meets of an athlete, by date."""
    mine = [each for each in below.scenario.competitions if concerns(each.for_, athlete)]
    return sorted(mine, key=lambda each: each.date)


def without(below: Reading, athlete: Athlete, meets: Sequence[Competition]) -> dict[str, Any]:
    """What lets an athlete not start at some meets, as an overlay has it; the others start all the same."""
    every = below.scenario.competitions
    known = names(below.source.data["competitions"], LISTS["competitions",])
    found: dict[str, Any] = {}
    for meet in meets:
        others = [o.name for o in _athletes(below) if o.name != athlete.name and concerns(meet.for_, o)]
        name = known[every.index(meet)]
        found[name] = {"for": others} if others else OFF
    return {"competitions": found}


def _athletes(below: Reading) -> list[Athlete]:
    return [each for each in (*below.scenario.athletes, below.scenario.athlete) if each]


def _ladder(data: Mapping[str, Any], who: str) -> dict[str, Any]:
    """What lets an athlete come back step by step."""
    found: dict[str, Any] = {"rulebooks": {RETURNING: "on"}}
    if "athlete" in data:
        found["athlete"] = {"tags": _with(data["athlete"].get("tags", ()), RETURNING)}
    else:
        tags = next(each.get("tags", ()) for each in data["athletes"] if each["name"] == who)
        found["athletes"] = {who: {"tags": _with(tags, RETURNING)}}
    left_out = data["sessions"].get("not") if isinstance(data.get("sessions"), dict) else None
    if isinstance(left_out, list) and LADDER in left_out:
        found["sessions"] = {"not": [each for each in left_out if each != LADDER]}
    return found


def _with(words: Sequence[str], word: str) -> list[str]:
    return [*words, *([] if word in words else [word])]
