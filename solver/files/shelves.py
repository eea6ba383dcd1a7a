"""Where rulebooks, catalogues and scenarios are found: beside the scenario, else among the shipped ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from solver.errors import InputError, Mark, refuse
from solver.files.source import Source, read
from solver.words import listed, nearest, unknown

T = TypeVar("T")


@cache
def shipped() -> Path:
    """The folder that holds the shipped `constraints/` and `scenarios/`."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "shipped"
    return inside if inside.is_dir() else here.parent


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder, or from the shipped one."""
    return _shown(path, Path.cwd())


def real(path: Path) -> Path:
    """Where a path leads, links followed; one whose links go round in a circle stays as it is."""
    return Path(os.path.realpath(path))


@lru_cache(maxsize=256)
def _shown(path: Path, here: Path) -> str:
    path = real(here / path)
    for root in (real(here), shipped()):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return str(path)


def folders(scenario: Path, home: str = "constraints") -> list[Path]:
    """The folders in which what a scenario names is looked for, first one first."""
    beside = real(scenario).parent
    return [beside, beside / home, beside.parent / home, shipped() / home]


def find(name: str, kind: str, scenario: Path, mark: Mark | None, path: str) -> Path:
    """The file of a rulebook, a catalogue or a scenario named in a scenario.

    Raises
    ------
    InputError
        If there is no such file, or the name leads out of the folders.
    """
    home = _home(kind)
    stem = name.removesuffix(".yaml")
    if stem.startswith(("/", "~", "\\")) or ".." in Path(stem).parts or "\0" in stem:
        where = "beside this file or in scenarios/" if kind == "scenario" else "in constraints/"
        raise refuse(f"found {name!r}, expected the name of a {kind} {where}", mark, path)
    for folder in folders(scenario, home):
        file = folder / f"{stem}.yaml"
        try:
            if file.is_file() and real(file).is_relative_to(real(folder)):
                return file
        except OSError:
            continue  # a name that no file can have
    raise refuse(_unknown(kind, stem, _known(scenario, kind, home)), mark, path)


def meant(path: Path, *kinds: str) -> Path:
    """The file that somebody means: a path, or the name of a file in the usual folders or of a shipped one.

    Parameters
    ----------
    kinds
        What is wanted: a scenario, a rulebook.

    Raises
    ------
    InputError
        If there is no such file, but one with a name like it.
    """
    stem = path.as_posix().removesuffix(".yaml")
    # asked of `os`, which does not raise where a name is too long
    folder_there = os.path.isdir(path)
    if path.is_absolute() or not path.name or {"..", "~"} & {*path.parts} or "\0" in stem:
        return path
    if os.path.exists(path) and not folder_there:
        return path
    homes = [_home(kind) for kind in kinds]
    folders = [root / home for home in homes for root in (Path(), shipped())]
    folders += [shipped()] if path.parts[0] in homes and len(path.parts) > 1 else []
    for folder in folders:
        if os.path.isfile(file := folder / f"{stem}.yaml"):
            return file
    if folder_there:
        return path
    known = {name for folder in folders for name in _names(folder)}
    word = stem.split("/", 1)[1] if path.parts[0] in homes and "/" in stem else stem
    if "/" not in stem and not path.suffix:
        raise refuse(_unknown(" or ".join(kinds), word, known))
    beside = nearest(path.name, {each.name for each in _files(path.parent)})
    close = str(path.with_name(beside)) if beside else nearest(word, known)
    if close or _deeper(word, known):
        meaning = repr(close) if close else _deeper(word, known)
        raise refuse(f"cannot read {path}: no such file or directory; did you mean {meaning}?")
    return path


def name_for(target: Path, kind: str, scenario: Path) -> str | None:
    """The name by which :func:`find` finds a file; None if there is none."""
    home = _home(kind)
    for folder in folders(scenario, home):
        if real(target).is_relative_to(real(folder)):
            name = real(target).relative_to(real(folder)).as_posix()
            with suppress(InputError):
                if find(name, kind, scenario, None, "").samefile(target):
                    return name
    return None


def _known(scenario: Path, kind: str, home: str) -> set[str]:
    """The names that a message may offer; scenarios lie beside each other."""
    beside, *others = folders(scenario, home)
    found = {each.stem for each in _files(beside)} - {scenario.stem} if kind == "scenario" else set()
    return found | {name for folder in others for name in _names(folder)}


def _names(folder: Path) -> set[str]:
    """The names of all files in a folder and below it; none if there is no such folder."""
    return {each.relative_to(folder).with_suffix("").as_posix() for each in _files(folder, "**/*.yaml")}


def _files(folder: Path, pattern: str = "*.yaml") -> list[Path]:
    """The files in a folder; no links that lead nowhere, and none at all in a folder that cannot be."""
    with suppress(OSError):
        return [each for each in folder.glob(pattern) if os.path.isfile(each)]
    return []


def _home(kind: str) -> str:
    """The usual folder of a kind of file."""
    return "scenarios" if kind == "scenario" else "constraints"


def _deeper(name: str, known: set[str]) -> str:
    """The files of this name in folders further down; empty if there are none."""
    return listed([repr(each) for each in sorted(known) if each.endswith(f"/{name}")], "or")


def _unknown(kind: str, name: str, known: set[str]) -> str:
    """The sentence for a name that no file has."""
    deeper = _deeper(name, known)
    return f"unknown {kind} {name!r}; did you mean {deeper}?" if deeper else unknown(kind, name, known)


def open_file(path: Path) -> Source:
    """Read a YAML file under the name that messages use."""
    return read(path, shown(path))


class Copies:
    """Files as they were when first asked for, whatever becomes of them and wherever this is taken.

    What was worked out of them goes with them.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Path, str], Any] = {}
        self._found: dict[tuple[str, str, Path], Path] = {}
        self._read: dict[Path, Source] = {}

    def find(self, name: str, kind: str, scenario: Path, mark: Mark | None, path: str) -> Path:
        """As :func:`find`."""
        key = name, kind, scenario
        if key not in self._found:
            self._found[key] = find(name, kind, scenario, mark, path)
        return self._found[key]

    def open(self, path: Path) -> Source:
        """As :func:`open_file`."""
        if path not in self._read:
            self._read[path] = open_file(path)
        return self._read[path]

    def made(self, path: Path, make: Callable[[Source], T]) -> T:
        """What is made of a file, by a function at the top of its module."""
        key = path, f"{make.__module__}.{make.__qualname__}"
        if key not in self._made:
            self._made[key] = make(self.open(path))
        found: T = self._made[key]
        return found
