"""`speedfirst tradeoff`: how much of one goal another one costs, with the plans in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import EFFORT, Quiet, ScenarioFile, check_numbers, option
from solver.cli.searching import searched, warn

if TYPE_CHECKING:
    from solver.diary import Done
    from solver.fronts.aims import Aim
    from solver.fronts.front import Front
    from solver.reasons.alternatives.within import Within
    from solver.search.outcome import Outcome, Settings
    from solver.season import Season

POINTS = 20
EXAMPLE = (
    "Example: speedfirst tradeoff scenarios/my-week.yaml "
    "--between 'most metres of speed' --and 'least load' --points 3"
)
#: The file of a point's plan.
NAME = "plan-{}.json"


def _named(name: str, says: str) -> Any:
    """An option whose name is a word of Python."""
    return typer.Option(name, help=says, show_default=False)


#: The place in `--help`.
PLACE = 110


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("tradeoff", epilog=EXAMPLE)(tradeoff)


@with_changes
def tradeoff(
    scenario: ScenarioFile,
    changes: Changes,
    between: Annotated[str, option("A goal: 'most metres of speed', should, form, a rule...")],
    and_: Annotated[str, _named("--and", "The other: 'fewest high days', 'least load', change...")],
    from_: Annotated[Path | None, _named("--from", "The plan 'change' counts from; else the best.")] = None,
    points: Annotated[int, typer.Option(help="How many plans at most, evenly spread.")] = POINTS,
    within: Annotated[str | None, option("How much worse than the best plan: should=0,prefer=5%.")] = None,
    effort: Annotated[float, option("How hard to search for each of them, as in 'plan'.")] = EFFORT,
    workers: Annotated[int, option("How many searches at a time; the plans are the same.")] = 1,
    out: Annotated[Path | None, option("Write the plans into this folder (JSON).")] = None,
    plot: Annotated[Path | None, option("Draw them into this file (.svg or .png).")] = None,
    html: Annotated[Path | None, option("Write a page with all of it to this file (HTML).")] = None,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Find the plans of which none is better at one goal without being worse at the other.

    A goal is the points of a level (should, prefer) or of a rule, form, change, or an amount in the words
    of rules: 'most metres of speed', 'fewest high days', 'least load in week 3'.
    """
    from solver.reasons.alternatives.within import Within
    from solver.search.outcome import Settings

    check_numbers(effort, None, workers, [])
    settings = Settings(effort, None, workers)
    _check(points, out, (plot, html), [scenario, *([from_] if from_ else [])])
    room, drawn = Within.only(within), [each for each in (plot, html) if each]
    season, before = _before(changes.load(scenario, drawn), from_)
    goals = Goals(season, before, between, and_)
    goals.read([])
    warn(season)
    plan = searched(scenario, changes, season, settings, quiet or json)
    if plan.interrupted:
        raise KeyboardInterrupt
    front = _found(goals, plan, settings, points, room, quiet or json)
    earlier, files = _earlier(out), _write(out, season, scenario, front, effort)
    _tidy(earlier[len(files) :], season, from_)
    _draw(season, front, plot, html)
    _show(season, front, effort, files, drawn, json)


@dataclass(frozen=True)
class Goals:
    """Two goals as they were typed."""

    season: Season
    before: Sequence[Done] | None
    between: str
    and_: str

    def read(self, best: Sequence[Done]) -> tuple[Aim, Aim]:
        """The goals; changes count from the best plan where no other was named."""
        from solver.fronts.goals import Goals

        before = best if self.before is None else self.before
        return Goals(self.season, before).both((self.between, "--between"), (self.and_, "--and"))


def _check(
    points: int, out: Path | None, pictures: tuple[Path | None, Path | None], inputs: Sequence[Path]
) -> None:
    """Find out early what cannot be meant or written."""
    import contextlib

    from solver.files import writing
    from solver.report import plots
    from solver.search import ranges

    ranges.check("--", points=points)
    if out is not None:
        with contextlib.suppress(OSError):  # said where it is written to
            out.mkdir(exist_ok=True)
        for number in range(1, points + 1):
            writing.check_writable(out / NAME.format(number), inputs)
    if any(pictures):
        plots.check(pictures[0])
    for file, made in zip(pictures, ("plot", "page"), strict=True):
        if file is not None:
            writing.check_writable(file, inputs, made)


def _before(season: Season, file: Path | None) -> tuple[Season, Sequence[Done] | None]:
    """The plan from which changes are counted, and the season as it was when that was made."""
    from solver.cli.planned import asked_about

    return asked_about(file, season) if file else (season, None)


def _found(goals: Goals, plan: Outcome, settings: Settings, points: int, room: Within, quiet: bool) -> Front:
    from solver.fronts.tradeoff import Tradeoff
    from solver.report.progress import line

    aims = goals.read(plan.sessions)
    with line(quiet) as show:
        return Tradeoff(goals.season, aims, plan, settings, points, room.allowed(plan.score), show).run()


def _write(out: Path | None, season: Season, scenario: Path, front: Front, effort: float) -> list[str]:
    """Write the plan of each point; the names of the files."""
    from solver.files import writing
    from solver.plans.planfile import plan_text

    files = []
    for number, point in enumerate(front.points if out else (), start=1):
        assert out is not None
        file = out / NAME.format(number)
        writing.write(file, plan_text(season, point.outcome, scenario, effort))
        files.append(str(file))
    return files


def _earlier(out: Path | None) -> list[Path]:
    """The plans of an earlier front in a folder: plan-1.json and those that follow without a gap."""
    from itertools import takewhile

    from solver.search.ranges import WHOLE

    names = [out / NAME.format(number) for number in range(1, WHOLE["points"][1] + 1)] if out else []
    return list(takewhile(Path.is_file, names))


def _tidy(over: Sequence[Path], season: Season, before: Path | None) -> None:
    """Remove plans of an earlier, larger front of this scenario, and say so."""
    import contextlib

    from solver.errors import InputError
    from solver.files.shelves import real
    from solver.plans.planfile import load_plan
    from solver.words import listed

    gone: list[str] = []
    for file in over:
        if file.is_symlink() or (before is not None and real(file) == real(before)):
            continue
        with contextlib.suppress(InputError, OSError):  # no plan of ours, or not ours to remove
            if load_plan(file)[0].scenario == season.scenario.scenario:
                file.unlink()
                gone.append(str(file))
    if gone:
        typer.echo(f"note: removed {listed(gone)} of an earlier run", err=True)


def _draw(season: Season, front: Front, plot: Path | None, html: Path | None) -> None:
    from solver.files import writing
    from solver.report.front.html import as_html
    from solver.report.front.plot import chart
    from solver.report.plots import picture

    if plot is not None:
        writing.write(plot, picture(chart(front), plot.suffix))
    if html is not None:
        writing.write(html, as_html(season, front))


def _show(
    season: Season, front: Front, effort: float, files: list[str], drawn: Sequence[Path], json: bool
) -> None:
    from solver.report.front.data import as_json
    from solver.report.front.screen import show_front

    if json:
        typer.echo(as_json(season, front, effort, files), nl=False)
        return
    show_front(season, front)
    written = [f"{files[0]} to {Path(files[-1]).name}"] if len(files) > 1 else files
    for name in [*written, *(str(each) for each in drawn)]:
        typer.echo(f"\nwritten to {name}")
