"""A plan as that of another athlete with the same problem: the same sessions for another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver import prescription
from solver.batch.job import Job
from solver.documents.plan import LineageFile, PlanFile, PlannedSession
from solver.documents.scenario import Athlete
from solver.overlay import Overlay
from solver.planfile import dumps
from solver.season import Season


@dataclass(frozen=True)
class Pattern:
    """The plan of a problem, ready to be written out for all who have it.

    Parameters
    ----------
    plan
        The plan of one of them.
    places
        For each session whose it is, by place among those who train, and whether it may have a target time.
    season
        The season of one of them.
    """

    plan: PlanFile
    places: Sequence[tuple[int, bool]]
    season: Season

    @classmethod
    def of(cls, plan: PlanFile, names: Sequence[str], job: Job) -> Pattern:
        """The pattern of a plan.

        Parameters
        ----------
        names
            Those who train by it, in their order.
        job
            One of the jobs with this problem.
        """
        season = job.basis.reading.under([Overlay.of(job.over)]).season()
        place = {name: number for number, name in enumerate(names)}
        races = {season.catalogue.forms[key].session for key in season.race_forms}
        return cls(plan, [(place[s.athlete], s.session not in races) for s in plan.sessions], season)

    def text(self, job: Job) -> str:
        """The plan file of a job."""
        basis = job.basis
        goals: dict[tuple[int, str, int | None], str | None] = {}
        sessions = [
            each.model_copy(
                update={
                    "athlete": (one := job.people[place]).name,
                    "target": self._goal(goals, one, place, each),
                }
            )
            if paced
            else each.model_copy(update={"athlete": job.people[place].name})
            for each, (place, paced) in zip(self.plan.sessions, self.places, strict=True)
        ]
        return dumps(
            self.plan.model_copy(
                update={
                    "scenario": basis.name,
                    "title": basis.reading.scenario.title,
                    "file": basis.plan_name,
                    "inputs": basis.inputs,
                    "lineage": [LineageFile(file=name, sha256=digest) for name, digest in basis.lineage],
                    "changes": job.changes,
                    "sessions": sessions,
                }
            )
        )

    def _goal(
        self,
        goals: dict[tuple[int, str, int | None], str | None],
        athlete: Athlete,
        place: int,
        each: PlannedSession,
    ) -> str | None:
        """The target time of an athlete in a session."""
        key = place, each.session, each.distance
        if key not in goals:
            session = self.season.catalogue.sessions[each.session]
            found = prescription.target(session, each.distance, athlete)
            goals[key] = str(found) if found else None
        return goals[key]
