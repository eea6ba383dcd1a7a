"""`speedfirst export-model`: the model of a scenario as a file for other solvers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import ScenarioFile

if TYPE_CHECKING:
    from solver.exchange.task import Task
    from solver.model.linear import Model
    from solver.season import Season

EXAMPLE = "Example: speedfirst export-model scenarios/my-week.yaml --format mps --out week.mps"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("export-model", epilog=EXAMPLE)(export_model)


@with_changes
def export_model(
    scenario: ScenarioFile,
    changes: Changes,
    form: Annotated[str, typer.Option("--format", help="One of lp, mps, flatzinc, asp.")] = "lp",
    level: Annotated[
        str | None,
        typer.Option(help="The level to minimise: should, prefer or tidy; by default the first there is."),
    ] = None,
    at_most: Annotated[
        list[str] | None, typer.Option(help="What an earlier level may cost, as in should=7.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")] = None,
) -> None:
    """Write the model of a scenario for other solvers: exactly, with names that can be read.

    A file has one level. Once a solver has brought should to 7 points, the file of the next one is written
    with --level prefer --at-most should=7: so the levels keep their order.
    """
    from solver.errors import refuse
    from solver.exchange import FORMATS, dumps
    from solver.files import writing
    from solver.words import plural, unknown

    if form not in FORMATS:
        raise refuse(f"--format: {unknown('format', form, FORMATS)}")
    limits = _limits(at_most or [])
    if out is not None:
        writing.check_writable(out, made="model")
    season = changes.load(scenario, [out] if out else [])
    if out is not None:
        writing.check_writable(out, [scenario, *(Path(name) for name in season.hashes)], "model")
    task = _task(season, level, limits)
    text = dumps(task, form)
    if out is None:
        typer.echo(text, nl=False)
        return
    writing.write(out, text)
    size = f"{plural(len(task.names), 'variable')} and {plural(len(task.rows), 'row')}"
    typer.echo(f"written to {out}: {size}, {task.about[-1]}")


def _limits(said: Sequence[str]) -> dict[str, int]:
    """What earlier levels may cost."""
    from solver.errors import refuse

    found: dict[str, int] = {}
    for each in said:
        name, _, number = each.partition("=")
        try:
            points = int(number)
        except ValueError:
            raise refuse(
                f"--at-most: found {each!r}, expected a level and its points, as in should=7"
            ) from None
        if name in found:
            raise refuse(f"--at-most: {name} stands twice")
        found[name] = points
    return found


def _task(season: Season, level: str | None, limits: Mapping[str, int]) -> Task:
    from solver import __version__
    from solver.exchange.names import names
    from solver.exchange.task import task
    from solver.model.lowering import Lowering

    lowering = Lowering(season)
    model = lowering.model
    chosen = _level(model, level, limits)
    held = "".join(f", {name} at most {most}" for name, most in limits.items())
    about = (
        f"speedfirst {__version__}: {season.scenario.title}",
        "whole numbers; plan: is the session held; dose: steps above its smallest dose",
        f"minimise {chosen}{held}",
    )
    return task(model, names(model, lowering.choices.all, season.calendar), chosen, limits, about)


def _level(model: Model, level: str | None, limits: Mapping[str, int]) -> str:
    """The level of the file; levels before it must be held, or the order would not be kept.

    Raises
    ------
    InputError
        If there is no such level, or one before it is open.
    """
    from solver.errors import refuse
    from solver.model.choices import TIDY
    from solver.search.outcome import LEVELS
    from solver.words import unknown

    levels = (*LEVELS, TIDY)
    if level not in (None, *levels):
        raise refuse(f"--level: {unknown('level', str(level), levels)}")
    with_points = [each for each in levels if any(model.objective[each].values())]
    chosen = level or next(each for each in (*with_points, TIDY))
    before = levels[: levels.index(chosen)]
    for name in limits:
        if name not in before:
            others = f"expected {' or '.join(before)}" if before else f"there is no level before {chosen}"
            raise refuse(f"--at-most: found {name!r}, {others}")
    for name in before:
        if name in with_points and name not in limits:
            raise refuse(
                f"--level {chosen} comes after {name}: say what that came to, as in --at-most {name}=7\n"
                f"  --level {name} is the file to solve first"
            )
    return chosen
