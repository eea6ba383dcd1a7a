"""Audits in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver import auditor, typed
from solver.api.given import scenario_of
from solver.api.older import plan_of
from solver.api.plans import Plan
from solver.api.result import Columns, Result, columns
from solver.api.scenario import Scenario
from solver.diary import Done
from solver.errors import refuse
from solver.plans.origin import season_of
from solver.plans.past import opened
from solver.replans.file import Older
from solver.report.audit import Line, line_of_typed, lines_of, show_audit, totals
from solver.report.score import finding_says
from solver.search.outcome import LEVELS
from solver.season import Season


@dataclass(frozen=True, repr=False, eq=False)
class Audit(Result):
    """What the auditor says of a plan, rule by rule; made by :func:`audit`.

    Attributes
    ----------
    season
        Whose rules it was judged by.
    lines
        A verdict for each rule.
    """

    season: Season
    lines: Sequence[Line]
    totals: str = ""

    @property
    def passed(self) -> bool:
        """Whether every must holds; not where that cannot be told."""
        return all(
            not each.fails and not (each.level == "must" and each.state == "unknown") for each in self.lines
        )

    def table(self) -> Columns:
        """The rules: `rule`, `level`, `state`, `should` and `prefer` (points), `says`, `found` (where)."""
        return columns(
            [self._row(each) for each in self.lines], ("rule", "level", "state", *LEVELS, "says", "found")
        )

    def _row(self, line: Line) -> Mapping[str, Any]:
        points = {
            level: sum(each.points for each in line.findings if each.level == level)
            - sum(each.points for each in line.earned if each.level == level)
            for level in LEVELS
        }
        found = [*(finding_says(self.season, each) for each in line.findings), *line.missing]
        return {
            "rule": line.rule, "level": line.level, "state": line.state, **points, "says": line.reading,
            "found": "; ".join(found),
        }  # fmt: skip

    def _print(self) -> None:
        show_audit(self.season, self.lines, self.totals)


def audit(plan: Plan | str | Path, scenario: Scenario | str | Path | None = None) -> Audit:
    """Say of every rule whether a plan keeps it, and where it does not. Needs no solver.

    Parameters
    ----------
    plan
        A plan, a plan file (JSON), or a plan that a coach typed (CSV or YAML).
    scenario
        Whose rules it is judged by; by default those that it was made for.

    Raises
    ------
    InputError
        If the plan cannot be read, or has what the scenario does not know.

    Examples
    --------
    >>> import solver
    >>> best = solver.plan("scenarios/week-100m-gpp.yaml")
    >>> solver.audit(best).passed
    True
    """
    rules = None if scenario is None else scenario_of(scenario).season
    if isinstance(plan, Plan):
        if rules is not None and rules is not plan.scenario.season:
            return _in(plan_of(plan), rules)
        return _judged(plan.scenario.season, plan.outcome.sessions)
    file = Path(plan)
    if file.suffix.lower() != ".json":
        if rules is None:
            raise refuse(
                f"{file} is a plan that was typed: it needs a scenario, which names the rulebooks too"
            )
        return Audit(rules, [line_of_typed(each) for each in typed.audit_file(file, rules)])
    older = plan_of(file)
    return _in(older, rules or season_of(file, older.document))


def _in(plan: Older, season: Season) -> Audit:
    """The audit of a plan by the rules of a season."""
    return _judged(*opened(plan.document, plan.source, season))


def _judged(season: Season, sessions: Sequence[Done]) -> Audit:
    return Audit(season, lines_of(auditor.audit(season, season.diary(sessions))), totals(sessions))
