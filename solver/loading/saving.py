"""Changes as a file: an overlay of the scenario that they were made on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solver.errors import InputError, refuse
from solver.files.page import dumps
from solver.files.shelves import find, name_for, open_file, real
from solver.files.source import Path_
from solver.files.writing import check_writable, write
from solver.loading.load import Reading, read
from solver.overlays.named import LISTS
from solver.overlays.overlay import EXTENDS, Overlay, composed


def overlay_text(
    path: Path, scenario: Path, data: Mapping[str, Any], title: str | None = None, alone: bool = True
) -> str:
    """The text of an overlay that is to stand at `path`.

    Parameters
    ----------
    scenario
        The scenario or overlay that it extends.
    data
        The changes, as a file would have them.
    title
        A title of its own.
    alone
        Whether it must name its scenario; else, where it cannot, it is for `--apply` only.

    Raises
    ------
    InputError
        If from there the scenario cannot be named.
    """
    name = name_for(scenario, "scenario", path)
    if name is None and not alone:
        return dumps({**({"title": title} if title else {}), **data})
    if name is None:
        raise refuse(f"cannot write {path}: an overlay lies beside its scenario, or in a folder above")
    return dumps({EXTENDS: name, **({"title": title} if title else {}), **data})


def save_overlay(path: Path, scenario: Path, data: Mapping[str, Any], title: str | None = None) -> None:
    """Write an overlay; see :func:`overlay_text`."""
    check_writable(path, [scenario], "overlay")
    write(path, overlay_text(path, scenario, data, title))


def check_replaced(path: Path, scenario: Path) -> None:
    """Replace no file but an overlay of the same scenario.

    Raises
    ------
    InputError
        If something else is there already.
    """
    if not path.exists():
        return
    try:
        data = open_file(path).data
        there = data[EXTENDS] if isinstance(data, dict) else None
        mine = isinstance(there, str) and real(find(there, "scenario", path, None, "")) == real(scenario)
    except (InputError, KeyError):
        mine = False
    if not mine:
        raise refuse(f"cannot write {path}: there is a file that is no overlay of {scenario}")


def as_one(path: Path, below: Reading, above: Reading) -> dict[str, Any]:
    """What was laid on a scenario, as the data of one overlay that makes the same of it.

    Parameters
    ----------
    path
        Where the overlay is to stand, beside which its rulebooks are looked for.
    below, above
        The scenario without and with what was laid on it.

    Raises
    ------
    InputError
        If one overlay cannot say it from there.
    """
    data: dict[str, Any] = composed(above.layers[len(below.layers) :]).data
    for section in _differing(_laid(path, below, data).source.data, above.source.data):
        data = _put(data, section, _part(above.source.data, section))
    result = _laid(path, below, data)
    if result.loaded.problems:
        raise InputError(result.loaded.problems)
    if _all(result) != _all(above):
        raise refuse(f"cannot write {path}: one overlay cannot say all these changes")
    return data


def _laid(path: Path, below: Reading, data: Mapping[str, Any]) -> Reading:
    base, *others = below.layers
    assert base.file
    return read(base.source, base.file, over=[*others, Overlay(Overlay.of(data, str(path)).source, path)])


def _differing(one: Any, other: Any) -> list[Path_]:
    """The lists, changed by name, in which two scenarios differ."""
    return [section for section in LISTS if _part(one, section) != _part(other, section)]


def _all(reading: Reading) -> Any:
    """All that a season is made of, as data."""
    loaded = reading.loaded
    rules = {name: each.source.data for name, each in loaded.entries.items()}
    modifiers = {name: each.data for name, each in loaded.modifiers.items()}
    return reading.source.without("rules", "modifiers").data, list(rules.items()), modifiers


def _part(data: Any, path: Path_) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _put(data: Mapping[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    """The data with a value in place of what is at a path."""
    first, *rest = map(str, path)
    below = data.get(first)
    return {
        **data,
        first: _put(below if isinstance(below, dict) else {}, tuple(rest), value) if rest else value,
    }
