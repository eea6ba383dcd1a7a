"""What is proven about rules, as it gathers from stretch to stretch."""

from __future__ import annotations

from dataclasses import dataclass, field

from solver.lint.stretch import Stretch
from solver.lint.units import Key
from solver.lint.where import Where
from solver.season import ActiveRule

#: Rules that do not go together.
Clash = frozenset[Key]


@dataclass
class Told:
    """What came of one stretch.

    Parameters
    ----------
    clashes
        Rules that do not go together.
    never
        Wishes that no plan can meet, with the musts that are in the way.
    forced
        Rules that no plan can break which keeps the others, each with the model that says so.
    undecided
        What could not be told: the word for the finding, and the rule.
    """

    clashes: list[Clash] = field(default_factory=list)
    never: dict[Key, list[Key]] = field(default_factory=dict)
    forced: dict[Key, Stretch] = field(default_factory=dict)
    undecided: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Proven:
    """What came of all stretches of the seasons of a file.

    Parameters
    ----------
    rules
        The rules, in the order of their files.
    floors
        Of clashes between limits alone, those that ask for something.
    broken
        Rules that some plan breaks which keeps all other musts: nothing implies them.
    beyond
        Rules that look at more weeks than were judged together.
    silent
        Rules that ask for nothing in a season, as 'at least 0' does, or only for what the calendar decides.
    unsure
        Rules of which something holds or not, depending on which rule of a contradiction gives.
    """

    rules: dict[str, ActiveRule] = field(default_factory=dict)
    clashes: dict[Clash, list[Where]] = field(default_factory=dict)
    floors: dict[Clash, list[ActiveRule]] = field(default_factory=dict)
    never: dict[Key, list[Where]] = field(default_factory=dict)
    in_the_way: dict[Key, dict[Key, None]] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    forced: dict[Key, list[tuple[Stretch, Where]]] = field(default_factory=dict)
    beyond: set[Key] = field(default_factory=set)
    silent: set[Key] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    undecided: list[tuple[str, str, Where]] = field(default_factory=list)

    def take(self, told: Told, where: Where) -> None:
        """Take in what came of a stretch, as it is true of some weeks."""
        for clash in told.clashes:
            self.clashes.setdefault(clash, []).append(where)
        for wish, musts in told.never.items():
            self.never.setdefault(wish, []).append(where)
            self.in_the_way.setdefault(wish, {}).update(dict.fromkeys(musts))
        for key, stretch in told.forced.items():
            self.forced.setdefault(key, []).append((stretch, where))
        self.undecided += [(*each, where) for each in told.undecided]

    def candidates(self) -> list[Key]:
        """The rules that may be implied by others, as far as is known."""
        unsure = {name for code, name, _ in self.undecided if code == "implied"}
        out = self.broken | self.beyond
        return [key for key in self.forced if key not in out and key[0] not in unsure]
