"""A few weeks of a season as a model in which every rule can be asked for, let go, or broken.

What the model refuses, the season refuses: it has the places that look at nothing but these weeks, and the
days around them do not exist for it. So a contradiction in it is one of the season.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from solver import frame
from solver.answers import Answer, Budget
from solver.bounds import Flag, Place
from solver.choices import Choices
from solver.cpsat import solve
from solver.linear import Affine, Literal, Model, Reach, Row, combined
from solver.lint.units import Key, Unit
from solver.season import Season
from solver.terms import Terms

#: Deterministic time for one question; a week takes a hundredth of it.
WORK = 1.0


@dataclass(frozen=True)
class Where:
    """Some weeks of some athletes.

    Parameters
    ----------
    weeks
        The first and the last, from 1.
    """

    weeks: tuple[int, int]
    phase: str
    loading: str
    meets: str
    who: tuple[str, ...]

    @property
    def days(self) -> range:
        """The days of the weeks."""
        return range(7 * self.weeks[0] - 7, 7 * self.weeks[1])


class Stretch:
    """The weeks, with a switch for each rule.

    Parameters
    ----------
    breakable
        The rules of which will be asked whether they can be broken.
    """

    def __init__(
        self, season: Season, where: Where, units: Iterable[Unit], breakable: Collection[Key] = ()
    ) -> None:
        self.where, self.model = where, Model()
        self._all = Reach(where.days.start, where.days.stop - 1)
        who = frozenset(where.who)
        cells = [each for each in season.cells() if each.day in where.days and each.athlete in who]
        self._terms = Terms(
            self.model,
            Choices(season, self.model, cells=cells).by_day,
            season.diary(()),
            season.known_from,
            season.calendar.length,
        )
        for place in frame.bounds(season):
            if place.days[0] in where.days and _athlete(place) in who:
                self._post(place, ())
        #: The switches: 1 where a rule must hold, and 1 where it must be broken.
        self.holds: dict[Key, int] = {}
        self.breaks: dict[Key, int] = {}
        self.units: dict[Key, Unit] = {}
        for unit in units:
            spots = unit.within(where.days, who)
            if spots:
                self._take(unit, [spot.place for spot in spots], unit.key in breakable)
        self._limits = list(self.model.lower), list(self.model.upper)

    def _take(self, unit: Unit, places: Sequence[Place], breakable: bool) -> None:
        self.units[unit.key] = unit
        holds = self.holds[unit.key] = self.model.variable(0, 1, self._all)
        for place in places:
            self._post(place, (holds,))
        if breakable:
            self.breaks[unit.key] = self._broken(places)

    def _post(self, place: Place, literals: Sequence[Literal]) -> None:
        given = self._given(place)
        if given is not None:
            bound = place.bound
            self.model.add(self._terms.sum(bound.terms), bound.lower, bound.upper, [*given, *literals])

    def _given(self, place: Place) -> list[Literal] | None:
        """The literals under which a place counts; None if it never does."""
        found = []
        for flag in place.given:
            truth = self._terms.term(flag)
            if not truth.parts:
                if not truth.constant:
                    return None
                continue
            ((variable, weight),) = truth.parts.items()
            found.append(variable if weight > 0 else ~variable)
        return found

    def _broken(self, places: Iterable[Place]) -> int:
        """A switch that is 1 only where one of some places is broken."""
        switch = self.model.variable(0, 1, self._all)
        here = []
        for place in places:
            given = self._given(place)
            truth = self._terms.term(Flag(place.bound))
            if given is None or (not truth.parts and truth.constant):
                continue
            broken = self.model.variable(0, 1, self._all)
            self.model.add(truth, None, 0, [broken])
            for literal in given:
                variable, way = (literal, 1) if literal >= 0 else (~literal, -1)
                self.model.add(Affine({variable: way}), 1 if way > 0 else 0, None, [broken])
            here.append(broken)
        any_of = combined([(1, Affine({each: 1})) for each in here])
        self.model.add(combined([(1, any_of), (-1, Affine({switch: 1}))]), 0, None)
        return switch

    # ---- questions ----------------------------------------------------------------------------------------

    def keeps(
        self, kept: Collection[Key], broken: Key | None = None, plainly: bool = False
    ) -> bool | None:
        """Whether some plan keeps these rules (and breaks that one); None if nobody can tell.

        `plainly` asks another way, as a check on what was answered before.
        """
        answer = self._ask(kept, {} if broken is None else {self.breaks[broken]: 1}, plainly=plainly)
        return None if answer.status == "unknown" else answer.values is not None

    def any_kept(self, musts: Collection[Key], wanted: Sequence[Key]) -> set[Key] | None:
        """Some of `wanted` that one plan keeps with all the musts: empty if none can be, proven."""
        return self._some(musts, {self.holds[key]: key for key in wanted})

    def any_broken(self, musts: Collection[Key], wanted: Sequence[Key]) -> set[Key] | None:
        """Some of `wanted` that one plan breaks, while it keeps all the other musts."""
        kept = [key for key in musts if key not in wanted]
        switches = {self.breaks[key]: key for key in wanted}
        rows = [
            Row((self.holds[key], self.breaks[key]), (1, 1), 1, None) for key in wanted if key in musts
        ]
        one = tuple(self.breaks[key] for key in wanted if key in musts)
        if one:
            rows.append(Row(one, (1,) * len(one), None, 1))
        return self._some(kept, switches, rows)

    def _some(
        self, kept: Collection[Key], switches: dict[int, Key], rows: Sequence[Row] = ()
    ) -> set[Key] | None:
        names = tuple(switches)
        answer = self._ask(kept, {}, [*rows, Row(names, (1,) * len(names), 1, None)])
        if answer.values is None:
            return set() if answer.status == "infeasible" else None
        values = answer.values
        return {key for switch, key in switches.items() if values[switch]}

    def _ask(
        self, kept: Collection[Key], fixed: dict[int, int], rows: Sequence[Row] = (), plainly: bool = False
    ) -> Answer:
        """Solve with some rules switched on; all the rest is as it was afterwards."""
        model = self.model
        for variable, value in {**{self.holds[key]: 1 for key in kept}, **fixed}.items():
            model.lower[variable] = model.upper[variable] = value
        size = len(model.rows)
        model.rows.extend(rows)
        try:
            return solve(model, {}, Budget(WORK), first=True, linearization=0, plainly=plainly)
        finally:
            del model.rows[size:]
            model.lower[:], model.upper[:] = self._limits


def _athlete(place: Place) -> str:
    """The athlete of a place of the frame."""
    term = place.bound.terms[0][1]
    return str(getattr(term, "athlete", ""))
