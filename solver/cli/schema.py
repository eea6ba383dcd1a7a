"""`speedfirst schema`: JSON Schema, for editors that complete and check as one types."""

from __future__ import annotations

from typing import Annotated

import typer

WORDS = ("catalogue", "rulebook", "scenario", "overlay", "plan", "week", "mapping", "export")

#: The place in `--help`.
PLACE = 230


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("schema", epilog="Example: speedfirst schema scenario > scenario.schema.json")(schema)


def schema(
    document: Annotated[str, typer.Argument(help=f"One of {', '.join(WORDS)}.", show_default=False)],
) -> None:
    """Print the JSON Schema of a document."""
    from solver.documents.schema import dumps
    from solver.errors import refuse
    from solver.words import unknown

    if document not in WORDS:
        raise refuse(unknown("document", document, WORDS))
    typer.echo(dumps(document), nl=False)
