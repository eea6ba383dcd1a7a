"""`speedfirst replan`: what was done stays, what is published barely moves, the rest changes as it must."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.searching import check_numbers, option

if TYPE_CHECKING:
    from solver.loading import Reading
    from solver.overlay import Overlay

EFFORT = 20.0
#: The most changes that may be asked for: each is a search of its own.
MOST = 50
EXAMPLE = "Example: speedfirst replan plan.json --from 2026-10-12 --log log.csv --out new.json"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("replan", epilog=EXAMPLE)(replan)


@with_changes
def replan(
    plan: Annotated[Path, typer.Argument(help="The plan as it was (JSON of ours).", show_default=False)],
    changes: Changes,
    from_: Annotated[
        str, typer.Option("--from", help="The first day that is still to be planned.", show_default=False)
    ],
    log: Annotated[Path | None, option("What was done: the log, CSV or YAML.")] = None,
    scenario: Annotated[
        Path | None, option("The scenario of the plan, if it is not where the plan says.")
    ] = None,
    sick: Annotated[list[str] | None, option("Days sick: 2026-10-12..2026-10-14.")] = None,
    injured: Annotated[
        list[str] | None, option("Days injured; then back step by step, by the rulebook `returning`.")
    ] = None,
    athlete: Annotated[str | None, option("Who is sick or injured, where there are several.")] = None,
    publish_days: Annotated[
        int, option("So many days are published: nothing moves there unless a must forces it.")
    ] = 0,
    max_changes: Annotated[
        int | None, option("So many sessions may change if the score is better for it.")
    ] = None,
    effort: Annotated[
        float, option("How hard to search: about seconds of an idle core, but the same on every machine.")
    ] = EFFORT,
    out: Annotated[Path | None, option("Write the new plan to this file (JSON).")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what changes as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Plan anew from a day on: the fewest sessions that the musts force, each with its reason.

    What has happened is told by the log and by changes of the scenario: meets moved, days away, a closed
    track (--set, --apply, --sick). Missed work is not made up for unless a must asks for it.
    """
    from solver import writing
    from solver.comparing.again import reading_of
    from solver.outcome import Settings
    from solver.planfile import load_plan
    from solver.replans.file import content_of, live
    from solver.replans.replan import replan as replanned
    from solver.report.progress import line
    from solver.report.replan import replan_as_json, show_replan

    check_numbers(effort, None, 1, [])
    _check(publish_days, max_changes)
    if out is not None:
        writing.check_writable(out, [plan, *([log] if log else [])])
    document, source = load_plan(plan)
    below = reading_of(plan, document, [scenario] if scenario else [])
    news = [*changes.over(below), *_spells(below, sick or [], injured or [], athlete)]
    above = below.under(news) if news else below
    lived = live(document, source, above, from_, log)
    if changes.save is not None:
        changes.save_over(above, [plan])
    if lived.unused:
        typer.echo(f"note: {lived.unused} of the log are of days from --from on, and not used", err=True)
    with line(quiet or json) as show:
        found = replanned(lived.season, lived.sessions, Settings(effort), publish_days, max_changes, show)
    if out is not None:
        writing.write(out, content_of(document, source, plan, lived, found, effort, bool(news)))
    if json:
        typer.echo(replan_as_json(found, lived.lapses), nl=False)
        return
    show_replan(found, lived.lapses, publish_days)
    if out is not None:
        typer.echo(f"\nwritten to {out}")


def _check(publish: int, most: int | None) -> None:
    from solver.errors import refuse

    if not 0 <= publish <= 366:
        raise refuse(f"--publish-days: found {publish}, expected a number of days from 0 to 366")
    if most is not None and not 0 <= most <= MOST:
        raise refuse(f"--max-changes: found {most}, expected a number from 0 to {MOST}")


def _spells(below: Reading, sick: list[str], injured: list[str], athlete: str | None) -> list[Overlay]:
    from solver.replans.events import Spell

    spells = [Spell.read("sick", each, athlete) for each in sick]
    spells += [Spell.read("injured", each, athlete) for each in injured]
    return [each.overlay(below) for each in spells]
