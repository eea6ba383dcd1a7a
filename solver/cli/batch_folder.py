"""`speedfirst batch status`, `retry` and `verify`: what is done with the folder of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.batch_options import CLUSTER, SHOWN, Folder, asked_of
from solver.cli.batch_run import made, warm
from solver.cli.options import Quiet, option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.batch.row import Row


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("status", epilog="Example: speedfirst batch status plans")(status)
    app.command("retry", epilog="Example: speedfirst batch retry plans --failed --effort 120")(retry)
    app.command("verify", epilog="Example: speedfirst batch verify plans")(verify)


def status(folder: Folder) -> None:
    """Show how many plans there are, how many are proven, and why others are not there."""
    from solver.batch.ledger import Ledger
    from solver.batch.telling import left_out, reasons, standing, table

    with Ledger(folder) as ledger:
        found, left, about = standing(ledger.rows()), ledger.left(), ledger.about()
    for line in (*table(found, left), *reasons(found, folder), *left_out(about)):
        typer.echo(line)


def retry(
    folder: Folder,
    failed: Annotated[bool, typer.Option("--failed", help="Those that came to no answer.")] = False,
    infeasible: Annotated[bool, typer.Option("--without-plan", help="Those proven to have no plan.")] = False,
    effort: Annotated[float | None, option("How hard to search this time; else as before.")] = None,
    workers: Annotated[int, option("How many plans at a time; they are the same.")] = 1,
    solvers: Annotated[int, option("How many searches at a time for a plan; it is the same.")] = 1,
    cluster: Annotated[str | None, typer.Option(help=CLUSTER, show_default=False)] = None,
    quiet: Quiet = False,
) -> None:
    """Plan again what came to nothing, with the roster and the scenarios as they are now."""
    from solver.batch.ledger import Ledger
    from solver.batch.start import Asked, ready
    from solver.errors import refuse
    from solver.search import ranges

    ranges.check("--", effort=effort, workers=workers, solvers=solvers)
    if not failed and not infeasible:
        raise refuse("expected --failed or --without-plan, or both: what is to be tried again")
    with Ledger(folder) as ledger:
        again = frozenset(_again(ledger.rows(), failed, infeasible))
        about = ledger.about()
    asked = Asked(*asked_of(folder, about), again=again, more=effort)
    warm(cluster)
    made(ready(asked), workers, solvers, cluster, quiet)


def _again(rows: Iterator[Row], failed: bool, infeasible: bool) -> Iterator[str]:
    """The jobs that are tried again."""
    for row in rows:
        wanted = infeasible if row.status == "infeasible" else failed and row.status != "planned"
        if wanted:
            yield row.key


def verify(
    folder: Folder,
    workers: Annotated[int, option("How many plans at a time.")] = 1,
    quiet: Quiet = False,
) -> None:
    """Audit every plan in the folder anew, and compare every file with what was written."""
    from solver.batch.ledger import Ledger
    from solver.batch.verify import verify
    from solver.report.progress import counted, line
    from solver.search import ranges
    from solver.words import plural
    from solver.workers.crew import Crew

    ranges.check("--", workers=workers)
    with Ledger(folder) as ledger:
        rows = list(ledger.rows())
    crew, found = Crew(workers), []
    with line(quiet) as show:
        for number, each in enumerate(verify(folder, rows, workers, crew), 1):
            found.append(each)
            show(counted(number, len(rows), each.file))
    if crew.halt.asked:
        raise KeyboardInterrupt
    wrong = [(each.file, said) for each in found for said in each.wrong]
    for file, said in wrong[:SHOWN]:
        typer.echo(f"{file}: {said}")
    if len(wrong) > SHOWN:
        typer.echo(f"and {len(wrong) - SHOWN:,} more")
    _notes([(each.file, said) for each in found for said in each.notes])
    bad = len({file for file, _ in wrong})
    seen = len([each for each in found if "it is not in the ledger" not in each.notes])
    typer.echo(
        f"{plural(seen, 'plan')} looked at, {bad:,} with something wrong" if bad
        else f"{plural(seen, 'plan')} looked at: all as they were written, all musts hold"
    )  # fmt: skip
    if bad:
        raise typer.Exit(1)


def _notes(notes: list[tuple[str, str]]) -> None:
    """What has changed since, each thing once."""
    from solver.words import plural

    said: dict[str, list[str]] = {}
    for file, note in notes:
        said.setdefault(note, []).append(file)
    for note, files in list(said.items())[:SHOWN]:
        more = f" and {plural(len(files) - 1, 'more plan')}" if len(files) > 1 else ""
        typer.echo(f"note: {files[0]}{more}: {note}", err=True)
