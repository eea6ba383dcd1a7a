"""Where a rule applies: whom it concerns, on which days, and what modifiers change in it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.calendar import Calendar
from solver.documents.rulebook import Modifier
from solver.documents.scenario import Athlete
from solver.scope import Scaling, Scope
from solver.season import ActiveRule, Rest, Season


def laid(active: ActiveRule, season: Season, modifiers: Sequence[Modifier]) -> ActiveRule:
    """A rule with the athletes and the days that it is for in a season."""
    calendar, rule = season.calendar, active.rule
    concerned = [athlete for athlete in season.athletes if rule.who.holds(athlete, calendar)]
    squad = rule.kind.of_squad
    groups = [concerned] if squad and concerned else [[athlete] for athlete in concerned]
    scopes: list[Scope] = []
    rests: list[Sequence[Rest]] = []
    for group in groups:
        scaled, rest, off = _scalings(active.id, () if active.fixed else modifiers, calendar, group)
        days = [day for day in rule.when.days(calendar, *group) if day not in off]
        if days:
            known = season.known_from, season.totals
            scopes.append(Scope(calendar, season.catalogue, group, days, *known, scaled))
            rests.append(rest)
    return replace(active, scopes=scopes, rests=rests)


def _scalings(
    rule_id: str, modifiers: Sequence[Modifier], calendar: Calendar, group: Sequence[Athlete]
) -> tuple[list[Scaling], list[Rest], frozenset[int]]:
    """What the modifiers do to a rule: scaled numbers, conditional rests, days on which it rests.

    A rule about a squad is changed only by what is for every one of it.
    """
    found: list[Scaling] = []
    rests: list[Rest] = []
    off: set[int] = set()
    for each in modifiers:
        concerned = not each.rules or rule_id in each.rules
        if not concerned or not all(each.who.holds(one, calendar) for one in group):
            continue
        days = frozenset(each.when.days(calendar, *group))
        if each.floors is not None or each.caps is not None:
            found.append(Scaling(days, each.scale("floors"), each.scale("caps")))
        if each.rest and (each.given or each.unless):
            rests.append(Rest(days, each.given, each.unless))
        elif each.rest:
            off |= days
    return found, rests, frozenset(off)
