"""Start-up: what is not needed is not imported."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from solver import cli
from tests.club import club

COMMANDS = ("plan", "audit", "check", "rules", "kinds", "sessions", "test", "schema", "init")
BATCH = "batch run roster.csv scenarios/week.yaml --out plans --effort 5"
_REPORT = """
import sys
from solver.cli import main
code = main(sys.argv[1:])
names = ("ortools", "numpy", "pandas", "pydantic", "solver.search.search", "solver.documents", "solver.files.source", "yaml")
for name in names:
    if name in sys.modules:
        print(name, file=sys.stderr)
sys.exit(code)
"""


def imported(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command line, and which heavy modules it imported."""
    found = subprocess.run(
        [sys.executable, "-c", _REPORT, *arguments],
        cwd=folder, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"},
    )  # fmt: skip
    return found.returncode, set(found.stderr.split())


@pytest.mark.parametrize("command", [(), *((each,) for each in COMMANDS)])
def test_help_imports_neither_solver_nor_documents(tmp_path: Path, command: tuple[str, ...]) -> None:
    """The words of the command line are all that is needed; typer reads the options of a command with pydantic."""
    code, modules = imported(tmp_path, *command, "--help")
    assert code == 0 and modules <= ({"pydantic"} if command else set())


@pytest.mark.parametrize("arguments", [("check",), ("rules", "constraints/basics.yaml"), ("kinds",),
                                       ("schema", "rulebook"), ("--version",)])  # fmt: skip
def test_reading_needs_no_solver(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """OR-Tools stays where it is unless there is something to plan."""
    code, modules = imported(club(tmp_path), *arguments)
    assert code == 0
    assert not modules & {"ortools", "numpy", "pandas", "solver.search.search"}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coach's folder with a plan, a batch and a calendar."""
    folder = club(tmp_path_factory.mktemp("club"))
    (folder / "roster.csv").write_text("id,name,events\nada,Ada,100m\n")
    code, modules = imported(folder, "plan", "scenarios/week.yaml", "--out", "plan.json", "--effort", "5")
    assert code == 0 and "ortools" in modules
    assert imported(folder, *BATCH.split())[0] == 0
    assert imported(folder, "export", "plan.json", "--out", "plan.ics")[0] == 0
    return folder


@pytest.mark.parametrize(
    "words",
    [
        BATCH.replace("plans", "more"), "batch status plans", "batch index plans",
        "batch verify plans", "batch diff plans plans", "audit plan.json", "compare plan.json plan.json",
        "report plan.json --out plan.html", "export plan.json --out plan.ics", "export plan.json --out weeks.html",
        "import plan.ics --scenario scenarios/week.yaml --out again.json",
    ],
)  # fmt: skip
def test_who_plans_nothing_loads_no_solver(planned: Path, words: str) -> None:
    """Plans that are there are read, judged and shown without it; those of a batch are made by processes beside."""
    code, modules = imported(planned, *words.split())
    assert code == 0
    assert not modules & {"ortools", "numpy", "pandas", "solver.search.search"}


@pytest.mark.parametrize(
    ("words", "most", "ours"), [(("--help",), 230, 45), (("check", "constraints", "scenarios"), 470, 135)]
)
def test_few_modules_are_loaded(tmp_path: Path, words: tuple[str, ...], most: int, ours: int) -> None:
    """Help loads the files of the commands and little else; `check` does with some hundred files of ours."""
    code = "import sys; from solver.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    found = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=club(tmp_path), capture_output=True, text=True, check=True
    )
    modules = found.stderr.split()
    own = [name for name in modules if name.partition(".")[0] == "solver"]
    assert "solver.cli.plan" in own
    assert len(modules) <= most and len(own) <= ours


def test_the_file_of_the_command_brings_nothing_along() -> None:
    """Processes beside import it again; what it is made of is loaded where the command runs."""
    start = next(each for each in entry_points(group="console_scripts") if each.name == "speedfirst")
    code = f"import sys, {start.module}; print(hasattr({start.value.replace(':', '.')}, '__call__'), 'typer' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "True False\n"


def test_ctrl_c_while_loading_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a library is loaded, which then says that it cannot be, ends with 130."""

    def stopped(**_: object) -> None:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr(cli, "app", stopped)
    assert cli.main([]) == 130
