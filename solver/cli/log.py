"""`speedfirst log`: what was done, added to the log of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.options import HomeFile, option

LOG = "log.csv"

#: The place in `--help`.
PLACE = 40


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("log", epilog="Example: speedfirst log plan.json tue flying --reps 3 --rpe 8")(log)


def log(
    plan: Annotated[Path, typer.Argument(help="The plan: a plan file.", show_default=False)],
    day: Annotated[str, typer.Argument(help="The day: 'tue 13 oct' or 2026-10-13.", show_default=False)],
    session: Annotated[
        list[str],
        typer.Argument(
            help="What was done; or 'missed', for all of the day, or 'missed' with a session.",
            show_default=False,
        ),
    ],
    athlete: Annotated[str | None, option("Who, where there are several.")] = None,
    slot: Annotated[str | None, option("When in the day.")] = None,
    reps: Annotated[int | None, option("How many repetitions (sets, contacts); else as planned.")] = None,
    distance: Annotated[int | None, option("Over how many metres each; else as planned.")] = None,
    minutes: Annotated[int | None, option("How long it took.")] = None,
    rpe: Annotated[float | None, option("How hard it was, from 0 to 10.")] = None,
    to: Annotated[Path | None, option(f"The log (CSV); by default {LOG} beside the plan.")] = None,
    scenario: HomeFile = None,
) -> None:
    """Add what was done to the log of a plan, which `replan --log` reads. Needs no solver."""
    from solver.actuals.adding import add
    from solver.plans.origin import season_of
    from solver.plans.planfile import load_plan
    from solver.replans.file import day_of

    document, _ = load_plan(plan)
    season = season_of(plan, document, [scenario] if scenario else [])
    said = {
        "date": season.calendar.date(day_of(day, season, "DAY")), "session": " ".join(session),
        "athlete": athlete, "slot": slot, "reps": reps, "distance": distance, "minutes": minutes, "rpe": rpe,
    }  # fmt: skip
    file = plan.parent / LOG if to is None else to
    entry = add(file, said, season, document.sessions)
    typer.echo(
        f"{season.calendar.name(season.calendar.index(entry.date))}   {entry.session}   added to {file}"
    )
