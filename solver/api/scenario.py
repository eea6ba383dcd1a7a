"""A scenario in Python: its files read and laid together, with what is changed in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver.api.result import Columns, Result, columns
from solver.errors import refuse
from solver.files.shelves import meant
from solver.loading.load import Reading, reading
from solver.loading.setting import changed
from solver.report import screen
from solver.report.season import show_head
from solver.season import Season

#: What a change may set.
VALUES = "a text, a number, True or False, None, a date, or lists and mappings of these"


@dataclass(frozen=True, repr=False, eq=False)
class Scenario(Result):
    """A scenario that can be planned; made by :func:`load`.

    Attributes
    ----------
    file
        Where it was read.
    reading, season
        What stands in it, and the season that comes to.
    """

    file: Path
    reading: Reading
    season: Season

    @property
    def title(self) -> str:
        """Its title."""
        return self.season.scenario.title

    @property
    def warnings(self) -> list[str]:
        """What a coach should know, though nothing is wrong."""
        return list(self.season.warnings)

    def table(self) -> Columns:
        """The rules in use: `rule`, `level`, `says`, `from` (the rulebook)."""
        rows = [
            {"rule": each.id, "level": each.rule.level, "says": each.says(), "from": each.book}
            for each in self.season.rules
        ]
        return columns(rows, ("rule", "level", "says", "from"))

    def _print(self) -> None:
        show_head(screen.console(), self.season)


def load(
    scenario: Scenario | str | Path,
    *,
    apply: Sequence[str | Path] | str | Path = (),
    change: Mapping[str, Any] | None = None,
    off: Sequence[str] | str = (),
    on: Sequence[str] | str = (),
) -> Scenario:
    """Read a scenario, or an overlay with the scenario below it.

    Parameters
    ----------
    apply
        Overlays to lay on it, one or more, the last one uppermost.
    change
        What to change for this once, each by its path: a text, which is read as YAML, a number, True or
        False, a date, or lists and mappings of these.
    off, on
        Rules to do without, and rules to switch on, one or more.

    Raises
    ------
    InputError
        With every problem in any of the files.

    Examples
    --------
    >>> import solver
    >>> week = solver.load("scenarios/week-100m-gpp.yaml", change={"rules.tempo-days.limit.at_most": 1})
    >>> week.title
    'A week of general preparation, 100 m'
    """
    if isinstance(scenario, Scenario):
        below, file = scenario.reading, scenario.file
    else:
        file = meant(Path(scenario), "scenario")
        below = reading(file)
    settings = [f"{path}={_written(path, value)}" for path, value in (change or {}).items()]
    above = changed(below, file, _each(apply), settings, _each(off), _each(on))
    return Scenario(file, above, above.season())


def _each(given: Sequence[Any] | str | Path) -> Sequence[Any]:
    """Several things, or one that stands alone."""
    return [given] if isinstance(given, str | Path) else given


def _written(path: str, value: Any) -> str:
    """A value as YAML has it; a text is YAML already."""
    import yaml

    if isinstance(value, str):
        return value
    try:
        return yaml.safe_dump(value, default_flow_style=True, width=math.inf)
    except yaml.representer.RepresenterError as error:
        found = type(error.args[-1]).__name__
        raise refuse(f"change: {path}: found a {found}, expected {VALUES}") from None
