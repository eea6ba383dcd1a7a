"""Where a finished plan breaks which rule, by how much, and what it scores.

The auditor reads plans as a coach would, day by day; it shares no window, no bound and no number of
the solver's, and needs no OR-Tools.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from solver import frame
from solver.diary import Diary, Done
from solver.documents.fields import LEVELS as LEVELS
from solver.errors import NotAudited
from solver.rules.kind import Breach, Gain
from solver.season import ActiveRule, Season, Spot

State = Literal["holds", "broken", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach with its rule, its athletes and what it costs (0 points for a must)."""

    rule: str
    level: str
    athletes: tuple[str, ...]
    breach: Breach
    points: int

    def __str__(self) -> str:
        return f"{self.rule}: {self.breach.says}"


@dataclass(frozen=True, slots=True)
class Earned:
    """What a plan earned at one place, in points of the rule's level."""

    rule: str
    level: str
    athletes: tuple[str, ...]
    gain: Gain
    points: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one rule."""

    rule: ActiveRule
    findings: Sequence[Finding]
    earned: Sequence[Earned] = ()

    @property
    def state(self) -> State:
        """Whether the rule holds."""
        return "broken" if self.findings else "holds"

    def points(self, level: str) -> int:
        """What the rule costs at a level."""
        cost = sum(each.points for each in self.findings if each.level == level)
        return cost - sum(each.points for each in self.earned if each.level == level)


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of an audit."""

    frame: Sequence[Finding]
    verdicts: Sequence[Verdict]

    @property
    def broken(self) -> list[Finding]:
        """Every breach of a must, those of the calendar first."""
        musts = [f for verdict in self.verdicts for f in verdict.findings if f.level == "must"]
        return [*self.frame, *musts]

    @property
    def passed(self) -> bool:
        """Whether every must holds."""
        return not self.broken

    @property
    def score(self) -> Mapping[str, int]:
        """The points of each level; fewer are better."""
        return {level: sum(v.points(level) for v in self.verdicts) for level in LEVELS}


def audit(season: Season, diary: Diary) -> Audit:
    """Audit a plan.

    Parameters
    ----------
    diary
        The plan with the history before it; see :meth:`solver.season.Season.diary`.
    """
    framed = [
        Finding(frame.FRAME, "must", (athlete.name,), breach, 0)
        for athlete, breach in frame.breaches(season, diary)
    ]
    return Audit(framed, [judge(rule, diary) for rule in season.rules])


def steps_of(found: Iterable[Finding]) -> dict[str, dict[Spot, tuple[int, int]]]:
    """By how much musts have to give way so that they are not broken, by rule; see :class:`ActiveRule`."""
    gives: dict[str, dict[Spot, tuple[int, int]]] = {}
    for each in found:
        breach = each.breach
        steps = -(-breach.under // breach.unit), -(-breach.over // breach.unit)
        gives.setdefault(each.rule, {})[each.athletes, frozenset(breach.days)] = steps
    return gives


def by_rule(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Findings by rule, in their order."""
    for rule in dict.fromkeys(each.rule for each in findings):
        yield rule, [each for each in findings if each.rule == rule]


def must_pass(verdict: Audit) -> None:
    """Refuse a plan of ours that breaks a must.

    Raises
    ------
    NotAudited
        With the first breaches.
    """
    if verdict.broken:
        said = "\n".join(f"  {each}" for each in verdict.broken[:5])
        raise NotAudited(f"The plan that was found breaks rules that must hold:\n{said}")


def audited(season: Season, sessions: Sequence[Done], score: Mapping[str, int]) -> Audit:
    """Audit what a search found.

    Raises
    ------
    NotAudited
        If a must is broken, or the auditor's score is not the solver's.
    """
    verdict = audit(season, season.diary(sessions))
    must_pass(verdict)
    for level in LEVELS:
        if verdict.score[level] != score[level]:
            raise NotAudited(
                f"The solver counts {score[level]} points of {level}, the auditor {verdict.score[level]}."
            )
    return verdict


def judge(active: ActiveRule, diary: Diary) -> Verdict:
    """What a plan makes of one rule."""
    findings = []
    for scope, breach in active.breaches(diary):
        level = breach.level or active.rule.level
        names = tuple(athlete.name for athlete in scope.athletes)
        findings.append(Finding(active.id, level, names, breach, _points(active, level, breach)))
    earned = [
        Earned(
            active.id,
            active.rule.level,
            tuple(athlete.name for athlete in scope.athletes),
            gain,
            active.rule.weight.over * math.floor(gain.amount / gain.unit),
        )
        for scope, gain in active.gains(diary)
    ]
    return Verdict(active, findings, earned)


def _points(active: ActiveRule, level: str, breach: Breach) -> int:
    if level == "must":
        return 0
    under, over = math.ceil(breach.under / breach.unit), math.ceil(breach.over / breach.unit)
    return active.rule.points(under, over)
