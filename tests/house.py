"""The figures of the house: `python -m tests.house`, and of an older one: `python -m tests.house --at REV`.

With both the columns stand beside each other: `python -m tests.house --at REV --at HEAD`. Nothing is imported of what is
measured; it is read.
"""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import ast
import io
import re
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests import repeats

ROOT = Path(__file__).parent.parent
#: A dependency in pyproject.toml, with what stands behind it, and the line that begins a group of them.
_DEPENDENCY = re.compile(r'\s*"(?P<what>[\w-]+[^"]*)",?\s*(?:#\s*(?P<why>.+))?\Z')
_GROUP = re.compile(r"(?P<group>[\w-]+) = \[\Z")


@dataclass(frozen=True, slots=True)
class Size:
    """How large files or functions are, in lines, by their names."""

    lines: dict[str, int]

    @property
    def largest(self) -> str:
        """The name and the lines of the largest."""
        name = max(self.lines, key=lambda each: self.lines[each])
        return f"{self.lines[name]} ({name})"

    @property
    def median(self) -> float:
        """As many are larger as are smaller."""
        return median(self.lines.values())


@dataclass(frozen=True, slots=True)
class House:
    """What can be counted in a checkout."""

    files: Size
    functions: Size
    tests: Size
    layers: int
    names: Sequence[str]
    commands: Sequence[str]
    needs: dict[str, dict[str, str]]
    twice: list[repeats.Run] = field(default_factory=list)


def measure(root: Path = ROOT) -> House:
    """Read a checkout."""
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in _python(root, "solver")
    }
    trees = {name: ast.parse(text) for name, text in texts.items()}
    tests = {
        path.relative_to(root).as_posix(): len(path.read_bytes().splitlines())
        for path in _python(root, "tests")
    }
    return House(
        Size({name: len(text.splitlines()) for name, text in texts.items()}),
        Size(
            {f"{name}:{each.name}": _lines(each) for name, tree in trees.items() for each in _functions(tree)}
        ),
        Size(tests),
        len(_value(ast.parse((root / "tests" / "test_layers.py").read_text(encoding="utf-8")), "ORDER")),
        _value(trees["solver/__init__.py"], "__all__"),
        sorted(
            f"{'batch ' * ('/batch' in name)}{word}"
            for name, tree in trees.items()
            for word in _commands(tree)
        ),
        dependencies((root / "pyproject.toml").read_text(encoding="utf-8")),
        repeats.of_folder(root, ("solver",)),
    )


def _python(root: Path, folder: str) -> list[Path]:
    return sorted((root / folder).rglob("*.py"))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _value(tree: ast.Module, name: str) -> Sequence[str]:
    """What a name is set to at the top of a module, where that is written out."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    return ()


def _commands(tree: ast.Module) -> Iterator[str]:
    """The commands that a file registers: `app.command("plan", ...)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "command"
        ):
            yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def dependencies(text: str) -> dict[str, dict[str, str]]:
    """The dependencies of a pyproject.toml, with the reasons behind them: first of the core, then of each extra."""
    why, group = {}, ""
    for line in text.splitlines():
        if begun := _GROUP.match(line):
            group = {"dependencies": "core"}.get(begun["group"], begun["group"])
        elif found := _DEPENDENCY.match(line):
            why[group, found["what"]] = found["why"] or ""
    project = tomllib.loads(text)["project"]
    groups = {"core": project["dependencies"], **project.get("optional-dependencies", {})}
    return {group: {each: why.get((group, each), "") for each in some} for group, some in groups.items()}


def at(revision: str, folder: Path) -> Path:
    """An older checkout, in a folder."""
    packed = subprocess.run(
        ["git", "archive", revision, "solver", "tests", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def rows(house: House) -> dict[str, str]:
    """The figures of a house, in a few words each."""
    return {
        "files": f"{len(house.files.lines)}, {sum(house.files.lines.values()):,} lines",
        "median file": f"{house.files.median:g} lines",
        "largest file": house.files.largest,
        "functions": f"{len(house.functions.lines):,}",
        "median function": f"{house.functions.median:g} lines",
        "largest function": house.functions.largest,
        "layers of imports": str(house.layers),
        "public names of solver": str(len(house.names)),
        "commands": str(len(house.commands)),
        "dependencies": ", ".join(f"{group} {len(some)}" for group, some in house.needs.items()),
        f"runs of {repeats.LEAST} lines or more that stand twice": str(len(house.twice)),
        "tests": f"{len(house.tests.lines)} files, {sum(house.tests.lines.values()):,} lines",
    }


def main(words: Sequence[str] | None = None) -> int:
    """Print the figures, and of a single house also its dependencies, its commands and what stands twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.house", description=__doc__)
    parser.add_argument(
        "--at", action="append", default=[], metavar="REV", help="a commit; more than one are compared"
    )
    revisions = parser.parse_args(words).at
    houses = {}
    for revision in revisions:
        with tempfile.TemporaryDirectory() as folder:
            houses[revision] = measure(at(revision, Path(folder)))
    houses = houses or {"here": measure()}
    columns = [
        ["", *houses],
        *(
            [what, *(rows(each)[what] for each in houses.values())]
            for what in rows(next(iter(houses.values())))
        ),
    ]
    wide = [max(map(len, column)) for column in zip(*columns, strict=True)]
    print(*("  ".join(map(str.ljust, row, wide)).rstrip() for row in columns), sep="\n")
    if len(houses) == 1:
        print(*_details(next(iter(houses.values()))), sep="\n")
    return 0


def _details(house: House) -> Iterator[str]:
    for group, some in house.needs.items():
        yield f"\nDependencies: {group}"
        yield from (f"  {each:32}  {why or 'no reason given'}" for each, why in some.items())
    yield f"\nCommands\n  {', '.join(house.commands)}"
    yield f"\nNames\n  {', '.join(house.names)}"
    if house.twice:
        yield "\nStands twice"
        yield from (f"  {run}" for run in house.twice)


if __name__ == "__main__":
    raise SystemExit(main())
