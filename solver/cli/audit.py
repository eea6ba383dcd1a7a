"""`speedfirst audit`: which rules a finished plan keeps, ours or one that a coach typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import HomeFile

if TYPE_CHECKING:
    from solver.report.audit import Line
    from solver.season import Season

TYPED = (".csv", ".yaml", ".yml")

#: The place in `--help`.
PLACE = 130


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("audit", epilog="Example: speedfirst audit plan.json --scenario scenarios/my-week.yaml")(
        audit
    )


@with_changes
def audit(
    changes: Changes,
    plan: Annotated[
        Path,
        typer.Argument(
            help="A plan file, a plan that was typed (CSV, YAML), or a week alone.",
            show_default=False,
        ),
    ],
    scenario: HomeFile = None,
    rulebook: Annotated[
        list[str] | None,
        typer.Option(
            help="For a week alone: a rulebook, by name or file; one or several.", show_default=False
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say of every rule whether a plan keeps it, and where it does not. Needs no solver.

    A week that stands alone needs no scenario: speedfirst audit week.yaml --rulebook speed-first
    """
    from solver.errors import refuse

    if plan.suffix.lower() in TYPED[1:] and _stands_alone(plan):
        if scenario is not None or changes or not rulebook:
            without = "changes" if changes and rulebook else "--scenario"
            raise refuse(f"{plan} is a week alone: it needs --rulebook (speed-first, say), no {without}")
        _week(plan, rulebook, json)
    typed = plan.suffix.lower() in TYPED
    if rulebook or (scenario is None and (typed or changes)):
        raise refuse(f"{plan} is a plan with dates: it needs --scenario, which names the rulebooks too")
    _plan(plan, changes.load(scenario, [plan]) if scenario else _its_own(plan), json)


def _stands_alone(path: Path) -> bool:
    """Whether a file begins with the word `week`."""
    from solver.files.shelves import open_file
    from solver.loading.books import first_word

    return first_word(open_file(path)) == "week"


def _week(path: Path, books: list[str], json: bool) -> None:
    """Audit a week that stands alone."""
    from solver.report.audit import answer, line_of_typed
    from solver.report.lone_week import show_week, week_as_json
    from solver.typed import audit_week, read_week

    week = read_week(path, books)
    lines = [line_of_typed(each) for each in audit_week(week)]
    if json:
        typer.echo(week_as_json(week, lines, books), nl=False)
    else:
        show_week(week, lines, books)
    raise typer.Exit(answer(lines))


def _its_own(plan: Path) -> Season:
    """The season that a plan of ours was made for."""
    from solver.plans.origin import season_of
    from solver.plans.planfile import load_plan

    return season_of(plan, load_plan(plan)[0])


def _plan(plan: Path, season: Season, json: bool) -> None:
    """Audit a plan with dates."""
    from solver.report.audit import answer, as_json, show_audit

    lines, totals = _typed(plan, season) if plan.suffix.lower() in TYPED else _ours(plan, season)
    if json:
        typer.echo(as_json(season, lines), nl=False)
    else:
        show_audit(season, lines, totals)
    raise typer.Exit(answer(lines))


def _ours(path: Path, season: Season) -> tuple[Sequence[Line], str]:
    """The verdicts on a plan of ours, and its totals."""
    from solver.auditor import audit as judge
    from solver.cli.planned import within
    from solver.plans.planfile import load_plan
    from solver.plans.since import contradicted
    from solver.report.audit import lines_of, totals

    document, source = load_plan(path)
    season, sessions = within(season, document, source)
    for note in contradicted(document, season, sessions):
        typer.echo(f"note: {note}", err=True)
    verdict = judge(season, season.diary(sessions))
    for level in document.levels:
        if verdict.score[level.level] != level.points:
            now = f"{verdict.score[level.level]:,} now"
            typer.echo(f"note: the file says {level.points:,} points of {level.level}, it is {now}", err=True)
    return lines_of(verdict), totals(sessions)


def _typed(path: Path, season: Season) -> tuple[Sequence[Line], str]:
    """The verdicts on a plan that a coach typed."""
    from solver import typed
    from solver.report.audit import line_of_typed

    return [line_of_typed(each) for each in typed.audit_file(path, season)], ""
