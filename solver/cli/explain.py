"""`speedfirst explain`: why there is no plan, and the ways out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import ScenarioFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from solver.loading.load import Reading
    from solver.reasons.relaxations.explanation import Explanation
    from solver.search.outcome import Settings
    from solver.season import Season

EFFORT = 20.0
WAYS = 4
#: The file of a way out, named after its scenario.
NAME = "{}-way-out-{}.yaml"

#: The place in `--help`.
PLACE = 70


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("explain", epilog="Example: speedfirst explain scenarios/my-week.yaml --out ways")(explain)


@with_changes
def explain(
    scenario: ScenarioFile,
    changes: Changes,
    conflicts: Annotated[int, typer.Option(help="How many conflicts to look for.")] = 1,
    ways: Annotated[int, typer.Option(help="How many ways out to look for.")] = WAYS,
    effort: Annotated[
        float, typer.Option(help="How hard to search for plans, as in 'plan', for all ways out together.")
    ] = EFFORT,
    workers: Annotated[int, typer.Option(help="How many searches at a time.", show_default=False)] = 1,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the ways out as overlays into this folder.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Say which rules cannot hold together, and what could be changed so that there is a plan."""
    from solver.cli.options import check_numbers
    from solver.files import writing
    from solver.search import ranges
    from solver.search.outcome import Settings

    check_numbers(effort, None, workers, [])
    ranges.check("--", conflicts=conflicts, ways=ways)
    if out is not None:
        _make(out)
        writing.check_writable(out / NAME.format(scenario.stem, 1), made="way out")
    season, files = changes.load(scenario), list[Path]()

    def write(found: Explanation) -> None:
        if out is not None:
            files.extend(_write(out, scenario, changes, found))

    def hint() -> None:
        _hint(scenario, changes, files)

    settings = Settings(effort, None, workers)
    tell(changes.read(scenario), season, settings, (conflicts, ways), json, write, hint)


def tell(
    reading: Reading,
    season: Season,
    settings: Settings,
    wanted: tuple[int, int],
    json: bool,
    write: Callable[[Explanation], None] = lambda _: None,
    hint: Callable[[], None] = lambda: None,
) -> None:
    """Look for conflicts and ways out, tell them, and answer the exit code.

    Parameters
    ----------
    wanted
        How many conflicts, and how many ways out.
    write, hint
        Write the ways out; say how to go on.
    """
    from solver.errors import Infeasible
    from solver.report.reasons import POSSIBLE

    found = _found(reading, season, settings, wanted)
    if found is None:
        typer.echo(POSSIBLE)
        return
    write(found)
    _show(season, found, json)
    if found.ways and not json:
        hint()
    if found.stopped:
        raise KeyboardInterrupt
    raise typer.Exit(Infeasible.exit_code)


def _hint(scenario: Path, changes: Changes, files: Sequence[Path] = ()) -> None:
    """Say how to go on: plan with one of the ways out, or have them written."""
    import shlex

    if files:
        words = ["plan", str(scenario), "--apply", str(files[0])]
    else:
        words = ["explain", str(scenario), *changes.words(), "--out", str(scenario.parent)]
    typer.echo(f"\n{'To take the first' if files else 'To have them written as overlays'}:")
    typer.echo(f"  speedfirst {shlex.join(words)}")


def _make(folder: Path) -> None:
    """Make the folder for the ways out, if there is none yet."""
    import contextlib

    with contextlib.suppress(OSError):  # said where it is written to
        folder.mkdir(exist_ok=True)


def explained(scenario: Path, changes: Changes, season: Season, quiet: bool) -> None:
    """Say why there is no plan, where `plan` has found that there is none."""
    from solver.errors import OutOfTime
    from solver.search.outcome import Settings

    if quiet:
        return
    try:
        found = _found(changes.read(scenario), season, Settings(EFFORT), (1, WAYS))
    except (OutOfTime, KeyboardInterrupt):
        return
    if found is not None:
        _show(season, found, json=False)
        if found.ways:
            _hint(scenario, changes)
        typer.echo()


def clash(season: Season) -> None:
    """Say which musts of a season clash, without ways out."""
    from solver.errors import OutOfTime
    from solver.reasons.relaxations.explanation import explain
    from solver.report.progress import progress
    from solver.report.reasons import show_conflicts
    from solver.report.screen import console
    from solver.search.outcome import Progress, Settings

    try:
        with progress() as watch:
            found = explain(
                season,
                lambda data: season,
                Settings(EFFORT),
                1,
                0,
                say=lambda doing: watch(Progress(doing, {}, {}, 0)),
            )
    except (OutOfTime, KeyboardInterrupt):
        return
    if found is not None:
        show_conflicts(console(), season, found.conflicts)


def _found(
    reading: Reading, season: Season, settings: Settings, wanted: tuple[int, int]
) -> Explanation | None:
    import time

    from solver.reasons.relaxations.explanation import explain
    from solver.report.progress import progress
    from solver.search.outcome import Progress

    started = time.monotonic()
    with progress() as watch:
        return explain(
            season,
            lambda data: reading.changed(data).season(),
            settings,
            *wanted,
            say=lambda doing: watch(Progress(doing, {}, {}, time.monotonic() - started)),
        )


def _show(season: Season, found: Explanation, json: bool) -> None:
    from solver.report.reasons import show_explanation
    from solver.report.reasons_json import as_json
    from solver.report.screen import console

    if json:
        typer.echo(as_json(season, found), nl=False)
    else:
        show_explanation(console(), season, found)


def _write(out: Path, scenario: Path, changes: Changes, found: Explanation) -> list[Path]:
    """Write each way out as an overlay of the scenario, and replace no file that says something else."""
    from itertools import count

    from solver.files import writing
    from solver.loading import saving
    from solver.loading.load import reading

    below, above, files = reading(scenario), changes.read(scenario), list[Path]()
    names = (out / NAME.format(scenario.stem, number) for number in count(1))
    for way in found.ways:
        title = f"{above.scenario.title} ({way.repair.says})"
        for file in names:
            data = saving.as_one(file, below, above.changed(way.repair.data))
            text = saving.overlay_text(file, scenario, data, title, alone=False)
            if not file.exists() or file.read_bytes() == text.encode():
                writing.write(file, text)
                files.append(file)
                break
    return files
