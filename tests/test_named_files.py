"""Shipped rulebooks and scenarios by name, from any folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solver import api
from solver.cli import main
from solver.errors import InputError

Said = pytest.CaptureFixture[str]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder far from everything, where the command is run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("rules speed-first", "Speed first"),
        ("rules schools/francis", "Francis"),
        ("rules week-100m-gpp", "must"),
        ("check speed-first scenarios/week-100m-gpp.yaml", "constraints/speed-first.yaml  rulebook"),
        ("show week-100m-gpp --rule tempo-days", "tempo-days"),
        ("test order --no-solver --no-numbers", "all as they say"),
        ("export-model week-100m-gpp", "Minimize"),
    ],
)
def test_a_shipped_file_goes_by_its_name(elsewhere: Path, capsys: Said, words: str, says: str) -> None:
    """Wherever a rulebook or a scenario is asked for."""
    assert main(words.split()) == 0
    assert says.lower() in capsys.readouterr().out.lower()


def test_a_file_that_is_there_comes_before_a_shipped_one(elsewhere: Path, capsys: Said) -> None:
    """And one in the usual folder goes by its name too."""
    for name in ("constraints/mine.yaml", "order"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("rulebook: x\ntitle: My own\nrules: {}\n")
    for name in ("mine", "order"):
        assert main(["rules", name]) == 0
        assert "My own" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("rules speed-frst", "unknown rulebook or scenario 'speed-frst'; did you mean 'speed-first'?"),
        ("plan seson-100m", "unknown scenario 'seson-100m'; did you mean 'season-100m'?"),
        ("plan francis", "unknown scenario 'francis'; did you mean 'by-school/francis'?"),
        ("plan xyz", "unknown scenario 'xyz'; known: by-school/base-first, "),
        ("plan scenarios/seson-100m.yaml", "no such file or directory; did you mean 'season-100m'?"),
        ("plan mine/my-wek.yaml", "did you mean 'mine/my-week.yaml'?"),
        ("plan ../season-100m", "season-100m: no such file or directory"),
    ],
)
def test_a_name_that_no_file_has_is_answered_with_the_nearest(
    elsewhere: Path, capsys: Said, words: str, says: str
) -> None:
    """Exit code 2, and no way out of the folders."""
    Path("mine").mkdir()
    Path("mine/my-week.yaml").write_text("scenario: x\n")
    assert main(words.split()) == 2
    assert says in capsys.readouterr().err


def test_a_plan_of_a_shipped_scenario_finds_it_again(elsewhere: Path, capsys: Said) -> None:
    """The plan calls the scenario as it is called among what is shipped, not by a folder of this machine."""
    assert main(["plan", "week-masters", "-q", "--out", "plan.json"]) == 0
    assert json.loads(Path("plan.json").read_text())["file"] == "scenarios/week-masters.yaml"
    assert main(["audit", "plan.json"]) == 0


def test_python_knows_the_names_too(elsewhere: Path) -> None:
    """Also with the nearest one."""
    assert api.load("week-masters").title == api.load("scenarios/week-masters.yaml").title
    with pytest.raises(InputError, match="did you mean 'week-masters'"):
        api.load("week-mastrs")
