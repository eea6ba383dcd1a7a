"""Musts that the past has put out of reach: what is owed, and what of it is lost in the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from solver.auditor import Audit, Finding, audit, judge, steps_of
from solver.diary import Done
from solver.replans.baseline import Baseline, baseline
from solver.replans.events import Absent
from solver.replans.part import Ahead, Due
from solver.season import Season


def prepared(
    season: Season,
    sessions: Sequence[Done],
    publish: int = 0,
    absent: Sequence[Absent] = (),
    known: Collection[Due] = (),
) -> tuple[Ahead, Audit]:
    """What is ahead, with what is left of a plan, and the audit of that; see :func:`replan`."""
    base = baseline(season, sessions, absent)
    before = audit(season, season.diary(base.sessions))
    fence = range(season.starts, min(season.starts + publish, season.calendar.length))
    return Ahead(season, base, fence, _owed(season, base, before, known)), before


def broken_in(season: Season, sessions: Sequence[Done]) -> frozenset[Due]:
    """The musts that a plan breaks as it is."""
    return frozenset(map(due, audit(season, season.diary(sessions)).broken))


def due(each: Finding) -> Due:
    """A must at the place where it is broken."""
    return each.rule, each.athletes, frozenset(each.breach.days)


def asked_of(season: Season, sessions: Sequence[Done], known: Collection[Due]) -> Season:
    """The season without what is out of reach after what was done: what is asked of the days to come."""
    ahead, before = prepared(season, sessions, known=known)
    return _letting(season, _lost(ahead, before))


def giving(ahead: Ahead, new: Sequence[Done], verdict: Audit) -> tuple[Season, Audit, list[Finding]]:
    """The season and the audit with musts that give way where they must, and which these are."""
    lost = _lost(ahead, verdict)
    if not lost:
        return ahead.season, verdict, []
    season = _letting(ahead.season, lost)
    diary, given = season.diary(new), {each.rule for each in lost}
    judged = [
        judge(rule, diary) if rule.id in given else old
        for rule, old in zip(season.rules, verdict.verdicts, strict=True)
    ]
    return season, Audit(verdict.frame, judged), lost


def _owed(season: Season, base: Baseline, before: Audit, known: Collection[Due]) -> frozenset[Due]:
    """Musts that are broken now: as in the plan before, by what was done, or where nothing can be done."""
    rules = {active.id for active in season.rules}
    closed = {each.done.day for each in base.fallen if each.closed}

    def past(each: Finding) -> bool:
        return min(each.breach.days) < season.starts or bool(closed.intersection(each.breach.days))

    return frozenset(
        due(each) for each in before.broken if each.rule in rules and (due(each) in known or past(each))
    )


def _lost(ahead: Ahead, verdict: Audit) -> list[Finding]:
    """Musts that are broken and that nobody can keep any more."""
    return [each for each in verdict.broken if due(each) in ahead.owed]


def _letting(season: Season, lost: Sequence[Finding]) -> Season:
    """The season with musts that give way by as much as they are broken."""
    gives = steps_of(lost)
    rules = [
        replace(rule, gives={**rule.gives, **gives[rule.id]}) if rule.id in gives else rule
        for rule in season.rules
    ]
    return replace(season, rules=rules)
