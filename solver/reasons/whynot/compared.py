"""Two plans compared, rule by rule: what gets worse from one to the other, and what gets better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from solver.auditor import LEVELS, Audit, Finding, Verdict
from solver.season import ActiveRule


@dataclass(frozen=True, slots=True)
class Charge:
    """What becomes of a rule at a level.

    Parameters
    ----------
    points
        Points more; fewer where it is negative.
    findings
        Where it falls short and did not before; or, where it gets better, where it no longer does.
    """

    rule: ActiveRule
    level: str
    points: int
    findings: Sequence[Finding]


def compared(before: Audit, after: Audit) -> list[Charge]:
    """Every rule of which the points differ, level by level, the dearest first."""
    old = {verdict.rule.id: verdict for verdict in before.verdicts}
    found = []
    for now in after.verdicts:
        was = old.get(now.rule.id) or Verdict(now.rule, ())
        for level in LEVELS:
            points = now.points(level) - was.points(level)
            if points:
                worse, better = (now, was) if points > 0 else (was, now)
                found.append(Charge(now.rule, level, points, beyond(worse, better, level)))
    return sorted(found, key=lambda each: (LEVELS.index(each.level), -each.points, each.rule.id))


def beyond(worse: Verdict, better: Verdict, level: str) -> list[Finding]:
    """Where a rule is broken in one plan and not, or less so, in the other."""
    left = Counter(_key(each) for each in better.findings if each.level == level)
    found = []
    for each in worse.findings:
        if each.level == level:
            left[_key(each)] -= 1
            if left[_key(each)] < 0:
                found.append(each)
    return found


def broken_by(before: Audit, after: Audit) -> list[Finding]:
    """What a change breaks or makes dearer, musts first."""
    old = {verdict.rule.id: verdict for verdict in before.verdicts}
    found = []
    for level in ("must", *LEVELS):
        for now in after.verdicts:
            was = old.get(now.rule.id) or Verdict(now.rule, ())
            if level == "must" or now.points(level) > was.points(level):
                found += beyond(now, was, level)
    return found


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.athletes, finding.breach.days, finding.breach.says, finding.points
