"""YAML text to plain data, with the line and column of every key and value.

Only what a coach would write is understood. A plain scalar is a whole number (`2`), a decimal
(`10.73`), `true`, `false`, `null`, a date (`2026-10-05`) or else text: `on`, `off`, `no`, `3:1`,
`1:30` and `010` are words and never turn into booleans, minutes or octals. Refused, with the place:
keys that stand twice, tags (`!!python/...`), aliases that multiply beyond bounds, files that are too
large, too deep or not text, and characters that would steer a terminal instead of being shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from solver.errors import InputError, Mark, Problem, refuse
from solver.files.reader import Path_ as Path_
from solver.files.reader import Reader
from solver.files.reader import dotted as dotted
from solver.files.text import decoded, explain

MAX_BYTES = 4_000_000

#: What becomes of two values that meet at a path when sources are merged; None for the usual.
Meet: TypeAlias = "Callable[[Source, Source, Path_], Source | None]"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Source:
    """Plain data and where each piece of it was written.

    `keys` and `values` map a path such as ``("rules", "tempo-days", "limit")`` to its mark; `digest` is the
    SHA-256 of a whole file.
    """

    file: str
    data: Any
    keys: dict[Path_, Mark] = field(default_factory=dict)
    values: dict[Path_, Mark] = field(default_factory=dict)
    digest: str = ""

    def mark(self, path: Path_, key: bool = False) -> Mark:
        """The mark of the value (or of the key) at `path`, or of the closest place above it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark(self.file, 1, 1))

    def problem(self, path: Path_, message: str, key: bool = False) -> Problem:
        """A problem with what stands at `path`."""
        return Problem(message, self.mark(path, key), dotted(path))

    def at(self, path: Path_) -> Source:
        """The part of this source below `path`, with paths counted from there."""
        data = self.data
        for step in path:
            data = data[step]
        cut = len(path)
        return Source(
            self.file,
            data,
            {p[cut:]: mark for p, mark in self.keys.items() if p[:cut] == path},
            {p[cut:]: mark for p, mark in self.values.items() if p[:cut] == path},
        )

    def below(self, path: Path_) -> dict[str, Source]:
        """The part of each key of the mapping at `path`, as :meth:`at` gives it, all in one go."""
        data = self.data
        for step in path:
            data = data[step]
        cut = len(path) + 1
        found = {name: Source(self.file, each) for name, each in data.items()}
        for name, marks in ((name, getattr(self, name)) for name in ("keys", "values")):
            for place, mark in marks.items():
                if len(place) >= cut and place[: cut - 1] == path:
                    getattr(found[place[cut - 1]], name)[place[cut:]] = mark
        return found

    def merged(self, over: Source, meet: Meet | None = None, path: Path_ = ()) -> Source:
        """This data with `over` laid on top: mappings merge key by key, all else is replaced.

        Parameters
        ----------
        over
            What is laid on top; it wins.
        meet
            Asked first for each pair of values that meet at a path, where there is nothing below as well (an
            empty mapping then); answers None where they meet as usual.
        path
            Where this data stands, for `meet`.
        """
        if meet and (found := meet(self, over, path)) is not None:
            return found
        if not (isinstance(self.data, dict) and isinstance(over.data, dict)):
            return over
        data = dict(self.data)
        keys, values = dict(self.keys), dict(self.values)
        if () in over.values:
            values.setdefault((), over.values[()])
        for name, above in over.below(()).items():
            mine = self.at((name,)) if name in data else Source(self.file, {}) if meet else None
            result = above if mine is None else mine.merged(above, meet, (*path, name))
            if name in data:
                for marks in (keys, values):
                    for place in [p for p in marks if p[:1] == (name,)]:
                        del marks[place]
            data[name] = result.data
            keys |= {(name, *place): mark for place, mark in result.keys.items()}
            values |= {(name, *place): mark for place, mark in result.values.items()}
            keys[(name,)] = over.mark((name,), key=True)
        return Source(over.file, data, keys, values)

    def without(self, *names: str) -> Source:
        """This mapping without some of its keys."""
        keys = {path: mark for path, mark in self.keys.items() if path[:1] and path[0] not in names}
        values = {path: mark for path, mark in self.values.items() if not path or path[0] not in names}
        return Source(self.file, {k: v for k, v in self.data.items() if k not in names}, keys, values)


def listing(file: str, mark: Mark, items: Iterable[Source]) -> Source:
    """A list made of the items given, each with its marks."""
    return _made(Source(file, [], {}, {(): mark}), enumerate(items))


def mapping(file: str, mark: Mark, items: Mapping[str, Source]) -> Source:
    """A mapping made of the values given, each with its marks and that of its key."""
    return _made(Source(file, {}, {}, {(): mark}), items.items())


def _made(found: Source, items: Iterable[tuple[str | int, Source]]) -> Source:
    """Put items into an empty list or mapping."""
    for name, item in items:
        if isinstance(name, int):
            found.data.append(item.data)
        else:
            found.data[name] = item.data
        keys = {path: each for path, each in item.keys.items() if path or isinstance(name, str)}
        found.keys.update({(name, *path): each for path, each in keys.items()})
        found.values.update({(name, *path): each for path, each in item.values.items()})
    return found


def read(path: Path, shown: str | None = None) -> Source:
    """Read a YAML file.

    Parameters
    ----------
    path
        The file.
    shown
        How messages name it; by default as given.

    Raises
    ------
    InputError
        If the file is missing, too large, not UTF-8 text or not the YAML described above.
    """
    shown = shown or str(path)
    return _read(raw_bytes(path, shown), shown)


@lru_cache(maxsize=128)
def _read(raw: bytes, file: str) -> Source:
    """The same bytes under the same name are read once: scenarios share their rulebooks."""
    return replace(parse(decoded(raw, file), file), digest=hashlib.sha256(raw).hexdigest())


def raw_bytes(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file of a reasonable size."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        raise refuse(f"cannot read {shown}: {(error.strerror or 'error').lower()}") from None
    if len(raw) > most:
        expected = "; expected a page of text" if most == MAX_BYTES else ""
        raise refuse(f"{shown} is larger than {most // 10**6} MB{expected}")
    return raw


def parse(text: str, file: str = "<text>") -> Source:
    """Read YAML text; see :func:`read`."""
    reader = Reader(file)
    try:
        data = reader.document(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        at, said = explain(error, text)
        raise refuse(said, Mark(file, at.line + 1, at.column + 1) if at else Mark(file, 1, 1)) from None
    except yaml.YAMLError:
        raise refuse("not YAML: a character that text may not have", Mark(file, 1, 1)) from None
    if reader.problems:
        raise InputError([*reader.problems, *reader.no_dates])
    if data is None:
        raise refuse("the file is empty", Mark(file, 1, 1))
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return Source(file, data, reader.keys, reader.values, digest)
