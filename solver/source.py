"""YAML text to plain data, with the line and column of every key and value.

Only what a coach would write is understood. A plain scalar is a whole number (`2`), a decimal
(`10.73`), `true`, `false`, `null`, a date (`2026-10-05`) or else text: `on`, `off`, `no`, `3:1`,
`1:30` and `010` are words and never turn into booleans, minutes or octals. Refused, with the place:
keys that stand twice, tags (`!!python/...`), aliases that multiply beyond bounds, files that are too
large, too deep or not text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from solver.errors import InputError, Mark, Problem, refuse

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_VALUES = 200_000
MAX_NUMBER = 10**9

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """Plain data and where each piece of it was written.

    `keys` and `values` map a path such as ``("rules", "tempo-days", "limit")`` to its mark.
    """

    file: str
    data: Any
    keys: dict[Path_, Mark] = field(default_factory=dict)
    values: dict[Path_, Mark] = field(default_factory=dict)

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


def dotted(path: Path_) -> str:
    """A path as it is shown: ``rules.tempo-days.limit.within[0]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


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
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise refuse(f"cannot read {shown}: {(error.strerror or 'error').lower()}") from None
    if len(raw) > MAX_BYTES:
        raise refuse(f"{shown} is larger than {MAX_BYTES // 10**6} MB; expected a page of YAML")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refuse("not text in UTF-8; expected a YAML file", Mark(shown, line, 1)) from None
    return parse(text, shown)


def parse(text: str, file: str = "<text>") -> Source:
    """Read YAML text; see :func:`read`."""
    source = Source(file, None)
    reader = _Reader(file, source)
    try:
        data = reader.document(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(file, at.line + 1, at.column + 1) if at else Mark(file, 1, 1)
        said = " ".join(part for part in (error.context, error.problem) if part)
        raise refuse(f"not YAML: {said}", mark) from None
    except yaml.YAMLError:
        raise refuse("not YAML: a character that text may not have", Mark(file, 1, 1)) from None
    if reader.problems:
        raise InputError(reader.problems)
    if data is None:
        raise refuse("the file is empty", Mark(file, 1, 1))
    return Source(file, data, source.keys, source.values)


class _Reader:
    """Builds data from YAML events, within bounds."""

    def __init__(self, file: str, source: Source) -> None:
        self.file, self.source = file, source
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[list[yaml.Event], Mark]] = {}
        self.count = 0

    def document(self, events: Iterator[yaml.Event]) -> Any:
        data: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and seen:
                raise refuse("a second document ('---'); expected one per file", self._mark(event))
            if isinstance(event, yaml.NodeEvent):
                seen = True
                data = self.node(event, events, ())
        return data

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path_) -> Any:
        mark = self._mark(event)
        self.source.values[path] = mark
        self.count += 1
        if self.count > MAX_VALUES:
            raise refuse(f"more than {MAX_VALUES:,} values (aliases counted each time)", mark)
        if len(path) > MAX_DEPTH:
            raise refuse(f"nested deeper than {MAX_DEPTH} levels", mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._wrong(mark, path, f"the tag {tag!r}; expected a plain value")
        if getattr(event, "anchor", None):
            events = iter(self._record(event, events))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _record(self, event: Any, events: Iterator[yaml.Event]) -> list[yaml.Event]:
        """Read the anchored node ahead, so that an alias can play it again."""
        body: list[yaml.Event] = []
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            body.append(next(events))
            depth += isinstance(body[-1], yaml.CollectionStartEvent)
            depth -= isinstance(body[-1], yaml.CollectionEndEvent)
            if len(body) > MAX_VALUES:
                raise refuse(f"more than {MAX_VALUES:,} values", self._mark(event))
        head = _without_anchor(event)
        self.anchors[event.anchor] = ([head, *body], self._mark(event))
        return body

    def _alias(self, event: Any, path: Path_) -> Any:
        if event.anchor not in self.anchors:
            self._wrong(self._mark(event), path, f"the alias *{event.anchor} names no anchor above")
            return None
        again = iter(self.anchors[event.anchor][0])
        return self.node(next(again), again, path)

    def _sequence(self, events: Iterator[yaml.Event], path: Path_) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            mark = self._mark(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise refuse("a key must be a word", mark, dotted(path))
            name = event.value
            here = (*path, name)
            if name in data:
                self._wrong(mark, here, f"{name!r} stands twice; first at {self.source.keys[here]}")
            if name == "<<":
                self._wrong(mark, here, "merge keys ('<<') are not read; write the values out")
            self.source.keys[here] = mark
            data[name] = self.node(next(events), events, here)
        return data

    def _scalar(self, event: Any, path: Path_) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        mark = self._mark(event)
        if _INTEGER.match(text) or _DECIMAL.match(text):
            if len(text) > 20 or abs(float(text)) > MAX_NUMBER:
                self._wrong(mark, path, f"the number {text[:24]} is beyond {MAX_NUMBER:,}")
                return 0
            return int(text) if _INTEGER.match(text) else float(text)
        if date := _DATE.match(text):
            try:
                return dt.date(*(int(part) for part in date.groups()))
            except ValueError:
                self._wrong(mark, path, f"the date {text} does not exist")
                return dt.date(2000, 1, 1)
        return text

    def _mark(self, event: yaml.Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _wrong(self, mark: Mark, path: Path_, message: str) -> None:
        self.problems.append(Problem(message, mark, dotted(path)))


def _without_anchor(event: Any) -> yaml.Event:
    """The same event as if it had no anchor."""
    if isinstance(event, yaml.ScalarEvent):
        return yaml.ScalarEvent(
            None, event.tag, event.implicit, event.value, event.start_mark, event.end_mark
        )
    return type(event)(  # type: ignore[no-any-return]
        None, event.tag, event.implicit, event.start_mark, event.end_mark
    )
