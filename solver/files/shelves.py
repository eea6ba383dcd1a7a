"""Where rulebooks, catalogues and scenarios are found: beside the scenario, else among the shipped ones."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from solver.errors import InputError, Mark, refuse
from solver.files.source import Source, read
from solver.words import unknown


@cache
def shipped() -> Path:
    """The folder that holds the shipped `constraints/` and `scenarios/`."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "shipped"
    return inside if inside.is_dir() else here.parent


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder, or from the shipped one."""
    return _shown(path, Path.cwd())


def called(name: str) -> Path:
    """The file that :func:`shown` calls so."""
    here = Path(name)
    return here if here.exists() else shipped() / name


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
    home = "scenarios" if kind == "scenario" else "constraints"
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
    known = _known(scenario, kind, home)
    deeper = sorted(each for each in known if each.endswith(f"/{stem}"))
    said = f"unknown {kind} {stem!r}; did you mean {deeper[0]!r}?" if deeper else unknown(kind, stem, known)
    raise refuse(said, mark, path)


def name_for(target: Path, kind: str, scenario: Path) -> str | None:
    """The name by which :func:`find` finds a file; None if there is none."""
    home = "scenarios" if kind == "scenario" else "constraints"
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
    found = {each.stem for each in beside.glob("*.yaml")} - {scenario.stem} if kind == "scenario" else set()
    return found | {
        each.relative_to(folder).with_suffix("").as_posix()
        for folder in others
        if folder.is_dir()
        for each in folder.rglob("*.yaml")
    }


def open_file(path: Path) -> Source:
    """Read a YAML file under the name that messages use."""
    return read(path, shown(path))


class Copies:
    """Files as they were when first asked for, whatever becomes of them and wherever this is taken."""

    def __init__(self) -> None:
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
