"""Plans in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver import auditor
from solver.api.given import outcome_of, scenario_of
from solver.api.result import Columns, Result, columns, shown
from solver.api.scenario import Scenario
from solver.files import writing
from solver.files.data import figure
from solver.plans.figures import weeks
from solver.plans.planfile import in_order, plan_text, planned
from solver.report.pages import show_plan
from solver.search.outcome import Outcome

#: The columns of a plan.
SESSION = (
    "athlete", "date", "slot", "session", "title", "class", "count", "distance", "dose", "target", "recovery",
    "metres", "minutes", "load",
)  # fmt: skip
WEEK = ("athlete", "week", "phase", "sprint metres", "other metres", "load", "high days", "meets")
#: The columns of a session that a notebook shows.
SHOWN = ("date", "slot", "class", "title", "dose", "target", "recovery")


@dataclass(frozen=True, repr=False, eq=False)
class Plan(Result):
    """A plan that has passed its audit; made by :func:`plan`, :func:`tradeoff` and :func:`replan`.

    Attributes
    ----------
    scenario
        What was planned.
    outcome
        The plan, and how good it is known to be.
    verdict
        Its audit.
    file
        What its file holds, where that tells of an older plan as well.
    """

    scenario: Scenario
    outcome: Outcome
    verdict: auditor.Audit
    effort: float
    file: str | None = None

    @property
    def proven(self) -> bool:
        """Whether it is proven that no plan is better."""
        return self.outcome.status == "optimal"

    @property
    def score(self) -> Mapping[str, int]:
        """The points of each level, as the auditor counts them; fewer are better."""
        return dict(self.verdict.score)

    @property
    def bounds(self) -> Mapping[str, int | None]:
        """What the points of each level cannot be below; None where nothing is known."""
        return dict(self.outcome.bounds)

    def table(self) -> Columns:
        """The sessions, one a row: who, when, what, in which dose, and what it comes to."""
        return columns(self._sessions(), SESSION)

    def weeks(self) -> Columns:
        """The weeks of each athlete, one a row: phase, metres, load, high days, meets."""
        season = self.scenario.season
        diary = season.diary(self.outcome.sessions)
        rows = [
            {
                "athlete": athlete.name, "week": week.number, "phase": week.phase,
                "sprint metres": figure(week.sprint), "other metres": figure(week.other),
                "load": figure(week.load), "high days": week.high_days,
                "meets": ", ".join(meet.name for meet in week.meets),
            }
            for athlete in season.athletes
            for week in weeks(season, diary, athlete)
        ]  # fmt: skip
        return columns(rows, WEEK)

    def text(self) -> str:
        """The plan file, as ``speedfirst plan --out`` writes it."""
        scenario = self.scenario
        if self.file is not None:
            return self.file
        return plan_text(scenario.season, self.outcome, str(scenario.file), self.effort)

    def save(self, file: str | Path) -> None:
        """Write the plan file, whole or not at all."""
        writing.check_plan_file(Path(file), [Path(name) for name in self.scenario.season.hashes])
        writing.write(Path(file), self.text())

    def _sessions(self) -> list[Mapping[str, Any]]:
        season = self.scenario.season
        found = (planned(season, each) for each in in_order(season, self.outcome.sessions))
        return [each.model_dump(by_alias=True) for each in found]

    def _print(self) -> None:
        show_plan(self.scenario.season, self.outcome, self.verdict, stopped=self.outcome.interrupted)

    def _tables(self) -> Sequence[Mapping[str, Any]]:
        """The weeks at a glance, and every week to be unfolded; a short plan at once."""
        season, sessions = self.scenario.season, self._sessions()
        several = season.calendar.weeks > 2
        found = [shown("Weeks", self.weeks())] if several else []
        names = SHOWN if len(season.athletes) == 1 else ("athlete", *SHOWN)
        for number in range(season.calendar.weeks):
            rows = [each for each in sessions if season.calendar.index(each["date"]) // 7 == number]
            found.append(shown(f"Week {number + 1}", columns(rows, names), several))
        return found


def plan(scenario: Scenario | str | Path, *, effort: float = 60.0, workers: int = 1) -> Plan:
    """Find the best plan of a scenario, prove what can be proven, audit it.

    Parameters
    ----------
    scenario
        What :func:`load` has read, or a file.
    effort
        How hard to search: about seconds of an idle core, but the same on every machine.
    workers
        How many solvers at a time; the plan does not depend on it.

    Returns
    -------
    Plan
        Ctrl-C (or *interrupt* in a notebook) keeps the best one so far, which is then not proven.

    Raises
    ------
    InputError, Infeasible, OutOfTime
        If the scenario cannot be read, has no plan (see :func:`explain`), or none was found in time.

    Examples
    --------
    >>> import solver
    >>> best = solver.plan("scenarios/week-100m-gpp.yaml")
    >>> best.score, best.proven
    ({'should': 0, 'prefer': 0}, True)
    >>> best.table()["title"][0]
    'Sprint drills'
    """
    given = scenario_of(scenario)
    outcome = outcome_of(given, effort, workers)
    return Plan(given, outcome, auditor.audited(given.season, outcome.sessions, outcome.score), effort)
