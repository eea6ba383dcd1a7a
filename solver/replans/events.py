"""What happens to athletes, as an overlay of the scenario: sick or injured from one day to another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from solver.errors import refuse
from solver.loading import Reading
from solver.overlay import Overlay
from solver.words import listed, unknown

_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.([0-9]{4}-[0-9]{2}-[0-9]{2}))?\Z")
#: Who comes back from an injury step by step: by this tag, these rules, these sessions.
RETURNING, LADDER = "returning", "return-step"


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
        found = _SPAN.match(text.strip())
        try:
            if not found:
                raise ValueError
            first = dt.date.fromisoformat(found[1])
            last = dt.date.fromisoformat(found[2] or found[1])
        except ValueError:
            said = f"--{what}: found {text[:40]!r}, expected days such as 2026-10-12..2026-10-14"
            raise refuse(said) from None
        if last < first:
            raise refuse(f"--{what}: ends on {last}, before it begins on {first}")
        return cls(what, first, last, athlete)

    def overlay(self, below: Reading) -> Overlay:
        """What it changes in a scenario.

        Who was injured comes back by the ladder of the rulebook `returning`: build-ups step by step before
        any sprint.
        """
        names = [each.name for each in (*below.scenario.athletes, below.scenario.athlete) if each]
        if self.athlete not in (None, *names):
            raise refuse(f"--athlete: {unknown('athlete', str(self.athlete), names)}")
        if self.athlete is None and len(names) > 1:
            raise refuse(f"--athlete is missing: there are {listed(names)}")
        who = self.athlete or names[0]
        away: dict[str, Any] = {"reason": self.what, "from": self.first, "to": self.last}
        if len(names) > 1:
            away["for"] = [who]
        data: dict[str, Any] = {"away": {f"{self.what} {self.first}": away}}
        if self.what == "injured":
            data |= _ladder(below.source.data, who)
        return Overlay.of(data, f"--{self.what}")


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
