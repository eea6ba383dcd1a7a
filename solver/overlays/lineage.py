"""The files that a scenario is made of: itself, or an overlay and all that it extends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from solver.documents.base import shown
from solver.errors import InputError, refuse
from solver.files.shelves import find, open_file, real
from solver.files.source import Source
from solver.overlays.overlay import EXTENDS, Overlay

MOST = 16
#: First words of files that are no overlays.
NO_OVERLAYS = ("scenario", "rulebook", "catalogue", "plan", "week")


def lineage(source: Source, file: Path) -> list[Overlay]:
    """A scenario and the overlays on top of it, the one that was read from `file` last.

    Raises
    ------
    InputError
        If an overlay extends what is not there, or itself, or if there are more than 16 of them.
    """
    found = [Overlay(source, file)]
    seen = {real(file)}
    while isinstance(source.data, dict) and EXTENDS in source.data:
        mark = source.mark((EXTENDS,))
        if len(found) > MOST:
            raise refuse(f"more than {MOST} overlays on top of each other", mark, EXTENDS)
        name = source.data[EXTENDS]
        if not isinstance(name, str):
            raise refuse(f"found {shown(name)}, expected the file of a scenario or overlay", mark, EXTENDS)
        file = find(name, "scenario", file, mark, EXTENDS)
        if real(file) in seen:
            raise refuse(f"{name!r} leads back to an overlay that extends it", mark, EXTENDS)
        seen.add(real(file))
        source = open_file(file)
        found.insert(0, Overlay(source, file))
        if not isinstance(source.data, dict):
            raise InputError([source.problem((), f"found {shown(source.data)}, expected a scenario")])
    return found


def on_top(file: Path, below: Sequence[Overlay]) -> list[Overlay]:
    """The overlays of a file that is to be laid on a scenario: it and those that it extends.

    The scenario that it was written for is left out, and so is what is among those `below`.

    Raises
    ------
    InputError
        If the file is no overlay.
    """
    found = lineage(open_file(file), file)
    first, *others = found
    if not others:
        _expect_overlay(first.source)
    there = {real(each.file) for each in below if each.file}
    return [each for each in others or found if each.file and real(each.file) not in there]


def _expect_overlay(source: Source) -> None:
    if not isinstance(source.data, dict):
        raise InputError([source.problem((), f"found {shown(source.data)}, expected an overlay")])
    head = next(iter(source.data), "")
    if head in NO_OVERLAYS:
        raise InputError([source.problem((head,), f"this is a {head}, expected an overlay", key=True)])


def expect(source: Source, head: str) -> None:
    """Refuse a file that says of itself that it is something else."""
    heads = ("plan", "catalogue", "rulebook", "scenario")
    others = [w for w in heads if isinstance(source.data, dict) and w in source.data]
    # a plan file names its scenario too
    if others and (others[0] == "plan" or head not in others):
        raise InputError(
            [source.problem((others[0],), f"this is a {others[0]}, expected a {head}", key=True)]
        )
