"""`speedfirst sweep`: some numbers of a scenario varied, every combination planned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import EFFORT, Quiet, ScenarioFile, check_numbers, option
from solver.cli.searching import warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solver.sweeps.grid import Place
    from solver.sweeps.result import Sweep

EXAMPLE = "speedfirst sweep scenarios/my-week.yaml --vary rules.tempo-days.limit.at_most=1..4"

#: The place in `--help`.
PLACE = 100


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("sweep", epilog=f"Example: {EXAMPLE}")(sweep)


@with_changes
def sweep(
    scenario: ScenarioFile,
    changes: Changes,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PATH=VALUES", show_default=False,
            help="What to vary: PATH=1..4, PATH=1..9 by 2, PATH=4,6,8, PATH=on,off; twice for a grid.",
        ),
    ],
    effort: Annotated[
        float, option("How hard to search for a plan from nothing, as in 'plan'; from one beside, a part.")
    ] = EFFORT,
    workers: Annotated[int, option("How many plans at a time; they are the same.")] = 1,
    out: Annotated[
        Path | None, option("Write the plans into this folder; a sweep that was stopped goes on there.")
    ] = None,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of the table.")] = False,
    plot: Annotated[Path | None, option("Draw the points into this file (.svg or .png).")] = None,
    html: Annotated[Path | None, option("Write table, plot and sentences as a page.")] = None,
) -> None:  # fmt: skip
    """Vary numbers of a scenario and plan every combination: what each costs, which rules start to bind.

    Each plan begins from the one beside it, so that many cost little more than a few. A phase that becomes
    longer takes its weeks from the next one: the calendar and its meets stay.
    """
    from solver.report.sweeps.data import as_json
    from solver.report.sweeps.screen import show_sweep

    check_numbers(effort, None, workers, [])
    _check(scenario, plot, html)
    found = _swept(scenario, changes, vary, (effort, workers), out, quiet)
    files = _write(scenario, found, out) if out is not None else {}
    _draw(found, plot, html)
    if json:
        typer.echo(as_json(found, files), nl=False)
    else:
        show_sweep(found)
    _end(found, out)


def _swept(
    scenario: Path, changes: Changes, vary: list[str], spend: tuple[float, int], out: Path | None, quiet: bool
) -> Sweep:
    """The sweep, once it is known that all of it can be read and the plans can be written."""
    from solver import sweeps
    from solver.report.progress import counted, line

    chosen = sweeps.axes(vary)
    warn(changes.load(scenario))
    reading = changes.read(scenario)
    with line(quiet) as show:
        return sweeps.sweep(reading, chosen, *spend, out, lambda *step: show(counted(*step)))


def _check(scenario: Path, plot: Path | None, html: Path | None) -> None:
    """Find out early whether pictures and pages can be made and written."""
    from solver.files import writing
    from solver.report import plots

    if plot is not None or html is not None:
        plots.check(plot)
    for file, made in ((plot, "plot"), (html, "page")):
        if file is not None:
            writing.check_writable(file, [scenario], made)


def _draw(found: Sweep, plot: Path | None, html: Path | None) -> None:
    from solver.files import writing
    from solver.report.plots import picture
    from solver.report.sweeps.html import as_html
    from solver.report.sweeps.plot import chart

    if plot is not None:
        writing.write(plot, picture(chart(found), plot.suffix))
    if html is not None:
        writing.write(html, as_html(found))


def _write(scenario: Path, found: Sweep, out: Path) -> Mapping[Place, str]:
    """Write a plan file for every plan; their names by cell."""
    from solver.files import writing
    from solver.plans.planfile import plan_text
    from solver.sweeps.result import file_names

    called, written = file_names(found.grid), {}
    for cell in found.cells:
        if cell.made is not None and cell.made.state == "planned":
            season = found.grid.cells[cell.place].season
            plan = plan_text(season, cell.made, scenario, found.effort)
            writing.write(out / called[cell.place], plan)
            written[cell.place] = called[cell.place]
        elif cell.made is not None:
            # what another sweep of this folder found is no plan of this one
            (out / called[cell.place]).unlink(missing_ok=True)
    return written


def _end(found: Sweep, out: Path | None) -> None:
    """Say how to go on after a stop, and answer the exit code."""
    from solver.errors import Infeasible, OutOfTime
    from solver.words import plural

    if found.stopped:
        left = f"{found.left} of {plural(len(found.cells), 'plan')} not made"
        left = left if found.left else "all plans are there, but could have become better"
        how = "the same command goes on from here" if out else "with --out FOLDER it could be taken up again"
        typer.echo(f"\nstopped: {left}; {how}", err=True)
        raise KeyboardInterrupt
    states = {cell.made.state for cell in found.cells if cell.made is not None}
    if "planned" not in states:
        raise typer.Exit(OutOfTime.exit_code if "unknown" in states else Infeasible.exit_code)
