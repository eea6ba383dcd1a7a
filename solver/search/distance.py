"""How far a plan is from another one, in the terms of a model: sessions that are not as they were.

A session counts once, whatever becomes of it: another dose, another time of the day, another day of those
around it, another session in its place, none at all. Of as many, the milder changes are nearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from solver.diary import Done
from solver.model.choices import Choice
from solver.model.linear import Affine, Model, Reach
from solver.season import Season

Sort: TypeAlias = Literal["dose", "time", "moved", "replaced", "dropped", "added"]
#: How mild the changes of a session are.
MILD: Mapping[Sort, int] = {"dose": 1, "time": 2, "moved": 2, "replaced": 3, "dropped": 3, "added": 3}
#: How much less mild a move is that changes the dose as well.
ALTERED = 1
#: What a changed session counts beside how mild the change is.
CHANGED = 1000
#: A session moves by fewer days than that; farther away it is another one.
FAR = 7

#: Who does it, when, what.
Spot: TypeAlias = tuple[str, int, str]


class Distance:
    """The way from a plan, measured by variables and rows that are added to a model.

    Parameters
    ----------
    choices, model
        What may be planned.
    sessions
        The plan; it may break musts, and have what cannot be planned.
    fence
        Days on which a change is worse than anywhere else.

    Attributes
    ----------
    far, least
        What each variable adds to the distance, and what it is where all of them are 0.
    fenced, least_fenced
        The same for the sessions on days of the fence that are not as they were.
    """

    def __init__(
        self,
        season: Season,
        choices: Sequence[Choice],
        model: Model,
        sessions: Sequence[Done],
        fence: Iterable[int] = (),
    ) -> None:
        self.model, self.races, self.fence = model, season.race_forms, frozenset(fence)
        self.who = {athlete.name: 1 << number for number, athlete in enumerate(season.athletes)}
        self.far: Counter[int] = Counter()
        self.fenced: Counter[int] = Counter()
        self.least = self.least_fenced = 0
        self.here: dict[Spot, list[Choice]] = {}
        for choice in choices:
            cell = choice.cell
            self.here.setdefault((cell.athlete, cell.day, cell.form.session), []).append(choice)
        self.old = {(each.athlete, each.day, each.session): each for each in sessions}
        self.went: dict[Spot, Affine] = {}
        self.came: dict[Spot, Affine] = {}
        for spot, done in self.old.items():
            self._kept(spot, done)
        for spot in self.here.keys() - self.old.keys():
            self._new(spot)
        self._pair()

    def changed(self, values: Sequence[int]) -> int:
        """How many sessions are not as they were."""
        return (self.least + _sum(self.far, values)) // CHANGED

    def within_fence(self, values: Sequence[int]) -> int:
        """How many sessions on days of the fence are not as they were."""
        return self.least_fenced + _sum(self.fenced, values)

    # ---- what is no longer there, and what is new --------------------------------------------------

    def _kept(self, spot: Spot, done: Done) -> None:
        """A session that was planned: it is as it was, or otherwise, or gone."""
        there = self.here.get(spot, [])
        if done.form not in self.races:
            self.went[spot] = Affine({each.done: -1 for each in there}, 1)
            self._count(self.went[spot], spot, "dropped")
        slot = [each for each in there if each.cell.slot == done.slot]
        same = [each for each in slot if each.cell.form.key == done.form]
        self._beyond(spot, there, slot, "time")
        self._beyond(spot, slot, same, "dose")
        for choice in same:
            self._dose(spot, choice, done)

    def _beyond(self, spot: Spot, every: Sequence[Choice], those: Sequence[Choice], sort: Sort) -> None:
        """Whether one of some choices is taken that is not among those."""
        more = {each.done: 1 for each in every if each not in those}
        if more:
            self._count(Affine(more), spot, sort)

    def _dose(self, spot: Spot, choice: Choice, done: Done) -> None:
        """Whether a session is there in another dose."""
        if choice.steps is None:
            return
        form, most = choice.cell.form, self.model.upper[choice.steps]
        planned = min(max((done.count - form.first) // form.step, 0), most)
        other = self.model.slack(0, 1, self.model.reach[choice.done])
        wide = max(planned, most - planned)
        self.model.add(Affine({other: wide, choice.steps: 1, choice.done: -planned}), 0, None)
        self.model.add(Affine({other: wide, choice.steps: -1}), -planned, None)
        self._count(Affine({other: 1}), spot, "dose")

    def _new(self, spot: Spot) -> None:
        """A session that was not planned."""
        there = [each for each in self.here[spot] if each.cell.form.key not in self.races]
        if there:
            self.came[spot] = Affine({each.done: 1 for each in there})
            self._count(self.came[spot], spot, "added")

    def _count(self, times: Affine, spot: Spot, sort: Sort) -> None:
        """Let a change count as often as it is made."""
        for variable, weight in times.parts.items():
            self.far[variable] += int(weight) * (CHANGED + MILD[sort])
            if spot[1] in self.fence:
                self.fenced[variable] += int(weight)
        self.least += int(times.constant) * (CHANGED + MILD[sort])
        self.least_fenced += int(times.constant) if spot[1] in self.fence else 0

    # ---- two that are one ---------------------------------------------------------------------------

    def _pair(self) -> None:
        """A session that is gone and one that is new are one change where the one became the other."""
        out: dict[Spot, list[int]] = {}
        into: dict[Spot, list[int]] = {}
        for spot in sorted(self.went):
            for other in self._around(spot):
                moved = self._pairs(spot, 1, "moved")
                self._altered(spot, other, moved)
                out.setdefault(spot, []).append(moved)
                into.setdefault(other, []).append(moved)
        for spot, variables in (*out.items(), *into.items()):
            here = self.went if spot in self.went else self.came
            self._no_more(variables, [here[spot]])
        for who, day in sorted({spot[:2] for spot in self.went}):
            gone = {s: e for s, e in self.went.items() if s[:2] == (who, day)}
            new = {s: e for s, e in self.came.items() if s[:2] == (who, day)}
            if new:
                replaced = self._pairs((who, day, ""), len(gone), "replaced")
                self._no_more([replaced, *(v for s in gone for v in out.get(s, ()))], gone.values())
                self._no_more([replaced, *(v for s in new for v in into.get(s, ()))], new.values())

    def _altered(self, spot: Spot, other: Spot, moved: int) -> None:
        """Whether a session that has moved has another dose there."""
        done, model = self.old[spot], self.model
        same = [each for each in self.here[other] if each.cell.form.key == done.form]
        altered = model.slack(0, 1, Reach(other[1], other[1], self.who[spot[0]]))
        self.far[altered] += ALTERED
        model.add(Affine({altered: 1, moved: -1, **{each.done: 1 for each in same}}), 0, None)
        steps = [each.steps for each in same if each.steps is not None]
        if not steps:
            return
        form, most = same[0].cell.form, model.upper[steps[0]]
        planned = min(max((done.count - form.first) // form.step, 0), most)
        for sign in (1, -1):
            wide = max(planned, most - planned)
            parts = {altered: wide, moved: -wide, **dict.fromkeys(steps, sign)}
            model.add(Affine(parts, wide - sign * planned), 0, None)

    def _around(self, spot: Spot) -> Iterator[Spot]:
        """Where a session may have moved to: a day near by on which it was not planned."""
        who, day, session = spot
        for there in range(day - FAR + 1, day + FAR):
            if (who, there, session) in self.came:
                yield who, there, session

    def _pairs(self, spot: Spot, most: int, sort: Sort) -> int:
        """How many sessions have become others: each pair is one change instead of two."""
        variable = self.model.variable(0, most, Reach(spot[1], spot[1], self.who[spot[0]]))
        self.far[variable] += CHANGED + MILD[sort] - 2 * (CHANGED + MILD["dropped"])
        return variable

    def _no_more(self, variables: Iterable[int], those: Iterable[Affine]) -> None:
        """Some variables together are no more than there are sessions gone, or new."""
        parts: Counter[int] = Counter(dict.fromkeys(variables, -1))
        constant = 0
        for each in those:
            for v, weight in each.parts.items():
                parts[v] += int(weight)
            constant += int(each.constant)
        self.model.add(Affine(dict(parts), constant), 0, None)


def _sum(costs: Mapping[int, int], values: Sequence[int]) -> int:
    return sum(cost * values[v] for v, cost in costs.items())
