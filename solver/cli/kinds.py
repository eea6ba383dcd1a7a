"""`speedfirst kinds`: the whole language on one page, and the manual of each kind of rule."""

from __future__ import annotations

from typing import Annotated

import typer

CLAUSES = ("what", "when", "who", "number", "amount", "per", "given", "length")
NO_KINDS = ("__init__", "kind")
WIDTH = 100

#: The place in `--help`.
PLACE = 190


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("kinds", epilog="Example: speedfirst kinds limit")(kinds)


def kinds(
    kind: Annotated[
        str | None, typer.Argument(help="A kind of rule or a clause, for its manual.", show_default=False)
    ] = None,
) -> None:
    """List the kinds of rules and the clauses they share; with a word, its manual."""
    from solver.errors import refuse
    from solver.words import unknown

    rules, clauses = _manuals("rules"), _manuals("clauses")
    manuals = rules | {word: clauses[word] for word in CLAUSES}
    if kind is None:
        _list(manuals)
    elif kind in manuals:
        typer.echo(manuals[kind])
    else:
        raise refuse(unknown("kind of rule or clause", kind, manuals))


def _manuals(folder: str) -> dict[str, str]:
    """The docstring of each file of a folder, read without running it: models take a second to build."""
    import ast
    from pathlib import Path

    files = sorted((Path(__file__).resolve().parent.parent / folder).glob("*.py"))
    return {
        file.stem: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        for file in files
        if file.stem not in NO_KINDS
    }


def _list(manuals: dict[str, str]) -> None:
    from textwrap import fill

    width = max(map(len, manuals))
    typer.echo("A rule is an id with: says, why, source, when, who, level, weight, given, unless, examples,")
    typer.echo("and exactly one kind:\n")
    for word, manual in manuals.items():
        if word == CLAUSES[0]:
            typer.echo("\nClauses, the same in every kind:\n")
        line = f"  {word.ljust(width)}  {_first(word, manual)}"
        typer.echo(fill(line, WIDTH, subsequent_indent=" " * (width + 4)))
    typer.echo("\nThe manual of one: speedfirst kinds limit")


def _first(word: str, manual: str) -> str:
    """The first sentence of a manual, without markup and without its own name."""
    head = manual.split("\n\n")[0].replace("\n", " ").replace("`", "")
    first = head.split(". ")[0].rstrip(".").removeprefix(f"{word}: ")
    return first[:1].upper() + first[1:]
