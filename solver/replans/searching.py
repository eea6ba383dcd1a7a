"""The plan that keeps the musts with the fewest changes; and the best one with so many.

It is looked for in the weeks where the auditor sees musts broken, then in more weeks around these, until no
plan can change fewer sessions: what weeks decide alone bounds that from below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from solver.backends.answers import Answer, Budget
from solver.backends.cpsat import Posted
from solver.diary import Done
from solver.errors import Infeasible, OutOfTime
from solver.model.choices import TIDY
from solver.replans.part import OWED, Ahead, Part, limit
from solver.replans.proof import Proof
from solver.search.distance import CHANGED
from solver.search.nearest import weeks_around
from solver.search.outcome import LEVELS, Settings
from solver.search.run import WORK_A_SECOND
from solver.workers.crew import Crew

#: What is said where no plan exists.
CLASH = (
    "no plan of the days to come keeps all the musts together; this is proven"
    " (--set, --off and --apply change what is asked)"
)
#: The share of what is left of the effort that may go into one try, and into proving it.
TRY, PROOF = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Fewest:
    """The plan with the fewest changes that was found.

    Parameters
    ----------
    changed
        How many sessions it changes.
    proven
        Whether no plan changes fewer.
    fenced
        Whether that is known only of plans that change as little of what is published.
    weeks
        The weeks, from 0, in which it was looked for.
    owed, inside
        How much of what is owed it breaks, and how many sessions it changes within the fence.
    """

    sessions: Sequence[Done]
    changed: int
    proven: bool
    fenced: bool
    weeks: Collection[int]
    owed: int
    inside: int

    @classmethod
    def none(cls, sessions: Sequence[Done]) -> Fewest:
        """The plan in which nothing has to change."""
        return cls(sessions, 0, True, False, frozenset(), 0, 0)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is looked for, in this order; the smaller the better."""
        return self.owed, self.inside, self.changed


class Searching:
    """A search for plans near what was planned.

    Parameters
    ----------
    broken
        The weeks in which that breaks musts, from 0.
    watch
        Is told what it does.
    """

    def __init__(
        self, ahead: Ahead, broken: Collection[int], settings: Settings, watch: Callable[[str], None]
    ) -> None:
        self.ahead, self.broken, self.watch = ahead, broken, watch
        self.crew = Crew(settings.workers)
        self.effort, self.work = settings.effort * WORK_A_SECOND, 0.0
        #: What is broken of what is owed, and how many sessions change within the fence, at least.
        self.owed = self.fenced = 0

    def fewest(self) -> Fewest:
        """The plan with the fewest changes, and of as few the one with the best score.

        Raises
        ------
        Infeasible
            If it is proven that no plan keeps the musts.
        OutOfTime
            If none was found.
        """
        best: tuple[Part, list[int], Fewest] | None = None
        for number, (weeks, all_) in enumerate(self._tries()):
            self.watch(f"the fewest changes, in {len(weeks)} weeks")
            part = self.ahead.part(weeks)
            posted = part.posted()
            posted.minimise(part.costs(part.weights()))
            answer = self._solve(posted, TRY)
            if answer.status == "infeasible" and all_:
                raise Infeasible(CLASH)
            if answer.values is not None:
                found = self._found(part, answer.values, weeks)
                if best is None or found.rank < best[2].rank or not best[2].proven:
                    found = self._judged(found, answer.status == "optimal", all_)
                    if best is None or (found.rank, not found.proven) < (best[2].rank, not best[2].proven):
                        best = part, answer.values, found
            # a change of what is published is worth a look at the weeks around
            if self._over() or (best and best[2].proven and (number or not best[2].inside)):
                break
        if best is None:
            if self.crew.halt.asked:
                raise KeyboardInterrupt
            raise OutOfTime("no plan was found in time; there may be one: allow more with --effort")
        return self._best(*best)

    def _found(self, part: Part, values: Sequence[int], weeks: Collection[int]) -> Fewest:
        """A plan of which nothing is proven yet."""
        owed, inside = part.model.value(OWED, values), part.distance.within_fence(values)
        return Fewest(part.sessions(values), part.distance.changed(values), False, False, weeks, owed, inside)

    def _judged(self, found: Fewest, optimal: bool, all_: bool) -> Fewest:
        """A plan with what is proven of it, the best one of its weeks or not, which are all or not."""
        if not optimal:
            return found
        if all_:
            return replace(found, proven=True, fenced=bool(self.ahead.fence))
        return self._least(found)

    def _least(self, found: Fewest) -> Fewest:
        """What is proven of a plan by its weeks, whatever happens in the others."""
        if found.changed <= 1 and not found.owed:
            # one is the fewest where none is too few
            return replace(found, proven=True)
        self.watch("whether fewer would do")
        proof = Proof(self.ahead, frozenset(found.weeks), partial(self._solve, share=PROOF))
        proven, fenced = proof.of(found.rank)
        return replace(found, proven=proven, fenced=fenced)

    def _best(self, part: Part, values: list[int], found: Fewest) -> Fewest:
        """The best of the plans with as few and as mild changes."""
        self.watch("the best of those")
        far = sum(c * values[v] for v, c in part.distance.far.items())
        self.owed, self.fenced = found.owed, found.inside
        better = self._scored(part, far, values) or values
        return replace(found, sessions=part.sessions(better))

    def best(self, weeks: Collection[int], most: int) -> list[Done] | None:
        """The best plan with no more changes than `most`, and with as few of them as that takes.

        Parameters
        ----------
        weeks
            Where sessions may change; those of :meth:`fewest` at least.
        """
        self.watch(f"the best with {most} changes")
        part = self.ahead.part(weeks)
        values = self._scored(part, (most + 1) * CHANGED - 1 - part.distance.least)
        return None if values is None else part.sessions(values)

    def _scored(self, part: Part, far: int, values: list[int] | None = None) -> list[int] | None:
        """The best assignment that is no farther, level by level; then the nearest and tidiest.

        Parameters
        ----------
        values
            One to begin with; None if none is known.
        """
        posted, model, distance = part.posted(), part.model, part.distance
        limit(posted, model.objective[OWED], self.owed)
        limit(posted, distance.fenced, self.fenced - distance.least_fenced)
        limit(posted, distance.far, far)
        for costs in (*(model.objective[level] for level in LEVELS), distance.far, model.objective[TIDY]):
            if values is not None:
                posted.suggest(dict(enumerate(values)))
            posted.minimise(costs)
            answer = self._solve(posted, TRY)
            values = answer.values or values
            if values is None:
                return None
            limit(posted, costs, sum(c * values[v] for v, c in costs.items()))
        return values

    def _solve(self, posted: Posted, share: float) -> Answer:
        if posted.model.refuted:
            return Answer("infeasible", None, None, None, 0.0)
        budget = Budget(max(self.effort - self.work, 0.0) * share, None, self.crew.halt)
        answer = next(self.crew.run([partial(posted.run, budget)]), Answer("unknown", None, None, None, 0.0))
        self.work += answer.work
        return answer

    def _over(self) -> bool:
        return self.crew.halt.asked or self.work >= 0.9 * self.effort

    def _tries(self) -> Iterator[tuple[frozenset[int], bool]]:
        """The weeks that may change, more and more of them, and whether these are all."""
        season = self.ahead.season
        every = frozenset(range(season.starts // 7, season.calendar.weeks))
        for weeks in weeks_around(self.broken, every):
            yield weeks, weeks == every
