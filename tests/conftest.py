"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solver.cli import main
from solver.season import Season
from tests import handing_on
from tests.club import club

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder in which commands are run: the club's."""
    return club(tmp_path)


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line at home: exit code, what was printed, what was complained of."""
    monkeypatch.chdir(home)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Season:
    """A squad of two, read from inside its folder."""
    monkeypatch.chdir(tmp_path)
    return handing_on.season(tmp_path)
