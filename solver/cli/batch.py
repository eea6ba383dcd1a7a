"""`speedfirst batch`: plans of a whole roster, and how they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from solver.cli import batch_diff, batch_explain, batch_folder, batch_index
from solver.cli.batch_options import CLUSTER
from solver.cli.batch_run import made, warm
from solver.cli.options import EFFORT, Quiet, files, option

EXAMPLE = "Example: speedfirst batch roster.csv scenarios/my-week.yaml --out plans"


class _Batch(TyperGroup):
    """What is none of the commands is a roster: `batch roster.csv ...` is `batch run roster.csv ...`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first = args[0] if args else ""
        if first and first not in self.commands and first not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Batch, no_args_is_help=True, rich_markup_mode=None, epilog=EXAMPLE)

#: The place in `--help`.
PLACE = 120


def add_to(above: typer.Typer) -> None:
    """Register the commands."""
    app.command("run", epilog=EXAMPLE)(run)
    batch_folder.add_to(app)
    batch_explain.add_to(app)
    batch_index.add_to(app)
    batch_diff.add_to(app)
    above.add_typer(
        app,
        name="batch",
        help="Plan all athletes of a roster: batch roster.csv scenarios/*.yaml --out plans",
    )


def run(
    roster: Annotated[Path, typer.Argument(help="The athletes: CSV, XLSX or YAML.", show_default=False)],
    scenarios: Annotated[
        list[Path], files("Each is planned with every athlete.", "scenario")
    ],
    out: Annotated[
        Path,
        typer.Option(
            help="The folder of the plans; a batch that was stopped goes on there.", show_default=False
        ),
    ],
    effort: Annotated[float, option("How hard to search for each plan, as in 'plan'.")] = EFFORT,
    workers: Annotated[int, option("How many plans at a time; they are the same.")] = 1,
    solvers: Annotated[int, option("How many searches at a time for a plan; it is the same.")] = 1,
    cluster: Annotated[str | None, typer.Option(help=CLUSTER, show_default=False)] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Plan nothing if anything is wrong in any row.")
    ] = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Plan every athlete of a roster in every scenario; what is different is planned once."""
    from solver.batch.start import Asked, ready
    from solver.search import ranges

    ranges.check("--", effort=effort, workers=workers, solvers=solvers)
    warm(cluster)
    made(ready(Asked(roster, scenarios, out, effort, strict)), workers, solvers, cluster, quiet)
