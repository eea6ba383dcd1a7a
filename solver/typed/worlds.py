"""The ways in which a typed plan may have been meant: few enough to try, and none left out that matters.

Three ways to try them. An amount that only grows with what is done needs the least and the most.
A rule that asks what kind of day it was needs the kinds that each day may have been. For all others every
combination is tried, and beyond :data:`MOST_WORLDS` of them nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from solver.clauses.days import matches
from solver.clauses.what import What
from solver.diary import Diary, Done
from solver.rules.kind import parts_of
from solver.scope import Scope
from solver.season import ActiveRule, Rest
from solver.typed.sight import Sight
from solver.typed.units import Unit

#: Ways of meaning a plan that are tried out for one rule (or one week of it) at most.
MOST_WORLDS = 4096

World = list[Done]


def conditional(active: ActiveRule, rests: Sequence[Rest]) -> bool:
    """Whether the rule depends on something else in the plan."""
    return bool(active.rule.given or active.rule.unless or any(each.given or each.unless for each in rests))


def growing(active: ActiveRule, scope: Scope, rests: Sequence[Rest], sight: Sight) -> bool:
    """Whether a rule is about an amount that every session leaves as it is or makes larger."""
    amount = active.rule.kind.traits.grows
    if amount is None or conditional(active, rests) or sight.slots or sight.kinds:
        return False
    chosen = scope.select(amount.what)
    return not (chosen.unless or chosen.rest)


def by_day(active: ActiveRule, rests: Sequence[Rest], sight: Sight) -> bool:
    """Whether a rule only asks which days are of which kind."""
    return active.rule.kind.traits.by_day and not sight.slots and not conditional(active, rests)


def within_weeks(active: ActiveRule, rests: Sequence[Rest]) -> bool:
    """Whether a rule looks at weeks, or at less, so that they can be judged one by one."""
    return active.rule.kind.traits.weekly and not conditional(active, rests)


def worlds(
    active: ActiveRule, scope: Scope, rests: Sequence[Rest], sight: Sight, units: Sequence[Unit]
) -> list[World] | None:
    """What may have been done, as far as the rule can tell; None if that is too much to try."""
    if growing(active, scope, rests, sight):
        return _extremes(active, scope, units)
    if any(unit.ranged for unit in units) and (sight.every_dose or conditional(active, rests)):
        return None
    if by_day(active, rests, sight) and len(scope.athletes) == 1:
        return _kinds_of_days(active, scope, units)
    return combinations(units, sight.tied)


# ---- amounts that grow ------------------------------------------------------------------------------------


def _extremes(active: ActiveRule, scope: Scope, units: Sequence[Unit]) -> list[World]:
    """As little as possible, and as much as possible."""
    least, most = [], []
    for unit in units:
        options = []
        for part in unit.alternatives:
            sorted_ = [sorted(choice.all, key=lambda done: _amount(active, scope, [done])) for choice in part]
            options += [[each[0] for each in sorted_], [each[-1] for each in sorted_]]
        options.sort(key=lambda dones: _amount(active, scope, dones))
        least += options[0]
        most += options[-1]
    return [least, most]


def _amount(active: ActiveRule, scope: Scope, dones: World) -> Fraction:
    """The amount of some sessions of one day."""
    if not dones:
        return Fraction(0)
    amount = active.rule.kind.traits.grows
    assert amount is not None
    return amount.read(scope, Diary(dones, scope.calendar.length), [dones[0].day])


# ---- kinds of days -----------------------------------------------------------------------------------------


def _kinds_of_days(active: ActiveRule, scope: Scope, units: Sequence[Unit]) -> list[World] | None:
    """A world for every kind that each day may have been."""
    selections = [scope.select(what) for what in parts_of(active.rule, What)]
    days: list[list[World]] = []
    for day in sorted({unit.day for unit in units}):
        there = [unit for unit in units if unit.day == day]
        kinds: dict[tuple[bool, ...], World] = {}
        for world in _days(there):
            kinds.setdefault(tuple(matches(scope, world, each) for each in selections), world)
        days.append(list(kinds.values()))
    if prod(len(each) for each in days) > MOST_WORLDS:
        return None
    return [[done for world in worlds for done in world] for worlds in product(*days)]


def _days(units: Sequence[Unit]) -> Iterator[World]:
    """What one day may have been: for each set of forms, one way to come to it."""
    found: dict[frozenset[str], World] = {frozenset(): []}
    for unit in units:
        next_: dict[frozenset[str], World] = {}
        for part in unit.alternatives:
            here = found
            for choice in part:
                firsts = [doses[0] for doses in choice.ways]
                here = {keys | {d.form}: [*dones, d] for keys, dones in here.items() for d in firsts}
            for keys, dones in here.items():
                next_.setdefault(keys, dones)
        found = next_
    yield from found.values()


# ---- everything -----------------------------------------------------------------------------------------


def combinations(units: Sequence[Unit], tied: bool) -> list[World] | None:
    """Every combination of what may have been done; None if there are too many."""
    fixed = [done for unit in units if not unit.open for done in unit.first]
    open_ = [unit for unit in units if unit.open]
    if (1 + tied) * prod(unit.size(tied) for unit in open_) > MOST_WORLDS:
        return None
    if not tied:
        chosen = product(*(list(unit.options()) for unit in open_))
        return [[*fixed, *(done for dones in each for done in dones)] for each in chosen]
    found = []
    for ways in product(*(list(unit.ways()) for unit in open_)):
        doses = [each for way in ways for each in way]
        found.append([*fixed, *(each[0] for each in doses)])
        if any(len(each) > 1 for each in doses):
            found.append([*fixed, *(each[-1] for each in doses)])
    return found
