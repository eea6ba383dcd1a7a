"""`speedfirst plan`: search, audit, show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from solver.cli.changes import Changes, with_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.audit import Audit
    from solver.outcome import Outcome, Progress, Settings
    from solver.season import Season

EFFORT = 60.0
MOST = 1_000_000
WORKERS = 64


def option(says: str) -> Any:
    """An option with its help."""
    return typer.Option(help=says, show_default=says.startswith("How hard"))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("plan", epilog="Example: speedfirst plan scenarios/my-week.yaml --out plan.json")(plan)


@with_changes
def plan(
    scenario: Annotated[Path, typer.Argument(help="The scenario file.", show_default=False)],
    changes: Changes,
    effort: Annotated[
        float, option("How hard to search: about seconds of an idle core, but the same on every machine.")
    ] = EFFORT,
    time: Annotated[float | None, option("Seconds on the clock as well; plans may then differ.")] = None,
    workers: Annotated[int, option("How many solvers at a time; the plan does not depend on it.")] = 1,
    out: Annotated[Path | None, option("Write the plan to this file (JSON).")] = None,
    week: Annotated[list[int] | None, option("Show this week; may be given several times.")] = None,
    weeks: Annotated[str | None, option("'all' shows every week.")] = None,
    relax: Annotated[
        bool,
        typer.Option("--relax", help="If no plan keeps all musts, take the one that breaks least."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only how good the plan is.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the plan file instead.")] = False,
) -> None:
    """Find the best plan for a scenario, prove what can be proven, audit it, show it."""
    from solver import writing
    from solver.errors import Infeasible
    from solver.outcome import Settings

    check_numbers(effort, time, workers, week or [])
    season = loaded(scenario, changes, out)
    chosen = _weeks(season, week or [], weeks)
    warn(season)
    settings = Settings(effort, time, workers)
    outcome, verdict = _planned(scenario, changes, season, settings, relax, quiet)
    text = _text(scenario, season, outcome, verdict, effort)
    if out is not None:
        writing.write(out, text)
    if json:
        typer.echo(text, nl=False)
    else:
        _show(season, outcome, verdict, chosen, quiet)
    if out is not None and not quiet and not json:
        typer.echo(f"\nwritten to {out}")
    if verdict.broken:
        raise typer.Exit(Infeasible.exit_code)


def _planned(
    scenario: Path, changes: Changes, season: Season, settings: Settings, relax: bool, quiet: bool
) -> tuple[Outcome, Audit]:
    """The best plan with its audit; where there is none, the one that breaks least, or the reason."""
    from solver.audit import audit, audited
    from solver.cli.relax import relaxed

    if relax:
        outcome = relaxed(season, settings, quiet)
        return outcome, audit(season, season.diary(outcome.sessions))
    outcome = searched(scenario, changes, season, settings, quiet)
    return outcome, audited(season, outcome.sessions, outcome.score)


def _text(scenario: Path, season: Season, outcome: Outcome, verdict: Audit, effort: float) -> str:
    from solver.plan import dumps, plan_file

    broken = [f"{each.rule}: {each.breach.says}" for each in verdict.broken]
    return dumps(plan_file(season, outcome, str(scenario), effort, ortools(), broken))


def loaded(scenario: Path, changes: Changes, out: Path | None) -> Season:
    """The season of a scenario, once it is known that a plan can be written where it is wanted."""
    from solver import writing

    if out is not None:
        writing.check_writable(out)
    season = changes.load(scenario, [out] if out else [])
    if out is not None:
        writing.check_writable(out, [scenario, *(Path(name) for name in season.hashes)])
    return season


def searched(scenario: Path, changes: Changes, season: Season, settings: Settings, quiet: bool) -> Outcome:
    """The best plan of a season; where there is none it is explained why.

    Raises
    ------
    Infeasible, OutOfTime
        See :func:`solver.search.search`.
    """
    from solver.cli.explain import explained
    from solver.errors import Infeasible
    from solver.search import search

    try:
        with watching(quiet) as watch:
            return search(season, settings, watch)
    except Infeasible:
        explained(scenario, changes, season, quiet)
        raise


@contextmanager
def watching(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show the state of the search, if anybody is there to look."""
    from solver.report.progress import progress

    with progress(quiet) as watch:
        yield watch


def ortools() -> str:
    """The version of OR-Tools that plans."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("ortools")
    except PackageNotFoundError:
        return ""


def check_numbers(effort: float, seconds: float | None, workers: int, week: list[int]) -> None:
    """Refuse numbers that make no sense."""
    from solver.errors import refuse

    if not 0 < effort <= MOST:
        raise refuse(f"--effort: found {effort:g}, expected a number above 0 and up to {MOST:,}")
    if seconds is not None and not 0 < seconds <= MOST:
        raise refuse(f"--time: found {seconds:g}, expected seconds above 0 and up to {MOST:,}")
    if not 1 <= workers <= WORKERS:
        raise refuse(f"--workers: found {workers}, expected a number from 1 to {WORKERS}")
    if any(number < 1 for number in week):
        raise refuse("--week: weeks count from 1")


def _weeks(season: Season, week: list[int], weeks: str | None) -> set[int] | None:
    """The weeks that were asked for; None for the usual choice."""
    from solver.errors import refuse
    from solver.words import plural

    if weeks not in (None, "all"):
        raise refuse(f"--weeks: found {weeks!r}, expected 'all'; --week 7 shows week 7")
    beyond = [number for number in week if number > season.calendar.weeks]
    if beyond:
        there = plural(season.calendar.weeks, "week")
        raise refuse(f"--week: there is no week {beyond[0]}; the plan has {there}")
    return set(range(1, season.calendar.weeks + 1)) if weeks else set(week) or None


def warn(season: Season) -> None:
    """Say what a coach should know, though nothing is wrong."""
    for warning in season.warnings:
        typer.echo(f"note: {warning}", err=True)


def _show(season: Season, outcome: Outcome, verdict: Audit, chosen: set[int] | None, quiet: bool) -> None:
    from solver.report.pages import show_plan

    show_plan(season, outcome, verdict, chosen, quiet, stopped=outcome.interrupted)
