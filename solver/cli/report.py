"""`speedfirst report`: a plan as one page that a coach can send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.options import HomeFiles, Quiet, athletes_called, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.comparing.sides import Again
    from solver.documents.scenario import Athlete

#: The place in `--help`.
PLACE = 50


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("report", epilog="Example: speedfirst report plan.json --out season.html")(report)


def report(
    plan: Annotated[Path, typer.Argument(help="A plan file.", show_default=False)],
    out: Annotated[Path | None, option("The page to write; else beside the plan, ending in .html.")] = None,
    athlete: Annotated[list[str] | None, option("Only this athlete; may be given several times.")] = None,
    scenario: HomeFiles = None,
    quiet: Quiet = False,
) -> None:
    """Write a plan as a page: the season at a glance, every week, why each session is there, all rules.

    One file without scripts that needs no network: for a phone, a desk, the dark, and paper.
    """
    from solver.comparing.sides import read_again
    from solver.files import writing
    from solver.report.booklet.html import as_html
    from solver.report.progress import line

    page = out or plan.with_suffix(".html")
    writing.check_writable(page, [plan], "page")
    again = read_again(plan, scenario or ())
    writing.check_writable(page, [plan, *(Path(name) for name in again.season.hashes)], "page")
    athletes = _athletes(again, athlete or [])
    _passed(plan, again)
    with line(quiet) as watch:
        text = as_html(again, athletes, watch)
    writing.write(page, text)
    typer.echo(f"written to {page}")


def _athletes(again: Again, names: Sequence[str]) -> list[Athlete]:
    """Those who were named, in the order of the scenario; all where nobody was."""
    return [again.season.athlete(name) for name in athletes_called(again.season, names)]


def _passed(plan: Path, again: Again) -> None:
    """Say what there is to know of a plan; one that breaks more than its file owns up to is not shown."""
    from solver.comparing.sides import few

    for note in [*again.changed, *few(again.slips)]:
        typer.echo(f"note: {note}", err=True)
    broken = [str(each) for each in again.audit.broken]
    if found := [each for each in broken if each not in again.plan.broken]:
        typer.echo(f"{plan}: the plan breaks what must hold:", err=True)
        for each in few(found):
            typer.echo(f"  {each}", err=True)
        typer.echo("no page is written; speedfirst audit tells all", err=True)
        raise typer.Exit(1)
