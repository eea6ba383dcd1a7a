"""Readings: a principle that can be understood in several ways, and the way that is used.

A rule with `readings` holds for each way, by a name, the words that are its own, with examples of its own:
what stands there replaces what the rule says besides. `reading` names the one that is used, and a scenario
takes another in one line, as in ``tempo-volume: {reading: a-session}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.files.source import Source

WORD, WORDS = "reading", "readings"


def as_read(rule: Source, name: Any = None) -> Source:
    """A rule in one of its readings; as it is if there is no such reading, which validation then says.

    Parameters
    ----------
    rule
        The rule as written, with all its readings.
    name
        The reading; by default the one that the rule names.
    """
    readings = _readings(rule.data)
    wanted = rule.data.get(WORD) if readings and name is None else name
    if not isinstance(wanted, str) or wanted not in readings:
        return rule
    own = rule.at((WORDS, wanted))
    data = {word: value for word, value in rule.data.items() if word not in own.data}
    keys = {path: mark for path, mark in rule.keys.items() if path[:1] and path[0] in data}
    values = {path: mark for path, mark in rule.values.items() if not path or path[0] in data}
    keys |= {path: mark for path, mark in own.keys.items() if path}
    values |= {path: mark for path, mark in own.values.items() if path}
    return Source(rule.file, {**data, **own.data, WORD: wanted}, keys, values)


def each_reading(rule: Source) -> Iterator[Source]:
    """A rule in each of its readings, first the one that it names; the rule itself if it has none."""
    yield as_read(rule)
    for name in _readings(rule.data):
        if name != rule.data.get(WORD):
            yield as_read(rule, name)


def changed_inside(rule: Source, over: Source) -> Source:
    """A rule as written with what is changed inside its readings."""
    if WORDS not in over.data:
        return rule
    keys = {path: mark for path, mark in over.keys.items() if path[:1] == (WORDS,)}
    values = {path: mark for path, mark in over.values.items() if path[:1] == (WORDS,)}
    return rule.merged(Source(over.file, {WORDS: over.data[WORDS]}, keys, values))


def overridden(rule: Source, over: Source) -> Source:
    """A rule as written in the reading that is named by what is laid over it, with all the other changes."""
    return as_read(rule, over.data.get(WORD)).merged(over)


def _readings(data: Any) -> dict[str, Any]:
    """The readings of a rule that are mappings, by name."""
    readings = data.get(WORDS) if isinstance(data, dict) else None
    if not isinstance(readings, dict):
        return {}
    return {name: each for name, each in readings.items() if isinstance(each, dict)}
