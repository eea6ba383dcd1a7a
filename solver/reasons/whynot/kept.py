"""A season in which a wish is a must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from solver.bounds import Place
from solver.diary import Diary
from solver.rules.kind import Breach
from solver.scope import Scope
from solver.season import ActiveRule, Season


@dataclass(frozen=True)
class Kept(ActiveRule):
    """A rule that must hold whole: also its limits of lesser importance (`should`, `prefer`) are musts."""

    def places(self) -> Iterator[tuple[Scope, Place]]:
        """Every place, at the rule's own level."""
        for scope, place in super().places():
            yield scope, place._replace(level=None)

    def breaches(self, diary: Diary) -> Iterator[tuple[Scope, Breach]]:
        """Every breach, at the rule's own level."""
        for scope, breach in super().breaches(diary):
            yield scope, replace(breach, level=None)


@dataclass(frozen=True)
class Narrower(ActiveRule):
    """The limits of lesser importance (`should`, `prefer`) that a must has inside, as a must of their own."""

    def places(self) -> Iterator[tuple[Scope, Place]]:
        """The places of these limits."""
        for scope, place in super().places():
            if place.level is not None:
                yield scope, place._replace(level=None)

    def breaches(self, diary: Diary) -> Iterator[tuple[Scope, Breach]]:
        """The breaches of these limits."""
        for scope, breach in super().breaches(diary):
            if breach.level is not None:
                yield scope, replace(breach, level=None)


def kept(season: Season, name: str) -> Season:
    """The season in which a rule must hold whole.

    A wish becomes a must; what a must wishes besides is added as another one, after all rules: as a coach
    would write it.
    """
    rule = next(each for each in season.rules if each.id == name)
    if rule.rule.level == "must":
        inside = Narrower(rule.id, rule.rule, rule.mark, rule.book, rule.scopes, rule.rests)
        return replace(season, rules=[*season.rules, inside])
    return replace(season, rules=[_must(each) if each is rule else each for each in season.rules])


def _must(rule: ActiveRule) -> Kept:
    strict = rule.rule.model_copy(update={"level": "must"})
    return Kept(rule.id, strict, rule.mark, rule.book, rule.scopes, rule.rests)
