"""`speedfirst compare`: plans side by side, of plan files or of scenarios that are planned first."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.options import EFFORT, HomeFiles, check_numbers, files, option
from solver.cli.searching import searched, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from solver.comparing import Comparison, Side
    from solver.comparing.asked import Rules
    from solver.search.outcome import Settings
    from solver.season import Season

PLAN = ".json"

#: The place in `--help`.
PLACE = 60


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "compare",
        epilog="Example: speedfirst compare plan.json scenarios/my-week.yaml --html compared.html",
    )(compare)


def compare(
    plans: Annotated[list[Path], files("Two or more plan files, scenarios or overlays.", "scenario")],
    effort: Annotated[
        float, option("How hard to search for the plan of each scenario, in about so many seconds.")
    ] = EFFORT,
    time: Annotated[float | None, option("Stop after so many seconds; plans may then differ.")] = None,
    workers: Annotated[int, option("How many searches at a time; the plans are the same.")] = 1,
    scenario: HomeFiles = None,
    rulebook: Annotated[
        list[str] | None, option("Audit all plans by this rulebook alone; may be given several times.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all rules, weeks and days.")] = False,
    html: Annotated[Path | None, option("Write a page with everything to this file (HTML).")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show plans side by side: scores, rules, volume, form, days that differ, whose rules each keeps.

    Scenarios and overlays are planned first. Every figure is worked out anew by the auditor.
    """
    from solver.comparing import compare as compared
    from solver.search.outcome import Settings

    check_numbers(effort, time, workers, [])
    _check_html(html, [*plans, *(scenario or [])])
    books = _books(rulebook or [])
    sides = _sides(plans, scenario or [], Settings(effort, time, workers), json)
    _show(compared(sides, books), everything, html, json)


def _check_html(html: Path | None, inputs: Sequence[Path]) -> None:
    from solver.files import writing

    if html is not None:
        writing.check_writable(html, inputs, "page")


def _books(names: Sequence[str]) -> list[Rules]:
    """The rulebooks that were named."""
    from solver.comparing.asked import Rules
    from solver.files.shelves import find

    return [Rules.of_book(find(name, "rulebook", Path("x"), None, f"--rulebook {name}")) for name in names]


def _sides(files: Sequence[Path], scenarios: Sequence[Path], settings: Settings, quiet: bool) -> list[Side]:
    """All plans; what can be read is read before anything is planned."""
    from solver.comparing.sides import told_apart
    from solver.errors import InputError, Problem, refuse

    problems: list[Problem] = []
    steps: list[Callable[[], Side]] = []
    for file in files:
        try:
            steps.append(_step(file, scenarios, settings, quiet))
        except InputError as error:
            problems.extend(each for each in error.problems if each not in problems)
    if problems:
        raise InputError(problems)
    if len(files) < 2:
        raise refuse("found one plan, expected two or more to compare")
    found = list(_until_stopped(steps))
    if len(found) < 2:
        raise KeyboardInterrupt
    for file in files[len(found) :]:
        typer.echo(f"stopped: not planned and not compared: {file}", err=True)
    return told_apart(found, [str(file) for file in files[: len(found)]])


def _until_stopped(steps: Sequence[Callable[[], Side]]) -> Iterator[Side]:
    """One plan after the other; after Ctrl-C those that there are."""
    from solver.comparing import STOPPED

    with suppress(KeyboardInterrupt):
        for step in steps:
            side = step()
            yield side
            if side.known.startswith(STOPPED):
                return


def _step(file: Path, scenarios: Sequence[Path], settings: Settings, quiet: bool) -> Callable[[], Side]:
    """What gives the plan of a file: it is there already, or is planned later."""
    from solver.comparing import of_file
    from solver.loading.load import load

    if file.suffix.lower() == PLAN:
        side = of_file(file, scenarios)
        return lambda: side
    season = load(file)
    return lambda: _planned(file, season, settings, quiet)


def _planned(file: Path, season: Season, settings: Settings, quiet: bool) -> Side:
    """The best plan of a scenario."""
    from solver.auditor import audited
    from solver.cli.changes import Changes
    from solver.comparing import planned

    warn(season)
    outcome = searched(file, Changes(), season, settings, quiet)
    audited(season, outcome.sessions, outcome.score)
    return planned(season, outcome)


def _show(comparison: Comparison, everything: bool, html: Path | None, json: bool) -> None:
    from solver.files import writing
    from solver.report.comparison.data import as_json
    from solver.report.comparison.html import as_html
    from solver.report.comparison.screen import show_comparison

    if html is not None:
        writing.write(html, as_html(comparison))
    if json:
        typer.echo(as_json(comparison), nl=False)
    else:
        show_comparison(comparison, everything)
        if html is not None:
            typer.echo(f"\nwritten to {html}")
