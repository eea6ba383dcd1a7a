"""Where rulebooks, catalogues and scenarios are found: beside the scenario, else among the shipped ones."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from solver.errors import Mark, refuse
from solver.source import Source, read
from solver.words import unknown


@cache
def shipped() -> Path:
    """The folder that holds the shipped `constraints/` and `scenarios/`."""
    here = Path(__file__).resolve().parent
    inside = here / "shipped"
    return inside if inside.is_dir() else here.parent


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder, or from the shipped one."""
    return _shown(path, Path.cwd())


@lru_cache(maxsize=256)
def _shown(path: Path, here: Path) -> str:
    path = (here / path).resolve()
    for root in (here.resolve(), shipped()):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return str(path)


def folders(scenario: Path) -> list[Path]:
    """The folders in which a scenario's rulebooks and catalogue are looked for, first one first."""
    beside = scenario.resolve().parent
    return [beside, beside / "constraints", beside.parent / "constraints", shipped() / "constraints"]


def find(name: str, kind: str, scenario: Path, mark: Mark | None, path: str) -> Path:
    """The file of a rulebook or catalogue named in a scenario.

    Raises
    ------
    InputError
        If there is no such file, or the name leads out of the folders.
    """
    stem = name.removesuffix(".yaml")
    if stem.startswith(("/", "~", "\\")) or ".." in Path(stem).parts or "\0" in stem:
        raise refuse(f"found {name!r}, expected the name of a {kind} in constraints/", mark, path)
    for folder in folders(scenario):
        file = folder / f"{stem}.yaml"
        try:
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                return file
        except OSError:
            continue  # a name that no file can have
    known = {
        each.relative_to(folder).with_suffix("").as_posix()
        for folder in folders(scenario)[1:]
        if folder.is_dir()
        for each in folder.rglob("*.yaml")
    }
    deeper = sorted(each for each in known if each.endswith(f"/{stem}"))
    said = f"unknown {kind} {stem!r}; did you mean {deeper[0]!r}?" if deeper else unknown(kind, stem, known)
    raise refuse(said, mark, path)


def open_file(path: Path) -> Source:
    """Read a YAML file under the name that messages use."""
    return read(path, shown(path))
