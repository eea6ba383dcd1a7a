"""Blocks of a typed plan as one rule sees them: what may have been done there, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from solver.diary import Done
from solver.documents.week import UNKNOWN
from solver.typed.candidates import Choices
from solver.typed.said import Typed
from solver.typed.sight import Distinct, Sight

#: What has to be known where a block has several alternatives, if the block does not say.
ALTERNATIVE = "which alternative"


@dataclass(frozen=True, slots=True)
class Unit:
    """A block: alternatives that a rule can tell apart, each of some choices.

    Parameters
    ----------
    missing
        What would have to be known, in words without the day.
    """

    day: int
    athlete: str
    alternatives: Sequence[Sequence[Distinct]]
    missing: Sequence[str]

    @property
    def open(self) -> bool:
        """Whether there is more than one option."""
        return len(self.alternatives) > 1 or any(choice.open for choice in self.alternatives[0])

    @property
    def ranged(self) -> bool:
        """Whether there are amounts between those that are tried."""
        return any(choice.ranged for part in self.alternatives for choice in part)

    @property
    def first(self) -> list[Done]:
        """Any one option."""
        return [choice.ways[0][0] for choice in self.alternatives[0]]

    def size(self, tied: bool) -> int:
        """How many options there are; tied doses count once."""
        return sum(
            prod(len(choice.ways) if tied else len(choice.all) for choice in part)
            for part in self.alternatives
        )

    def options(self) -> Iterator[list[Done]]:
        """Everything that may have been done."""
        for part in self.alternatives:
            for dones in product(*(choice.all for choice in part)):
                yield list(dones)

    def ways(self) -> Iterator[Sequence[Sequence[Done]]]:
        """Everything that may have been done, the doses of each session together."""
        for part in self.alternatives:
            yield from product(*(choice.ways for choice in part))


def units_of(
    blocks: Sequence[Choices], sight: Sight, day_name: Callable[[int], str], all_of_them: bool = False
) -> list[Unit]:
    """The blocks as a rule sees them; what it does not see at all is left out (unless `all_of_them`)."""
    units = (_unit(block, sight, day_name, all_of_them) for block in blocks)
    return [unit for unit in units if unit.alternatives != [[]]]


def _unit(block: Choices, sight: Sight, day_name: Callable[[int], str], all_of_them: bool) -> Unit:
    known: dict[int, Distinct] = {}
    parts: dict[frozenset[tuple[Hashable, int]], list[Distinct]] = {}
    for part in block.alternatives:
        seen = []
        for session in part:
            choice = known.setdefault(id(session.candidates), sight.choice(session))
            if all_of_them or not choice.neutral:
                seen.append(choice)
        counts = {choice.key: sum(each.key == choice.key for each in seen) for choice in seen}
        parts.setdefault(frozenset(counts.items()), seen)
    told = list(parts.values())
    where = block.block
    if len(told) > 1 and where.what:
        missing = [f"{where.what} on {day_name(where.day)}"]
    else:
        alternative = [f"{ALTERNATIVE} on {day_name(where.day)}"] if len(told) > 1 else []
        opens = [choice for part in told for choice in part if choice.open]
        missing = alternative + [_said(choice.session.typed, choice.what, day_name) for choice in opens]
    return Unit(where.day, where.athlete, told, missing)


def _said(typed: Typed, what: str, day_name: Callable[[int], str]) -> str:
    said = typed.said
    word = "the session" if said.session in UNKNOWN else said.session
    whose = f" ({typed.athlete})" if said.named else ""
    return f"{what} of {word} on {day_name(typed.day)}{whose}"
