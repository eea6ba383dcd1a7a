"""A few weeks of a season as a model in which every rule can be asked for, let go, or broken.

What the model refuses, the season refuses: it has the places that look at nothing but these weeks, and the
days around them do not exist for it. So a contradiction in it is one of the season.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from solver import frame
from solver.backends.answers import Answer, Budget
from solver.backends.switched import Switched
from solver.bounds import Flag, Place
from solver.errors import OutOfTime
from solver.lint.units import Key, Spot, Unit
from solver.lint.where import Where
from solver.model.choices import Choices
from solver.model.linear import Affine, Model, Reach, Row
from solver.model.lowering import Lowering
from solver.model.terms import Terms
from solver.reasons.conflicts.core import shrunk
from solver.season import Cell, Season
from solver.workers.garbage import put_off

#: Deterministic time for one question; a week takes a hundredth of it.
WORK = 0.5
#: Rules from which on presolve is worth its time.
MANY = 40


class Ground:
    """What the stretches of a season share: its cells and its frame, by day."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._rest = season.diary(())

    @cached_property
    def cells(self) -> dict[int, list[Cell]]:
        """What may be planned on each day."""
        found: dict[int, list[Cell]] = {}
        for cell in self.season.cells():
            found.setdefault(cell.day, []).append(cell)
        return found

    @cached_property
    def frame(self) -> dict[int, list[Place]]:
        """What must hold on each day, before any rule."""
        found: dict[int, list[Place]] = {}
        for place in frame.bounds(self.season):
            found.setdefault(place.days[0], []).append(place)
        return found

    def kept_by_rest(self, where: Where, said: Iterable[tuple[Unit, Sequence[Spot]]]) -> set[Key]:
        """The rules that are kept where nothing is trained; none of them in weeks with meets."""
        if where.meets:
            return set()
        rest = self._rest
        return {unit.key for unit, spots in said if not any(any(spot.place.steps(rest)) for spot in spots)}


