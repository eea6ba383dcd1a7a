"""What a coach should know of a scenario though nothing is wrong: words that nothing answers, vain orders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from solver.clauses.number import Number
from solver.clauses.when import When
from solver.clauses.who import Who
from solver.diary import Done
from solver.documents.fields import is_usual, unusual
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import PHASES, STANDINGS, Scenario
from solver.files.source import Path_, Source
from solver.rules.kind import parts_of
from solver.rules.order import Order
from solver.scope import Scope
from solver.season import ActiveRule, Season
from solver.words import nearest

Spoken = Envelope | Modifier


def notes(season: Season, source: Source, spoken: Iterable[Spoken]) -> Iterator[str]:
    """The warnings of a scenario, each with its place.

    Parameters
    ----------
    season
        The season of the scenario.
    source
        Its text.
    spoken
        All rules and modifiers that it knows, in use or not.
    """
    spoken = list(spoken)
    yield from _phases(season.scenario, source, spoken)
    yield from _tags(season.scenario, source, spoken)
    yield from _events(season.scenario, source, spoken)
    yield from _orders(season)


def _phases(scenario: Scenario, source: Source, spoken: Iterable[Spoken]) -> Iterator[str]:
    """Phases that are not standard ones, and of which no rule speaks."""
    known = {*PHASES, *_chosen_by(spoken)}
    known |= {word for each in spoken for when in parts_of(each, When) for word in when.phases()}
    seen: set[str] = set()
    for place, phase in enumerate(scenario.phases):
        if phase.phase not in known | seen:
            seen.add(phase.phase)
            at = ("phases", place, "phase")
            said = f"phase {phase.phase!r}: no rule speaks of it"
            yield _said(source, at, said, phase.phase, known)


def _tags(scenario: Scenario, source: Source, spoken: Iterable[Spoken]) -> Iterator[str]:
    """Tags of athletes that no rule, meet, absence or label names."""
    named = {word for spans in (scenario.competitions, scenario.away, scenario.labels)
             for each in spans for word in each.for_}  # fmt: skip
    tags = [who.tags for each in spoken for who in parts_of(each, Who) if who.tags]
    named |= {word for each in tags for word in (*each.any, *each.not_)}
    known = named | _chosen_by(spoken)
    seen: set[str] = set()
    people: list[tuple[Path_, list[str]]] = [
        (("athletes", place), each.tags) for place, each in enumerate(scenario.athletes)
    ]
    people += [(("athlete",), scenario.athlete.tags)] if scenario.athlete else []
    for at, words in people:
        for place, word in enumerate(words):
            if word not in known | seen:
                seen.add(word)
                said = f"tag {word!r}: no rule, meet, absence or label names it"
                yield _said(source, (*at, "tags", place), said, word, named)


def _events(scenario: Scenario, source: Source, spoken: Iterable[Spoken]) -> Iterator[str]:
    """Events at which no meets are held, and that no rule names."""
    named = _chosen_by(spoken)
    named |= {word for each in spoken for who in parts_of(each, Who) if who.events for word in who.events.any}
    people: list[tuple[Path_, Sequence[str]]] = [
        (("athletes", place), each.events) for place, each in enumerate(scenario.athletes)
    ]
    people += [(("athlete",), scenario.athlete.events)] if scenario.athlete else []
    for at, events in people:
        for place, event in enumerate(events):
            if not is_usual(event) and event not in named:
                yield f"{source.mark((*at, 'events', place))}  {unusual(event)}"


def _chosen_by(spoken: Iterable[Spoken]) -> set[str]:
    """The words that numbers are chosen by, but for levels."""
    words = {word for each in spoken for value in parts_of(each, Number) for word in value.words()}
    return words - {*STANDINGS, "loading", "unload", "female", "male"}


def _said(source: Source, at: Path_, said: str, word: str, known: Collection[str]) -> str:
    close = nearest(word, known)
    return f"{source.mark(at)}  {said}{f'; did you mean {close!r}?' if close else ''}"


# ---- orders that nothing can meet -----------------------------------------------------------------------


def _orders(season: Season) -> Iterator[str]:
    """Orders whose second part may be planned, while the first part is left out by the scenario."""
    for each in season.rules:
        kind = each.rule.kind
        if isinstance(kind, Order) and _in_vain(season, each, kind):
            yield (
                f"{each.mark}  {each.id}: can never be met: 'sessions' leaves out {kind.after.what}, "
                f"without enough of which before the plan there can be no {kind.then}"
            )


def _in_vain(season: Season, active: ActiveRule, kind: Order) -> bool:
    """Whether no day is left on which the order could be kept, for any of its athletes."""
    conditional = active.rule.given or active.rule.unless or any(active.rests)
    if season.scenario.sessions is None or conditional or not active.scopes:
        return False
    return all(_too_early(season, scope, kind) for scope in active.scopes)


def _too_early(season: Season, scope: Scope, kind: Order) -> bool:
    """Whether an athlete would break the order on every day, with only what was done before the plan."""
    before, later = scope.select(kind.after.what).forms, scope.select(kind.then).forms & season.offered
    if not before or before & season.offered or not later:
        return False
    form = season.catalogue.forms[min(later)]
    slot = season.calendar.slots[0]
    every = [Done.of(scope.name, day, slot, form, form.first) for day in scope.days]
    broken = {day for breach in kind.breaches(scope, season.diary(every)) for day in breach.days}
    return broken >= set(scope.days)


def idle(rules: Iterable[ActiveRule], scenario: str) -> Iterator[str]:
    """A warning for each rule that can never apply.

    That a rulebook speaks of phases which this calendar does not have is as it should be; a rule of
    the scenario itself (by its title) that applies nowhere is a slip.
    """
    everyone = Who()
    for each in rules:
        if not each.scopes:
            if each.book == scenario and each.rule.who == everyone and each.rule.when.around is None:
                yield f"{each.mark}  {each.id}: applies to no day of this calendar"
            continue
        shelf = each.scopes[0].catalogue
        for what in each.rule.kind.whats():
            if not shelf.select(what) and all(shelf.named(word) is not None for word in what.words()):
                yield f"{each.mark}  {each.id}: no session of the catalogue is meant by {what}"
