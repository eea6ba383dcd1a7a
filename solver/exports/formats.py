"""Every format that a plan can be written in, found by looking into this folder.

To add a format, add a file with its `WRITER`; nothing else needs to know of it.
"""

from __future__ import annotations

import importlib
import pkgutil

from solver import exports
from solver.exports.writer import Writer

_NAMES = [f"{exports.__name__}.{each.name}" for each in pkgutil.iter_modules(exports.__path__)]
_MODULES = [importlib.import_module(name) for name in _NAMES if name != __name__]
#: Every format by its word.
WRITERS: dict[str, Writer] = {
    each.word: each for each in (getattr(module, "WRITER", None) for module in _MODULES) if each is not None
}


def by_ending(name: str) -> Writer | None:
    """The format that the ending of a file's name tells; None if it tells none."""
    fitting = [each for each in WRITERS.values() if name.lower().endswith(each.ending)]
    return max(fitting, key=lambda each: len(each.ending), default=None)
