"""A plan as that of another athlete with the same problem: the same sessions for another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from solver.batch.job import Job
from solver.documents.plan import LineageFile, PlanFile, PlannedSession
from solver.documents.scenario import Athlete
from solver.overlays.overlay import Overlay
from solver.plans import prescription
from solver.plans.planfile import dumps
from solver.season import Season


@dataclass(frozen=True)
class PlanTemplate:
    """The plan of a problem, ready to be written out for all who have it.

    Parameters
    ----------
    plan
        The plan of one of them.
    names
        Those who train by it, in their order.
    job
        One of the jobs with this problem.
    """

    plan: PlanFile
    names: Sequence[str]
    job: Job

    def text(self, job: Job, own: bool = False) -> str:
        """The plan file of a job.

        Parameters
        ----------
        own
            Whether the plan was made for just this job; then only what is said of its files may be other.
        """
        basis = job.basis
        head = {
            "scenario": basis.name,
            "title": basis.reading.scenario.title,
            "file": basis.plan_name,
            "inputs": basis.inputs,
            "lineage": [LineageFile(file=name, sha256=digest) for name, digest in basis.lineage],
            "changes": job.changes,
        }
        sessions = self.plan.sessions if own else list(self._sessions(job.people))
        return dumps(self.plan.model_copy(update={**head, "sessions": sessions}))

    def _sessions(self, people: Sequence[Athlete]) -> Iterator[PlannedSession]:
        """The sessions with other names and target times."""
        place = {name: number for number, name in enumerate(self.names)}
        goals: dict[tuple[int, str, int | None], str | None] = {}
        for each in self.plan.sessions:
            key = place[each.athlete], each.session, each.distance
            athlete = people[key[0]]
            if key not in goals:
                goals[key] = self._goal(each, athlete)
            yield each.model_copy(update={"athlete": athlete.name, "target": goals[key]})

    def _goal(self, each: PlannedSession, athlete: Athlete) -> str | None:
        """The target time of an athlete in a session; a race has none."""
        if each.session in self._races:
            return None
        found = prescription.target(self._season.catalogue.sessions[each.session], each.distance, athlete)
        return str(found) if found else None

    @cached_property
    def _season(self) -> Season:
        return self.job.basis.reading.under([Overlay.of(self.job.over)]).season()

    @cached_property
    def _races(self) -> set[str]:
        return {self._season.catalogue.forms[key].session for key in self._season.race_forms}
