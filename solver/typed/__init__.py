"""The audit of a plan that a coach typed, which may leave open what was done.

`session` may be a session of the catalogue, a word for several (`running`, `speed`, `high`) or `?`. What
is not said is not guessed: every session of the catalogue that fits is possible, in every dose. A rule
*holds* if it holds however the plan was meant, is *broken* if it is broken however it was meant, and
else nobody can tell (`unknown`), with what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from solver.audit import Finding
from solver.season import ActiveRule, Season
from solver.typed.candidates import possible
from solver.typed.reading import TypedPlan, read_typed
from solver.typed.verdicts import Outcome, of_calendar, of_rule

__all__ = ["RuleVerdict", "TypedPlan", "audit_file", "audit_typed", "read_typed"]

State = Literal["holds", "broken", "unknown"]
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
        What would have to be known where nobody can tell.
    reading
        The rule as it was read.
    """

    rule: ActiveRule | None
    state: State
    findings: Sequence[Finding]
    missing: tuple[str, ...]
    reading: str


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
    season, sessions = possible(plan, season)
    verdicts = [_verdict(None, of_calendar(season, sessions), CALENDAR)]
    return verdicts + [
        _verdict(rule, of_rule(season, rule, sessions), rule.rule.sentence())
        for rule in season.rules
        if rule.scopes
    ]


def _verdict(rule: ActiveRule | None, outcome: Outcome, reading: str) -> RuleVerdict:
    state: State = "broken" if outcome.findings else "unknown" if outcome.open else "holds"
    return RuleVerdict(rule, state, outcome.findings, outcome.missing(), reading)
