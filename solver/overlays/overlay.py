"""Overlays: a few lines on top of a scenario, or on top of another overlay.

Mappings merge key by key and the last word wins; lists whose items have names may be changed by name
(:mod:`solver.overlays.named`), other lists are replaced. Everything is merged as text is read, so that each
value keeps the file, line and column where it was written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from solver.documents.rulebook import switch
from solver.errors import Mark, Problem
from solver.files.page import dumps, inline
from solver.files.source import Path_, Source, dotted
from solver.overlays.named import LISTS, changed

EXTENDS = "extends"


@dataclass(frozen=True, eq=False)
class Overlay:
    """A few lines on top of a scenario.

    Parameters
    ----------
    source
        What it says.
    file
        The file that says so, beside which its rulebooks are looked for; None where it is of no file.
    """

    source: Source
    file: Path | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any], name: str = "changes") -> Overlay:
        """An overlay made of plain data, as a file would have it.

        Parameters
        ----------
        data
            Mappings, lists, texts, numbers, dates, as in ``{"rules": {"tempo-days": "off"}}``.
        name
            How messages call the place of all that is in it.
        """
        plain = _plain(data)
        here = Mark(name, 0, 0)
        paths = list(_paths(plain))
        digest = hashlib.sha256(dumps(plain).encode()).hexdigest()
        return cls(Source(name, plain, dict.fromkeys(paths, here), dict.fromkeys([(), *paths], here), digest))

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.source.file


def laid(layers: Sequence[Overlay], problems: list[Problem]) -> Source:
    """A scenario with overlays on top.

    Parameters
    ----------
    layers
        The scenario, then what is laid on it, the last one on top.
    problems
        What names nothing joins them.
    """
    if not isinstance(layers[0].source.data, dict):
        return layers[0].source

    def meet(below: Source, over: Source, path: Path_) -> Source | None:
        return _meet(below, over, path, problems)

    return reduce(lambda below, over: below.merged(over, meet), map(_words, layers))


def composed(overlays: Iterable[Overlay]) -> Source:
    """Several overlays as one, not yet laid on anything."""
    return reduce(lambda below, over: below.merged(over, _meet), map(_words, overlays), Source("", {}))


def told(data: Any, path: Path_ = ()) -> Iterator[str]:
    """Changes one by one, as `path=value`."""
    if isinstance(data, dict) and data:
        for name, each in data.items():
            yield from told(each, (*path, name))
    else:
        yield f"{dotted(path)}={inline(data)}"


def switched(value: Source) -> Source:
    """`on` and `off` in place of a rule as what they say of it; all else as it is."""
    turned = switch(value.data)
    if turned is None:
        return value
    keys: dict[Path_, Mark] = {**value.keys, ("off",): value.mark((), key=True)}
    return Source(value.file, {"off": not turned}, keys, {**value.values, ("off",): value.mark(())})


def _words(layer: Overlay) -> Source:
    """What an overlay changes."""
    data = layer.source.data
    return layer.source.without(EXTENDS) if isinstance(data, dict) and EXTENDS in data else layer.source


def _meet(below: Source, over: Source, path: Path_, problems: list[Problem] | None = None) -> Source | None:
    """What becomes of a list that is changed by name, and of a rule that is switched on or off.

    Without a list for the `problems`, nothing is laid on a scenario: changes by name stay what they are.
    """
    named = path in LISTS and isinstance(over.data, dict)
    if named and (isinstance(below.data, list) or (problems is not None and not below.data)):
        return changed(below, over, path, [] if problems is None else problems)
    a_rule = len(path) == 2 and path[0] == "rules" and below.data != {}
    if a_rule and (switch(below.data) is None or switch(over.data) is None):
        return switched(below).merged(switched(over))
    return None


def _plain(value: Any) -> Any:
    """The same data, if a file could say it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float | dt.date):
        return value
    raise TypeError(f"{type(value).__name__} cannot stand in an overlay")


def _paths(value: Any, path: Path_ = ()) -> Iterable[Path_]:
    """The path of all that is inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield (*path, name)
        yield from _paths(each, (*path, name))
