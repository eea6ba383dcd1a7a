"""What the README says is true: its commands work and its YAML is read."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from solver.cli import main
from solver.documents.base import validate
from solver.documents.mapping import MappingFile
from solver.documents.rulebook import Rule
from solver.documents.scenario import Scenario
from solver.files.source import parse
from solver.loading.load import load
from tests.first_hour import HOUR
from tests.pictures import PICTURES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and what the README shows of its answer; nothing if it shows nothing."""

    command: str
    shown: str


def commands() -> dict[str, list[Typed]]:
    """The commands of each chapter, and of each part of one."""
    chapters = [chapter.partition("\n")[::2] for chapter in re.split(r"\n###? ", README)]
    found = {
        title: [
            Typed(*re.sub(r" \\\n +", " ", each).partition("\n")[::2])
            for block in re.findall(r"```console\n\$ (.*?)```", text, flags=re.DOTALL)
            for each in block.split("\n$ ")
        ]
        for title, text in chapters
    }
    return {title: typed for title, typed in found.items() if typed}


COMMANDS = commands()
#: What the other chapters begin with: a folder, and the plan of a week.
FIRST = ("1. Begin a folder", "2. Plan a week")
#: What some chapters need besides: the plans of a season.
BEFORE = {
    "6. Compare two seasons": ("3. Change a number",),
    "7. Replan after a sick week": ("3. Change a number",),
    "8. Hand it on": ("3. Change a number",),
    "10. Open the report on a phone": ("3. Change a number",),
}
#: Commands that end with findings, by a part of each, and how.
FINDINGS = {
    "typed-week.csv": 4,
    "houston-1998": 1,
    "silversprint": 4,
    "audit base.json": 1,
    "2026-10-11}]": 3,
}
FINDINGS |= {"tempo-dys": 2, "tue wed": 1, "--sick": 3}


def follow(typed: list[Typed], folder: Path) -> None:
    """Type some commands in a folder; each ends as the README says and says what is shown there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COLUMNS", "100")
        for each in typed:
            program, *words = shlex.split(each.command)
            assert program == "speedfirst"
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = main(words)
            expected = next((code for part, code in FINDINGS.items() if part in each.command), 0)
            assert code == expected, (each.command, said.getvalue())
            assert said.getvalue() and fits(each.shown, said.getvalue()), (each.command, said.getvalue())


def fits(shown: str, said: str) -> bool:
    """Whether what is shown is what was said, a line of dots for any lines; anything fits where nothing is shown."""
    lines = [line.rstrip() for line in shown.rstrip().splitlines()]
    if not any(lines):
        return True
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in lines)
    return (
        re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in said.rstrip().splitlines()))
        is not None
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first chapter has been followed."""
    folder = tmp_path_factory.mktemp("begun")
    for name in ("constraints", "scenarios", "tests"):
        (folder / name).symlink_to(ROOT / name)
    for chapter in FIRST:
        follow(COMMANDS[chapter], folder)
    return folder


@pytest.mark.parametrize("chapter", sorted(set(COMMANDS) - set(FIRST)))
def test_commands_of_the_readme_work(chapter: str, begun: Path, tmp_path: Path) -> None:
    """Every command of a chapter, after those of the first, ends as it says: with a plan, a text, or findings."""
    shutil.copytree(begun, tmp_path, symlinks=True, dirs_exist_ok=True)
    for each in (*BEFORE.get(chapter, ()), chapter):
        follow(COMMANDS[each], tmp_path)


def test_the_ten_things_are_those_of_the_first_hour() -> None:
    """The README has the ten of the first hour, each with commands, and shows what most of them answer."""
    ten = {title: typed for title, typed in COMMANDS.items() if re.match(r"\d+\. ", title)}
    assert len(ten) == len(HOUR) == 10
    for title, steps in zip(ten, HOUR.values(), strict=True):
        assert {each.command.split()[1] for each in ten[title]} & {step.words.split()[0] for step in steps}
        assert any(each.shown for each in ten[title])


def test_what_is_shown_must_be_said() -> None:
    """A line that a command does not print, or in another place, fails; dots stand for any lines, also none."""
    assert fits("a\n...\nc\n", "a\nb  \nc\n") and fits("...\nc\n", "c\n") and fits("", "b\n")
    assert not fits("a\nc\n", "a\nb\nc\n") and not fits("...\nd\n", "a\n") and not fits("a\n", "a\nb\n")


def test_every_block_is_typed_or_checked() -> None:
    """What is in no console block is a command of make, the steps without it, or the plans of the schools."""
    made, without, schools = blocks("sh")
    targets = re.findall(r"^make ([\w-]+)", made, flags=re.MULTILINE)
    assert targets == ["demo", "test"]
    assert all(f"\n{each}: " in (ROOT / "Makefile").read_text(encoding="utf-8") for each in targets)
    for file in re.findall(r"-r (\S+)|plan (\S+)", without):
        assert (ROOT / "".join(file)).is_file()
    where, compared = schools.split("\n", 1)
    files = re.findall(r"\S+\.yaml", compared)
    assert len(files) == 6 and all((ROOT / where.removeprefix("cd ") / file).is_file() for file in files)


def test_lines_of_the_readme_are_short() -> None:
    """No line but a row of a table is over 120 columns."""
    assert [line for line in README.splitlines() if len(line) > 120 and not line.startswith("|")] == []


def test_python_of_the_readme_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed gives what is shown."""
    for name in ("constraints", "scenarios"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    (block,) = blocks("pycon")
    test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    assert len(test.examples) >= 7 and not doctest.DocTestRunner().run(test).failed
    assert (tmp_path / "one-high-day.json").exists()


def test_yaml_of_the_readme_is_read(tmp_path: Path) -> None:
    """The scenario, the rule and the changes of rules that the README shows are valid."""
    page, rules, changes, overlay, mapping = blocks("yaml")
    assert "flat out" in validate(MappingFile, parse(mapping)).words
    assert validate(Scenario, parse(page)).title == "My season"
    shown = parse(rules)
    for name in shown.data["rules"]:
        assert validate(Rule, shown.at(("rules", name))).examples
    (tmp_path / "page.yaml").write_text(page.partition("rules:")[0] + changes)
    rules_there = {each.id: each.rule for each in load(tmp_path / "page.yaml").rules}
    assert rules_there["tempo-volume"].reading == "a-session"
    assert "acute-to-chronic" in rules_there
    (tmp_path / "overlay.yaml").write_text(overlay)
    what_if = load(tmp_path / "overlay.yaml")
    assert len(what_if.scenario.competitions) == 7 and len(what_if.scenario.away) == 3
    assert "exams" not in {each.id for each in what_if.rules}


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_the_pictures_of_the_readme_are_current(file: Path) -> None:
    """They are, byte for byte, what `python -m tests.pictures` draws now, and they stand in the README."""
    assert PICTURES[file]() == file.read_text(encoding="utf-8")
    assert f"(docs/{file.name})" in README
