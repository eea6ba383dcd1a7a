"""Which rules others imply, and which others that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solver.lint.proven import Proven
from solver.lint.stretch import Stretch
from solver.lint.units import Key
from solver.lint.where import Where

#: Other rules that it may take.
MOST = 3


def implied(proven: Proven) -> Iterator[tuple[Key, list[Key], list[Where]]]:
    """The rules that others imply, the last ones first: each with what it takes, and where.

    What takes more than a few others is nothing that anybody would call a repetition, and is passed over.
    Of two rules that imply each other only the later one is told: with it gone, the other one counts.
    """
    gone: set[Key] = set()
    order = {name: place for place, name in enumerate(proven.rules)}
    for key in sorted(proven.candidates(), key=lambda key: order[key[0]], reverse=True):
        takes = _takes(key, [stretch for stretch, _ in proven.forced[key]], gone)
        if takes is not None and len(takes) <= MOST:
            gone.add(key)
            yield key, takes, [where for _, where in proven.forced[key]]


def _takes(key: Key, stretches: Sequence[Stretch], gone: set[Key]) -> list[Key] | None:
    """The rules that imply one in all of some stretches, none of them `gone`; None if they do not."""
    takes: dict[Key, None] = {}
    for stretch in dict.fromkeys(stretches):
        before = [each for each in takes if each in stretch.holds]
        if stretch.keeps(before, broken=key) is False:
            continue
        others = [each for each in stretch.holds if each[1] == "must" and each != key and each not in gone]
        found = stretch.core(others, broken=key) if stretch.keeps(others, broken=key) is False else None
        if found is None:
            return None
        takes |= dict.fromkeys(found)
    return list(takes)
