"""Why a plan changes: for each change the musts that would be broken without it, or what it gains.

Found by undoing a change and auditing what comes of it, all else as in the new plan.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from solver.auditor import Audit, Finding, audit, judge
from solver.diary import Done
from solver.frame import FRAME, breaches
from solver.reasons.whynot.compared import broken_by
from solver.replans.baseline import Baseline
from solver.replans.differences import Difference
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

    change: Difference
    event: str = ""
    forced: Sequence[Finding] = ()
    gains: Sequence[Finding] = ()
    saved: Mapping[str, int] | None = None


def reasons(
    season: Season,
    base: Baseline,
    changes: Sequence[Difference],
    new: Sequence[Done],
    verdict: Audit,
    before: Audit,
) -> list[Reason]:
    """The reason for each change.

    Parameters
    ----------
    changes
        From the plan as it was planned to the new one.
    verdict, before
        The audit of the new plan, and that of what was left of the old one.
    """
    events = {id(each.done): each.because for each in base.fallen}
    first = {each.rule for each in before.broken}
    found = []
    for change in changes:
        event = events.get(id(change.old), "")
        if change.new is not None and not event:
            event = next((f"{name} is on that day" for race, name in base.races if race == change.new), "")
        undone = _undone(season, change, event, new)
        reason = (
            Reason(change, event)
            if undone is None
            else _reason(season, change, event, undone, verdict, first)
        )
        first |= {each.rule for each in reason.forced}
        found.append(reason)
    return found


def _undone(season: Season, change: Difference, event: str, new: Sequence[Done]) -> list[Done] | None:
    """The new plan without a change; None if it is the event and nothing else."""
    if event and (change.new is None or change.new.form in season.race_forms):
        return None
    # what fell out cannot come back: only what came for it is undone
    without = [each for each in new if each != change.new]
    return without if event or change.old is None else [*without, change.old]


def _reason(
    season: Season,
    change: Difference,
    event: str,
    undone: Sequence[Done],
    verdict: Audit,
    first: Collection[str],
) -> Reason:
    """What undoing a change breaks, of the rules that come first if one of them is; else what it costs."""
    diary = season.diary(undone)
    part = Audit(
        [Finding(FRAME, "must", (who.name,), each, 0) for who, each in breaches(season, diary)],
        [judge(rule, diary) for rule in season.rules if rule.id in first],
    )
    # what broke of them before the change is no reason for it
    worse = [*part.frame, *broken_by(verdict, part)]
    if forced := [each for each in worse if each.level == "must"]:
        return Reason(change, event, forced)
    after = audit(season, diary)
    worse = broken_by(verdict, after)
    if forced := [each for each in worse if each.level == "must"]:
        return Reason(change, event, forced)
    saved = {level: points - verdict.score[level] for level, points in after.score.items()}
    return Reason(change, event, (), worse, {level: each for level, each in saved.items() if each})
