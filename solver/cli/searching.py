"""What every command that plans has in common: its season, its search, its progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.cli.changes import Changes
    from solver.search.outcome import Outcome, Progress, Settings
    from solver.season import Season


def loaded(scenario: Path, changes: Changes, out: Path | None, plan: Path | None) -> Season:
    """The season of a scenario, once it is known that a plan can be written where it is wanted.

    Parameters
    ----------
    plan
        A plan that is read as well, and so not written over.
    """
    from solver.files import writing

    if out is not None:
        writing.check_plan_file(out)
    season = changes.load(scenario, [out] if out else [])
    if out is not None:
        read = [scenario, *(Path(name) for name in season.hashes), *([plan] if plan else [])]
        writing.check_plan_file(out, read)
    return season


def warn(season: Season) -> None:
    """Say what a coach should know, though nothing is wrong."""
    for warning in season.warnings:
        typer.echo(f"note: {warning}", err=True)


def searched(scenario: Path, changes: Changes, season: Season, settings: Settings, quiet: bool) -> Outcome:
    """The best plan of a season; where there is none it is explained why.

    Raises
    ------
    Infeasible, OutOfTime
        See :func:`solver.search.search.search`.
    """
    from solver.cli.explain import explained
    from solver.errors import Infeasible
    from solver.search.search import search

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
