"""`speedfirst plan`: search, audit, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import EFFORT, ScenarioFile, check_numbers, option
from solver.cli.searching import searched, warn

if TYPE_CHECKING:
    from solver.auditor import Audit
    from solver.cli.alternatives import Wanted
    from solver.search.outcome import Outcome, Settings
    from solver.season import Season

#: The place in `--help`.
PLACE = 10


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("plan", epilog="Example: speedfirst plan scenarios/my-week.yaml --out plan.json")(plan)


@with_changes
def plan(
    scenario: ScenarioFile,
    changes: Changes,
    effort: Annotated[
        float, option("How hard to search, in about so many seconds; it finds the same on every machine.")
    ] = EFFORT,
    time: Annotated[float | None, option("Stop after so many seconds; plans may then differ.")] = None,
    workers: Annotated[int, option("How many searches at a time; the plan is the same.")] = 1,
    out: Annotated[Path | None, option("Write the plan to this file (JSON).")] = None,
    week: Annotated[list[int] | None, option("Show this week; may be given several times.")] = None,
    weeks: Annotated[str | None, option("Say all to show every week.")] = None,
    relax: Annotated[bool, typer.Option("--relax", help="Where musts clash, break the least.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only how good the plan is.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the plan file (JSON) instead.")] = False,
    alternatives: Annotated[int, option("So many other plans, very different and nearly as good.")] = 0,
    within: Annotated[str | None, option("How much worse those may be: should=0,prefer=5%.")] = None,
) -> None:
    """Find the best plan for a scenario, prove what can be proven, audit it, show it."""
    from solver.cli.alternatives import Wanted
    from solver.errors import Infeasible
    from solver.plans.planfile import plan_text
    from solver.search.outcome import Settings

    check_numbers(effort, time, workers, week or [])
    wanted, settings = Wanted.read(alternatives, within, out, relax), Settings(effort, time, workers)
    season = _season(scenario, changes, wanted)
    chosen = _weeks(season, week or [], weeks)
    outcome, verdict = _planned(scenario, changes, season, settings, relax, quiet or json)
    others = wanted.find(season, settings, outcome, quiet)
    broken = list(map(str, verdict.broken))
    texts = [plan_text(season, each, scenario, effort, broken) for each in wanted.plans(outcome, others)]
    wanted.write(texts)
    if json:
        wanted.print(texts)
    else:
        _show(season, outcome, verdict, chosen, quiet)
        wanted.show(season, outcome, others, quiet)
    if verdict.broken:
        raise typer.Exit(Infeasible.exit_code)


def _season(scenario: Path, changes: Changes, wanted: Wanted) -> Season:
    """The season of a scenario, once it is known that all plans can be written where they are wanted."""
    wanted.check()
    season = changes.load(scenario, wanted.files)
    wanted.check([scenario, *(Path(name) for name in season.hashes)])
    warn(season)
    return season


def _planned(
    scenario: Path, changes: Changes, season: Season, settings: Settings, relax: bool, quiet: bool
) -> tuple[Outcome, Audit]:
    """The best plan with its audit; where there is none, the one that breaks least, or the reason."""
    from solver.auditor import audit, audited
    from solver.cli.relax import relaxed

    if relax:
        outcome = relaxed(season, settings, quiet)
        return outcome, audit(season, season.diary(outcome.sessions))
    outcome = searched(scenario, changes, season, settings, quiet)
    return outcome, audited(season, outcome.sessions, outcome.score)


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


def _show(season: Season, outcome: Outcome, verdict: Audit, chosen: set[int] | None, quiet: bool) -> None:
    from solver.report.pages import show_plan

    show_plan(season, outcome, verdict, chosen, quiet, stopped=outcome.interrupted)
