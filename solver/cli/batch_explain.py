"""`speedfirst batch explain`: why one athlete of a batch has no plan, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from solver.cli.batch_options import Folder, asked_of
from solver.cli.explain import EFFORT, WAYS
from solver.cli.options import option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.batch.job import Job


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
    job = _job(ready(Asked(*asked_of(folder, about))).jobs.all, who)
    reading = job.basis.reading.under([Overlay.of(job.over)])
    tell(reading, reading.season(), Settings(effort, None, workers), (conflicts, ways), json)


def _job(jobs: Sequence[Job], who: str) -> Job:
    """The job of a plan, or of an athlete or a group in the only scenario in which they have one."""
    from solver.errors import refuse
    from solver.words import listed, unknown

    def last(job: Job) -> Any:
        return job.key.partition("/")[2]

    wanted = who.removesuffix(".json").casefold()
    found = [each for each in jobs if wanted in (each.key.casefold(), last(each).casefold())]
    if not found:
        raise refuse(unknown("plan", who, (each.key if "/" in who else last(each) for each in jobs)))
    if len(found) > 1:
        names = listed([each.key for each in found], "or")
        raise refuse(f"{who!r} has several plans; expected {names}")
    return found[0]
