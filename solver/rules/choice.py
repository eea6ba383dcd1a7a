"""So many of some rules hold in a window; or all but exceptions.

For "either two short days or one long one" and "metres and intensity do not rise in the same week".
The rules inside are of any other kind, without level or scope of their own. For a rule that holds
only sometimes, use the clause `given`.

Fields: `of` (the rules), `per` (each is judged by the places that end in the window); `at_least`,
`at_most` of them (by default at least 1); or `exceptions`: in so many places of a window the rules (or the
only one) may be broken.

Examples
--------
rule: {choice: {of: [{limit: {sessions: accel, at_least: 2}}, {limit: {sessions: fly, at_least: 1}}]}}
says: either at least 2 accel sessions per week or at least 1 fly session per week
holds: accel . accel . . . .
holds: . . . fly . . .
breaks: accel . . . . . . -> 0 of 2 choices hold in week 1, at least 1

rule: {choice: {at_most: 1, of: [{limit: {days: speed, at_least: 3}}, {limit: {days: lift, at_least: 3}}]}}
says: at most 1 of these: at least 3 speed days per week; at least 3 lift days per week
holds: speed . speed . speed . lift
breaks: speed+lift . speed+lift . speed+lift . . -> 2 of 2 choices hold in week 1, at most 1

rule: {choice: {of: [{spacing: {between: speed, at_least: 2 days}}], per: phase, exceptions: 1}}
says: speed at least 2 days apart, with at most 1 exception per phase
holds: speed speed . speed . . . | speed . . speed . . .
breaks: speed speed . speed . . . | speed . . speed speed . . -> 2 exceptions from Mon 5 Oct to Sun 18 Oct, at most 1
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator, ValidationError, WithJsonSchema, model_validator

from solver.bounds import Bound, Flag, Place, both
from solver.clauses.per import Per, PerField
from solver.diary import Diary
from solver.documents.base import first_wrong, shown, wrong
from solver.rules.kind import Breach, Kind, Traits
from solver.scope import Scope
from solver.words import listed, plural, unknown

#: Kinds that cannot stand in a choice, with the reason.
NOT_INSIDE = {
    "choice": "a choice cannot stand in a choice; say it in two rules",
    "peak": "form at meets is a goal, which neither holds nor breaks; give it a rule of its own",
}


def _kind(value: Any) -> Kind:
    """Read `{limit: {...}}`: one kind of rule and nothing else."""
    kinds = [name for name in Kind.registry if name not in NOT_INSIDE]
    given = [name for name in value if name in Kind.registry] if isinstance(value, dict) else []
    if not isinstance(value, dict) or (len(value) != 1 and len(given) != 1):
        raise wrong(f"found {shown(value)}, expected one rule such as {{limit: {{...}}}}")
    for name in value:
        if len(value) > 1 and name not in given:
            raise wrong(
                f"a rule inside a choice is a kind and nothing else; {name!r} stands beside 'choice'", (name,)
            )
    (name, body), *_ = value.items()
    if name in NOT_INSIDE:
        raise wrong(NOT_INSIDE[name], (name,))
    if name not in kinds:
        raise wrong(unknown("kind", str(name), kinds), (name,))
    try:
        return Kind.registry[name].model_validate(body)
    except ValidationError as error:
        raise first_wrong(Kind.registry[name], error, (name,)) from None


def _written(kind: Kind) -> dict[str, Any]:
    name = next(name for name, each in Kind.registry.items() if each is type(kind))
    return {name: kind.model_dump(by_alias=True, exclude_defaults=True)}


KindField = Annotated[
    Kind, PlainValidator(_kind), PlainSerializer(_written), WithJsonSchema({"type": "object"})
]


class Choice(Kind):
    """At least (or at most) so many of some rules hold, window by window."""

    of: Annotated[list[KindField], Field(min_length=1, max_length=12)]
    per: PerField = Per("week")
    at_least: Annotated[int, Field(ge=0, le=12)] | None = None
    at_most: Annotated[int, Field(ge=0, le=12)] | None = None
    exceptions: Annotated[int, Field(ge=1, le=1000)] | None = None

    @model_validator(mode="after")
    def _windows(self) -> Choice:
        if self.per.name == "slot":
            raise wrong("a choice cannot be made slot by slot", ("per",))
        if self.exceptions is None and len(self.of) < 2:
            raise wrong("found 1 rule, expected at least 2 to choose from, or 'exceptions'", ("of",))
        if len({rule.of_squad for rule in self.of}) > 1:
            raise wrong(
                "'across: squad' stands in all of the rules to choose from, or in none of them", ("of",)
            )
        if self.exceptions is not None and (self.at_least, self.at_most) != (None, None):
            raise wrong("'exceptions' stands without 'at_least' and 'at_most'", ("exceptions",))
        return self

    @property
    def _limits(self) -> tuple[int, int]:
        """At least and at most so many."""
        least = self.at_least if self.at_least is not None else int(self.at_most is None)
        return least, len(self.of) if self.at_most is None else self.at_most

    @property
    def of_squad(self) -> bool:
        """Whether the rules to choose from are about the squad."""
        return self.of[0].of_squad

    def says(self) -> str:
        """The rule as one English clause."""
        rules = [rule.says() for rule in self.of]
        if self.exceptions is not None:
            allowed = plural(self.exceptions, "exception")
            return f"{'; '.join(rules)}, with at most {allowed} {self.per.says()}"
        if self._limits == (1, len(self.of)):
            return f"either {listed(rules, 'or')}"
        least, most = self._limits
        if least == most:
            return f"{'all' if least == len(self.of) else f'exactly {least}'} of these: {'; '.join(rules)}"
        words = [f"at least {least}"] if least else []
        words += [f"at most {most}"] if most < len(self.of) else []
        return f"{listed(words)} of these: {'; '.join(rules)}"

    @property
    def traits(self) -> Traits:
        """What holds is told week by week; every dose may matter."""
        return Traits(lone=all(rule.traits.weekly for rule in self.of))

    # ---- what the solver gets -------------------------------------------------------------------

    def bounds(self, scope: Scope) -> Iterator[Place]:
        """A bound for every window."""
        least, most = self._limits
        places = [[p for p in rule.bounds(scope) if p.level is None] for rule in self.of]
        for window in self.per.windows(scope):
            if self.exceptions is not None:
                held = [Flag(p.bound) for mine in places for p in mine if p.days[-1] in window.days]
                least_held = max(len(held) - self.exceptions, 0)
                yield Place(window.days, Bound(tuple((1, flag) for flag in held), lower=least_held))
                continue
            flags = [Flag(both(p.bound for p in mine if p.days[-1] in window.days)) for mine in places]
            terms = tuple((1, flag) for flag in flags)
            yield Place(window.days, Bound(terms, least or None, most if most < len(self.of) else None))

    # ---- what the auditor reads -----------------------------------------------------------------

    def breaches(self, scope: Scope, diary: Diary) -> Iterator[Breach]:
        """Every window in which too few or too many hold."""
        least, most = self._limits
        broken = [
            [breach.days[-1] for breach in rule.breaches(scope, diary) if breach.level is None]
            for rule in self.of
        ]
        for window in self.per.found(scope, diary):
            where = scope.calendar.at(window.days)
            if self.exceptions is not None:
                times = sum(day in window.days for days in broken for day in days)
                if times > self.exceptions:
                    says = f"{plural(times, 'exception')} {where}, at most {self.exceptions}"
                    yield Breach(window.days, says, under=Fraction(times - self.exceptions))
                continue
            holding = sum(not set(days) & set(window.days) for days in broken)
            found = f"{holding} of {len(self.of)} choices hold {where}"
            if holding < least:
                yield Breach(window.days, f"{found}, at least {least}", under=Fraction(least - holding))
            if holding > most:
                yield Breach(window.days, f"{found}, at most {most}", over=Fraction(holding - most))
