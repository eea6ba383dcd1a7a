"""A foil: something else that a plan could be, asked for as a must."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from solver.applying import laid
from solver.documents.rulebook import Envelope, Rule
from solver.errors import Mark
from solver.reasons.whynot.wish import Wish
from solver.season import ActiveRule, Season
from solver.words import listed

#: What the rules of a foil are called; no rule of a rulebook can have such a name.
WANTED = "--want"


@dataclass(frozen=True, slots=True)
class Foil:
    """What is asked for instead.

    Parameters
    ----------
    says
        In words.
    rules
        The rules that it comes to.
    days
        The days that it is about.
    athlete
        Whom it is about.
    """

    says: str
    rules: tuple[Envelope, ...]
    days: tuple[int, ...]
    athlete: str

    @classmethod
    def of(cls, wishes: Sequence[Wish], athlete: str, season: Season) -> Foil:
        """The foil of some wishes that are to come true together."""
        rules = [_rule(data, wish, athlete, season) for wish in wishes for data in wish.rules]
        days = sorted({day for wish in wishes for day in wish.where.days})
        return cls(listed([wish.says for wish in wishes]), tuple(rules), tuple(days), athlete)

    def active(self, season: Season) -> list[ActiveRule]:
        """Its rules where they apply; no modifier changes them."""
        found = []
        for number, rule in enumerate(self.rules, 1):
            name = f"{WANTED} {number}"
            wanted = ActiveRule(name, rule, Mark(WANTED, 1, 1), "", (), fixed=True)
            found.append(laid(wanted, season, ()))
        return found

    def on(self, season: Season) -> Season:
        """The season in which it is a must."""
        return replace(season, rules=[*season.rules, *self.active(season)])


def _rule(data: Mapping[str, Any], wish: Wish, athlete: str, season: Season) -> Envelope:
    first, last = (season.calendar.date(day) for day in (wish.where.days[0], wish.where.days[-1]))
    when, who = {"dates": {"from": first, "to": last}}, {"names": [athlete]}
    return Rule.model_validate({**data, "when": when, "who": who, "says": wish.says})
