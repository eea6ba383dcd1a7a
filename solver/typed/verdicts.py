"""Rules judged over every way in which a typed plan may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias

from solver import frame
from solver.audit import Finding, judge
from solver.clauses.per import Per
from solver.diary import Done
from solver.rules.kind import Breach
from solver.scope import Scope
from solver.season import ActiveRule, Rest, Season
from solver.typed.candidates import Session
from solver.typed.reading import UNKNOWN
from solver.typed.sight import Choice, calendar_sight, sight_of

#: Ways of meaning a plan that are tried out for one rule (or one week of it) at most.
MOST_WORLDS = 4096
#: Things that a verdict lists as missing at most.
MOST_MISSING = 6

Key: TypeAlias = tuple[tuple[str, ...], tuple[int, ...], str, bool]
Judge: TypeAlias = Callable[[Sequence[Done]], Iterable[Finding]]


@dataclass(slots=True)
class Outcome:
    """What is broken however the plan was meant, and the sessions that leave something open."""

    findings: list[Finding] = field(default_factory=list)
    open: list[tuple[Session, str]] = field(default_factory=list)
    day_name: Callable[[int], str] = str

    def add(self, other: Outcome) -> None:
        """Take in the outcome of another part of the plan."""
        self.findings += other.findings
        self.open += other.open

    def missing(self) -> tuple[str, ...]:
        """What would have to be known, in words."""
        said = list(dict.fromkeys(self._said(session, what) for session, what in self.open))
        more = len(said) - MOST_MISSING
        return (*said[:MOST_MISSING], *([f"and {more} more"] if more > 0 else []))

    def _said(self, session: Session, what: str) -> str:
        entry = session.typed.entry
        word = "the session" if entry.session in UNKNOWN else entry.session
        whose = f" ({entry.athlete})" if entry.athlete else ""
        return f"{what} of {word} on {self.day_name(session.typed.day)}{whose}"


# ---- rules ------------------------------------------------------------------------------------------


def of_rule(season: Season, active: ActiveRule, sessions: Sequence[Session]) -> Outcome:
    """The verdict on one rule, athlete by athlete and, where weeks do not touch, week by week."""
    outcome = Outcome(day_name=season.calendar.name)
    if active.rule.word == "peak":
        return outcome
    for scope, rests in zip(active.scopes, active.rests, strict=True):
        names = {athlete.name for athlete in scope.athletes}
        mine = [session for session in sessions if session.typed.athlete in names]
        sight = sight_of(active, scope, rests)
        choices = [sight.choice(session) for session in mine]
        for part, there in _parts(active, scope, rests, choices):
            alone = replace(active, scopes=[part], rests=[rests])
            outcome.add(_decide(there, _judge(season, alone), sight.tied))
    return outcome


def _judge(season: Season, alone: ActiveRule) -> Judge:
    def findings(sessions: Sequence[Done]) -> Iterable[Finding]:
        return judge(alone, season.diary(sessions)).findings

    return findings


def _parts(
    active: ActiveRule, scope: Scope, rests: Sequence[Rest], choices: Sequence[Choice]
) -> Iterator[tuple[Scope, Sequence[Choice]]]:
    """The weeks of a limit that looks at weeks (or less); else all the days together."""
    per = getattr(active.rule.kind, "per", None)
    conditional = active.rule.given or active.rule.unless or any(r.given or r.unless for r in rests)
    if active.rule.word != "limit" or conditional or not isinstance(per, Per) or not _within_weeks(per):
        yield scope, choices
        return
    for week in sorted({day // 7 for day in scope.days}):
        days = [day for day in scope.days if day // 7 == week]
        yield replace(scope, days=days), [c for c in choices if c.session.typed.day // 7 == week]


def _within_weeks(per: Per) -> bool:
    apart = per.rolling or per.around or per.between
    return not apart and per.name not in ("cycle", "phase", "season")


# ---- the calendar -------------------------------------------------------------------------------------


def of_calendar(season: Season, sessions: Sequence[Session]) -> Outcome:
    """The verdict on races and absences, day by day; doses are the coach's business."""
    outcome = Outcome(day_name=season.calendar.name)
    sight = calendar_sight(season)
    days: dict[tuple[str, int], list[Choice]] = {
        (athlete.name, meet.day): [] for athlete in season.athletes for meet in season.calendar.meets(athlete)
    }
    for session in sessions:
        days.setdefault((session.typed.athlete, session.typed.day), []).append(sight.choice(session))
    for (name, day), choices in sorted(days.items(), key=lambda item: item[0][1]):
        outcome.add(_decide(choices, _calendar_judge(season, name, day), False))
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


def _decide(choices: Sequence[Choice], judged: Judge, tied: bool) -> Outcome:
    """What is broken in every world, and what is open if anything is broken in some."""
    fixed = [choice.first for choice in choices if not choice.open]
    open_ = [choice for choice in choices if choice.open]
    if _size(open_, tied) > MOST_WORLDS:
        return Outcome(open=[(choice.session, choice.what) for choice in open_])
    always: dict[Key, Finding] | None = None
    disputed: set[Key] = set()
    for world in _worlds(open_, tied):
        found = {_key(each): each for each in judged([*fixed, *world])}
        if always is None:
            always = found
            continue
        disputed |= always.keys() ^ found.keys()
        always = {key: _milder(each, found[key]) for key, each in always.items() if key in found}
        if disputed and not always:
            break
    outcome = Outcome(list((always or {}).values()))
    if disputed:
        days = {day for _, there, _, _ in disputed for day in there}
        near = [choice for choice in open_ if choice.session.typed.day in days]
        outcome.open = [(choice.session, choice.what) for choice in near or open_]
    return outcome


def _size(open_: Sequence[Choice], tied: bool) -> int:
    if tied:
        return 2 * prod(len(choice.ways) for choice in open_)
    return prod(sum(len(doses) for doses in choice.ways) for choice in open_)


def _worlds(open_: Sequence[Choice], tied: bool) -> Iterator[list[Done]]:
    if not tied:
        for world in product(*([done for doses in choice.ways for done in doses] for choice in open_)):
            yield list(world)
        return
    for ways in product(*(choice.ways for choice in open_)):
        yield [doses[0] for doses in ways]
        if any(len(doses) > 1 for doses in ways):
            yield [doses[-1] for doses in ways]


def _key(finding: Finding) -> Key:
    breach = finding.breach
    return finding.athletes, breach.days, finding.level, breach.under > 0


def _milder(one: Finding, two: Finding) -> Finding:
    sizes = [each.breach.under + each.breach.over for each in (one, two)]
    return two if sizes[1] < sizes[0] else one
