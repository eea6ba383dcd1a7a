"""What many commands ask alike: options with their help, and how hard to search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

EFFORT = 60.0
ScenarioFile = Annotated[Path, typer.Argument(help="The scenario file.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def option(says: str) -> Any:
    """An option with its help."""
    return typer.Option(help=says, show_default=says.startswith("How hard"))


def check_numbers(effort: float, seconds: float | None, workers: int, week: list[int]) -> None:
    """Refuse numbers that make no sense."""
    from solver.errors import refuse
    from solver.search import ranges

    ranges.check("--", effort=effort, time=seconds, workers=workers)
    if any(number < 1 for number in week):
        raise refuse("--week: weeks count from 1")
