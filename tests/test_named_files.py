"""Shipped rulebooks and scenarios by name, from any folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solver import api
from solver.cli import main
from solver.errors import InputError
from solver.loading.books import sources_of
from tests.conftest import Run

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


def test_a_folder_hides_no_shipped_file(elsewhere: Path, capsys: Said) -> None:
    """A scenario is a file: a folder of its name is no scenario, for the command and for Python."""
    Path("week-masters").mkdir()
    assert main(["rules", "week-masters"]) == 0
    assert "must" in capsys.readouterr().out
    assert api.load("week-masters").title
    Path("order").mkdir()
    Path("order/mine.yaml").write_text("rulebook: mine\ntitle: My own\nrules: {}\n")
    assert main(["check", "order"]) == 0, "where folders are looked through, one may be meant"
    assert "mine.yaml" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["x" * 300, f"scenarios/{'x' * 300}.yaml"])
def test_a_name_that_no_file_can_have(elsewhere: Path, capsys: Said, name: str) -> None:
    """Is one that no file has."""
    assert main(["check", name]) == 2
    said = capsys.readouterr().err
    assert "unknown" in said or "cannot read" in said
    assert "cannot write" not in said
    with pytest.raises(InputError):
        api.load(name)


@pytest.mark.parametrize("name", ["loop1", "scenarios/loop1.yaml"])
def test_links_in_a_circle_are_offered_to_nobody(elsewhere: Path, capsys: Said, name: str) -> None:
    """What leads nowhere is no file, and no message offers it."""
    Path("scenarios").mkdir()
    Path("scenarios/loop1.yaml").symlink_to("loop2.yaml")
    Path("scenarios/loop2.yaml").symlink_to("loop1.yaml")
    assert main(["plan", name]) == 2
    said = capsys.readouterr().err
    assert "unknown scenario 'loop1'" in said or "cannot read scenarios/loop1.yaml" in said
    assert "did you mean" not in said


@pytest.mark.parametrize(
    "mine", ["rulebook: mine\ntitle: My own\nsources: {francis-hills: Mine}\n", "a: [\n"]
)
def test_a_page_cites_what_the_rules_of_the_plan_cite(elsewhere: Path, capsys: Said, mine: str) -> None:
    """Whatever lies in the folder under the name of a rulebook that the plan does not follow."""
    season = api.load("week-masters")
    before = sources_of(season.season)
    Path("constraints").mkdir()
    for name in season.season.hashes:
        if name.startswith("constraints/"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(mine)
    assert sources_of(season.season) == before
    assert any(before.values())


def test_a_folder_of_another_name_is_told_as_one(run: Run) -> None:
    """Where no scenario is called so, a folder is a folder."""
    Path("training").mkdir()
    assert run("plan", "training") == (2, "", "cannot read training: is a directory\n")
