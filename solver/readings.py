"""Readings: a principle that can be understood in several ways, and the way that is used.

A rule with `readings` holds for each way, by a name, the words that are its own, with examples of its own:
what stands there replaces what the rule says besides. `reading` names the one that is used, and a scenario
takes another in one line, as in ``tempo-volume: {reading: a-session}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.source import Source

WORD, WORDS = "reading", "readings"


def as_read(rule: Source, name: str | None = None) -> Source:
    """A rule in one of its readings; as it is if there is no such reading, which validation then says.

    Parameters
    ----------
    rule
        The rule as written, or in another of its readings.
    name
        The reading; by default the one that the rule names.
    """
    readings = _readings(rule.data)
    before = rule.data.get(WORD) if readings else None
    wanted = before if name is None else name
    if wanted not in readings:
        return rule
    old = set(readings[before]) if name is not None and before in readings else set()
    return _laid(rule, str(wanted), old)


def each_reading(rule: Source) -> Iterator[Source]:
    """A rule in each of its readings, first the one that it names; the rule itself if it has none."""
    first = as_read(rule)
    yield first
    for name in _readings(rule.data):
        if name != rule.data.get(WORD):
            yield as_read(first, name)


def _readings(data: Any) -> dict[str, Any]:
    """The readings of a rule that are mappings, by name."""
    readings = data.get(WORDS) if isinstance(data, dict) else None
    return (
        {n: each for n, each in readings.items() if isinstance(each, dict)}
        if isinstance(readings, dict)
        else {}
    )


def _laid(rule: Source, name: str, old: set[str]) -> Source:
    """The rule with the words of one reading in the place of those of another (`old`)."""
    own = rule.at((WORDS, name))
    gone = old | set(own.data)
    data = {word: value for word, value in rule.data.items() if word not in gone}
    keys = {path: mark for path, mark in rule.keys.items() if path[:1] and path[0] not in gone}
    values = {path: mark for path, mark in rule.values.items() if not path or path[0] not in gone}
    keys |= {path: mark for path, mark in own.keys.items() if path}
    values |= {path: mark for path, mark in own.values.items() if path}
    return Source(rule.file, {**data, **own.data, WORD: name}, keys, values)
