"""Comparisons in Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from solver import comparing
from solver.api.given import outcome_of, scenario_of
from solver.api.plans import Plan
from solver.api.result import Columns, Result
from solver.api.scenario import Scenario
from solver.comparing.sides import told_apart
from solver.report.comparison.screen import show_comparison
from solver.search.outcome import LEVELS


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(Result):
    """Plans side by side; made by :func:`compare`.

    Attributes
    ----------
    found
        Everything: rules, weeks, form, days that differ, whose rules each plan keeps.
    """

    found: comparing.Comparison

    def table(self) -> Columns:
        """The plans: `plan`, `musts broken`, `should`, `prefer`."""
        found = self.found
        return {
            "plan": [side.name for side in found.sides],
            "musts broken": [len({each.rule for each in audit.broken}) for audit in found.audits],
            **{level: [audit.score[level] for audit in found.audits] for level in LEVELS},
        }

    def _print(self) -> None:
        show_comparison(self.found)


def compare(*plans: Plan | Scenario | str | Path, effort: float = 60.0, workers: int = 1) -> Comparison:
    """Compare plans: scores, rules, volume, form, days that differ, whose rules each keeps.

    Parameters
    ----------
    plans
        Two or more: plans, plan files (JSON), or scenarios, which are planned first.
    effort, workers
        As in :func:`plan`.

    Examples
    --------
    >>> import solver
    >>> mine = solver.plan("scenarios/week-100m-gpp.yaml")
    >>> other = solver.plan(solver.load("scenarios/week-100m-gpp.yaml", off=["tempo-days"]))
    >>> solver.compare(mine, other).table()["should"]
    [0, 0]
    """
    sides = [_side(each, effort, workers) for each in plans]
    names = [f"plan {n}" if isinstance(each, Plan) else _file(each) for n, each in enumerate(plans, start=1)]
    return Comparison(comparing.compare(told_apart(sides, names)))


def _side(given: Plan | Scenario | str | Path, effort: float, workers: int) -> comparing.Side:
    if not isinstance(given, Plan | Scenario) and Path(given).suffix.lower() == ".json":
        return comparing.of_file(Path(given))
    if not isinstance(given, Plan):
        scenario = scenario_of(given)
        return comparing.planned(scenario.season, outcome_of(scenario, effort, workers))
    return comparing.planned(given.scenario.season, given.outcome)


def _file(given: Scenario | str | Path) -> str:
    return str(given.file if isinstance(given, Scenario) else given)
