"""A plan together with the audit that it passed: nothing else is ever shown."""

from __future__ import annotations

from solver.audit import LEVELS, Audit, audit
from solver.errors import NotAudited
from solver.outcome import Outcome
from solver.season import Season


def audited(season: Season, outcome: Outcome) -> Audit:
    """Audit what a search found.

    Raises
    ------
    NotAudited
        If a must is broken, or the auditor's score is not the solver's.
    """
    verdict = audit(season, season.diary(outcome.sessions))
    if verdict.broken:
        said = "\n".join(f"  {each.rule}: {each.breach.says}" for each in verdict.broken[:5])
        raise NotAudited(f"The plan that was found breaks rules that must hold:\n{said}")
    for level in LEVELS:
        if verdict.score[level] != outcome.score[level]:
            raise NotAudited(
                f"The solver counts {outcome.score[level]} points of {level}, "
                f"the auditor {verdict.score[level]}."
            )
    return verdict
