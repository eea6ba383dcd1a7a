"""Trade-offs in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from solver.api.given import outcome_of, scenario_of, settings_of
from solver.api.older import plan_of
from solver.api.plans import Plan
from solver.api.result import Columns, Result, columns
from solver.api.scenario import Scenario
from solver.diary import Done
from solver.errors import refuse
from solver.files.data import figure
from solver.fronts.front import Front
from solver.fronts.goals import Goals
from solver.fronts.tradeoff import POINTS
from solver.fronts.tradeoff import Tradeoff as Search
from solver.plans.past import opened
from solver.reasons.alternatives.within import Within
from solver.report.front.plot import chart
from solver.report.front.screen import show_front
from solver.search.outcome import LEVELS
from solver.season import Season

if TYPE_CHECKING:
    from solver.report.plots import Chart


@dataclass(frozen=True, repr=False, eq=False)
class Tradeoff(Result):
    """The front of two goals; made by :func:`tradeoff`.

    Attributes
    ----------
    front
        The points, with their figures and what is proven of them.
    plans
        The plan behind each point.
    """

    scenario: Scenario
    front: Front
    plans: Sequence[Plan]

    @property
    def whole(self) -> bool:
        """Whether these are all the points there are, which is proven."""
        return self.front.whole

    def table(self) -> Columns:
        """The points: `point`, both goals by their names, `should`, `prefer`, `proven`."""
        names = [aim.name for aim in self.front.aims]
        if names[0] == names[1]:  # such as one amount with weights and without
            names = [f"{aim} ({number})" for number, aim in enumerate(self.front.aims, start=1)]
        rows = [
            {
                "point": number,
                **{name: figure(each) for name, each in zip(names, point.figures, strict=True)},
                **{level: point.outcome.score[level] for level in LEVELS},
                "proven": point.proven,
            }
            for number, point in enumerate(self.front.points, start=1)
        ]
        return columns(rows, list(rows[0]))

    def _print(self) -> None:
        show_front(self.scenario.season, self.front)

    def _chart(self) -> Chart | None:
        return chart(self.front) if len(self.front.points) > 1 else None


def tradeoff(
    scenario: Scenario | str | Path,
    between: Sequence[str],
    *,
    since: Plan | str | Path | None = None,
    points: int = POINTS,
    within: str | None = None,
    effort: float = 60.0,
    workers: int = 1,
) -> Tradeoff:
    """Find the plans of which none is better at one goal without being worse at the other.

    Parameters
    ----------
    between
        Two goals, as after ``speedfirst tradeoff --between ... --and ...``: a level, a rule, `form`,
        `change`, or an amount such as ``"most metres of speed"``.
    since
        The plan from which `change` counts, or its file (JSON); by default the best one.
    points
        How many at most, evenly spread.
    within
        How much worse than the best plan these may be: ``"should=0,prefer=5%"``.
    effort, workers
        As in :func:`plan`, for each point.

    Examples
    --------
    >>> import solver
    >>> found = solver.tradeoff("scenarios/week-100m-gpp.yaml", ("should", "fewest high days"))
    >>> found.table()["high days"], found.whole
    ([2, 1], True)
    """
    given, settings = scenario_of(scenario), settings_of(effort, workers, points=points)
    goals, room = _goals(between, given.season), Within.only(within)
    given, before = _before(since, given)
    best = outcome_of(given, effort, workers)
    aims = Goals(given.season, best.sessions if before is None else before).both(*goals)
    front = Search(given.season, aims, best, settings, points, room.allowed(best.score)).run()
    return Tradeoff(given, front, [Plan(given, each.outcome, each.audit, effort) for each in front.points])


def _goals(between: Sequence[str], season: Season) -> tuple[tuple[str, str], tuple[str, str]]:
    """Both goals, each with where it was given; what is wrong with them is said before any planning."""
    several = [between] if isinstance(between, str) else list(between)
    if len(several) != 2 or not all(isinstance(each, str) for each in several):
        found = ", ".join(repr(each)[:60] for each in several[:3]) or "nothing"
        raise refuse(f"between: found {found}; expected two goals, as in ('should', 'fewest high days')")
    goals = (several[0], "between"), (several[1], "between")
    Goals(season).both(*goals)
    return goals


def _before(since: Plan | str | Path | None, given: Scenario) -> tuple[Scenario, Sequence[Done] | None]:
    """The plan from which changes are counted, None if that is the best one; the scenario with its past."""
    if since is None:
        return given, None
    if not isinstance(since, Plan | str | Path):
        raise refuse(f"since: found {repr(since)[:60]}, expected a plan or its file (JSON)")
    older = plan_of(since)
    season, sessions = opened(older.document, older.source, given.season)
    return replace(given, season=season), season.ahead(sessions)
