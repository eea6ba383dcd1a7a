"""YAML events to plain data, within bounds; the grammar is that of :mod:`solver.files.source`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from solver.errors import Mark, Problem, refuse
from solver.files.text import STEERING, unshown
from solver.words import dated, is_dated, without_comma

MAX_DEPTH = 40
MAX_VALUES = 200_000
MAX_REPEATED = 10_000
MAX_KEY = 200
MAX_NUMBER = 10**9

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_NUMERIC = frozenset("+-0123456789")
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


def dotted(path: Path_) -> str:
    """A path as it is shown: ``rules.tempo-days.limit.within[0]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


class Reader:
    """Builds data from YAML events, within bounds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.keys: dict[Path_, Mark] = {}
        self.values: dict[Path_, Mark] = {}
        self.problems: list[Problem] = []
        #: Dates that do not exist stay texts: what reads the data tells of them with all else that is wrong.
        self.no_dates: list[Problem] = []
        self.anchors: dict[str, list[yaml.Event]] = {}
        self.open: list[str] = []
        self.count = self.repeated = self.replaying = 0

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

    def node(self, event: Any, events: Iterator[yaml.Event], path: Path_) -> Any:
        mark = self.values[path] = self._mark(event)
        self.count += 1
        self.repeated += bool(self.replaying)
        if self.count > MAX_VALUES:
            raise refuse(f"more than {MAX_VALUES:,} values", mark)
        if self.repeated > MAX_REPEATED:
            raise refuse(f"more than {MAX_REPEATED:,} values by way of aliases (*name)", mark)
        if len(path) > MAX_DEPTH:
            raise refuse(f"nested deeper than {MAX_DEPTH} levels", mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        if event.tag:
            self._refuse_tag(event, path)
        anchor = event.anchor
        if not anchor and type(event) is yaml.ScalarEvent:
            return self._scalar(event, path)
        if anchor:
            events = iter(self._record(event, events))
            self.open.append(anchor)
        data = self._value(event, events, path)
        if anchor:
            self.open.pop()
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path_) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path, bool(getattr(event, "flow_style", False)))

    def _refuse_tag(self, event: Any, path: Path_) -> None:
        tag = event.tag
        if tag != "!":
            short = tag.replace("tag:yaml.org,2002:", "!!")[:60]
            self._wrong(self._mark(event), path, f"the tag {short!r}; expected a plain value without one")

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
        self.anchors[event.anchor] = [head, *body]
        return body

    def _alias(self, event: Any, path: Path_) -> Any:
        if event.anchor not in self.anchors:
            self._wrong(self._mark(event), path, f"the alias *{event.anchor} names no anchor above")
            return None
        if event.anchor in self.open:
            self._wrong(self._mark(event), path, f"the alias *{event.anchor} stands inside what it names")
            return None
        again = iter(self.anchors[event.anchor])
        self.replaying += 1
        data = self.node(next(again), again, path)
        self.replaying -= 1
        return data

    def _sequence(self, events: Iterator[yaml.Event], path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path_, in_line: bool) -> dict[str, Any]:
        data: dict[str, Any] = {}
        last: Any = None
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            mark = self._mark(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise refuse("a key must be a word", mark, dotted(path))
            name = event.value
            if len(name) > MAX_KEY or (not name.isprintable() and STEERING.search(name)):
                raise refuse(f"found {name[:40]!r}, expected a word", mark, dotted(path))
            here = (*path, name)
            if event.tag:
                self._refuse_tag(event, here)
            if name in data:
                self._wrong(mark, here, f"{name!r} stands twice; first at {self.keys[here]}")
            if name == "<<":
                self._wrong(mark, here, "merge keys ('<<') are not read; write the values out")
            value = next(events)
            if in_line and self._is_rest_of(last, event, value):
                before = list(data)[-1]
                text = f"{last.value},{name}"
                said = f"found {text}, expected a number without a comma: {without_comma(text)}"
                self._wrong(self.values[(*path, before)], (*path, before), said)
                continue
            self.keys[here] = mark
            last = value
            data[name] = self.node(last, events, here)
        return data

    @staticmethod
    def _is_rest_of(before: Any, key: Any, value: Any) -> bool:
        """Whether a key is what a comma has cut off a number: `{100m: 11,80}`, `{at_most: 12,5%}`."""
        if not isinstance(before, yaml.ScalarEvent) or not isinstance(value, yaml.ScalarEvent) or value.value:
            return False
        end = before.end_mark
        touching = end is not None and key.start_mark.index == end.index + 1
        return touching and without_comma(f"{before.value},{key.value}") is not None

    def _scalar(self, event: Any, path: Path_) -> Any:
        text: str = event.value
        # what steers is never printable, and that is asked faster
        if not text.isprintable() and (found := STEERING.search(text)):
            self._wrong(self._mark(event), path, unshown(found))
            return "?"
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMERIC:
            return text
        mark = self._mark(event)
        if _INTEGER.match(text) or _DECIMAL.match(text):
            if len(text) > 20 or abs(float(text)) > MAX_NUMBER:
                self._wrong(mark, path, f"the number {text[:24]} is beyond {MAX_NUMBER:,}")
                return 0
            return int(text) if _INTEGER.match(text) else float(text)
        if is_dated(text):
            if date := dated(text):
                return date
            self.no_dates.append(Problem(f"the date {text} does not exist", mark, dotted(path)))
        return text

    def _mark(self, event: yaml.Event) -> Mark:
        at = event.start_mark
        assert at
        return Mark(self.file, at.line + 1, at.column + 1)

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
