"""Clauses that do not go together: numbers of an athlete for a squad, modifiers of rules without a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.clauses.number import Number
from solver.documents.base import Document
from solver.documents.rulebook import Envelope, Modifier
from solver.documents.scenario import STANDINGS, Athlete
from solver.rules.kind import parts_of

#: What a modifier scales, and the limit that it scales.
SCALED = {"floors": "at_least", "caps": "at_most"}


def of_athletes(rule: Envelope, athletes: list[Athlete]) -> Iterator[tuple[str, str]]:
    """Words of athletes by which the numbers of a rule about the squad are chosen."""
    if not rule.kind.of_squad:
        return
    words = {word for each in athletes for word in (*each.events, *each.tags)}
    known = {*STANDINGS, "female", "male", *words}
    for each in parts_of(rule, Number):
        for word in each.words():
            if word in known:
                said = (
                    f"chooses by {word!r}, but the rule is about a squad: write one for each group with 'who'"
                )
                yield said, word


def unscaled(modifier: Modifier, rules: Mapping[str, Envelope]) -> Iterator[tuple[str, str]]:
    """Rules that a modifier names and in which it has nothing to scale."""
    wanted = [side for side in SCALED if getattr(modifier, side) is not None]
    for name in modifier.rules:
        if not wanted or modifier.rest or name not in rules:
            continue
        kind = rules[name].kind
        if not any(_has(kind, SCALED[side]) for side in wanted):
            limits = " or ".join(repr(SCALED[side]) for side in wanted)
            change = "change it there, or say 'rest: true'"
            said = f"{' and '.join(wanted)}: no number {limits} in {name!r}; {change}"
            yield said, name


def _has(kind: Document, side: str) -> bool:
    return any(isinstance(getattr(each, side, None), Number) for each, _ in kind.parts)
