"""Rules judged over every way in which a typed plan may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from solver import frame
from solver.auditor import Finding, judge
from solver.diary import Done
from solver.rules.kind import Breach
from solver.scope import Scope
from solver.season import ActiveRule, Season
from solver.typed.candidates import Choices
from solver.typed.sight import calendar_sight, sight_of
from solver.typed.units import Unit, units_of
from solver.typed.worlds import World, combinations, within_weeks, worlds

#: Things that a verdict lists as missing at most.
MOST_MISSING = 6
TOO_MANY = "more than can be tried"

Key: TypeAlias = tuple[tuple[str, ...], tuple[int, ...], str, bool]
Judge: TypeAlias = Callable[[Sequence[Done]], Iterable[Finding]]


@dataclass(slots=True)
class TypedOutcome:
    """What is broken however the plan was meant, and what would have to be known to tell the rest."""

    findings: list[Finding] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def add(self, other: TypedOutcome) -> None:
        """Take in the outcome of another part of the plan."""
        self.findings += other.findings
        self.open += other.open

    def missing(self) -> tuple[str, ...]:
        """What would have to be known, in words."""
        said = list(dict.fromkeys(self.open))
        more = len(said) - MOST_MISSING
        return (*said[:MOST_MISSING], *([f"and {more} more"] if more > 0 else []))


# ---- rules ------------------------------------------------------------------------------------------


def of_rule(season: Season, active: ActiveRule, blocks: Sequence[Choices]) -> TypedOutcome:
    """The verdict on one rule, athlete by athlete and, where weeks do not touch, week by week."""
    outcome = TypedOutcome()
    if active.rule.kind.traits.goal:
        return outcome
    for scope, rests in zip(active.scopes, active.rests, strict=True):
        names = {athlete.name for athlete in scope.athletes}
        mine = [block for block in blocks if block.block.athlete in names]
        sight = sight_of(active, scope, rests)
        units = units_of(mine, sight, season.calendar.name)
        for part, there in _parts(scope, within_weeks(active, rests), units):
            alone = replace(active, scopes=[part], rests=[rests])
            tried = worlds(alone, part, rests, sight, there)
            outcome.add(_decide(there, tried, _judge(season, alone)))
    return outcome


def _judge(season: Season, alone: ActiveRule) -> Judge:
    def findings(sessions: Sequence[Done]) -> Iterable[Finding]:
        return judge(alone, season.diary(sessions)).findings

    return findings


def _parts(scope: Scope, apart: bool, units: Sequence[Unit]) -> Iterator[tuple[Scope, Sequence[Unit]]]:
    """The weeks of a limit that looks at weeks (or less); else all the days together."""
    if not apart:
        yield scope, units
        return
    for week in sorted({day // 7 for day in scope.days}):
        days = [day for day in scope.days if day // 7 == week]
        yield replace(scope, days=days), [unit for unit in units if unit.day // 7 == week]


# ---- the calendar -------------------------------------------------------------------------------------


def of_calendar(season: Season, blocks: Sequence[Choices]) -> TypedOutcome:
    """The verdict on races and absences, day by day; doses are the coach's business."""
    outcome = TypedOutcome()
    sight = calendar_sight(season)
    days: dict[tuple[str, int], list[Unit]] = {
        (athlete.name, meet.day): [] for athlete in season.athletes for meet in season.calendar.meets(athlete)
    }
    for unit in units_of(blocks, sight, season.calendar.name, all_of_them=True):
        days.setdefault((unit.athlete, unit.day), []).append(unit)
    for (name, day), units in sorted(days.items(), key=lambda item: item[0][1]):
        outcome.add(_decide(units, combinations(units, False), _calendar_judge(season, name, day)))
    return outcome


def _calendar_judge(season: Season, name: str, day: int) -> Judge:
    athlete = season.athlete(name)
    closed = season.calendar.closed(athlete)
    meet = next((meet for meet in season.calendar.meets(athlete) if meet.day == day), None)

    def findings(sessions: Sequence[Done]) -> Iterator[Finding]:
        seen: set[str] = set()
        done = []
        for each in sessions:
            form = season.catalogue.forms[each.form]
            again = each.session in seen and each.form not in season.race_forms
            seen.add(each.session)
            session = f"another {each.session}" if again else each.session
            done.append(replace(each, count=form.first, session=session))
        for says in frame.wrong_on(season, day, done, closed, meet):
            where = f"{says} on {season.calendar.name(day)}"
            yield Finding(frame.FRAME, "must", (name,), Breach((day,), where, over=Fraction(1)), 0)

    return findings


# ---- worlds -------------------------------------------------------------------------------------------


def _decide(units: Sequence[Unit], tried: Sequence[World] | None, judged: Judge) -> TypedOutcome:
    """What is broken in every world, and what is open if anything is broken in some."""
    open_ = [unit for unit in units if unit.open]
    if tried is None:
        return TypedOutcome(open=[said for unit in open_ for said in unit.missing] or [TOO_MANY])
    always: dict[Key, Finding] | None = None
    disputed: set[Key] = set()
    for world in tried:
        found = {key_of(each): each for each in judged(world)}
        if always is None:
            always = found
            continue
        disputed |= always.keys() ^ found.keys()
        always = {key: _milder(each, found[key]) for key, each in always.items() if key in found}
    outcome = TypedOutcome(list((always or {}).values()))
    if disputed:
        days = {day for _, there, _, _ in disputed for day in there}
        near = [unit for unit in open_ if unit.day in days] or open_
        outcome.open = [said for unit in near for said in unit.missing]
    return outcome


def key_of(finding: Finding) -> Key:
    """What a finding is about: whom, which days, which level, too little or too much."""
    breach = finding.breach
    return finding.athletes, breach.days, finding.level, breach.under > 0


def _milder(one: Finding, two: Finding) -> Finding:
    sizes = [each.breach.under + each.breach.over for each in (one, two)]
    return two if sizes[1] < sizes[0] else one
