"""Changes as a file: an overlay of the scenario that they were made on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solver.errors import refuse
from solver.overlay import EXTENDS
from solver.page import dumps
from solver.shelves import name_for
from solver.writing import check_writable, write


def overlay_text(path: Path, scenario: Path, data: Mapping[str, Any], title: str | None = None) -> str:
    """The text of an overlay that is to stand at `path`.

    Parameters
    ----------
    scenario
        The scenario or overlay that it extends.
    data
        The changes, as a file would have them.
    title
        A title of its own.

    Raises
    ------
    InputError
        If from there the scenario cannot be named.
    """
    name = name_for(scenario, "scenario", path)
    if name is None:
        raise refuse(f"cannot write {path}: an overlay lies beside its scenario, or in a folder above")
    return dumps({EXTENDS: name, **({"title": title} if title else {}), **data})


def save_overlay(path: Path, scenario: Path, data: Mapping[str, Any], title: str | None = None) -> None:
    """Write an overlay; see :func:`overlay_text`."""
    check_writable(path, [scenario], "overlay")
    write(path, overlay_text(path, scenario, data, title))
