"""`speedfirst batch diff`: what becomes of the plans of a batch in another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.batch_options import SHOWN
from solver.cli.options import Quiet, option


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("diff", epilog="Example: speedfirst batch diff before after")(diff)


def diff(
    before: Annotated[Path, typer.Argument(help="The folder of a batch.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="The folder of another one.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    workers: Annotated[int, option("How many plans at a time.")] = 1,
    quiet: Quiet = False,
) -> None:
    """Show the effect of an edit on a squad: what was edited, whose plans change, who has none and why."""
    from solver.batch.diff.data import as_json
    from solver.batch.diff.effect import effect
    from solver.batch.diff.telling import told
    from solver.report.progress import counted, line
    from solver.search import ranges

    ranges.check("--", workers=workers)
    with line(quiet) as show:
        found = effect(before, after, workers, lambda *done: show(counted(*done)))
    for file, said in found.wrong[:SHOWN]:
        typer.echo(f"{file}: {said}", err=True)
    if len(found.wrong) > SHOWN:
        typer.echo(f"and {len(found.wrong) - SHOWN:,} more", err=True)
    if json:
        typer.echo(as_json(found), nl=False)
    else:
        for each in told(found, (str(before), str(after))):
            typer.echo(each)
    if found.wrong:
        raise typer.Exit(1)
