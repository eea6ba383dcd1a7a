"""The house: which room may know which, how large things grow, what runs without the solver."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from solver.rules import KINDS
from tests.typed_season import season

ROOT = Path(__file__).parent.parent / "solver"
FILES = [path for path in sorted(ROOT.rglob("*.py")) if "starter" not in path.parts]
MODULES = {
    ".".join(part for part in path.relative_to(ROOT).with_suffix("").parts if part != "__init__"): path
    for path in FILES
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

#: From the ground up: a module imports from its own row and from rows above it in this table, no others.
#: A word stands for a module, or for a package with all that is in it.
ORDER = (
    ("version", "", "errors", "words", "workers.garbage"),
    ("files",),
    (
        "documents.base",
        "documents.messages",
        "documents.fields",
        "documents.catalogue",
        "documents.scenario",
        "documents",
        "clauses.what",
    ),
    ("clauses.number", "clauses.length", "catalogue", "calendar", "diary"),
    ("bounds", "clauses", "scope"),
    ("rules",),
    ("documents.rulebook", "documents.example", "documents.schema", "lived", "active", "season"),
    ("applying", "frame", "auditor"),
    ("overlays",),
    ("loading",),
    ("plans", "typed"),
    ("model",),
    ("backends", "workers"),
    ("search",),
    ("reasons",),
    ("fronts",),
    ("sweeps",),
    ("examples",),
    ("lint",),
    ("exchange",),
    ("comparing",),
    ("actuals", "replans"),
    ("report",),
    ("exports", "imports"),
    ("batch",),
    ("api",),
    ("cli", "__main__"),
)

#: Files over 250 lines, with the most that each may have.
LONG_FILES = {
    "rules.spacing": 276,  # days and hours are one notion with two clocks
}
#: Functions over 40 lines, with the most that each may have.
LONG_FUNCTIONS: dict[str, int] = {}
MOST_LINES = 250
MOST_IN_A_FUNCTION = 40


def imports(name: str, everywhere: bool = False) -> set[str]:
    """The modules that a module imports: at its top, or everywhere in it."""
    tree = TREES[name]
    found: set[str] = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def ours(name: str) -> set[str]:
    """The modules of this package that a module imports at its top."""
    inside = {each.removeprefix("solver.") for each in imports(name) if each.startswith("solver.")}
    exact = {each for each in inside if each in MODULES}
    return {each for each in exact if not any(other.startswith(f"{each}.") for other in exact)} - {name}


def room(name: str) -> int | None:
    """The row of a module, by its longest word in the table."""
    found = {word: row for row, words in enumerate(ORDER) for word in words}
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        if (word := ".".join(parts[:size])) in found:
            return found[word]
    return None


def importers(package: str) -> set[str]:
    """The modules that import a package anywhere."""
    return {name for name in MODULES if any(each.split(".")[0] == package for each in imports(name, True))}


# ---- who knows whom ---------------------------------------------------------------------------------


def test_two_modules_know_ortools() -> None:
    """OR-Tools is imported by solver/backends/cpsat.py and solver/backends/glop.py alone."""
    assert importers("ortools") == {"backends.cpsat", "backends.glop"}


def test_backends_alone_touch_models_of_ortools() -> None:
    """No other room reads or changes what OR-Tools keeps of a model."""
    users = {
        name for name, tree in TREES.items() for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.lower().endswith("proto")
    }  # fmt: skip
    assert users == {"backends.cpsat", "backends.switched"}


@pytest.mark.parametrize("package", ["typer", "rich"])
def test_the_screen_is_known_to_few(package: str) -> None:
    """Only the command line and the reports know how things get on the screen."""
    assert {name.split(".")[0] for name in importers(package)} <= {"cli", "report"}


def test_reports_alone_know_jinja() -> None:
    """Only the reports make pages from templates, and none of them loads what makes them before it does."""
    users = importers("jinja2")
    assert {name.split(".")[0] for name in users} == {"report"}
    assert not any(each.split(".")[0] == "jinja2" for name in users for each in imports(name))


def test_one_module_knows_matplotlib() -> None:
    """Only what draws imports Matplotlib, and nobody loads it before something is drawn."""
    assert importers("matplotlib") == {"report.plots.drawing"}
    assert not any("report.plots.drawing" in ours(name) for name in MODULES)


def test_one_module_knows_pyarrow() -> None:
    """Only the table of an index imports pyarrow, which need not be there, and only when it is asked for Parquet."""
    assert importers("pyarrow") == {"batch.index.summary"}
    assert not any(each.split(".")[0] == "pyarrow" for each in imports("batch.index.summary"))


def test_the_cluster_alone_knows_dask() -> None:
    """Only what plans on a cluster imports Dask, and not before there is one."""
    users = importers("distributed")
    assert users and all(name.startswith("batch.cluster.") for name in users)
    assert not any(each.split(".")[0] == "distributed" for name in users for each in imports(name))


def test_every_module_has_a_room() -> None:
    """Every module stands in the table of rooms."""
    assert [name for name in MODULES if room(name) is None] == []


def test_one_direction() -> None:
    """Every import at the top of a module leads to its own room or to one before it."""
    against = [
        f"{name} imports {other}" for name in MODULES for other in ours(name)
        if (room(other) or 0) > (room(name) or 0)
    ]  # fmt: skip
    assert against == []


def test_no_circles() -> None:
    """No module imports itself by way of others."""
    below = {name: ours(name) for name in MODULES}
    while free := [name for name, others in below.items() if not others & below.keys()]:
        for name in free:
            del below[name]
    assert sorted(below) == []


def test_kinds_do_not_know_each_other() -> None:
    """A kind of rule imports no other kind, only what all kinds are."""
    for name in MODULES:
        if name.startswith("rules."):
            assert {each for each in ours(name) if each.startswith("rules")} <= {"rules.kind"}, name


# ---- how large things grow ----------------------------------------------------------------------------


def test_files_are_small() -> None:
    """No file is over 250 lines but those on the list, and those grow no more."""
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {n: size for n, size in sizes.items() if size > LONG_FILES.get(n, MOST_LINES)} == {}


def test_functions_are_small() -> None:
    """No function is over 40 lines but those on the list."""
    long = {}
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONG_FUNCTIONS.get(f"{name}.{node.name}", MOST_IN_A_FUNCTION):
                    long[f"{name}.{node.name}"] = lines
    assert long == {}


@pytest.mark.parametrize("word", KINDS)
def test_a_kind_is_a_file(word: str) -> None:
    """The file of a kind defines that kind and no other, and begins with words and examples."""
    tree = TREES[f"rules.{word}"]
    kinds = [
        node.name for node in tree.body
        if isinstance(node, ast.ClassDef) and "Kind" in {ast.unparse(base) for base in node.bases}
    ]  # fmt: skip
    assert kinds == [KINDS[word].__name__]
    text = ast.get_docstring(tree) or ""
    words, _, examples = text.partition("\nExamples\n--------\n")
    assert words.count("\n") >= 2
    assert all(f"{field}: " in examples for field in ("rule", "says"))
    assert "\nholds: " in examples or "\nearns: " in examples


def test_every_module_says_what_it_is() -> None:
    """Every module begins with a docstring."""
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []


# ---- without the solver -------------------------------------------------------------------------------

BLOCKED = """
    import sys

    class Block:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] == "ortools":
                raise ImportError("blocked")

    sys.meta_path.insert(0, Block())
