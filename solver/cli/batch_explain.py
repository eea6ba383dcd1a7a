"""`speedfirst batch explain`: why one athlete of a batch has no plan, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from solver.cli.batch_options import Folder, asked_of
from solver.cli.explain import EFFORT, WAYS
from solver.cli.options import option

if TYPE_CHECKING:
    from solver.batch.job import Job
    from solver.batch.start import Ready


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("explain", epilog="Example: speedfirst batch explain plans my-week/ada")(explain)


def explain(
    folder: Folder,
    who: Annotated[
        str, typer.Argument(help="The plan that is not there, as 'status' names it.", show_default=False)
    ],
    conflicts: Annotated[int, option("How many conflicts to look for.")] = 1,
    ways: Annotated[int, option("How many ways out to look for.")] = WAYS,
    effort: Annotated[
        float, option("How hard to search for plans, as in 'plan', for all ways out together.")
    ] = EFFORT,
    workers: Annotated[int, option("How many solvers at a time.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Say which rules cannot hold together for an athlete, and what could be changed so that there is a plan.

    By the roster and the scenarios as they are now.
    """
    from solver.batch.ledger import Ledger
    from solver.batch.start import Asked, ready
    from solver.cli.explain import tell
    from solver.overlays.overlay import Overlay
    from solver.search import ranges
    from solver.search.outcome import Settings

    ranges.check("--", effort=effort, workers=workers, conflicts=conflicts, ways=ways)
    with Ledger(folder) as ledger:
        about = ledger.about()
    job = _job(ready(Asked(*asked_of(folder, about))), who)
    reading = job.basis.reading.under([Overlay.of(job.over)])
    tell(reading, reading.season(), Settings(effort, None, workers), (conflicts, ways), json)


def _job(batch: Ready, who: str) -> Job:
    """The job of a plan, or of an athlete or a group in the only scenario in which they have one."""
    from solver.errors import refuse
    from solver.words import listed, unknown

    def last(job: Job) -> Any:
        return job.key.partition("/")[2]

    jobs = batch.jobs.all
    wanted = who.removesuffix(".json").casefold()
    found = [each for each in jobs if wanted in (each.key.casefold(), last(each).casefold())]
    if not found:
        _check_left_out(batch, wanted)
        raise refuse(unknown("plan", who, (each.key if "/" in who else last(each) for each in jobs)))
    if len(found) > 1:
        names = listed([each.key for each in found], "or")
        raise refuse(f"{who!r} has several plans; expected {names}")
    return found[0]


def _check_left_out(batch: Ready, wanted: str) -> None:
    """Say why somebody of the roster has no plan, if that is because of the row."""
    from solver.errors import InputError, Problem

    name = wanted.rpartition("/")[2]
    place = batch.roster.places.get(name)
    if place is None:
        return
    row = [each for each in batch.jobs.problems if each.mark and each.mark[:2] == place[:2]]
    read = any(each.row.id.casefold() == name for each in batch.roster.athletes)
    # somebody in whose row nothing is wrong has a group with another row that cannot be used
    why = row or [each for each in batch.jobs.problems if each.path == "group" and not read]
    if why:
        said = f"the row of {name!r} in the roster was left out, so there is no plan"
        raise InputError([Problem(said), *why])
