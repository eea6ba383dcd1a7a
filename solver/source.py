"""YAML text to plain data, with the line and column of every key and value.

Only what a coach would write is understood. A plain scalar is a whole number (`2`), a decimal
(`10.73`), `true`, `false`, `null`, a date (`2026-10-05`) or else text: `on`, `off`, `no`, `3:1`,
`1:30` and `010` are words and never turn into booleans, minutes or octals. Refused, with the place:
keys that stand twice, tags (`!!python/...`), aliases that multiply beyond bounds, files that are too
large, too deep or not text, and characters that would steer a terminal instead of being shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from solver.errors import InputError, Mark, Problem, refuse
from solver.reader import Path_ as Path_
from solver.reader import Reader
from solver.reader import dotted as dotted
from solver.text import decoded, explain

MAX_BYTES = 4_000_000

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

    def merged(self, over: Source) -> Source:
        """This data with `over` laid on top: mappings merge key by key, all else is replaced."""
        if not (isinstance(self.data, dict) and isinstance(over.data, dict)):
            return over
        data = dict(self.data)
        keys, values = dict(self.keys), dict(self.values)
        for name in over.data:
            below = over.at((name,))
            if name in data:
                below = self.at((name,)).merged(below)
                for marks in (keys, values):
                    for path in [p for p in marks if p[:1] == (name,)]:
                        del marks[path]
            data[name] = below.data
            keys |= {(name, *path): mark for path, mark in below.keys.items()}
            values |= {(name, *path): mark for path, mark in below.values.items()}
            keys[(name,)] = over.mark((name,), key=True)
        return Source(over.file, data, keys, values)


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


def raw_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file of a reasonable size."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise refuse(f"cannot read {shown}: {(error.strerror or 'error').lower()}") from None
    if len(raw) > MAX_BYTES:
        raise refuse(f"{shown} is larger than {MAX_BYTES // 10**6} MB; expected a page of text")
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
        raise InputError(reader.problems)
    if data is None:
        raise refuse("the file is empty", Mark(file, 1, 1))
    return Source(file, data, reader.keys, reader.values)
