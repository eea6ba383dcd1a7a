"""What one file says of another: whatever is named stands where it is said to stand."""

from __future__ import annotations

import ast
import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_layers import TREES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = [path for folder in ("solver", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
FOLDERS = {"docs": "md", "constraints": "yaml", "scenarios": "yaml"}
TEXTS = [
    *(ROOT / name for name in ("README.md", "pyproject.toml", "Makefile")),
    *(path for folder, ending in FOLDERS.items() for path in sorted((ROOT / folder).rglob(f"*.{ending}"))),
]
#: :func:`solver.season.Season`, a name in the same file, or a name of the package.
ROLE = re.compile(r":(?:mod|func|class|meth|attr|data|exc|obj):`~?([\w.]+)`")
#: solver/words.py; a pattern such as solver/rules/<kind>.py ends where it is no path any more.
FILE = re.compile(r"(?<![\w./-])((?:solver|tests|docs)/(?:\w[\w.-]*/)*(?:\w[\w-]*(?:\.\w+)+)?)(?![\w<*{])")
#: solver.words; not the name of a variable.
DOTTED = re.compile(r"(?<![\w./-])(solver(?:\.[A-Za-z_]\w*)+)(?!\w|[-/])")


def names(nodes: list[ast.stmt]) -> dict[str, ast.stmt]:
    """What a module or a class names at its top."""
    found: dict[str, ast.stmt] = {}
    for node in nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found[node.name] = node
            case ast.Assign():
                found |= dict.fromkeys(map(ast.unparse, node.targets), node)
            case ast.AnnAssign():
                found[ast.unparse(node.target)] = node
            case ast.Import() | ast.ImportFrom():
                found |= {alias.asname or alias.name: node for alias in node.names}
            case ast.If():
                found |= names(node.body)
    return found


@cache
def public() -> tuple[str, ...]:
    """The names of the package, which are loaded when they are asked for."""
    return tuple(ast.literal_eval(next(
        node.value for node in TREES[""].body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )))  # fmt: skip


def inside(nodes: list[ast.stmt], words: list[str]) -> bool:
    """Whether a name of a module or of a class in it leads somewhere."""
    if not words:
        return True
    node = names(nodes).get(words[0])
    return node is not None and inside(node.body if isinstance(node, ast.ClassDef) else [], words[1:])


def stands(name: str) -> bool:
    """Whether there is such a module of the package, or such a name in one."""
    words = name.split(".")[1:]
    for size in range(len(words), -1, -1):
        if (module := ".".join(words[:size])) in TREES:
            return inside(TREES[module].body, words[size:]) or (size == 0 and words[0] in public())
    return False


def known(name: str, path: Path) -> bool:
    """Whether a role leads somewhere from the file in which it stands."""
    if name.split(".")[0] == "solver":
        return name == "solver" or stands(name)
    tree, words = ast.parse(path.read_text(encoding="utf-8")), name.split(".")
    classes = [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
    if any(inside(nodes, words) for nodes in (tree.body, *classes)) or name in public():
        return True
    module, _, rest = name.rpartition(".")
    return bool(module) and (
        (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
        or hasattr(importlib.import_module(module), rest)
    )


def words_of(path: Path) -> str:
    """The docstrings, strings and comments of a file in Python, or the whole of another."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(each.string for each in tokens if each.type in {tokenize.STRING, tokenize.COMMENT})


def lost(text: str, path: Path) -> Iterator[str]:
    """What a text names that is not there."""
    yield from (name for name in ROLE.findall(text) if not known(name, path))
    yield from (name for name in FILE.findall(text) if not (ROOT / name).exists())
    yield from (name for name in DOTTED.findall(text) if not stands(name))


def test_every_reference_leads_somewhere() -> None:
    """Roles in docstrings, paths of files and names of modules are those of what is there."""
    texts = {path: words_of(path) for path in (*PYTHON, *TEXTS) if path != Path(__file__)}
    assert sum(len(ROLE.findall(text)) for text in texts.values()) > 50
    found = [f"{path.relative_to(ROOT)}: {name}" for path, text in texts.items() for name in lost(text, path)]
    assert "\n".join(found) == ""


def test_short_names_of_files_lead_somewhere() -> None:
    """A file that is named without its folders is there; so is every test that `make coverage` leaves out."""
    there = [f"/{path.relative_to(ROOT).as_posix()}" for path in PYTHON]
    named = set(re.findall(r"`([\w/]+\.py)`", README))
    assert len(named) > 20
    assert [name for name in sorted(named) if not any(each.endswith(f"/{name}") for each in there)] == []
    far = re.search(r"^FAR := ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert far is not None
    tests = far[1].replace("\\\n", " ").split()
    assert len(tests) > 10
    assert [each for each in tests if not (ROOT / "tests" / f"test_{each}.py").exists()] == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (":mod:`solver.words` :func:`solver.words.plural` :func:`plan` :func:`lost` :mod:`solver`", 0),
        (":mod:`solver.word`", 2),  # the role and the name
        (":func:`solver.words.plurals` :func:`loss`", 3),
        ("solver/words.py, solver/rules/<kind>.py and `solver/clauses/`.", 0),
        ("solver/word.py or solver/clause/", 2),
        ("python -m solver.word", 1),
    ],
)
def test_lost_references_are_found(text: str, gone: int) -> None:
    """A module, a function or a file that is not there is found, wherever it is named."""
    assert len(list(lost(text, Path(__file__)))) == gone


def test_every_room_stands_in_the_readme() -> None:
    """The table of rooms names every folder and every file at the top of the package, each once."""
    table = re.findall(r"^\| (`.+?) \| .+ \|$", README[README.index("\n| room |") :], flags=re.MULTILINE)
    rooms = {f"{path.name}/" for path in (ROOT / "solver").iterdir() if (path / "__init__.py").exists()}
    rooms |= {path.name for path in (ROOT / "solver").glob("*.py") if not path.name.startswith("__")}
    assert sorted(room for row in table for room in re.findall(r"`(.+?)`", row)) == sorted(rooms)


@pytest.mark.parametrize(
    ("chapter", "tables"),
    [
        (
            "A kind of rule",
            ["pairwise.yaml", "small.yaml", "strategies.py", "test_typed_verdicts.py", "cookbook.yaml"],
        ),
        ("An export format", ["test_hostile.py"]),
    ],
)
def test_the_readme_names_the_tables_of_tests(chapter: str, tables: list[str]) -> None:
    """Where the tests have to be told of what is new stands where it is told how to add it."""
    said = README[README.index(f"- *{chapter}*") + 1 :].partition("\n- *")[0]
    assert [each for each in tables if f"/{each}`" not in said] == []