"""


def run(code: str, folder: Path) -> str:
    """What a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_audit_without_ortools(tmp_path: Path) -> None:
    """With OR-Tools out of reach all kinds import, a season loads and a plan is audited."""
    season(tmp_path)
    (tmp_path / "plan.csv").write_text("date,session\n2026-10-06,tempo\n")
    code = """
    import solver.auditor, solver.typed, solver.rules, solver.loading.load, solver.examples, pathlib
    season = solver.loading.load.load("scenario.yaml")
    audit = solver.auditor.audit(season, season.diary(()))
    print(sorted({each.rule.word for each in season.rules}) == sorted(set(solver.rules.KINDS) - {"peak"}))
    print(len(audit.broken) > 3, len(solver.typed.audit_file(pathlib.Path("plan.csv"), season)))
    """
    assert run(dedent(BLOCKED) + dedent(code), tmp_path).split() == ["True", "True", "19"]


@pytest.mark.parametrize("words", [["--help"], ["check", "scenario.yaml"], ["export-model", "scenario.yaml"]])
def test_commands_that_need_no_solver(words: list[str], tmp_path: Path) -> None:
    """Help, `check` and `export-model` answer without having loaded OR-Tools."""
    pytest.importorskip("solver.cli")
    season(tmp_path)
    code = f"""
    import sys
    from solver.cli import main
    sys.argv = ["speedfirst", *{words!r}]
    assert main() == 0
    print("ortools" in sys.modules)
    """
    assert run(code, tmp_path).split()[-1] == "False"
