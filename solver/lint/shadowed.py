"""What a scenario writes over its rulebooks to no effect, and what is written over unawares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from solver.documents.base import validate
from solver.documents.rulebook import switch
from solver.documents.scenario import Scenario
from solver.errors import Mark
from solver.lint.findings import Finding, Named
from solver.loading import RuleEntry, opened
from solver.readings import as_read
from solver.shelves import find, open_file
from solver.source import Path_, Source, dotted

#: Words of a rule that are said about it, not by it.
ABOUT = ("lint", "examples")


def shadowed(source: Source, file: Path) -> Iterator[Finding]:
    """Overrides that change nothing, changes of rules that are off, modifiers that another one replaces."""
    scenario = validate(Scenario, source)
    books = [open_file(find(name, "rulebook", file, None, "")) for name in scenario.rulebooks]
    known = {entry.id: entry for book in books for entry in opened(book)[1]}
    for name, value in scenario.rules.items():
        if name in known:
            yield from _override(known[name], value, source, ("rules", name))
    parts = [(book, ("modifiers", word)) for book in books for word in opened(book)[0].modifiers]
    yield from _modifiers([*parts, *((source, ("modifiers", word)) for word in scenario.modifiers)])


def _override(entry: RuleEntry, value: Any, source: Source, at: Path_) -> Iterator[Finding]:
    """What of an override has no effect."""
    base = entry.written or entry.source
    off = base.data.get("off") is True
    turned = switch(value)
    if turned is not None:
        if turned is not off:
            says = f"It is {'on' if turned else 'off'} already."
            yield _finding(entry, source.mark(at), says)
        return
    if off and value.get("off") is not False:
        yield _finding(entry, source.mark(at), "The change has no effect: the rule is off in its rulebook.")
        return
    before = as_read(base, value.get("reading")).data
    for path, now in _leaves({word: each for word, each in value.items() if word not in ABOUT}):
        was = base.data if path == ("reading",) else before
        for step in path:
            was = was.get(step) if isinstance(was, dict) else None
        if was == now and type(was) is type(now):
            says = f"{dotted(path)} is {_shown(now)} there already."
            yield _finding(entry, source.mark((*at, *path)), says)


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
