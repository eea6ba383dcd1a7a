"""What plans are asked: the rules of each, laid on the season of another where that makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from solver.applying import laid
from solver.documents.rulebook import Envelope, Modifier
from solver.errors import Mark
from solver.files.source import Source
from solver.loading.books import read_book
from solver.loading.rulechecks import RuleChecks
from solver.season import ActiveRule, Season

#: What a rule says besides what it asks.
BESIDES = {"says", "why", "source", "tags", "examples", "lint", "reading", "readings"}


@dataclass(frozen=True, eq=False)
class Rules:
    """Rules and modifiers as somebody believes in them, whatever the season.

    Parameters
    ----------
    name
        Whose they are.
    home
        The season they are of, in which nothing needs to be laid on anything.
    """

    name: str
    rules: Sequence[ActiveRule]
    modifiers: Mapping[str, Modifier]
    home: Season | None = None

    @classmethod
    def of(cls, name: str, season: Season) -> Rules:
        """All the rules of a season."""
        return cls(name, season.rules, season.modifiers, season)

    @classmethod
    def of_book(cls, file: Path) -> Rules:
        """The rules of a rulebook alone that are not off."""
        book, mark = read_book(file), Mark(str(file), 0, 0)
        rules = [
            ActiveRule(name, rule, mark, book.title, ()) for name, rule in book.rules.items() if not rule.off
        ]
        return cls(book.title, rules, book.modifiers)

    def same(self, other: Rules) -> bool:
        """Whether both ask the same."""
        return self._asks() == other._asks()

    def _asks(self) -> tuple[object, ...]:
        rules = {each.id: asks(each.rule) for each in self.rules}
        return rules, {name: asks(each) for name, each in self.modifiers.items()}

    def on(self, season: Season) -> Season:
        """A season with these rules in place of its own."""
        if season is self.home:
            return season
        modifiers = list(self.modifiers.values())
        active = [laid(each, season, modifiers) for each in self.rules]
        return replace(season, rules=active, modifiers=self.modifiers)

    def foreign(self, season: Season) -> str:
        """Why these rules make no sense in a season, in a sentence; empty if they do."""
        if season is self.home:
            return ""
        checks, nowhere = RuleChecks(season.scenario, season.catalogue), Source("", {})
        for each in self.rules:
            for found in checks.rule(each.id, each.rule, nowhere):
                return f"{each.says()} {found.message}"
            for found in checks.words(each.id, each.rule, nowhere):
                if self.home is None or self.home.catalogue is not season.catalogue:
                    return f"{each.says()} {found.message}"
        return ""


def asks(document: Envelope | Modifier) -> object:
    """All that a rule or a modifier asks, whatever is said about it."""
    return document.model_dump(exclude=BESIDES)
