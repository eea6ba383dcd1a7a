"""Weeks in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from solver.lint.where import Where
from solver.words import listed, plural

#: How to say in which weeks something holds.
Say: TypeAlias = Callable[[Sequence[Where]], list[str]]
#: Athletes named before it is said how many more there are.
SHOWN = 4


def places_of(places: Sequence[Where], everyone: set[str], say: Say) -> list[str]:
    """The weeks, and whose they are where it is not so for all athletes."""
    single = [each for each in places if each.weeks[0] == each.weeks[1]]
    said = say(single or places)
    names = list(dict.fromkeys(name for each in places for name in each.who))
    if set(names) != everyone:
        more = [plural(len(names) - SHOWN, "other")] if len(names) > SHOWN else []
        said.append(f"for {listed([*names[:SHOWN], *more])}")
    return said


def plainly(places: Sequence[Where]) -> list[str]:
    """Kinds of weeks of a season that is made up: 'taper', 'general preparation, unload weeks'."""
    found: dict[str, dict[str, None]] = {}
    for each in sorted(places, key=lambda each: each.weeks):
        found.setdefault(_phase(each), {})[_plain(each)] = None
    return [next(iter(kinds)) if len(kinds) == 1 else phase for phase, kinds in found.items()]


def _plain(where: Where) -> str:
    parts = ["the first week of a season" if where.weeks == (1, 1) else "", _phase(where)]
    parts.append(f"{where.loading} weeks" if where.loading else "")
    parts.append(f"with a meet of priority {'/'.join(where.meets)}" if where.meets else "")
    return ", ".join(part for part in parts if part)


def dated(places: Sequence[Where]) -> list[str]:
    """Weeks of a calendar: 'week 3 (taper)', 'weeks 1 and 4 (general preparation)'."""
    found: dict[str, dict[str, None]] = {}
    for each in sorted(places, key=lambda each: each.weeks):
        first, last = each.weeks
        found.setdefault(_phase(each), {})[str(first) if first == last else f"{first} to {last}"] = None
    return [f"{_weeks(list(weeks))} ({phase})" for phase, weeks in found.items()]


def _weeks(weeks: Sequence[str]) -> str:
    one = len(weeks) == 1 and weeks[0].isdigit()
    return f"week{'' if one else 's'} {listed(weeks)}"


def _phase(where: Where) -> str:
    return where.phase.replace("-", " ")
