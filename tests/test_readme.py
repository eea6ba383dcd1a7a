"""What the README says is true: its commands work and its YAML is read."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from solver.cli import main
from solver.documents.base import validate
from solver.documents.mapping import MappingFile
from solver.documents.rulebook import Rule
from solver.documents.scenario import Scenario
from solver.files.source import parse
from solver.loading.load import load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands() -> dict[str, list[str]]:
    """The commands of each chapter."""
    chapters = [chapter.partition("\n")[::2] for chapter in README.split("\n## ")]
    found = {
        title: [
            line[2:]
            for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
            for line in block.splitlines()
            if line.startswith("$ ")
        ]
        for title, text in chapters
    }
    return {title: lines for title, lines in found.items() if lines}


COMMANDS = commands()
#: What the other chapters begin with: a folder, and the plan of a week.
FIRST = "A folder of your own"
#: Commands that end with findings, by a part of each, and how.
FINDINGS = {"typed-week.csv": 4, "houston-1998": 1, "silversprint": 4, "audit base.json": 1}
FINDINGS |= {"explain": 3, "--relax": 3}


def follow(lines: list[str], folder: Path) -> None:
    """Type some commands in a folder; each ends as the README says and says something."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in lines:
            program, *words = shlex.split(command)
            assert program == "speedfirst"
            said, wrong = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong):
                code = main(words)
            expected = next((code for part, code in FINDINGS.items() if part in command), 0)
            assert code == expected, (command, said.getvalue(), wrong.getvalue())
            assert said.getvalue()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first chapter has been followed."""
    folder = tmp_path_factory.mktemp("begun")
    for name in ("constraints", "scenarios", "tests"):
        (folder / name).symlink_to(ROOT / name)
    follow(COMMANDS[FIRST], folder)
    return folder


@pytest.mark.parametrize("chapter", sorted(set(COMMANDS) - {FIRST}))
def test_commands_of_the_readme_work(chapter: str, begun: Path, tmp_path: Path) -> None:
    """Every command of a chapter, after those of the first, ends as it says: with a plan, a text, or findings."""
    shutil.copytree(begun, tmp_path, symlinks=True, dirs_exist_ok=True)
    follow(COMMANDS[chapter], tmp_path)


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


def test_the_plan_in_the_readme_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    """The week that the README shows is what the command prints where nobody watches."""
    found = re.search(r"<!-- plan: start -->\n```\n(.*?)```\n<!-- plan: end -->", README, flags=re.DOTALL)
    assert found
    assert main(["plan", str(ROOT / "scenarios" / "week-100m-gpp.yaml")]) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.strip().splitlines()] == [
        line.rstrip() for line in found[1].strip().splitlines()
    ]
