"""Rules that are not meant to go together: each is judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.lint.judge import Judge
from solver.lint.proven import Told
from solver.lint.stretch import Ground, Stretch
from solver.lint.units import Key, Unit
from solver.lint.where import Where
from solver.season import Season


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
        self._levels: dict[str, set[Key]] = {}

    def _look(self, season: Season) -> tuple[Ground, list[Unit]]:
        """Judge the rules of a season of which not all is told yet."""
        if self.clash is not None:
            season = replace(season, rules=[each for each in season.rules if not self._settled(each.id)])
        ground, units = super()._look(season)
        for unit in units:
            self._levels.setdefault(unit.active.id, set()).add(unit.key)
        return ground, units

    def _settled(self, name: str) -> bool:
        keys = self._levels.get(name, set())
        return bool(keys) and not any(key not in self._met or self._is_open(key) for key in keys)

    def _judge(
        self,
        ground: Ground,
        where: Where,
        units: Sequence[Unit],
        about: Sequence[Unit],
        only_implied: bool = False,
    ) -> None:
        told, who = Told(), frozenset(where.who)
        for unit in about:
            new = unit.key not in self._met or self._is_open(unit.key)
            if new and unit.within(where.days, who):
                self._alone(Stretch(ground, where, [unit], [unit.key]), unit.key, told)
        if self.clash is None and not only_implied:
            musts = [unit for unit in units if unit.level == "must"]
            stretch = Stretch(ground, where, musts)
            if stretch.keeps(list(stretch.holds)) is False:
                self.clash = where
        self.proven.take(told, where)

    def _alone(self, stretch: Stretch, key: Key, told: Told) -> None:
        """Find out of a rule by itself whether it can be met, and broken."""
        if stretch.keeps([key]) is False:
            told.never[key] = []
            return
        self._met.add(key)
        if not self._is_open(key):
            return
        broken = stretch.keeps([], broken=key)
        if broken:
            self.proven.broken.add(key)
        elif broken is False:
            told.forced[key] = stretch
        else:
            told.undecided.append(("implied", key[0]))
