"""What is different in another plan: session by session, each of them once.

As :mod:`solver.search.distance` counts, but read off two finished plans.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.diary import Done
from solver.search.distance import ALTERED, FAR, MILD, Sort


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a session; `old` is None where it is new, `new` where it is gone."""

    sort: Sort
    old: Done | None
    new: Done | None

    @property
    def athlete(self) -> str:
        """Whose session it is."""
        return self._any.athlete

    @property
    def days(self) -> tuple[int, ...]:
        """The days on which plans differ by it."""
        return tuple(sorted({each.day for each in (self.old, self.new) if each}))

    @property
    def altered(self) -> bool:
        """Whether a session that has moved has another dose."""
        if self.sort != "moved" or self.old is None or self.new is None:
            return False
        return (self.old.form, self.old.count) != (self.new.form, self.new.count)

    @property
    def _any(self) -> Done:
        found = self.old or self.new
        assert found
        return found

    def undone(self, sessions: Sequence[Done]) -> list[Done]:
        """A plan with this change, without it."""
        return [*(each for each in sessions if each is not self.new), *([self.old] if self.old else [])]


def differences(
    old: Sequence[Done], new: Sequence[Done], anywhere: Container[str] = frozenset()
) -> list[Difference]:
    """The fewest changes, and of as few the mildest, that make one plan of another; in their order.

    Parameters
    ----------
    anywhere
        Forms that are the same session however far they move: races, whose meets move.
    """
    gone, came = list(old), list(new)
    found: list[Difference] = []
    for exact in (True, False):
        for each in list(gone):
            other = next((o for o in came if _same(each, o) and (not exact or each.slot == o.slot)), None)
            if other is not None:
                gone.remove(each)
                came.remove(other)
                if (each.slot, each.form, each.count) != (other.slot, other.form, other.count):
                    found.append(Difference("dose" if each.slot == other.slot else "time", each, other))
    pairs = _paired(gone, came, anywhere)
    for place, each in enumerate(gone):
        there = pairs.get(place)
        other = None if there is None else came[there]
        sort: Sort = "dropped" if other is None else _sort(each, other)
        found.append(Difference(sort, each, other))
    taken = set(pairs.values())
    found += [Difference("added", None, each) for place, each in enumerate(came) if place not in taken]
    return sorted(found, key=lambda change: (change.days, change.athlete, *_text(change)))


def _same(one: Done, other: Done) -> bool:
    return (one.athlete, one.day, one.session) == (other.athlete, other.day, other.session)


def _text(change: Difference) -> tuple[str, str]:
    return tuple(f"{each.slot} {each.session}" if each else "" for each in (change.old, change.new))  # type: ignore[return-value]


def _sort(old: Done, new: Done) -> Sort:
    return "moved" if old.session == new.session else "replaced"


def _cost(old: Done, new: Done, anywhere: Container[str]) -> int | None:
    """What it counts that one session became another; None if it did not."""
    if old.athlete != new.athlete:
        return None
    if old.session == new.session:
        far = abs(old.day - new.day)
        other = 0 if (old.form, old.count) == (new.form, new.count) else ALTERED
        known = far < FAR or old.form in anywhere
        return FAR * (MILD["moved"] + other) + min(far, FAR - 1) if known else None
    return FAR * MILD["replaced"] if old.day == new.day else None


def _paired(old: Sequence[Done], new: Sequence[Done], anywhere: Container[str]) -> Mapping[int, int]:
    """As many pairs as there can be of a session that is gone and the one that it became, the mildest."""
    costs = [
        {there: cost for there, each in enumerate(new) if (cost := _cost(one, each, anywhere)) is not None}
        for one in old
    ]
    mate: dict[int, int] = {}
    while path := _cheapest(costs, mate):
        mate.update(path)
    return {one: other for other, one in mate.items()}


def _cheapest(costs: Sequence[Mapping[int, int]], mate: Mapping[int, int]) -> dict[int, int]:
    """The pairs, by the new session, with one more of them at the least cost; none if none fits."""
    reached: dict[int, tuple[int, int]] = {}
    best = {one: 0 for one in range(len(costs)) if one not in mate.values()}
    changed = True
    while changed:
        changed = False
        for one, cost in _sorted(best):
            for other, more in costs[one].items():
                if mate.get(other) != one and cost + more < reached.get(other, (cost + more + 1, 0))[0]:
                    reached[other] = cost + more, one
                    changed = True
                    if other in mate:
                        best[mate[other]] = cost + more - costs[mate[other]][other]
    free = [(cost, other) for other, (cost, _) in reached.items() if other not in mate]
    if not free:
        return {}
    path, other = dict[int, int](), min(free)[1]
    while True:
        one = path[other] = reached[other][1]
        back = next((there for there, its in mate.items() if its == one), None)
        if back is None:
            return path
        other = back


def _sorted(best: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    yield from sorted(best.items())
