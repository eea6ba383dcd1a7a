"""`speedfirst kinds`: the whole language on one page, and the manual of each kind of rule."""

from __future__ import annotations

from typing import Annotated

import typer

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
    """Show the grammar of rules on one page; with a kind of rule or a clause, its manual."""
    from solver.cli import grammar
    from solver.errors import refuse
    from solver.words import unknown

    if kind is None:
        typer.echo("\n".join(grammar.page()))
        return
    clauses = grammar.manuals("clauses")
    manuals = grammar.manuals("rules") | {word: clauses[word] for word in grammar.CLAUSES}
    if kind not in manuals:
        raise refuse(unknown("kind of rule or clause", kind, manuals))
    typer.echo(manuals[kind])
