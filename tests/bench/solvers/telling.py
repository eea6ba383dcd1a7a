"""What every solver's program shares: reading, lowering, auditing, telling."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from solver.auditor import LEVELS, audit
from solver.diary import Done
from solver.loading.load import load
from solver.model.lowering import Lowering
from solver.season import Season

#: Points of prefer that a point of should weighs as much as, where a solver minimises one sum.
WEIGHT = 1000


def tell(**what: Any) -> None:
    """Say something on a line of its own."""
    print(json.dumps(what), flush=True)  # noqa: T201 - the answer of this program


@dataclass
class Told:
    """A scenario as its model, with the seconds of each phase so far."""

    file: Path
    started: float = field(default_factory=time.perf_counter)
    phases: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.season: Season = load(self.file)
        self.phases["parse"] = self.since()
        self.lowering = Lowering(self.season)
        self.phases["lower"] = self.since() - self.phases["parse"]
        self.model = self.lowering.model

    def since(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def sizes(self) -> dict[str, int]:
        """How large the model is, and how much memory was used."""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {"variables": len(self.model.lower), "rows": len(self.model.rows), "megabytes": memory}

    def score(self, values: Sequence[int]) -> tuple[int, int]:
        """The points of an assignment."""
        return self.model.value("should", values), self.model.value("prefer", values)

    def settled(self, values: Sequence[int]) -> list[int]:
        """The same plan with its slacks as small as they can be: what the plan is worth."""
        return self.model.settled(values, self.model.slacks)

    def plan(self, values: Sequence[int]) -> Sequence[Done]:
        """The sessions of an assignment."""
        return self.lowering.choices.plan(values)


def audited(season: Season, sessions: Sequence[Done], score: Sequence[int]) -> dict[str, object]:
    """What the auditor has against a plan or its score (`wrong`, empty if nothing), and what the plan loses.

    What is lost is the part of the score that is not form or another reward.
    """
    verdict = audit(season, season.diary(sessions))
    lost = [
        sum(each.points for v in verdict.verdicts for each in v.findings if each.level == level)
        for level in LEVELS
    ]
    found, wrong = [verdict.score[level] for level in LEVELS], ""
    if verdict.broken:
        wrong = f"breaks {verdict.broken[0].rule}: {verdict.broken[0].breach.says}"
    elif found != list(score):
        wrong = f"is said to have {list(score)} points, and the auditor counts {found}"
    return {"wrong": wrong, "lost": lost}
