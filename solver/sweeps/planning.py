"""One cell: planned from the plan beside it, or from nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from solver.auditor import audit, audited
from solver.diary import Done
from solver.errors import Infeasible, OutOfTime
from solver.model.lowering import Lowering
from solver.reasons.relaxations.clash import clash
from solver.search.agenda import SHORT
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import Search
from solver.season import Season
from solver.sweeps.grid import Place
from solver.sweeps.kin import kin
from solver.sweeps.made import Made
from solver.sweeps.telling import better_bounds, carried
from solver.workers.crew import Halt


@dataclass(frozen=True)
class Job:
    """What is needed to plan a cell.

    Parameters
    ----------
    effort, warm, beside
        For a plan from nothing, for one that begins from another, and for one from nothing beside others that
        it cannot begin from; a season that may be proven whole has all of it.
    before
        The cells that it may begin from, in the order in which they are asked, with their seasons.
    start
        The plan to begin with, if it is not that of the first of these.
    bounds
        What is known beside that plan.
    """

    season: Season
    effort: float
    warm: float
    before: Mapping[Place, tuple[Season, Made]] = field(default_factory=dict)
    start: Sequence[Done] = ()
    bounds: Mapping[str, int | None] = field(default_factory=dict)
    beside: float | None = None


def short(season: Season) -> bool:
    """Whether a season may well be proven whole; then it has all the effort, also from another plan."""
    return season.calendar.weeks * len(season.athletes) <= SHORT


def plan(job: Job, halt: Halt | None = None) -> Made | None:
    """Plan a cell; None if it was stopped."""
    planning = Planning(job, halt or Halt())
    try:
        return planning.run()
    except KeyboardInterrupt:
        return None


class Planning:
    """The planning of one cell."""

    def __init__(self, job: Job, halt: Halt) -> None:
        self.job, self.halt, self.season = job, halt, job.season
        self.before = {place: made for place, (_, made) in job.before.items()}

    def run(self) -> Made | None:
        """What it comes to."""
        starts = [self.job.start, *(each.sessions for each in self.before.values())]
        search = self._search(next(filter(None, starts), ()))
        self.kin = {
            place: kin(search.lowering, Lowering(season)) for place, (season, _) in self.job.before.items()
        }
        if (same := self._same()) is not None:
            return same
        if any(self.before[p].state == "infeasible" and each.inside for p, each in self.kin.items()):
            return self._clash()
        return self._searched(search)

    def _search(self, start: Sequence[Done] = ()) -> Search:
        """A search from a plan, or from nothing."""
        job = self.job
        some = job.warm if start else job.effort if job.beside is None else job.beside
        effort = job.effort if short(self.season) else some
        return Search(self.season, Settings(effort), start=start, near=True)

    def _same(self) -> Made | None:
        """The plan of a season around this one, where it keeps the musts of this one too.

        Nothing is better here than it is there, so that all that is known of the plan there holds here.
        """
        for place, each in self.kin.items():
            made = self.before[place]
            if each.inside and made.state == "planned":
                found = audit(self.season, self.season.diary(made.sessions))
                if found.passed and found.score == made.score:
                    return replace(made, kin=self.kin, work=0.0)
        return None

    def _searched(self, search: Search) -> Made | None:
        known = better_bounds(self._bounds(None), self.job.bounds if search.start else {})
        for level, points in known.items():
            search.state.bound(level, points)
        try:
            with self.halt.reaches(search.state.crew.halt.ask):
                found = search.run()
        except Infeasible:
            return self._clash()
        except OutOfTime:
            # a part of the effort may be too little for what no other plan is near to
            return self._searched(self._search()) if search.start else Made("unknown", kin=self.kin)
        if found.interrupted or self.halt.asked:
            return None
        return self._planned(found)

    def _planned(self, found: Outcome) -> Made:
        audited(self.season, found.sessions, found.score)
        bounds = better_bounds(found.bounds, self._bounds(found.score[LEVELS[0]]))
        return Made(
            "planned", found.sessions, found.score, bounds, found.windows, kin=self.kin, work=found.work
        )

    def _bounds(self, should: int | None) -> dict[str, int]:
        """What seasons around this one say of it; of `prefer` once it is known what `should` comes to."""
        found: dict[str, int] = {}
        for place, each in self.kin.items():
            made = self.before[place]
            if each.inside and made.state == "planned":
                for level, points in carried(made, should).items():
                    found[level] = max(points, found.get(level, points))
        return found

    def _clash(self) -> Made | None:
        """No plan keeps all the musts; what clashes, if that is found in time."""
        names = clash(self.season, self.halt)
        return None if names is None else Made("infeasible", clash=names, kin=self.kin)
