"""Lists whose items have names, so that an overlay can change one item without repeating the others.

An overlay may write such a list as a mapping: by the name of an item what changes in it, or `off`::

    competitions: {Regional indoor: {date: 2027-02-13}, Club match: off}
    away: {Christmas: {to: 2026-12-26}, 2026-11-02: {to: 2026-11-04, reason: travel}}
    phases: {general-preparation 1: {weeks: 6}}

An item goes by its name, by its day where it has one, and where several share a name by the name with its
number, from 1. A name that no item has adds one, if it says what the item needs and is not nearly the name
of another; one that says its name itself (``{name: ...}``) is always meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from solver.documents.base import shown
from solver.errors import InputError, Problem
from solver.files.source import Path_, Source, dotted, listing, parse
from solver.words import is_dated, listed, nearest, unknown

ON, OFF = "on", "off"


@dataclass(frozen=True)
class Named:
    """How the items of a list are named.

    Parameters
    ----------
    what
        What an item is.
    name, day
        The words in an item that hold its name and its first day.
    needs
        The word without which a new item is none; empty where none can be added by name.
    """

    what: str
    name: str
    day: str = ""
    needs: str = ""


#: Lists of a scenario by their path; the names of rulebooks are their own items.
LISTS: Mapping[Path_, Named] = {
    ("competitions",): Named("meet", "name", "date", needs="date"),
    ("away",): Named("absence", "reason", "from", needs="from"),
    ("labels",): Named("label", "label", "from", needs="from"),
    ("athletes",): Named("athlete", "name", needs="events"),
    ("phases",): Named("phase", "phase"),
    ("history", "days"): Named("session of the history", "session", "date", needs="date"),
    ("history", "totals"): Named("total", "session", needs="times"),
    ("rulebooks",): Named("rulebook", ""),
}


def changed(below: Source, over: Source, path: Path_, problems: list[Problem]) -> Source:
    """A list with the changes that an overlay gives by name.

    What names nothing joins the `problems`, with its place in the overlay.
    """
    kind = LISTS[path]
    items = [below.at((place,)) for place in range(len(below.data))] if isinstance(below.data, list) else []
    for name, change in over.below(()).items():
        try:
            items = _item(items, name, change, kind) if kind.name else _word(items, name, change, kind)
        except InputError as error:
            problems.extend(replace(each, path=dotted((*path, name))) for each in error.problems)
    return listing(over.file, over.mark(()), items)


def names(items: Sequence[Any], kind: Named) -> list[str]:
    """For each item of a list a name that only it has."""
    if not kind.name:
        return [str(each) for each in items]
    every = every_name(items, kind)
    count = Counter(name for each in every for name in each)
    return [next((name for name in each if count[name] == 1), "") for each in every]


def _word(items: list[Source], name: str, change: Source, kind: Named) -> list[Source]:
    """A list of words with one of them switched on or off."""
    there = [str(each.data) for each in items]
    if change.data == ON:
        new = Source(change.file, name, {}, {(): change.mark((), key=True)})
        return items if name in there else [*items, new]
    if change.data != OFF:
        raise _wrong(f"found {shown(change.data)}, expected 'on' or 'off'", change)
    if name not in there:
        raise _wrong(unknown(kind.what, name, there), change, key=True)
    return [each for each in items if each.data != name]


def _item(items: list[Source], name: str, change: Source, kind: Named) -> list[Source]:
    """A list with one item changed, dropped or added."""
    if change.data != OFF and not isinstance(change.data, dict):
        raise _wrong(f"found {shown(change.data)}, expected what changes (a mapping) or 'off'", change)
    place = _place([each.data for each in items], name, change, kind)
    before, after = items[:place], items[place + 1 :]
    if change.data == OFF:
        return [*before, *after]
    new = items[place].merged(change) if place < len(items) else _new(name, change, kind)
    return [*before, new, *after]


def _place(items: Sequence[Any], name: str, change: Source, kind: Named) -> int:
    """Where the item of that name stands; behind the last one for a new item."""
    every = every_name(items, kind)
    found = [place for place, each in enumerate(every) if name in each]
    if len(found) == 1:
        return found[0]
    if found:
        only = names(items, kind)
        said = listed([repr(only[place]) for place in found], "or")
        raise _wrong(f"{name!r} may be any of {len(found)}: say {said}", change, key=True)
    known = [each for names_of_it in every for each in names_of_it]
    close = nearest(name, known)
    if _is_new(name, change.data, kind):
        if kind.name in change.data or close is None:
            return len(items)
        said = f"did you mean {close!r}? A new one says its own '{kind.name}'"
        raise _wrong(f"unknown {kind.what} {name!r}; {said}", change, key=True)
    alike = [each for each in known if _is_day(each) == _is_day(name) and known.count(each) == 1]
    raise _wrong(unknown(kind.what, name, alike or known), change, key=True)


def _is_new(name: str, change: Any, kind: Named) -> bool:
    """Whether there is what makes an item: its name and what it needs besides."""
    if change == OFF or not kind.needs:
        return False
    return {kind.name, kind.needs} <= {_said_by(name, kind), *change}


def _new(name: str, change: Source, kind: Named) -> Source:
    """A new item; the name that it goes by is one of its words."""
    word = _said_by(name, kind)
    if word in change.data:
        return change
    mark = change.mark((), key=True)
    value = parse(name).data if word == kind.day else name
    return Source(
        change.file,
        {word: value, **change.data},
        {**change.keys, (word,): mark},
        {**change.values, (word,): mark},
    )


def _said_by(name: str, kind: Named) -> str:
    """The word of an item that a name stands for."""
    return kind.day if kind.day and _is_day(name) else kind.name


def _is_day(name: str) -> bool:
    return is_dated(name)


def every_name(items: Sequence[Any], kind: Named) -> list[list[str]]:
    """All names of each item, the first one that which it says itself."""
    found = [
        [str(each[word]) for word in (kind.name, kind.day) if word in each] if isinstance(each, dict) else []
        for each in items
    ]
    count = Counter(name for each in found for name in each)
    seen: Counter[str] = Counter()
    for each in found:
        if each and count[each[0]] > 1:
            seen[each[0]] += 1
            each.append(f"{each[0]} {seen[each[0]]}")
    return found


def _wrong(message: str, change: Source, key: bool = False) -> InputError:
    return InputError([change.problem((), message, key)])
