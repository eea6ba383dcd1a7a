"""Why a plan changes: for each change the musts that would be broken without it, or what it gains.

Found by undoing a change and auditing what comes of it, all else as in the new plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.auditor import Audit, Finding, audit
from solver.diary import Done
from solver.reasons.compared import broken_by
from solver.replans.baseline import Baseline
from solver.replans.differences import Change
from solver.season import Season


@dataclass(frozen=True, slots=True)
class Reason:
    """A change with what made it.

    Parameters
    ----------
    event
        Why its session could not stand, in words; empty if it could.
    forced
        The musts that are broken if it is undone.
    gains
        What costs more if it is undone, where no must forces it.
    saved
        Points by level that undoing it would cost.
    """

    change: Change
    event: str = ""
    forced: Sequence[Finding] = ()
    gains: Sequence[Finding] = ()
    saved: Mapping[str, int] | None = None


def reasons(
    season: Season, base: Baseline, changes: Sequence[Change], new: Sequence[Done], verdict: Audit
) -> list[Reason]:
    """The reason for each change.

    Parameters
    ----------
    changes
        From the plan as it was planned to the new one.
    verdict
        The audit of the new plan.
    """
    events = {id(each.done): each.because for each in base.fallen}
    found = []
    for change in changes:
        event = events.get(id(change.old), "")
        if change.new is not None and not event:
            event = next((f"{name} is on that day" for race, name in base.races if race == change.new), "")
        found.append(_reason(season, change, event, new, verdict))
    return found


def _reason(season: Season, change: Change, event: str, new: Sequence[Done], verdict: Audit) -> Reason:
    if event and change.new is None:
        return Reason(change, event)
    if event and change.new is not None and change.new.form in season.race_forms:
        return Reason(change, event)
    # what fell out cannot come back: only what came for it is undone
    without = [each for each in new if each != change.new]
    undone = without if event or change.old is None else [*without, change.old]
    after = audit(season, season.diary(undone))
    worse = broken_by(verdict, after)
    forced = [each for each in worse if each.level == "must"]
    if forced:
        return Reason(change, event, forced)
    saved = {level: points - verdict.score[level] for level, points in after.score.items()}
    return Reason(change, event, (), worse, {level: each for level, each in saved.items() if each})
