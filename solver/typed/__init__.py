"""The audit of a plan that a coach typed, which may leave open what was done.

`session` may be a session of the catalogue, a word for several (`running`, `speed`, `high`) or `?`. What
is not said is not guessed: every session of the catalogue that fits is possible, in every dose. A rule
*holds* if it holds however the plan was meant, is *broken* if it is broken however it was meant, and
else nobody can tell (`unknown`), with what is missing. A week that stands alone leaves open what was done
before it and after it, too; what takes a season is not judged on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from solver.auditor import Finding
from solver.season import ActiveRule, Season
from solver.typed.candidates import Choices, possible
from solver.typed.lone import not_judged, of_lone, within
from solver.typed.reading import TypedPlan, read_typed
from solver.typed.verdicts import TypedOutcome, of_calendar, of_rule
from solver.typed.weeks import Week, read_week

__all__ = [
    "RuleVerdict",
    "TypedPlan",
    "Week",
    "audit_file",
    "audit_typed",
    "audit_week",
    "read_typed",
    "read_week",
]

State = Literal["holds", "broken", "unknown", "not judged"]
CALENDAR = "races on the days of meets and nothing on days away"


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What became of one rule.

    Parameters
    ----------
    rule
        The rule; None for the calendar itself.
    findings
        Where it is broken, however the plan was meant.
    missing
        What would have to be known where nobody can tell; why a rule is not judged.
    reading
        The rule as it was read.
    within
        Whether only the days of the week were looked at, though the rule looks at those around it too.
    """

    rule: ActiveRule | None
    state: State
    findings: Sequence[Finding]
    missing: tuple[str, ...]
    reading: str
    within: bool = False


def audit_file(path: Path, season: Season) -> list[RuleVerdict]:
    """Read a typed plan and audit it: first the calendar, then the rules in their order.

    Raises
    ------
    InputError
        If the file cannot be read as a plan of this season.
    """
    return audit_typed(read_typed(path, season), season)


def audit_typed(plan: TypedPlan, season: Season) -> list[RuleVerdict]:
    """Audit a typed plan."""
    season, blocks = possible(plan, season)
    verdicts = [_verdict(None, of_calendar(season, blocks), CALENDAR)]
    return verdicts + [
        _verdict(rule, of_rule(season, rule, blocks), rule.rule.sentence())
        for rule in season.rules
        if rule.scopes
    ]


def audit_week(week: Week) -> list[RuleVerdict]:
    """Audit a week that stands alone, rule by rule."""
    season, blocks = possible(week.plan, week.season)
    return [_lone(season, rule, blocks) for rule in season.rules]


def _lone(season: Season, rule: ActiveRule, blocks: Sequence[Choices]) -> RuleVerdict:
    reading = rule.rule.sentence()
    if reason := not_judged(season, rule):
        return RuleVerdict(rule, "not judged", (), (reason,), reading)
    return replace(_verdict(rule, of_lone(season, rule, blocks), reading), within=within(rule))


def _verdict(rule: ActiveRule | None, outcome: TypedOutcome, reading: str) -> RuleVerdict:
    state: State = "broken" if outcome.findings else "unknown" if outcome.open else "holds"
    return RuleVerdict(rule, state, outcome.findings, outcome.missing(), reading)
