"""Where code stands twice: runs of lines that are the same but for blanks, comments, numbers and strings.

Imports, docstrings and lines without a name (brackets, tables of values) do not count.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

#: As many lines make a run.
LEAST = 6
_NOTHING = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING,
}  # fmt: skip
_VALUES = {tokenize.NUMBER, tokenize.STRING}

Line = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Lines of a file that stand in another one too, or further down in the same."""

    file: str
    line: int
    other: str
    at: int
    lines: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.other}:{self.at}  {self.lines} lines"


def read(text: str) -> list[Line]:
    """The lines of a file that count, each with its number and its tokens."""
    out = _left_out(ast.parse(text))
    found: dict[int, list[str]] = defaultdict(list)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NOTHING and token.start[0] not in out:
            found[token.start[0]].append("''" if token.type in _VALUES else token.string)
    return [(at, tuple(each)) for at, each in found.items() if any(map(str.isidentifier, each))]


def _left_out(tree: ast.Module) -> set[int]:
    """The lines of imports and docstrings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) or (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            found |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def runs(files: Mapping[str, str], least: int = LEAST) -> list[Run]:
    """All runs of at least so many lines that stand twice, as long as they are."""
    lines = {name: read(text) for name, text in files.items()}
    windows: dict[tuple[tuple[str, ...], ...], list[tuple[str, int]]] = defaultdict(list)
    for name, found in lines.items():
        for start in range(len(found) - least + 1):
            windows[tuple(each for _, each in found[start : start + least])].append((name, start))
    pairs = {pair for places in windows.values() for pair in combinations(sorted(places), 2)}
    firsts = [((a, i), (b, j)) for (a, i), (b, j) in pairs if ((a, i - 1), (b, j - 1)) not in pairs]
    made = []
    for (a, i), (b, j) in firsts:
        more = 0
        while ((a, i + more + 1), (b, j + more + 1)) in pairs:
            more += 1
        if a != b or i + least + more <= j:  # what overlaps itself is a list
            made.append(Run(a, lines[a][i][0], b, lines[b][j][0], least + more))
    return sorted(made)


def of_folder(folder: Path, inside: Iterable[str]) -> list[Run]:
    """The runs among the Python files of some folders below a folder."""
    paths = [path for name in inside for path in sorted((folder / name).rglob("*.py"))]
    return runs({path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths})
