"""`speedfirst move`: what it breaks and costs to move a day's sessions by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.options import HomeFile, athletes_called, option

#: The place in `--help`.
PLACE = 30


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("move", epilog="Example: speedfirst move plan.json fri sat")(move)


def move(
    plan: Annotated[Path, typer.Argument(help="The plan: a plan file.", show_default=False)],
    day: Annotated[str, typer.Argument(help="The day: 'tue 13 oct' or 2026-10-13.", show_default=False)],
    to: Annotated[str, typer.Argument(help="The day where its sessions go.", show_default=False)],
    session: Annotated[str | None, option("Move this session alone.")] = None,
    swap: Annotated[bool, typer.Option("--swap", help="What the other day has comes back.")] = False,
    athlete: Annotated[list[str] | None, option("Whose sessions; by default everybody's.")] = None,
    scenario: HomeFile = None,
    out: Annotated[Path | None, option("Write the plan with the move to this file (JSON).")] = None,
) -> None:
    """Say at once what a move breaks and costs, against the plan as it is. Needs no solver."""
    from solver.files import writing
    from solver.plans.origin import season_of
    from solver.plans.past import opened
    from solver.replans.file import Older, day_of, moved_content
    from solver.replans.moving import move as moved
    from solver.report.move import show_move

    if out is not None:
        writing.check_plan_file(out, [plan])
    older = Older.read(plan)
    whole = season_of(plan, older.document, [scenario] if scenario else [])
    season, sessions = opened(older.document, older.source, whole)
    athletes_called(season, athlete or [])
    first, second = day_of(day, season, "DAY"), day_of(to, season, "TO")
    found = moved(season, sessions, first, second, athlete or (), session, swap)
    if out is not None:
        writing.write(out, moved_content(older, found))
    show_move(found)
    if out is not None:
        typer.echo(f"\nwritten to {out}")
    if found.breaks:
        raise typer.Exit(1)
