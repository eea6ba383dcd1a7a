"""Which days are of the kind that a selector means: as flags for the solver, by looking for the auditor."""

from __future__ import annotations

from collections.abc import Sequence

from solver.bounds import Bound, Flag, Term, unused, used
from solver.clauses.what import Selection
from solver.diary import Diary, Done
from solver.scope import Scope


def day_flag(scope: Scope, athlete: str, day: int, chosen: Selection, slot: str | None = None) -> Term:
    """1 where a day (or a slot of it) is one of those selected."""
    key = athlete, day, slot, id(chosen)
    known = scope.day_flags.get(key)
    if known is None:
        # the selection is kept with its flag, so that no other one can come to have its identity
        known = scope.day_flags[key] = chosen, _day_flag(scope, athlete, day, chosen, slot)
    return known[1]


def _day_flag(scope: Scope, athlete: str, day: int, chosen: Selection, slot: str | None) -> Term:
    if chosen.rest and not chosen.forms:
        return unused(athlete, (day,), scope.catalogue.training, slot)
    flag = used(athlete, (day,), chosen.forms, slot)
    if chosen.unless:
        spoilt = used(athlete, (day,), chosen.unless, slot)
        flag = Flag(Bound(((1, flag), (-1, spoilt)), lower=1))
    return any_of([flag, unused(athlete, (day,), scope.catalogue.training, slot)]) if chosen.rest else flag


def any_of(flags: Sequence[Term]) -> Term:
    """1 where any of some flags is."""
    return flags[0] if len(flags) == 1 else Flag(Bound(tuple((1, flag) for flag in flags), lower=1))


def matches(scope: Scope, done: Sequence[Done], chosen: Selection) -> bool:
    """Whether the sessions of one day (or slot) make it one of the days selected."""
    if chosen.rest and all(each.form not in scope.catalogue.training for each in done):
        return True
    spoilt = any(each.form in chosen.unless for each in done)
    return not spoilt and any(each.form in chosen.forms for each in done)


def on_day(scope: Scope, diary: Diary, day: int, chosen: Selection, slot: str | None = None) -> bool:
    """Whether a day of the athlete is one of those selected, by looking."""
    return matches(scope, [d for d in diary.on(scope.name, day) if slot in (None, d.slot)], chosen)
