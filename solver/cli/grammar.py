"""The grammar of rules on one page, gathered from the files that read them, without running these."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import fill

#: The clauses that all kinds share, in the order in which they are shown.
CLAUSES = ("what", "when", "who", "given", "amount", "per", "number", "length")
WIDTH = 79
#: The words beside the kind, by what they are for; what is in none of these stands with the last.
PARTS: Mapping[str, tuple[str, ...]] = {
    "where": ("when", "who", "given", "unless"),
    "how strict": ("level", "weight", "penalty"),
    "in words": ("says", "why", "source", "tags"),
    "and": ("off", "reading", "readings", "lint", "examples"),
}
FORMS = {
    "level": "level: must | should | prefer",
    "weight": "weight: 2 | {under: 1, over: 3}",
    "penalty": "penalty: per unit | per occurrence | quadratic",
}
#: What a kind takes from others, whose words stand once on the page.
SHARED = {"Counted": ["AMOUNT"], "Limits": ["LIMITS"]}
#: A blank at which no line ends.
_FIRM = "\u00a0"
_HOUSE = Path(__file__).resolve().parent.parent
_CELLS = re.compile(r"(?:``[^`]+``(?:, )?)+")


def manuals(folder: str) -> dict[str, str]:
    """The docstring of each file of a folder, by the name of the file."""
    return {name: ast.get_docstring(tree) or "" for name, tree in _trees(folder).items()}


def page() -> Iterator[str]:
    """The lines of the page."""
    yield "A rule is an id, one kind, and what stands beside the kind:"
    fields = _fields(_classes(_tree("documents/rulebook.py"))["Envelope"])
    for head, words in PARTS.items():
        mine = [word for word in fields if word in words or (head == "and" and word not in _placed())]
        yield _line(head, ", ".join(FORMS.get(word, word) for word in mine))
    limits = ", ".join(_fields(_classes(_tree("clauses/limits.py"))["Limits"]))
    yield f"\nKinds and their words; AMOUNT as below, LIMITS are {limits}"
    for name, tree in _trees("rules").items():
        yield _line(name, _first(ast.get_docstring(tree) or ""))
        yield _line("", ", ".join(_words(tree, _kind(tree))), 2)
    yield "\nClauses, the same in every kind"
    for name in CLAUSES:
        forms = _forms(ast.get_docstring(_tree(f"clauses/{name}.py")) or "")
        yield _line(name, f"{_FIRM}| ".join(each.replace(" ", _FIRM) for each in forms))
    yield "\nA modifier, a name under 'modifiers', changes other rules on some days"
    yield _line("", ", ".join(_fields(_classes(_tree("documents/rulebook.py"))["Modifier"])))
    yield "More of a kind or a clause, with examples: speedfirst kinds limit"


def _placed() -> set[str]:
    return {word for words in PARTS.values() for word in words}


def _line(head: str, text: str, more: int = 0) -> str:
    """A text beside its head, in lines that do not end within a form."""
    indent = " " * (15 + more)
    first = f"  {head.ljust(11)}  ".ljust(len(indent))
    folded = fill(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    return folded.replace(_FIRM, " ")


def _tree(file: str) -> ast.Module:
    return ast.parse((_HOUSE / file).read_text(encoding="utf-8"))


def _trees(folder: str) -> dict[str, ast.Module]:
    names = sorted(path.name for path in (_HOUSE / folder).glob("*.py"))
    return {name[:-3]: _tree(f"{folder}/{name}") for name in names if name not in ("__init__.py", "kind.py")}


def _fields(written: ast.ClassDef) -> list[str]:
    """The words that a document has, as YAML spells them."""
    targets = [each.target for each in written.body if isinstance(each, ast.AnnAssign)]
    return [target.id.rstrip("_") for target in targets if isinstance(target, ast.Name)]


def _classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    return {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}


def _kind(tree: ast.Module) -> ast.ClassDef:
    return next(each for each in _classes(tree).values() if "Kind" in map(_name, each.bases))


def _words(tree: ast.Module, written: ast.ClassDef) -> Iterator[str]:
    """The words of a document of a kind; those of a part of it stand in braces."""
    yield from (word for base in written.bases for word in SHARED.get(_name(base), ()))
    annotated = [each for each in written.body if isinstance(each, ast.AnnAssign)]
    for each, word in zip(annotated, _fields(written), strict=True):
        parts = [_classes(tree).get(_name(node)) for node in ast.walk(each.annotation)]
        inner = next((part for part in parts if part), None)
        yield f"{word}: {{{', '.join(_words(tree, inner))}}}" if inner else word


def _name(base: ast.AST) -> str:
    return base.id if isinstance(base, ast.Name) else ""


def _forms(manual: str) -> Iterator[str]:
    """The left cells of the table in a manual."""
    lines = manual.splitlines()
    edges = [number for number, line in enumerate(lines) if line.startswith("===")]
    for line in lines[edges[0] + 1 : edges[1]]:
        if cells := _CELLS.match(line):
            yield from cells[0].strip("`, ").split("``, ``")


def _first(manual: str) -> str:
    """The first sentence of a manual, without markup."""
    head = manual.split("\n\n")[0].replace("\n", " ").replace("`", "")
    return head.split(". ")[0].rstrip(".")
