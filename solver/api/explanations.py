"""Why there is no plan, in Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from solver.api.given import scenario_of, settings_of
from solver.api.result import Columns, Result, columns
from solver.api.scenario import Scenario
from solver.reasons.relaxations import explanation
from solver.report.reasons import POSSIBLE, show_explanation
from solver.report.screen import console
from solver.search.outcome import LEVELS


@dataclass(frozen=True, repr=False, eq=False)
class Explanation(Result):
    """Why there is no plan, and the ways out; made by :func:`explain`.

    It is false where there is a plan: then nothing is to be explained.

    Attributes
    ----------
    found
        The conflicts, and the ways out with their plans; None where there is a plan.
    """

    scenario: Scenario
    found: explanation.Explanation | None

    def __bool__(self) -> bool:
        return self.found is not None

    def table(self) -> Columns:
        """The ways out, the smallest changes first: `way`, what an audited plan costs, if that is proven."""
        rows = [
            {
                "way": way.repair.says,
                **{level: way.outcome.score[level] for level in LEVELS},
                "proven": way.outcome.status == "optimal",
            }
            for way in (self.found.ways if self.found else ())
        ]
        return columns(rows, ("way", *LEVELS, "proven"))

    def _print(self) -> None:
        if self.found is None:
            console().print(POSSIBLE)
        else:
            show_explanation(console(), self.scenario.season, self.found)


def explain(
    scenario: Scenario | str | Path,
    *,
    conflicts: int = 1,
    ways: int = 4,
    effort: float = 20.0,
    workers: int = 1,
) -> Explanation:
    """Say which rules cannot hold together, and what could be changed so that there is a plan.

    Parameters
    ----------
    conflicts, ways
        How many of each to look for.
    effort, workers
        As in :func:`plan`, for all ways out together.

    Examples
    --------
    >>> import solver
    >>> away = {"away": "[{from: 2026-10-13, to: 2026-10-18}]"}
    >>> found = solver.explain(solver.load("scenarios/week-100m-gpp.yaml", change=away), ways=1)
    >>> found.table()["way"]
    ['tempo-days: at least 1 -> 0']
    """
    given = scenario_of(scenario)
    settings = settings_of(effort, workers, conflicts=conflicts, ways=ways)
    found = explanation.explain(
        given.season, lambda data: given.reading.changed(data).season(), settings, conflicts, ways
    )
    return Explanation(given, found)
