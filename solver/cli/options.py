"""What many commands ask alike: options with their help, and how hard to search."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from solver.season import Season

EFFORT = 60.0
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]


def option(says: str) -> Any:
    """An option with its help."""
    return typer.Option(help=says, show_default=says.startswith("How hard"))


def meant(*kinds: str, folders: bool = False) -> Callable[[Any], Any]:
    """For files that may be called by name: what reads a path, or a list of them."""

    def read(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [read(each) for each in value]
        if value is None or os.path.isfile(value) or (folders and os.path.isdir(value)):
            return value
        from solver.files import shelves

        return shelves.meant(value, *kinds)

    return read


def files(says: str, *kinds: str, folders: bool = False) -> Any:
    """An argument for files that may be called by name."""
    return typer.Argument(help=says, show_default=False, callback=meant(*kinds, folders=folders))


def named(says: str, *names: str) -> Any:
    """An option for a scenario, which may be called by name."""
    return typer.Option(*names, help=says, show_default=False, callback=meant("scenario"))


ScenarioFile = Annotated[Path, files("A scenario: its file, or the name of a shipped one.", "scenario")]

#: The scenario of a plan, and the scenarios of several.
HomeFile = Annotated[Path | None, named("The scenario of the plan, if it is not where the plan says.")]
HomeFiles = Annotated[list[Path] | None, named("The scenario of a plan, if it is not where the plan says.")]


def athletes_called(season: Season, names: Sequence[str]) -> list[str]:
    """The athletes who are asked about by name; all where nobody is.

    Raises
    ------
    InputError
        If there is no such athlete.
    """
    from solver.errors import refuse
    from solver.words import unknown

    there = [each.name for each in season.athletes]
    for name in names:
        if name not in there:
            raise refuse(f"--athlete: {unknown('athlete', name, there)}")
    return [each for each in there if not names or each in names]


def check_numbers(effort: float, seconds: float | None, workers: int, week: list[int]) -> None:
    """Refuse numbers that make no sense."""
    from solver.errors import refuse
    from solver.search import ranges

    ranges.check("--", effort=effort, time=seconds, workers=workers)
    if any(number < 1 for number in week):
        raise refuse("--week: weeks count from 1")
