"""Plans from files of every format that can be read, found by looking into this folder.

To add a format, add a file with its `READER`; nothing else needs to know of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from solver import imports
from solver.documents.mapping import MappingFile
from solver.errors import InputError, Problem, refuse
from solver.files.shelves import shown
from solver.files.source import raw_bytes
from solver.imports.reader import Reader, ToRead
from solver.imports.understood import Imported, understood
from solver.season import Season
from solver.words import listed

_NAMES = [f"{imports.__name__}.{each.name}" for each in pkgutil.iter_modules(imports.__path__)]
_MODULES = [importlib.import_module(name) for name in _NAMES if name != __name__]
#: Every reader by the ending of its files.
READERS: dict[str, Reader] = {
    each.ending: each for each in (getattr(module, "READER", None) for module in _MODULES) if each is not None
}


def read(
    path: Path,
    season: Season,
    mapping: MappingFile | None = None,
    sheets: tuple[str, ...] = (),
    whose: str | None = None,
) -> Imported:
    """Read a plan of a season from a file; its ending tells the format.

    Parameters
    ----------
    mapping
        A coach's own words.
    sheets
        The sheets of a workbook that are read; by default the week grids.
    whose
        Whose sessions they are, where the file does not say.

    Raises
    ------
    InputError
        If it is no file of a known format at all; what is not understood in it comes with the answer.
    """
    ending = path.suffix.lower()
    if ending not in READERS:
        raise refuse(f"{path}: expected a file that ends in {listed(sorted(READERS), 'or')}")
    if sheets and not READERS[ending].sheets:
        raise refuse(f"--sheet: {path} has no sheets")
    problems: list[Problem] = []
    words = mapping or MappingFile(mapping="none")
    given = ToRead(shown(path), raw_bytes(path, shown(path)), season, words, sheets, whose)
    try:
        entries = list(READERS[ending].read(given, problems))
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    return understood(given, entries, problems)
