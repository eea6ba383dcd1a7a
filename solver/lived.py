"""What has been lived of a plan, and what is over by that: no day to come can change it any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from solver.bounds import Place
from solver.diary import Diary
from solver.rules.kind import Breach, Kind
from solver.scope import Scope


@dataclass(frozen=True, eq=False)
class Lived:
    """The days of a plan before `day`, as they were.

    Parameters
    ----------
    diary
        What was done on them, and before the plan.
    """

    day: int
    diary: Diary
    _over: dict[tuple[int, int], Counter[tuple[object, ...]]] = field(default_factory=dict)

    def over(self, place: Place) -> bool:
        """Whether a place lies in the past, and nothing to come bears on it, or it is broken already."""
        if max(place.days) >= self.day:
            return False
        ahead = max(place.bearing(), default=-1) >= self.day
        return not ahead or place.reward or place.steps(self.diary) != (0, 0)

    def left(self, kind: Kind, scope: Scope, found: Iterable[Breach]) -> Iterator[Breach]:
        """Of some breaches those that are not over: in the past, and there whatever is to come."""
        over: Counter[tuple[object, ...]] | None = None
        for breach in found:
            if max(breach.days) < self.day:
                over = Counter(self._known(kind, scope)) if over is None else over
                if over[_key(breach)] > 0:
                    over[_key(breach)] -= 1
                    continue
            yield breach

    def _known(self, kind: Kind, scope: Scope) -> Counter[tuple[object, ...]]:
        """The breaches that are there if nothing more is done."""
        place = id(kind), id(scope)
        if place not in self._over:
            past = (each for each in kind.breaches(scope, self.diary) if max(each.days) < self.day)
            self._over[place] = Counter(map(_key, past))
        return self._over[place]


def _key(breach: Breach) -> tuple[object, ...]:
    return breach.days, breach.level
