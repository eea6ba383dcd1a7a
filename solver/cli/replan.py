"""`speedfirst replan`: what was done stays, what is published barely moves, the rest changes as it must."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import HomeFile, Quiet, check_numbers, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.replans.events import Spell
    from solver.replans.file import Log, UnderWay
    from solver.replans.happened import Happened
    from solver.replans.replan import Replan

EFFORT = 20.0
EXAMPLE = "Example: speedfirst replan plan.json --from wed --log log.csv --out new.json"

#: The place in `--help`.
PLACE = 20


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("replan", epilog=EXAMPLE)(replan)


Sick = Annotated[list[str] | None, option("Days sick: 2026-10-12..2026-10-14.")]
Injured = Annotated[
    list[str] | None, option("Days injured; then back by the steps of the rulebook `returning`.")
]
Publish = Annotated[int, option("So many days are published: nothing moves there unless a must forces it.")]
Most = Annotated[int | None, option("So many sessions may change if the score is better for it.")]
From = Annotated[str, typer.Option("--from", help="The first day still to be planned.", show_default=False)]
Effort = Annotated[
    float, option("How hard to search, in about so many seconds; it finds the same on every machine.")
]


@with_changes
def replan(
    plan: Annotated[Path, typer.Argument(help="The plan as it was: a plan file.", show_default=False)],
    changes: Changes,
    from_: From,
    log: Annotated[
        Path | None, option("What was done: a log (CSV, YAML), or the workbook with its log sheet filled in.")
    ] = None,
    scenario: HomeFile = None,
    sick: Sick = None,
    injured: Injured = None,
    athlete: Annotated[str | None, option("Who is sick or injured, where there are several.")] = None,
    publish_days: Publish = 0,
    max_changes: Most = None,
    effort: Effort = EFFORT,
    out: Annotated[Path | None, option("Write the new plan to this file (JSON).")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what changes as JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Plan anew from a day on: the fewest sessions that the musts force, each with its reason.

    What has happened is told by the log and by changes of the scenario: meets moved, days away, a closed
    track (--set, --apply, --sick). Missed work is not made up for unless a must asks for it.
    """
    from solver.files import writing
    from solver.plans.origin import reading_of
    from solver.replans.file import Older, content_of
    from solver.replans.happened import happened

    check_numbers(effort, None, 1, [])
    _check(publish_days, max_changes, out, [plan, *([log] if log else [])])
    older = Older.read(plan)
    below = reading_of(plan, older.document, [scenario] if scenario else [])
    spells = _spells(sick, injured, athlete)
    since = happened(older, below, changes.over(below), spells, from_, _told(log))
    if changes.save is not None:
        changes.save_over(since.above, [plan])
    found = _replanned(since, effort, publish_days, max_changes, quiet or json)
    if out is not None:
        writing.write(out, content_of(older, since.lived, found, effort, since.news))
    _show(found, since, publish_days, out, json)


def _replanned(since: Happened, effort: float, publish: int, most: int | None, quiet: bool) -> Replan:
    """The new plan."""
    from solver.errors import Infeasible
    from solver.replans.replan import replan as replanned
    from solver.report.progress import line
    from solver.search.outcome import Settings

    lived = since.lived
    if lived.unused:
        said = "1 entry of the log is" if lived.unused == 1 else f"{lived.unused} entries of the log are"
        typer.echo(f"note: {said} of days from --from on, and not used", err=True)
    try:
        with line(quiet) as show:
            return replanned(
                lived.season, lived.sessions, Settings(effort), publish, most, show, since.absent, lived.known
            )
    except Infeasible:
        if not quiet:
            _explain(lived)
        raise


def _explain(lived: UnderWay) -> None:
    """Say which musts clash in the days to come."""
    from solver.cli.explain import clash
    from solver.replans.owed import asked_of

    clash(asked_of(lived.season, lived.sessions, lived.known))


def _show(found: Replan, since: Happened, publish: int, out: Path | None, json: bool) -> None:
    """Print what becomes of the plan; musts that cannot be kept any more are an answer of their own."""
    from solver.errors import Infeasible
    from solver.report.replan import show_replan
    from solver.report.replan_json import replan_as_json

    if json:
        typer.echo(replan_as_json(found, since), nl=False)
    else:
        show_replan(found, since, publish)
        if out is not None:
            typer.echo(f"\nwritten to {out}")
    if found.lost:
        raise typer.Exit(Infeasible.exit_code)


def _told(log: Path | None) -> Log | None:
    """What tells what was done."""
    from solver.imports.log import read

    return partial(read, log) if log else None


def _check(publish: int, most: int | None, out: Path | None, inputs: Sequence[Path]) -> None:
    from solver.files import writing
    from solver.search import ranges

    ranges.check("--", **{"publish-days": publish, "max-changes": most})
    if out is not None:
        writing.check_plan_file(out, inputs)


def _spells(sick: list[str] | None, injured: list[str] | None, athlete: str | None) -> list[Spell]:
    from solver.replans.events import Spell

    spells = [Spell.read("sick", each, athlete) for each in sick or []]
    return [*spells, *(Spell.read("injured", each, athlete) for each in injured or [])]
