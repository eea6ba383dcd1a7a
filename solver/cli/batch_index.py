"""`speedfirst batch index`: all plans of a batch on a page and in a table."""

from __future__ import annotations

from typing import Annotated

import typer

from solver.cli.batch_folder import SHOWN, Folder
from solver.cli.searching import option


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("index", epilog="Example: speedfirst batch index plans --reports --workers 2")(index)


def index(
    folder: Folder,
    reports: Annotated[
        bool, typer.Option("--reports", help="Write a page for each plan too, and link it.")
    ] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write summary.parquet too (needs pyarrow).")
    ] = False,
    workers: Annotated[int, option("How many plans at a time.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Audit every plan anew and write index.html and summary.csv: who has which plan, and how good it is.

    Status, musts broken, points by level and rule, load, sprint metres and form at meets, for each athlete.
    """
    from solver import ranges
    from solver.batch.index.written import Wanted, write_index, wrong
    from solver.report.progress import counted, line
    from solver.words import plural

    ranges.check("--", workers=workers)
    with line(quiet) as show:
        written = write_index(
            folder, Wanted(parquet, reports, workers), lambda *told: show(counted(*told))
        )  # fmt: skip
    bad = wrong(written)
    for said, files in list(bad.items())[:SHOWN]:
        more = f" and {plural(len(files) - 1, 'more plan')}" if len(files) > 1 else ""
        typer.echo(f"{files[0]}{more}: {said}", err=True)
    if len(bad) > SHOWN:
        typer.echo(f"and {len(bad) - SHOWN:,} more", err=True)
    for each in written.files:
        typer.echo(f"written to {each}")
    if written.reports:
        typer.echo(f"and {plural(written.reports, 'page')} beside the plans")
    if bad:
        raise typer.Exit(1)
