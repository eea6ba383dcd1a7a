"""The figures of the house are counted right, and some of them are held."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests import house, repeats
from tests.test_layers import ORDER

#: What stands twice and may, each with its reason.
TWICE = {
    ("solver/lint/apart.py", "solver/lint/judge.py"): "a method and the one that overrides it",
    ("solver/plans/prescription.py", "solver/plans/prescription.py"): "rows of a table",
}
RUN = "def one(a):\n    b = a\n    c = b\n    d = c\n    e = 'x'\n    return [d, e]\n"


@pytest.fixture(scope="module")
def here() -> house.House:
    """The figures of this checkout."""
    return house.measure()


def test_nothing_stands_twice(here: house.House) -> None:
    """No run of six lines or more stands in two places, but for those on the list, and the list has no others."""
    assert [str(run) for run in here.twice if (run.file, run.other) not in TWICE] == []
    assert [pair for pair in TWICE if pair not in {(run.file, run.other) for run in here.twice}] == []


def test_every_dependency_has_its_reason(here: house.House) -> None:
    """What is installed says in pyproject.toml what it is for; a coach needs no more than ten."""
    assert [each for some in here.needs.values() for each, why in some.items() if not why] == []
    assert len(here.needs["core"]) <= 10 and "dev" in here.needs


def test_a_reason_is_that_of_its_group() -> None:
    """What two groups need has a reason in each, and only where it stands there."""
    text = """
[project]
dependencies = [
  "rich>=14,<16", # tables
]
[project.optional-dependencies]
dev = [
  "clingo>=5", # under test
  "rich>=14,<16",
]
peers = [
  "clingo>=5", # answer sets
]
"""
    assert house.dependencies(text) == {
        "core": {"rich>=14,<16": "tables"},
        "dev": {"clingo>=5": "under test", "rich>=14,<16": ""},
        "peers": {"clingo>=5": "answer sets"},
    }


def test_the_house_stays_small(here: house.House) -> None:
    """The median file has at most 110 lines, the median function at most 8; few names are public; at most 30 layers."""
    assert here.files.median <= 110 and here.functions.median <= 8
    assert len(here.names) <= 24 and "plan" in here.names
    assert {"plan", "batch run", "batch diff"} <= set(here.commands)
    assert here.layers == len(ORDER) <= 30


def test_the_wheel_has_the_whole_house() -> None:
    """Every file of the package is in the wheel; what git would ignore elsewhere does not keep a room out."""
    packed = {Path(each.path).resolve() for each in WheelBuilder(str(house.ROOT)).recurse_included_files()}
    package = {
        path for path in (house.ROOT / "solver").rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    assert package and package <= packed


def test_the_source_archive_has_what_make_needs() -> None:
    """Every file that the Makefile builds from is in the archive, the pinned versions of each environment too."""
    packed = {each.path for each in SdistBuilder(str(house.ROOT)).recurse_included_files()}
    there = {Path(each).resolve().relative_to(house.ROOT).as_posix() for each in packed}
    needed = set(re.findall(r"\brequirements[\w-]*\.lock\b", (house.ROOT / "Makefile").read_text("utf-8")))
    assert len(needed) >= 3 and needed | {"Makefile", "README.md"} <= there


def test_what_stands_twice_is_found() -> None:
    """Six lines that differ in comments, blanks, numbers and strings stand twice; five, or another name, do not."""
    other = RUN.replace("'x'", "2 ").replace("c = b\n", "c = b  # why\n\n")
    assert [str(run) for run in repeats.runs({"a": RUN, "b": "import os\n\n" + other})] == [
        "a:1  b:3  6 lines"
    ]
    assert repeats.runs({"a": RUN, "b": other.replace("= a", "= f")}) == []
    assert repeats.runs({"a": RUN, "b": "def f(a):\n" + other.partition("\n")[2]}) == []
    assert len(repeats.runs({"a": RUN + "\n" + RUN})) == 1
    assert repeats.runs({"a": "f(x)\n" * 9}) == []


def test_an_older_house_is_measured_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --at the figures are those of a commit, whatever lies in the folder now."""
    files = {
        "solver/__init__.py": '__all__ = ["plan"]\n',
        "solver/cli/batch.py": 'def add_to(app):\n    app.command("run")(run)\n',
        "tests/test_layers.py": 'ORDER = (("a",), ("b", "c"))\n',
        "pyproject.toml": '[project]\ndependencies = [\n  "rich>=14", # tables\n  "typer",\n]\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    who = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    (tmp_path / "solver" / "__init__.py").write_text("\n" * 99, encoding="utf-8")
    monkeypatch.setattr(house, "ROOT", tmp_path)
    assert house.main(["--at", "HEAD"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "files 2, 3 lines", "largest function 2 (solver/cli/batch.py:add_to)", "layers of imports 2", "public names of solver 1",
        "commands 1", "dependencies core 2", "rich>=14 tables", "typer no reason given", "batch run",
    ):  # fmt: skip
        assert words in said
