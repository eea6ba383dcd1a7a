"""The front of two goals, point by point.

First both ends: the best of one goal, and of those plans the best of the other. Then the goal with fewer
steps between the ends is given limits, and the other is made as good as can be under each. A point that is
proven is on the front; once no limit is left, there is no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from solver.auditor import audited
from solver.errors import NotAudited
from solver.fronts.aims import Aim
from solver.fronts.front import Front, Point
from solver.fronts.posed import Asking, Posed
from solver.model.lowering import Lowering
from solver.search.nearest import assigned
from solver.search.outcome import LEVELS, Outcome, Progress, Settings
from solver.season import Season

#: How many points there are at most, unless more are asked for.
POINTS = 20
#: The share of the effort of a point that goes to the two goals; the rest goes to its plan.
GOALS = 0.6


@dataclass
class _Found:
    """A point as the solver knows it.

    Parameters
    ----------
    least
        For each goal what it cannot be below: the one asked for first, under the limit of the other; the
        other, where the first is as good.
    upto
        The largest limit of the goal that is limited under which nothing better was found.
    known
        The largest one under which it is proven that there is nothing better.
    """

    values: Sequence[int]
    steps: tuple[int, int]
    least: list[int | None]
    after: Outcome
    upto: int = 0
    known: int = 0

    @property
    def proven(self) -> bool:
        """Whether it is on the front."""
        return tuple(self.least) == self.steps


@dataclass
class Tradeoff:
    """The search for a front.

    Parameters
    ----------
    plan
        The best plan of the scenario, from which all others are looked for.
    settings
        What each point may cost.
    most
        How many points are wanted at most.
    allowed
        By how many points its plans may be worse than the best one, by level; else by any number.
    watch
        Is told of every step.
    """

    season: Season
    aims: tuple[Aim, Aim]
    plan: Outcome
    settings: Settings = field(default_factory=Settings)
    most: int = POINTS
    allowed: Mapping[str, int] = field(default_factory=dict)
    watch: Callable[[str], None] = lambda doing: None

    def __post_init__(self) -> None:
        self.found: list[_Found] = []
        self.asked = 0
        self.stopped = False
        #: The goal that is limited.
        self.limited = 0

    def run(self) -> Front:
        """Find the points; after Ctrl-C those that were found by then.

        Raises
        ------
        KeyboardInterrupt
            If there was none yet.
        """
        most = {level: self.plan.score[level] + more for level, more in self.allowed.items()}
        self.posed = Posed(self.season, self.aims, most)
        self.starts: list[Sequence[int]] = [assigned(self.posed.lowering, self.plan.sessions)]
        try:
            self._ends()
            while not self.stopped and self._next():
                pass
        except KeyboardInterrupt:
            self.stopped = True
        if not self.found:
            raise KeyboardInterrupt
        return self._front()

    def _ends(self) -> None:
        """The best of each goal; the one with fewer steps between them will be limited."""
        ends = [self._best(0, None)]
        if not self.stopped:
            ends.append(self._best(1, None))
        one, two = (ends[0], ends[-1])
        spans = [abs(a - b) for a, b in zip(one.steps, two.steps, strict=True)] if one and two else [0, 0]
        self.limited = 0 if spans[0] <= spans[1] else 1
        for end in ends:
            if end is not None:
                end.upto = end.known = end.steps[self.limited]
                self._take(end)

    def _gaps(self) -> list[tuple[int, _Found, _Found]]:
        """Where there may be more points: how many, the one below and the one above, by what is limited."""
        by = sorted(self.found, key=lambda each: each.steps[self.limited])
        free = 1 - self.limited
        gaps = []
        for below, above in pairwise(by):
            left = above.steps[self.limited] - 1 - below.upto
            if below.proven and above.proven:
                # no more than there are steps of the other goal in between
                left = min(left, below.steps[free] - above.steps[free] - 1)
            if left > 0:
                gaps.append((left, below, above))
        return gaps

    def _next(self) -> bool:
        """Look for one more point; whether there may be more after it."""
        gaps, room = self._gaps(), self.most - len(self.found)
        if not gaps or room <= 0 or self.asked >= 3 * self.most:
            return False
        _, below, above = max(gaps, key=lambda gap: gap[2].steps[self.limited] - gap[1].upto)
        low, high = below.upto + 1, above.steps[self.limited] - 1
        limit = high if sum(gap[0] for gap in gaps) <= room else (low + high) // 2
        point = self._best(1 - self.limited, limit)
        if point is not None and point.steps == below.steps:
            free = 1 - self.limited
            below.upto = limit
            below.known = limit if point.least[free] == point.steps[free] else below.known
        elif point is not None:
            point.upto = point.known = limit
            self._take(point)
        return True

    def _take(self, new: _Found) -> None:
        """Keep a point, and no other one that is no better than it."""
        worse = [
            each for each in self.found if all(a >= b for a, b in zip(each.steps, new.steps, strict=True))
        ]
        if any(each.steps == new.steps for each in worse):
            return
        new.upto = max([new.upto, *(each.upto for each in worse)])
        self.found = [each for each in self.found if each not in worse] + [new]

    def _best(self, first: int, limit: int | None) -> _Found | None:
        """The best of one goal, then of the other, then the best plan of these; None if that was stopped."""
        self.asked += 1
        effort = self.settings.effort
        outcome, values = self._ask(self.posed.goals(first, limit), self._start(first, limit), effort * GOALS)
        if self.stopped:
            return None
        bounds = [outcome.bounds[level] for level in LEVELS]
        after, values = self._ask(self.posed.levels(self.posed.steps(values)), values, effort * (1 - GOALS))
        least = [self._known(bounds[first ^ number], number, values) for number in (0, 1)]
        self.starts.append(values)
        return _Found(values, self.posed.steps(values), least, after)

    def _start(self, first: int, limit: int | None) -> Sequence[int]:
        """Of the plans so far that are within a limit the one that is best at a goal, then at the other."""
        steps = [(self.posed.steps(values), values) for values in self.starts]
        within = [each for each in steps if limit is None or each[0][1 - first] <= limit]
        return min(within, key=lambda each: (each[0][first], each[0][1 - first]))[1]

    def _known(self, bound: int | None, number: int, values: Sequence[int]) -> int | None:
        """A bound of a goal, if it says more than the ranges of the variables do."""
        says = bound is not None and (
            bound > self.posed.floor(number) or bound == self.posed.steps(values)[number]
        )
        return bound if says else None

    def _ask(self, question: Lowering, start: Sequence[int], effort: float) -> tuple[Outcome, list[int]]:
        """The answer to a question, and the values of all variables in it."""
        number = len(self.found) + 1

        def watch(state: Progress) -> None:
            self.watch(f"plan {number}, {self.most} at most: {state.doing}   (Ctrl-C keeps what there is)")

        settings = replace(self.settings, effort=effort)
        search = Asking(self.season, settings, watch, self.plan.sessions, question=question, values=start)
        outcome = search.run()
        self.stopped |= outcome.interrupted
        assert search.state.plan is not None
        return outcome, search.state.plan

    # ---- what is told of it -----------------------------------------------------------------------

    def _front(self) -> Front:
        gaps = self._gaps()
        self._tighten()
        points = [self._point(each) for each in sorted(self.found, key=lambda each: each.steps)]
        diary = self.season.diary(self.plan.sessions)
        judged = audited(self.season, self.plan.sessions, self.plan.score)
        one, two = (aim.read(self.season, judged, diary) for aim in self.aims)
        sure = all(each.proven and each.known == each.upto for each in self.found)
        whole = sure and not gaps and not self.stopped
        more = sum(gap[0] for gap in gaps)
        return Front(self.aims, points, self.plan, (one, two), whole, more, self.stopped, self.allowed)

    def _tighten(self) -> None:
        """What points tell of each other: under a tighter limit nothing gets better."""
        limited, free = self.limited, 1 - self.limited
        by = sorted(self.found, key=lambda each: each.steps[limited])
        for above, each in pairwise(by[::-1]):
            each.least[free] = _largest(each.least[free], above.least[free])
        for below, each in pairwise(by):
            if below.least[free] == below.steps[free]:
                each.least[limited] = _largest(each.least[limited], below.known + 1)

    def _point(self, found: _Found) -> Point:
        """A point whose plan has passed its audit, with the figures that the auditor reads off it."""
        sessions, score = found.after.sessions, found.after.score
        judged = audited(self.season, sessions, score)
        diary = self.season.diary(sessions)
        one, two = (aim.read(self.season, judged, diary) for aim in self.aims)
        for aim, figure, steps in zip(self.aims, (one, two), found.steps, strict=True):
            if aim.steps(figure) != steps:
                counted = aim.amount(aim.figure(steps))
                raise NotAudited(f"The solver counts {counted}, the auditor {aim.amount(figure)}.")
        best = [
            None if bound is None else aim.figure(bound)
            for aim, bound in zip(self.aims, found.least, strict=True)
        ]
        outcome = self.plan.beside(sessions, score)
        return Point((one, two), (best[0], best[1]), found.proven, outcome, judged, dict(found.after.bounds))


def _largest(one: int | None, two: int | None) -> int | None:
    return max((each for each in (one, two) if each is not None), default=None)
