"""A rule of a season, and where it applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from solver.bounds import Bound, Flag, Place
from solver.clauses.given import Given
from solver.diary import Diary
from solver.documents.rulebook import Envelope
from solver.errors import Mark
from solver.lived import Lived
from solver.rules.kind import Breach, Gain
from solver.scope import Scope


@dataclass(frozen=True, slots=True)
class Rest:
    """Days on which a modifier lets a rule rest, if a condition on the plan holds."""

    days: frozenset[int]
    given: Given | None
    unless: Given | None


#: Where a must may give way: whom it is about, and the days.
Spot: TypeAlias = tuple[tuple[str, ...], frozenset[int]]


@dataclass(frozen=True)
class ActiveRule:
    """A rule of the season and where it applies.

    `gives` tells by how many steps, too little and too much, a must gives way in some places; no modifier
    changes a rule that is `fixed`. What is over by what has been `lived` is not asked again.
    """

    id: str
    rule: Envelope
    mark: Mark
    book: str
    scopes: Sequence[Scope]
    rests: Sequence[Sequence[Rest]] = ()
    gives: Mapping[Spot, tuple[int, int]] = field(default_factory=dict)
    fixed: bool = False
    lived: Lived | None = None

    def says(self) -> str:
        """The rule's own sentence, or the generated one."""
        return self.rule.says or self.rule.sentence()

    def places(self) -> Iterator[tuple[Scope, Place]]:
        """Every place where the rule may be broken, for the solver."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            names = tuple(athlete.name for athlete in scope.athletes)
            conditional = bool(self.rule.given or self.rule.unless or rests)
            for place in self.rule.kind.bounds(scope):
                if self.lived and self.lived.over(place):
                    continue
                given = place.given
                if conditional:
                    given = (*given, *self._conditions(scope, rests, place.days))
                wider = self._wider(place, names) if self.gives and self.is_must(place) else place.bound
                yield scope, Place(place.days, wider, *place[2:4], given, place.reward, names)

    def _wider(self, place: Place, names: tuple[str, ...]) -> Bound:
        """The bound of a must as far as it gives way."""
        under, over = self.gives.get((names, frozenset(place.days)), (0, 0))
        terms, low, high = place.bound
        return Bound(
            terms,
            None if low is None else low - under * place.unit,
            None if high is None else high + over * place.unit,
        )

    def _conditions(self, scope: Scope, rests: Sequence[Rest], days: Sequence[int]) -> Iterator[Flag]:
        if self.rule.given:
            yield self.rule.given.flag(scope, days)
        if self.rule.unless:
            yield _not(self.rule.unless.flag(scope, days))
        for rest in rests:
            if not rest.days.intersection(days):
                continue
            if rest.given:
                yield _not(rest.given.flag(scope, days))
            if rest.unless:
                yield rest.unless.flag(scope, days)

    def is_must(self, place: Place) -> bool:
        """Whether a place of the rule must hold."""
        return (place.level or self.rule.level) == "must" and not place.reward

    def breaches(self, diary: Diary) -> Iterator[tuple[Scope, Breach]]:
        """Every place where a plan breaks the rule, by looking."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            for breach in self._found(scope, diary):
                if self._counts(scope, rests, diary, breach.days) and not self._let(scope, breach):
                    yield scope, breach

    def _let(self, scope: Scope, breach: Breach) -> bool:
        """Whether a must gives way to a breach."""
        if not self.gives or (breach.level or self.rule.level) != "must":
            return False
        names = tuple(athlete.name for athlete in scope.athletes)
        under, over = self.gives.get((names, frozenset(breach.days)), (0, 0))
        return breach.under <= under * breach.unit and breach.over <= over * breach.unit

    def _found(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Where a plan breaks the rule, but for what is over."""
        found = self.rule.kind.breaches(scope, diary)
        return self.lived.left(self.rule.kind, scope, found) if self.lived else found

    def _counts(self, scope: Scope, rests: Sequence[Rest], diary: Diary, days: Sequence[int]) -> bool:
        rule = self.rule
        if rule.given and not rule.given.holds(scope, diary, days):
            return False
        if rule.unless and rule.unless.holds(scope, diary, days):
            return False
        for rest in rests:
            if set(days) & rest.days and (
                (rest.given and rest.given.holds(scope, diary, days))
                or (rest.unless and not rest.unless.holds(scope, diary, days))
            ):
                return False
        return True

    def gains(self, diary: Diary) -> Iterator[tuple[Scope, Gain]]:
        """What a plan earns under the rule."""
        for scope, rests in zip(self.scopes, self.rests, strict=True):
            for gain in self.rule.kind.gains(scope, diary):
                gone = self.lived is not None and max(gain.days) < self.lived.day
                if not gone and self._counts(scope, rests, diary, gain.days):
                    yield scope, gain


def _not(flag: Flag) -> Flag:
    return Flag(Bound(((1, flag),), upper=0))
