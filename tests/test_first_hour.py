"""The first hour: an empty folder somewhere, and nothing there but the command."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from solver.cli import main
from tests import first_hour
from tests.first_hour import HOUR, WEEK


def test_the_first_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Far from the folder of speedfirst itself, every command does what a newcomer asks of it, and says so."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def type_(words: str) -> tuple[int, str]:
        code = main(shlex.split(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    steps: list[str] = []
    assert first_hour.follow(type_, tmp_path, steps.append) == []
    assert len(HOUR) == 10 and len(steps) == 10 + sum(map(len, HOUR.values()))


def test_the_list_notices_a_command_that_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """As a script it ends with 1 at the first step that does not do what it should, and says what is missing."""
    assert first_hour.main([sys.executable, "-c", "print('Now: speedfirst plan')"]) == 1
    assert "no file club/constraints/my-rules.yaml" in capsys.readouterr().out
    assert first_hour.main([sys.executable, "-c", "raise ValueError"]) == 1
    assert "exit code 1, expected 0" in capsys.readouterr().out


def test_a_plan_is_no_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a scenario is wanted, a plan file is told from one at once, with no other complaints."""
    monkeypatch.chdir(tmp_path)
    main(["init", "club"])
    main(["plan", WEEK, "-q", "--out", "week.json"])
    capsys.readouterr()
    for words in (["why", "week.json", "--day", "tue"], ["plan", "week.json"], ["lint", "week.json"]):
        assert main(words) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) <= 2
