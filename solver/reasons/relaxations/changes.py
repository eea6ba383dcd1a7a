"""What a coach could change to let go of a member of a conflict: ladders of changes, the smallest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from solver.documents.scenario import Away, Competition
from solver.reasons.conflicts.conflict import Bite, Conflict
from solver.reasons.conflicts.members import Member, a_slot
from solver.reasons.conflicts.reduced import SLOT
from solver.reasons.knobs import Knob, knobs, turned
from solver.reasons.relaxations.moves import Move, in_words
from solver.season import ActiveRule, Season
from solver.words import day_name, day_span, listed, number, plural

#: The further from what was written, the dearer: a number moved, a day freed, a rule at rest, a wish, none.
NUMBER, DAY, REST, WISH, MOVED, GONE = 1, 2, 3, 4, 5, 6
#: A meet is moved by a week at most.
MOVES = 7


@dataclass(frozen=True, slots=True)
class Concession:
    """One change, as a coach would say it and as an overlay has it.

    Parameters
    ----------
    member
        What is let go of, wholly or in part.
    sort
        How far it is from what was written; see the constants of this module.
    size
        How large it is among its sort.
    move, freed, end
        The number of a rule that it moves; the days that it frees, first and last, at an end of an absence.
    """

    member: Member
    says: str
    data: Mapping[str, Any]
    sort: int
    size: float = 0.0
    move: Move | None = None
    freed: tuple[dt.date, dt.date] | None = None
    end: str = ""

    @property
    def what(self) -> Hashable:
        """What is changed, whatever it becomes: a number of a rule, an end of an absence..."""
        return self.member, self.sort, self.move.word if self.move else self.end or self.says


@dataclass(frozen=True, slots=True)
class Ladder:
    """Changes of one sort, each one larger than the one before: only the smallest that helps is of use."""

    sort: int
    changes: Iterable[Concession]


@dataclass(frozen=True)
class Turn:
    """A number of a rule to be moved, in some weeks (from 0) or in all."""

    active: ActiveRule
    member: Member
    knob: Knob
    weeks: tuple[int, ...]

    def turned(self, steps: int) -> ActiveRule | None:
        """The rule with the number moved by some steps; None if it is none then."""
        value = self.knob.moved(steps)
        return None if value is None else turned(self.active, self.knob.data(value, self.weeks))

    def change(self, steps: int) -> Concession | None:
        """The number moved by some steps."""
        value = self.knob.moved(steps)
        if value is None:
            return None
        own = [word for word in self.knob.leaf[:1] if word.startswith("week ")]
        where = f" in {_weeks(self.weeks) if self.weeks else own[0]}" if self.weeks or own else ""
        move = Move(_word(self.knob), number(self.knob.now), self.knob.new(value), where)
        data = {"rules": {self.member.name: self.knob.data(value, self.weeks)}}
        size = abs(float(value - self.knob.now)) / max(abs(float(self.knob.now)), 1.0)
        says = in_words(self.member.name, [move])
        return Concession(self.member, says, data, NUMBER, size + (0 if self.weeks else 0.5), move)


def _word(knob: Knob) -> str:
    return str(knob.path[-1]).replace("_", " ")


def said(changes: Sequence[Concession]) -> str:
    """Several changes in words, those of one rule or of one absence together."""
    told: dict[str, None] = {}
    for each in changes:
        alike = [other for other in changes if other.member == each.member]
        moves, freed = [c.move for c in alike if c.move], [c.freed for c in alike if c.freed]
        if each.move:
            told[in_words(each.member.name, moves)] = None
        else:
            told[_freed(each.member, freed) if each.freed else each.says] = None
    return "; ".join(told)


def turns(season: Season, clash: Conflict, bite: Bite) -> Iterator[Turn]:
    """The numbers of a rule that could be moved: in the weeks where it bites, if these are few, or in all."""
    active = next(each for each in season.rules if each.id == bite.member.name)
    days = [day for each in bite.days for day in each if day >= 0]
    if not days or not active.scopes:
        return
    scope = next((s for s in active.scopes if days[-1] in s.inside), active.scopes[0])
    for knob in knobs(active, scope, days[-1]):
        weeks = clash.weeks(bite) if clash.few(season) else ()
        may = weeks and turned(active, knob.data(knob.now, weeks)) is not None
        yield Turn(active, bite.member, knob, weeks if may else ())


def ladders(season: Season, clash: Conflict, bite: Bite) -> Iterator[Ladder]:
    """The other ways to let go of a member."""
    member = bite.member
    if member.sort == "rule":
        yield from _of_rule(season, clash, bite)
    elif member.sort == "away":
        yield from _of_absence(season, member)
    elif member.sort == "meet":
        yield from _of_meet(season, member)
    elif member.sort == "label":
        name = member.name
        yield Ladder(GONE, [Concession(member, f"without the label {name}", {"labels": {name: "off"}}, GONE)])
    elif member.sort == "modifier":
        off = {"modifiers": {member.name: "off"}}
        yield Ladder(GONE, [Concession(member, f"without the modifier {member.name}", off, GONE)])
    elif member.sort == "slots":
        yield Ladder(NUMBER, _of_slots(season, member))


def _of_rule(season: Season, clash: Conflict, bite: Bite) -> Iterator[Ladder]:
    member, name = bite.member, bite.member.name
    if season.calendar.weeks > 1 and clash.few(season):
        yield Ladder(REST, [_rest(season, clash, bite)])
    off = Concession(member, f"{name}: off", {"rules": {name: "off"}}, GONE)
    yield Ladder(WISH, [wish(member), off])


def _of_slots(season: Season, member: Member) -> Iterator[Concession]:
    most = season.calendar.per_slot
    for more in range(most + 1, SLOT + 1):
        says = f"{plural(more, 'session')} in {a_slot(season.calendar)} instead of {most}"
        yield Concession(member, says, {"calendar": {"per_slot": more}}, NUMBER, more - most)


def _rest(season: Season, clash: Conflict, bite: Bite) -> Concession:
    """A rule at rest where it bites: on single days, or in whole weeks."""
    days = sorted({day for each in bite.days for day in each if day >= 0})
    if all(len(each) == 1 for each in bite.days) and len(days) == 1 and len(clash.stretches) == 1:
        date = season.calendar.date(days[0])
        return _at_rest(bite.member, {"dates": {"from": date, "to": date}}, f"on {day_name(date)}", 0.1)
    return rests(bite.member, clash.weeks(bite))


def rests(member: Member, weeks: Sequence[int]) -> Concession:
    """A rule at rest in some weeks, from 0."""
    return _at_rest(member, {"weeks": _written(weeks)}, f"in {_weeks(weeks)}", 0.2 * len(weeks))


def _at_rest(member: Member, when: Mapping[str, Any], where: str, size: float) -> Concession:
    label = f"{member.name} at rest {where}".lower()
    data = {"modifiers": {label: {"when": when, "rules": [member.name], "rest": True}}}
    return Concession(member, f"{member.name} rests {where}", data, REST, size)


def wish(member: Member) -> Concession:
    """A must that becomes a wish."""
    data = {"rules": {member.name: {"level": "should"}}}
    return Concession(member, f"{member.name}: a wish (level should) instead of a must", data, WISH)


def _of_absence(season: Season, member: Member) -> Iterator[Ladder]:
    """Back sooner, away later, or there all the time."""
    away = season.scenario.away[member.place or 0]
    name, length = member.name, (away.to - away.from_).days
    day = dt.timedelta(days=1)

    def change(data: object, first: dt.date, last: dt.date, size: int, end: str = "") -> Concession:
        says = _freed(member, [(first, last)])
        return Concession(member, says, {"away": {name: data}}, DAY, size, freed=(first, last), end=end)

    def sooner(k: int) -> Concession:
        return change({"to": away.to - k * day}, away.to - (k - 1) * day, away.to, k, "to")

    def later(k: int) -> Concession:
        return change({"from": away.from_ + k * day}, away.from_, away.from_ + (k - 1) * day, k, "from")

    all_of_it = change("off", away.from_, away.to, length + 1)
    yield Ladder(DAY, [*map(sooner, range(1, length + 1)), all_of_it])
    if length:
        yield Ladder(DAY, map(later, range(1, length + 1)))


def _freed(member: Member, spans: Sequence[tuple[dt.date, dt.date]]) -> str:
    """'camp: free for training Thu 8 Oct to Sat 10 Oct'; spans that touch are one."""
    joined: list[tuple[dt.date, dt.date]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    assert isinstance(member.thing, Away)
    return f"{member.thing.reason}: free for training {listed([day_span(*span) for span in joined])}"


def _of_meet(season: Season, member: Member) -> Iterator[Ladder]:
    """On another day close by, or without it."""
    meet, name = season.scenario.competitions[member.place or 0], member.name
    days = [sign * k for k in range(1, MOVES + 1) for sign in (1, -1)]
    inside = [by for by in days if 0 <= season.calendar.index(meet.date) + by < season.calendar.length]
    yield Ladder(MOVED, (_moved(member, meet, name, by) for by in inside))
    yield Ladder(GONE, [Concession(member, f"without {meet.name}", {"competitions": {name: "off"}}, GONE, 1)])


def _moved(member: Member, meet: Competition, name: str, by: int) -> Concession:
    date = meet.date + dt.timedelta(days=by)
    says = f"{meet.name} on {day_name(date)} instead of {day_name(meet.date)}"
    return Concession(member, says, {"competitions": {name: {"date": date}}}, MOVED, abs(by))


def _weeks(weeks: Sequence[int]) -> str:
    return f"week{'s' if len(weeks) > 1 else ''} {listed([str(week + 1) for week in weeks])}"


def _written(weeks: Sequence[int]) -> Any:
    """Weeks from 0 as a rule names them."""
    first, last = weeks[0] + 1, weeks[-1] + 1
    if len(weeks) == 1:
        return first
    return f"{first}-{last}" if last - first + 1 == len(weeks) else [week + 1 for week in weeks]
