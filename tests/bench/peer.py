"""What a solver made of an instance, and what the bench asks of any solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

OURS = "speedfirst"
#: Points of should and of prefer; fewer are better, should first.
Score = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """A better plan: when it was found, counted from before the scenario was read, and what it scores."""

    seconds: float
    score: Score


@dataclass(frozen=True)
class Run:
    """One solver on one instance.

    Parameters
    ----------
    points
        Its plans, each better than the one before.
    plan
        The score of the last one, as the auditor has counted it too; None if there is no plan.
    bounds
        What should cannot be below, and prefer in a plan with no more points of should.
    weighted
        What 1000 x should + prefer cannot be below, of a solver that minimises that.
    lost
        What the plan loses at each level, rewards such as form apart.
    wrong
        What the auditor has against its plan.
    facts
        Sizes, deterministic time, seconds of each phase.
    """

    solver: str
    instance: str
    cores: int
    limit: float
    points: Sequence[Point] = ()
    plan: Score | None = None
    bounds: tuple[int | None, int | None] = (None, None)
    weighted: int | None = None
    lost: Score = (0, 0)
    proven: bool = False
    seconds: float = 0.0
    wrong: str = ""
    failure: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)
    phases: Mapping[str, float] = field(default_factory=dict)

    def at(self, seconds: float) -> Score | None:
        """The score that it had by then."""
        found = [point.score for point in self.points if point.seconds <= seconds]
        return min(found, default=None)

    def reached(self, score: Score) -> float | None:
        """When it first had a plan that is no worse, level by level."""
        return next((point.seconds for point in self.points if point.score <= score), None)

    def gap(self, level: int) -> tuple[int, float] | None:
        """How far its plan may be from the best one, in points and as a share of what it loses."""
        bound = self.bounds[level]
        if self.plan is None or bound is None:
            return None
        points = self.plan[level] - bound
        return points, points / max(self.lost[level], 1)


class Peer(Protocol):
    """A solver as the bench knows it."""

    @property
    def name(self) -> str:
        """What tables call it."""

    def command(self, file: Path, seconds: float) -> Sequence[str]:
        """The words after `python` that plan a scenario and tell what `tests.bench.solvers` describes."""


def best(runs: Iterable[Run]) -> Score | None:
    """The best plan of some runs."""
    return min((run.plan for run in runs if run.plan is not None), default=None)


def told(solver: str, instance: str, cores: int, limit: float, lines: Iterable[Mapping[str, Any]]) -> Run:
    """The run that the lines of a solver's program tell of."""
    points: list[Point] = []
    done: Mapping[str, Any] | None = None
    for line in lines:
        if "point" in line:
            seconds, should, prefer = line["point"]
            points.append(Point(seconds, (should, prefer)))
        done = line.get("done", done)
    if done is None:
        return Run(solver, instance, cores, limit, points, failure="was stopped or broke down")
    facts = {key: done[key] for key in ("variables", "rows", "megabytes", "work") if key in done}
    (should, prefer), lost = done.get("bounds", (None, None)), done.get("lost", (0, 0))
    return Run(
        solver, instance, cores, limit, points,
        plan=None if done["plan"] is None else (done["plan"][0], done["plan"][1]),
        bounds=(should, prefer), weighted=done.get("weighted bound"), lost=(lost[0], lost[1]), proven=done.get("proven", False),
        seconds=done.get("seconds", 0.0), wrong=done.get("wrong", ""), failure=done.get("failure", ""),
        facts=facts, phases=done["phases"],
    )  # fmt: skip
