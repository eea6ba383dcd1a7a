"""What a scenario writes over its rulebooks to no effect, and what is written over unawares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from solver.errors import Mark
from solver.files.shelves import open_file
from solver.files.source import Path_, Source, dotted
from solver.lint.findings import Finding, Named
from solver.loading.load import Reading, opened
from solver.overlays.ownrules import RuleEntry
from solver.overlays.readings import as_read

#: Words of a rule that are said about it, not by it.
ABOUT = ("lint", "examples", "off")


def shadowed(reading: Reading) -> Iterator[Finding]:
    """Changes that change nothing, changes of rules that are off, modifiers that another one replaces."""
    books = [open_file(path) for path in reading.loaded.books]
    known = {entry.id: entry for book in books for entry in opened(book)[1]}
    for name, entry in reading.loaded.entries.items():
        if name in known and entry.over is not None:
            yield from _change(known[name], entry.over, entry.off)
    yield from _modifiers(
        [(book, ("modifiers", word)) for book in books for word in opened(book)[0].modifiers]
    )


def _change(entry: RuleEntry, over: Source, off: bool) -> Iterator[Finding]:
    """What of a change has no effect."""
    base = entry.written or entry.source
    was_off = base.data.get("off") is True
    if over.data.get("off") is was_off:
        says = f"It is {'off' if was_off else 'on'} already."
        yield _finding(entry, over.mark(("off",)), says)
    if off and was_off:
        yield _finding(entry, over.mark(()), "The change has no effect: the rule is off in its rulebook.")
        return
    before = as_read(base, over.data.get("reading")).data
    for path, now in _leaves({word: each for word, each in over.data.items() if word not in ABOUT}):
        was = base.data if path == ("reading",) else before
        for step in path:
            was = was.get(step) if isinstance(was, dict) else None
        if was == now and type(was) is type(now):
            says = f"{dotted(path)} is {_shown(now)} there already."
            yield _finding(entry, over.mark(path), says)


def _finding(entry: RuleEntry, mark: Mark, says: str) -> Finding:
    base = Named(entry.id, entry.source.mark(()), _sentence(entry))
    return Finding("shadowed", Named(entry.id, mark, _sentence(entry)), says, (base,))


def _sentence(entry: RuleEntry) -> str:
    return entry.rule.says or entry.rule.sentence()


def _leaves(value: Any, at: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Everything in a mapping that is no mapping itself, with its path."""
    if isinstance(value, Mapping):
        for word, each in value.items():
            yield from _leaves(each, (*at, word))
    else:
        yield at, value


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _modifiers(parts: list[tuple[Source, tuple[str, str]]]) -> Iterator[Finding]:
    """Modifiers that a later one of the same name replaces."""
    last = {path: source for source, path in parts}
    for source, path in parts:
        later = last[path]
        if later is not source:
            of = Named(path[1], source.mark(path), _said(source, path), "modifiers")
            by = Named(path[1], later.mark(path), _said(later, path), "modifiers")
            yield Finding("shadowed", of, "A later modifier of the same name takes its place.", (by,))


def _said(source: Source, path: Path_) -> str:
    data = source.at(path).data
    return str(data.get("says", "")) if isinstance(data, dict) else ""
