"""`speedfirst import`: a plan from a table, a workbook or a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import athletes_called, named, option
from solver.cli.searching import loaded, warn

if TYPE_CHECKING:
    from solver.auditor import Audit
    from solver.documents.mapping import MappingFile
    from solver.imports.understood import Imported
    from solver.season import Season

EXAMPLE = "Example: speedfirst import plan.xlsx --scenario scenarios/my-week.yaml --out edited.json"
#: Breaches that are shown.
SHOWN = 5

#: The place in `--help`.
PLACE = 150


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("import", epilog=EXAMPLE)(import_)


@with_changes
def import_(
    file: Annotated[
        Path, typer.Argument(help="A table (CSV), a workbook (XLSX) or a calendar (ICS).", show_default=False)
    ],
    changes: Changes,
    scenario: Annotated[Path, named("The scenario that the plan is for.")],
    out: Annotated[Path, option("Write the plan to this file (JSON).")],
    mapping: Annotated[Path | None, option("A file that says what your own words mean (YAML).")] = None,
    sheet: Annotated[list[str] | None, option("Read this sheet; by default the week grids.")] = None,
    athlete: Annotated[str | None, option("Whose plan it is, where the file does not say.")] = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out what is not understood, and list it.")
    ] = False,
) -> None:
    """Read a plan from a file that you made or edited, and say what the auditor thinks of it.

    What is not understood is listed with its place; nothing is written then, unless --keep-going is said.
    """
    from solver.errors import InputError
    from solver.files.writing import write
    from solver.imports.formats import read
    from solver.plans.text import dumps

    season = loaded(scenario, changes, out, file)
    words = _mapping(mapping, season, out)
    warn(season)
    athletes_called(season, [athlete] if athlete is not None else [])
    found = read(file, season, words, tuple(sheet or ()), athlete)
    if found.problems and not keep_going:
        raise InputError(found.problems)
    verdict = found.verdict()
    write(out, dumps(found.file(str(scenario), verdict)))
    _tell(found, verdict, out, scenario)


def _mapping(path: Path | None, season: Season, out: Path) -> MappingFile | None:
    """A coach's own words, each of which must stand for something that there is."""
    from solver.files.writing import check_writable
    from solver.imports.mapping import read_mapping

    if path is None:
        return None
    check_writable(out, [path])
    return read_mapping(path, season)


def _tell(found: Imported, verdict: Audit, out: Path, scenario: Path) -> None:
    """What was read, what was left out, what the auditor says."""
    from solver.words import plural

    for note in found.notes:
        typer.echo(f"note: {note}", err=True)
    for problem in found.problems:
        typer.echo(str(problem), err=True)
    if found.problems:
        typer.echo(
            f"\nleft out: {plural(len(found.problems), 'entry').replace('entrys', 'entries')}", err=True
        )
    typer.echo(f"written to {out}: {plural(len(found.sessions), 'session')}")
    points = ", ".join(f"{plural(points, 'point')} of {level}" for level, points in verdict.score.items())
    if verdict.passed:
        typer.echo(f"the audit: every must holds; {points}")
        return
    typer.echo("the audit: it breaks what must hold, and the file says so")
    for each in verdict.broken[:SHOWN]:
        typer.echo(f"  {each}")
    if len(verdict.broken) > SHOWN:
        typer.echo(f"  and {len(verdict.broken) - SHOWN} more: speedfirst audit {out} --scenario {scenario}")
