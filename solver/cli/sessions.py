"""`speedfirst sessions`: the catalogue as a list of words that rules may name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: The place in `--help`.
PLACE = 200


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("sessions", epilog="Example: speedfirst sessions")(sessions)


def sessions(
    catalogue: Annotated[
        Path | None, typer.Argument(help="A catalogue; by default the shipped one.", show_default=False)
    ] = None,
) -> None:
    """List the sessions of a catalogue with their class, tags and doses: the words that rules may name."""
    from solver.files.shelves import shipped
    from solver.loading.load import read_catalogue
    from solver.report.catalogue import show_catalogue

    show_catalogue(read_catalogue(catalogue or shipped() / "constraints" / "catalogue.yaml"))
