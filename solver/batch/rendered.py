"""A plan as that of another athlete with the same problem: the same sessions for another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from solver.batch.basis import Basis
from solver.batch.job import Job
from solver.catalogue import Catalogue
from solver.documents.plan import PlanFile
from solver.documents.scenario import Athlete
from solver.overlays.overlay import Overlay
from solver.plans import prescription
from solver.plans.text import plain, quoted, text

#: What a session of a plan file has first, and what is each athlete's own besides.
FIRST, OWN = "athlete", "target"


@dataclass(frozen=True, slots=True)
class _Session:
    """A session as it stands in a plan file, but for whose it is.

    Parameters
    ----------
    place
        The athlete's place among those who train.
    between, after
        What stands between name and target time, and after them.
    """

    place: int
    session: str
    distance: int | None
    target: str | None
    between: str
    after: str

    def text(self, name: str, target: str) -> str:
        """The session of an athlete, both as they are quoted."""
        return f'{{"{FIRST}": {name}, {self.between}, "{OWN}": {target}, {self.after}}}'


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
    _heads: dict[Basis, Mapping[str, str]] = field(default_factory=dict)

    def text(self, job: Job, own: bool = False) -> str:
        """The plan file of a job.

        Parameters
        ----------
        own
            Whether the plan was made for just this job; then only what is said of its files may be other.
        """
        if job.basis not in self._heads:
            self._heads[job.basis] = self._head(job.basis)
        head = {**self._heads[job.basis], "changes": quoted(job.changes)}
        return text(head, self._sessions(job.people, own))

    def _head(self, basis: Basis) -> dict[str, str]:
        """What stands at the head of the plans of a scenario, but for what is changed in it."""
        own = {
            "scenario": basis.name,
            "title": basis.reading.scenario.title,
            "file": basis.plan_name,
            "inputs": basis.inputs,
            "lineage": [{"file": name, "sha256": digest} for name, digest in basis.lineage],
        }
        return {name: quoted(value) for name, value in {**self._plain[0], **own}.items()}

    def _sessions(self, people: Sequence[Athlete], own: bool) -> Iterator[str]:
        """The sessions with other names and target times."""
        names = [quoted(each.name) for each in people]
        targets: dict[tuple[int, str, int | None], str] = {}
        for each in self._all:
            key = each.place, each.session, each.distance
            if key not in targets:
                goal = each.target if own else self._goal(each, people[each.place])
                targets[key] = quoted(goal)
            yield each.text(names[each.place], targets[key])

    def _goal(self, each: _Session, athlete: Athlete) -> str | None:
        """The target time of an athlete in a session; a race has none."""
        if each.session in self._races:
            return None
        found = prescription.target(self._catalogue.sessions[each.session], each.distance, athlete)
        return str(found) if found else None

    @cached_property
    def _plain(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        return plain(self.plan)

    @cached_property
    def _all(self) -> Sequence[_Session]:
        place = {name: number for number, name in enumerate(self.names)}
        return [_session(each, place[each[FIRST]]) for each in self._plain[1]]

    @cached_property
    def _shelf(self) -> tuple[Catalogue, set[str]]:
        """The catalogue, and the sessions that are races of theirs."""
        reading = self.job.basis.reading.under([Overlay.of(self.job.over)])
        assert reading.shelf is not None
        races = reading.shelf.races(each.session for each in reading.scenario.competitions)
        return reading.shelf, {reading.shelf.forms[key].session for key in races}

    @property
    def _catalogue(self) -> Catalogue:
        return self._shelf[0]

    @property
    def _races(self) -> set[str]:
        return self._shelf[1]


def _session(each: Mapping[str, Any], place: int) -> _Session:
    """A session with what is each athlete's own left out."""
    names = list(each)
    assert names[0] == FIRST
    at = names.index(OWN)
    between, after = (
        quoted({name: each[name] for name in some})[1:-1] for some in (names[1:at], names[at + 1 :])
    )
    return _Session(place, each["session"], each["distance"], each[OWN], between, after)
