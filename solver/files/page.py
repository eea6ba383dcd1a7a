"""Plain data as YAML on a page, the way a coach would write it: short things on one line.

What is written is read back as it was by :mod:`solver.files.source`, whose words it knows: `off`, `3:1` and
`10:00` need no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from solver.files.source import Path_

WIDTH = 112
#: Entries of a list or mapping that stand on one line, with those inside it.
MOST = 16

#: Whether a list or a mapping at a path may stand on one line.
MayBeShort = Callable[[Path_], bool]

#: Text that needs no quotes, unless it means something else: words, ratios, times of day.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/.+%-]*(?: [A-Za-z0-9_/.+%-]+)*\Z|[0-9]+:[0-9]+\Z")
_PATTERNS = {
    "bool": r"true|false",
    "null": r"null|~|",
    "int": r"[-+]?(?:0|[1-9][0-9]*)",
    "float": r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+",
    "timestamp": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+\Z")
_MEANS_MORE = re.compile(rf"(?:{'|'.join(_PATTERNS.values())})\Z")


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Quotes what our reader would take for something else, and nothing besides."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _word, _pattern in _PATTERNS.items():
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_word}", re.compile(rf"(?:{_pattern})\Z"), None)


def _float(dumper: Any, value: float) -> Any:
    text = f"{value:.6f}".rstrip("0")
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{text}0" if text.endswith(".") else text)


def _text(dumper: Any, value: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if "\n" in value else None)


_Dumper.add_representer(float, _float)
_Dumper.add_representer(str, _text)


def dumps(data: Any) -> str:
    """The page of some data."""
    return "".join(f"{line}\n" for line, _ in page(data))


def page(data: Any, short: MayBeShort = lambda _: True) -> Iterator[tuple[str, Path_]]:
    """The lines of a page, each with the path of what begins there.

    Parameters
    ----------
    data
        A mapping.
    short
        Which lists and mappings may stand on one line.
    """
    yield from _mapping(data, (), short)


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(name)}: {inline(each)}' for name, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, str) and _PLAIN.match(value) and not _MEANS_MORE.match(value):
        return value
    # what follows would say the same of a number, in a hundred times as long
    if type(value) is int or (type(value) is float and _DECIMAL.match(repr(value))):
        return repr(value)
    return _dumped([value])[1:-1]


def _key(name: str) -> str:
    """A key; all keys are words, whatever they look like."""
    return name if _PLAIN.match(name) else inline(name)


def _dumped(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, default_flow_style=True, width=2**20, allow_unicode=True)
    return text.removesuffix("...\n").strip()


def _mapping(data: dict[str, Any], path: Path_, short: MayBeShort) -> Iterator[tuple[str, Path_]]:
    for name, value in data.items():
        here = (*path, name)
        key = _key(name)
        if (text := _short(value, here, short, len(key))) is not None:
            yield f"{key}: {text}", here
        else:
            yield f"{key}:", here
            yield from _block(value, here, short)


def _block(value: Any, path: Path_, short: MayBeShort) -> Iterator[tuple[str, Path_]]:
    """A list or a mapping, a line for each entry, indented."""
    if isinstance(value, dict):
        yield from ((f"  {line}", at) for line, at in _mapping(value, path, short))
        return
    for place, each in enumerate(value):
        here = (*path, place)
        if (text := _short(each, here, short, 0)) is not None:
            yield f"  - {text}", here
            continue
        for number, (line, at) in enumerate(_block(each, here, short)):
            yield f"  {'  ' if number else '- '}{line[2:]}", at


def _short(value: Any, path: Path_, short: MayBeShort, before: int) -> str | None:
    """A value on one line, if it may stand there and fits."""
    if not isinstance(value, dict | list):
        return _dumped(value)
    if not value:
        return inline(value)
    if not short(path) or _long(value, path):
        return None
    text = inline(value)
    return text if before + 2 * len(path) + len(text) <= WIDTH else None


def _long(value: Any, path: Path_) -> bool:
    """Whether lines are easier to read: many entries, or a section whose entries are not plain."""
    inside = list(value.values()) if isinstance(value, dict) else value
    if len(path) == 1 and any(isinstance(each, dict) for each in inside):
        return path[0] not in ("calendar", "athlete", "loading", "sessions")
    return _entries(value) > MOST


def _entries(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + _entries(each) for each in inside)
