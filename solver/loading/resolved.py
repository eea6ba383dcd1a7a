"""A scenario as it is in the end: with its overlays, and with every rule as it stands.

It is the scenario's own text with all rules and modifiers of its rulebooks written out, each value with the
place where it was written. Read again, it is the same season.
"""

from __future__ import annotations

from collections.abc import Iterator

from solver.errors import Mark
from solver.files.page import page
from solver.files.source import Path_, Source, mapping
from solver.loading.load import Reading
from solver.overlays.ownrules import RuleEntry
from solver.overlays.readings import WORD, WORDS

#: What a rule of a rulebook says besides what it asks; its rulebook says it again.
BESIDES = ("why", "source", "tags", "examples", WORDS)
#: Sections that are written out.
SECTIONS = ("rules", "modifiers")
WIDTH = 64


def resolved(reading: Reading) -> Source:
    """The scenario as it is in the end, as one text with marks of many files."""
    loaded = reading.loaded
    rules = {name: _rule(entry, ("rules", name) in loaded.own) for name, entry in loaded.entries.items()}
    modifiers = {
        name: each if ("modifiers", name) in loaded.own else _asks(each)
        for name, each in loaded.modifiers.items()
    }
    top = reading.source.without(*SECTIONS)
    parts = top.below(()) | {
        word: mapping(top.file, top.mark(()), inside)
        for word, inside in zip(SECTIONS, (rules, modifiers), strict=True)
        if inside
    }
    return mapping(top.file, top.mark(()), parts)


def lines(source: Source) -> Iterator[str]:
    """The text of a source, each value with the file and the line that it comes from."""
    inside = _places_inside(source)
    for line, path in page(source.data, lambda path: len(inside.get(path, ())) < 2):
        if path in inside and line.endswith(":"):
            yield line  # its values follow
        else:
            place = next(iter(inside[path])) if path in inside else _place(source.mark(path))
            yield f"{line:<{WIDTH}}  # {place}"


def _places_inside(source: Source) -> dict[Path_, dict[str, None]]:
    """The places of all that is inside each list and mapping."""
    found: dict[Path_, dict[str, None]] = {}
    for path, mark in source.values.items():
        for size in range(len(path)):
            found.setdefault(path[:size], {})[_place(mark)] = None
    return found


def _place(mark: Mark) -> str:
    return f"{mark.file}:{mark.line}" if mark.line else mark.file


def _rule(entry: RuleEntry, own: bool) -> Source:
    """A rule in the reading that is used; one of no rulebook has no other."""
    if not isinstance(entry.source.data, dict):
        return entry.source
    return entry.source.without(WORD, WORDS) if own else _asks(entry.source)


def _asks(part: Source) -> Source:
    return part.without(*BESIDES) if isinstance(part.data, dict) else part
