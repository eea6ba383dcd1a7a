"""`speedfirst batch index`: all plans of a batch on a page and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.batch_options import SHOWN, Folder
from solver.cli.options import Quiet, option

if TYPE_CHECKING:
    from pathlib import Path

    from solver.batch.run import BatchEnd


#: A batch of at most so many plans has its index as soon as it is done.
SMALL = 1000


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
    quiet: Quiet = False,
) -> None:
    """Audit every plan anew and write index.html and summary.csv: who has which plan, and how good it is.

    Status, musts broken, points by level and rule, load, sprint metres and form at meets, for each athlete.
    """
    from solver.batch.index.written import Wanted, write_index, wrong
    from solver.report.progress import counted, line
    from solver.search import ranges
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


def at_the_end(folder: Path, done: BatchEnd, jobs: int) -> bool:
    """Write the index of a batch that is done, unless it is a long one; whether it could not be written.

    Parameters
    ----------
    jobs
        How many plans there are.
    """
    from solver.batch.index.written import PAGE, Wanted, write_index
    from solver.errors import InputError

    page = folder / PAGE
    if jobs > SMALL:
        typer.echo(f"for all of them on a page: speedfirst batch index {folder}")
        return False
    if done.solved or done.shared or not page.exists():
        try:
            write_index(folder, Wanted())
        except InputError as error:
            typer.echo(str(error), err=True)
            return True
    typer.echo(f"all of them on a page: {page}")
    return False
