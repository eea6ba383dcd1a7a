"""Sweeps in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solver import sweeps
from solver.api.given import scenario_of, settings_of
from solver.api.result import Columns, Result, columns
from solver.api.scenario import Scenario
from solver.report.sweeps.plot import chart
from solver.report.sweeps.screen import show_sweep
from solver.search.outcome import LEVELS

if TYPE_CHECKING:
    from solver.report.plots import Chart


@dataclass(frozen=True, repr=False, eq=False)
class Sweep(Result):
    """A scenario with some of its numbers varied; made by :func:`sweep`.

    Attributes
    ----------
    found
        Every combination with its plan, and where rules start or stop to bind.
    """

    found: sweeps.Sweep

    def table(self) -> Columns:
        """The combinations: what was varied by its path, `state`, points of each level and their bounds."""
        rows: list[dict[str, Any]] = []
        for cell in self.found.cells:
            made = cell.made
            row: dict[str, Any] = {
                axis.path: word for axis, word in zip(self.found.grid.axes, cell.words, strict=True)
            }
            row["state"] = made.state if made else "not planned"
            for level in LEVELS:
                row[level] = made.score.get(level) if made else None
                row[f"{level} at least"] = made.bounds.get(level) if made else None
            rows.append(row)
        return columns(rows, list(rows[0]))

    def _print(self) -> None:
        show_sweep(self.found)

    def _chart(self) -> Chart:
        return chart(self.found)


def sweep(
    scenario: Scenario | str | Path,
    vary: Sequence[str] | str,
    *,
    effort: float = 60.0,
    workers: int = 1,
    out: str | Path | None = None,
) -> Sweep:
    """Vary numbers of a scenario and plan every combination.

    Parameters
    ----------
    vary
        What to vary, as after ``speedfirst sweep --vary``: ``"rules.tempo-days.limit.at_most=1..3"``.
    effort, workers
        As in :func:`plan`, for a plan from nothing.
    out
        A folder where plans are kept; a sweep that was stopped goes on there.

    Examples
    --------
    >>> import solver
    >>> found = solver.sweep("scenarios/week-100m-gpp.yaml", "rules.tempo-days.limit.at_most=1,2")
    >>> found.table()["should"]
    [0, 0]
    """
    given = scenario_of(scenario)
    settings = settings_of(effort, workers)
    chosen = [vary] if isinstance(vary, str) else list(vary)
    folder = None if out is None else Path(out)
    return Sweep(sweeps.sweep(given.reading, chosen, settings.effort, settings.workers, folder))