class Stretch(Lowering):
    """The weeks, with a switch for each rule.

    Parameters
    ----------
    breakable
        The rules of which will be asked whether they can be broken.
    """

    @put_off()
    def __init__(
        self, ground: Ground, where: Where, units: Iterable[Unit], breakable: Collection[Key] = ()
    ) -> None:
        self.where, self.model = where, Model()
        self._reach = Reach(where.days.start, where.days.stop - 1)
        who, season, units = frozenset(where.who), ground.season, list(units)
        forms = season.race_forms.union(*(unit.forms for unit in units))
        there = [each for day in where.days for each in ground.cells.get(day, ()) if each.athlete in who]
        cells = [each for each in there if each.form.key in forms]
        self.choices = Choices(season, self.model, cells=cells)
        self.terms = Terms(self.model, self.choices.by_day, season)
        for place in (each for day in where.days for each in ground.frame.get(day, ())):
            if _athlete(place) in who:
                self.post_must(place)
        #: The switches: 1 where a rule must hold, and 1 where it must be broken.
        self.holds: dict[Key, int] = {}
        self.breaks: dict[Key, int] = {}
        for unit in units:
            if spots := unit.within(where.days, who):
                self._take(unit, [spot.place for spot in spots], unit.key in breakable)
        self._rest = {choice.done: 0 for choice in self.choices.all}
        self._asked = {key: self._switch() for key in self.holds}
        self._one_broken = self._switch()
        self._questions()

    def _switch(self) -> int:
        return self.model.variable(0, 1, self._reach)

    def _take(self, unit: Unit, places: Sequence[Place], breakable: bool) -> None:
        holds = self.holds[unit.key] = self._switch()
        for place in places:
            self.post_must(place, (holds,))
        if breakable:
            self.breaks[unit.key] = self._broken(places)

    def _broken(self, places: Iterable[Place]) -> int:
        """A switch that is 1 only where one of some places is broken."""
        switch, here = self._switch(), []
        for place in places:
            given = self._given(place)
            truth = self.terms.term(Flag(place.bound))
            if given is None or (not truth.parts and truth.constant):
                continue
            broken = self._switch()
            self.model.add(truth, None, 0, [broken])
            for literal in given:
                variable, value = (literal, 1) if literal >= 0 else (~literal, 0)
                self.model.add(Affine({variable: 1}), value, value, [broken])
            here.append(broken)
        self.model.rows.append(Row((*here, switch), (*[1] * len(here), -1), 0, None))
        return switch

    def _questions(self) -> None:
        """The rows of the questions: some rule of those asked for is kept, or is the one that is broken."""
        add, asked = self.model.rows.append, self._asked
        self._any_kept, self._any_broken = self._switch(), self._switch()
        for key, each in asked.items():
            add(Row((each, self.holds[key]), (1, -1), None, 0, (self._any_kept,)))
            if key in self.breaks:
                add(Row((each, self.breaks[key]), (1, -1), None, 0, (self._any_broken,)))
                add(Row((self.holds[key], self.breaks[key]), (1, 1), 1, None, (self._one_broken,)))
        for question, keys in ((self._any_kept, asked), (self._any_broken, self.breaks)):
            names = tuple(asked[key] for key in keys)
            add(Row(names, (1,) * len(names), 1, None, (question,)))
        musts = tuple(self.holds[key] for key in self.holds if key[1] == "must")
        add(Row(musts, (1,) * len(musts), len(musts) - 1, None, (self._one_broken,)))

    # ---- questions ----------------------------------------------------------------------------------------

    def keeps(self, kept: Collection[Key], broken: Key | None = None) -> bool | None:
        """Whether some plan keeps these rules (and breaks that one); None if nobody can tell."""
        answer = self._ask(kept, {} if broken is None else {self.breaks[broken]: 1})
        return None if answer.status == "unknown" else answer.values is not None

    def any_kept(self, musts: Collection[Key], wanted: Collection[Key]) -> set[Key] | None:
        """Some of `wanted` that one plan keeps with all the musts: empty if none can be, proven."""
        return self._some(musts, wanted, {self._any_kept: 1})

    def any_broken(self, musts: Collection[Key], wanted: Collection[Key]) -> set[Key] | None:
        """Some of `wanted` that one plan breaks, while it keeps all the other musts."""
        kept = [key for key in musts if key not in wanted]
        return self._some(kept, wanted, {self._any_broken: 1, **({self._one_broken: 1} if musts else {})})

    def _some(
        self, kept: Collection[Key], wanted: Collection[Key], fixed: Mapping[int, int]
    ) -> set[Key] | None:
        out = {switch: 0 for key, switch in self._asked.items() if key not in wanted}
        found = self.holds if self._any_kept in fixed else self.breaks
        answer = self._ask(kept, {**fixed, **out}, [found[key] for key in wanted])
        if answer.values is None:
            return set() if answer.status == "infeasible" else None
        values = answer.values
        return {key for key in wanted if values[found[key]]}

    def core(
        self, kept: Collection[Key], broken: Key | None = None, met: Key | None = None
    ) -> list[Key] | None:
        """Some of these rules that do not go together (with one broken, or one met), none of them too many.

        None if it cannot be confirmed.
        """
        names = {self.holds[key]: key for key in kept}
        fixed = {} if broken is None else {self.breaks[broken]: 1}
        fixed |= {} if met is None else {self.holds[met]: 1}
        with self._posted.fixed(fixed):
            try:
                said, found = self._posted.core(list(names), Budget(WORK))
                if said == "infeasible":
                    return [names[v] for v in shrunk(self._posted, found, list(names), Budget(WORK))]
            except OutOfTime:
                pass
        return self._one_by_one(list(kept), fixed)

    def _one_by_one(self, kept: list[Key], fixed: Mapping[int, int]) -> list[Key] | None:
        """The same, leaving out one rule after the other: sums over many weeks take more effort."""
        if self._ask(kept, fixed).status != "infeasible":
            return None
        for key in list(kept):
            rest = [each for each in kept if each != key]
            if self._ask(rest, fixed).status == "infeasible":
                kept = rest
        return kept

    def _ask(self, kept: Collection[Key], fixed: Mapping[int, int], rather: Collection[int] = ()) -> Answer:
        """Solve with some rules switched on and all the rest free; `rather` are those that had better be on.

        Measured on typical weeks: a plan of rest to start from saves most of the time, and presolve pays for
        itself only where there are many rules.
        """
        values = {**{self.holds[key]: 1 for key in kept}, **fixed}
        self._posted.start({**self._rest, **dict.fromkeys(rather, 1), **values})
        with self._posted.fixed(values):
            few = len(self.holds) < MANY
            answer = self._posted.run(Budget(WORK / 5), 0, first=True, plainly=few)
            if answer.status == "unknown":
                answer = self._posted.run(Budget(WORK), 2, first=True, plainly=not few)
            return answer

    @cached_property
    def _posted(self) -> Switched:
        return Switched(self.model)


def _athlete(place: Place) -> str:
    """The athlete of a place of the frame."""
    term = place.bound.terms[0][1]
    return str(getattr(term, "athlete", ""))
