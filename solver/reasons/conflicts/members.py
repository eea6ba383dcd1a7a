"""What a plan has to keep and a coach could let go of, one by one: the members of a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from solver.calendar import Calendar
from solver.documents.rulebook import Envelope
from solver.errors import Mark
from solver.files.source import Path_
from solver.overlays.named import LISTS, names
from solver.season import Season
from solver.words import day_span, listed, plural

Sort = Literal[
    "rule", "modifier", "away", "meet", "label", "phase", "loading", "history", "sessions", "slots"
]
#: The sorts that a plan has to keep in themselves; the others say where and how much rules ask.
ASKING: tuple[Sort, ...] = ("rule", "away", "meet", "slots")


@dataclass(frozen=True, slots=True)
class Member:
    """Something that a coach wrote and could let go of.

    Parameters
    ----------
    sort, name
        What it is: a rule by its id; a meet, an absence or a label as an overlay names it.
    says
        The thing itself, in words.
    mark
        Where it was written.
    sources
        Where a rule comes from.
    thing
        The thing itself: an absence, a meet...
    place
        Where it stands in its list, from 0, if it is in one; what comes before it may be let go of.
    """

    sort: Sort
    name: str
    says: str = field(compare=False)
    mark: Mark | None = field(compare=False, default=None)
    sources: tuple[str, ...] = field(compare=False, default=())
    thing: object = field(compare=False, default=None, repr=False)
    place: int | None = field(compare=False, default=None)

    @property
    def title(self) -> str:
        """How it is called at the head of a line."""
        return self.name if self.sort in ("rule", "modifier") else self.sort


def members(season: Season) -> list[Member]:
    """Everything in a season that could be let go of: its rules of level must first."""
    found = [
        Member("rule", each.id, each.says(), each.mark, tuple(each.rule.source))
        for each in season.rules
        if asks(each.rule)
    ]
    found += [
        Member("modifier", name, each.says or each.sentence(), season.marks.get(name), tuple(each.source))
        for name, each in season.modifiers.items()
    ]
    return [*found, *_facts(season)]


def asks(rule: Envelope) -> bool:
    """Whether something of a rule must hold."""
    return rule.level == "must"


def _facts(season: Season) -> Iterator[Member]:
    """What the scenario says of the calendar and of the time before."""
    scenario, calendar = season.scenario, season.calendar
    yield from _of_lists(season)
    first = 1
    for n, phase in enumerate(scenario.phases):
        last = first + phase.weeks - 1
        weeks = f"week {first}" if first == last else f"weeks {first} to {last}"
        yield _fact(season, "phase", f"{phase.phase.replace('-', ' ')}, {weeks}", ("phases", n), str(n))
        first = last + 1
    if scenario.loading is not None:
        yield _fact(season, "loading", _unload(season), ("loading",))
    if scenario.history is not None:
        yield _fact(season, "history", "what was done before day one", ("history",))
    if scenario.sessions is not None:
        yield _fact(season, "sessions", f"to be planned: {scenario.sessions}", ("sessions",))
    most = plural(calendar.per_slot, "session")
    yield _fact(season, "slots", f"at most {most} in {a_slot(calendar)}", ("calendar", "per_slot"))


def _of_lists(season: Season) -> Iterator[Member]:
    """Absences, meets and labels."""
    scenario = season.scenario
    for n, (name, away) in enumerate(zip(_called(season, "away"), scenario.away, strict=True)):
        when = f"{day_span(away.from_, away.to)}{' ' + ' and '.join(away.slots) if away.slots else ''}"
        who = f" for {', '.join(away.for_)}" if away.for_ else ""
        yield _fact(season, "away", f"{away.reason}, {when}{who}", ("away", n), name, away)
    for n, (name, meet) in enumerate(
        zip(_called(season, "competitions"), scenario.competitions, strict=True)
    ):
        rounds = f", {plural(meet.rounds, 'round')}" if meet.rounds > 1 else ""
        says = f"{meet.name}, {day_span(meet.date, meet.date)}, {meet.priority} meet{rounds}"
        yield _fact(season, "meet", says, ("competitions", n), name, meet)
    for n, (name, label) in enumerate(zip(_called(season, "labels"), scenario.labels, strict=True)):
        says = f"{label.label}, {day_span(label.from_, label.to)}"
        yield _fact(season, "label", says, ("labels", n), name)


def _fact(season: Season, sort: Sort, says: str, path: Path_, name: str = "", thing: object = None) -> Member:
    mark = season.source.mark(path) if season.source else None
    place = path[-1] if isinstance(path[-1], int) else None
    return Member(sort, name, says, mark, thing=thing, place=place)


def _called(season: Season, word: str) -> list[str]:
    """How an overlay names the items of a list of the scenario, whatever becomes of the others."""
    size = len(getattr(season.scenario, word))
    items = season.source.data.get(word, ()) if season.source else ()
    found = names(items, LISTS[word,]) if len(items) == size else [""] * size
    return [name or str(n) for n, name in enumerate(found)]


def a_slot(calendar: Calendar) -> str:
    """What sessions share: a slot, or where a day has no more of them, a day."""
    return "a slot" if len(calendar.slots) > 1 else "a day"


def _unload(season: Season) -> str:
    weeks = [str(day.week) for day in season.calendar.days[::7] if day.loading == "unload"]
    return f"unload week{'s' if len(weeks) != 1 else ''} {listed(weeks) if weeks else '(none)'}"
