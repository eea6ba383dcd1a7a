"""Rules that are not meant to go together: each is judged by itself."""

from __future__ import annotations

from collections.abc import Sequence

from solver.lint.judge import Judge, Said
from solver.lint.proven import Told
from solver.lint.stretch import Ground, Stretch
from solver.lint.units import Key, Unit
from solver.lint.where import Where


class Apart(Judge):
    """Looks at every rule of a rulebook alone, and whether they do not go together indeed.

    Attributes
    ----------
    clash
        Where it is proven that they do not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clash: Where | None = None
        self._met: set[Key] = set()

    def _asked(
        self, ground: Ground, where: Where, said: Said, about: Sequence[Unit], only_implied: bool
    ) -> Told:
        told, there = Told(), {unit.key for unit, _ in said}
        for unit in about:
            if unit.key in there and (self._is_open(unit.key) or unit.key not in self._met):
                self._alone(Stretch(ground, where, [unit], [unit.key]), unit.key, told)
        musts = [unit for unit, _ in said if unit.level == "must"]
        if self.clash is None and len(musts) > 1 and not only_implied:
            stretch = Stretch(ground, where, musts)
            if stretch.keeps([unit.key for unit in musts]) is False:
                self.clash = where
        return told

    def _alone(self, stretch: Stretch, key: Key, told: Told) -> None:
        """Find out of a rule by itself whether it can be met, and broken."""
        if stretch.keeps([key]) is False:
            told.never[key] = []
            return
        self._met.add(key)
        broken = stretch.keeps([], broken=key)
        if broken:
            self.proven.broken.add(key)
        elif broken is False:
            told.forced[key] = stretch
        else:
            told.undecided.append(("implied", key[0]))
