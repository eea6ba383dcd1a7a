"""Other plans that are nearly as good and as different as can be in what a coach sees.

Each alternative differs on as many days as possible from the plan that it is most like, of all before it; of
the most different ones it is the best, level by level. A short plan is solved whole, so that this is proven;
a season window by window, and what it may be worse is shared out along it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from solver.auditor import Audit, audited
from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.model.choices import TIDY
from solver.reasons.alternatives.contrast import APART, Contrast
from solver.reasons.days.themes import Themes, differing
from solver.search.engines import WINDOW_WORK
from solver.search.nearest import assigned
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import Search
from solver.search.windows import Window, rhythms, windows
from solver.season import Season
from solver.words import plural

#: Weeks of a window of a season, and weekdays that move together over a whole phase.
WIDTH, WEEKDAYS = 2, 2
#: How much more than its share of the effort a window may take, while others take less.
GENEROUS = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan.

    Parameters
    ----------
    days
        The days on which it differs from the plan, by athlete and day.
    apart
        On how many days it differs from the plan before it (that one or an alternative) that it is most like.
    most
        On how many days any plan could; None if that is not known.
    """

    outcome: Outcome
    audit: Audit
    days: Sequence[tuple[str, int]]
    apart: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Alternatives to a plan, and why there are no more.

    Parameters
    ----------
    allowed
        How much worse than the plan they may be, in points by level.
    ended
        `none` if it is proven that no other plan is within that; `unknown` if no other was found; `stopped`
        by the user; else empty.
    """

    found: Sequence[Alternative]
    allowed: Mapping[str, int]
    ended: str = ""


def alternatives(
    season: Season,
    settings: Settings,
    plan: Outcome,
    count: int,
    allowed: Mapping[str, int],
    watch: Callable[[str], None] = lambda doing: None,
) -> Alternatives:
    """Find so many alternatives to a plan.

    Parameters
    ----------
    settings
        What each of them may cost.
    allowed
        How much worse they may be, in points by level.
    """
    search, plans = Search(season, settings), [Themes(season, plan.sessions)]
    values = assigned(search.lowering, plan.sessions)
    found: list[Alternative] = []
    try:
        for number in range(1, count + 1):
            watch(f"looking for another plan, {number} of {count}")
            trial = _Trial(search, values, plans, allowed)
            trial.run(watch)
            if search.state.crew.halt.asked:
                break
            if not trial.apart:
                return Alternatives(found, allowed, "none" if trial.most == 0 else "unknown")
            other = trial.outcome(plan)
            plans.append(themes := Themes(season, other.sessions))
            days = differing(season, plans[0], themes)
            found.append(
                Alternative(
                    other, audited(season, other.sessions, other.score), days, trial.apart, trial.most
                )
            )
        return Alternatives(found, allowed, "stopped" if search.state.crew.halt.asked else "")
    except KeyboardInterrupt:
        return Alternatives(found, allowed, "stopped")


class _Trial:
    """The search for one alternative."""

    def __init__(
        self, search: Search, values: list[int], plans: Sequence[Themes], allowed: Mapping[str, int]
    ) -> None:
        self.search, self.allowed = search, allowed
        self.contrast = Contrast(search.season, search.lowering, plans)
        self.model = self.contrast.model
        self.start = self.best = self.contrast.start(values)
        self.most: int | None = None
        self.left = search.state.effort
        seconds = search.settings.seconds
        self.until = None if seconds is None else time.monotonic() + seconds

    @property
    def apart(self) -> int:
        """The days on which the plan differs from the one that it is most like."""
        return self.best[self.contrast.least]

    def run(self, watch: Callable[[str], None]) -> None:
        """Go along the season until nothing is gained or the effort is spent; if short, then all at once."""
        weeks, athletes = self.search.weeks, len(self.search.season.athletes)
        if weeks * athletes > 1:
            shared = True
            while self._sweep(shared, watch):
                shared = False
        if self.search.engines.agenda.short and self._open():
            (whole,) = windows(weeks, athletes, weeks, athletes)
            self.most = self._solve(whole, self._caps(1, 1), self.left, whole=True)

    def _open(self) -> bool:
        """Whether there is something left to spend."""
        return self.left > 0 and not Budget(0, self.until, self.search.state.crew.halt).over()

    def _sweep(self, shared: bool, watch: Callable[[str], None]) -> bool:
        """Go along the season once; whether something was gained and effort is left.

        Parameters
        ----------
        shared
            Whether up to a part of the season no more than that part of what is allowed may be given up.
        """
        before, stages = self.model.value(APART, self.best), self._stages()
        left = sum(window.width for window, _ in stages)
        for window, end in stages:
            if not self._open():
                return False
            work = min(WINDOW_WORK * window.width, GENEROUS * self.left * window.width / left)
            left -= window.width
            caps = self._caps(end, self.search.weeks) if shared else self._caps(1, 1)
            self._solve(window, caps, work)
            watch(f"another plan: {plural(self.apart, 'day')} of it differ")
        return self.model.value(APART, self.best) < before

    def _stages(self) -> list[tuple[Window, int]]:
        """Windows along the season, phase by phase, each with the last week of its phase, counted from 1.

        First weekdays that move together over a phase, since that keeps its rhythm; then weeks.
        """
        weeks, athletes = self.search.weeks, len(self.search.season.athletes)
        found: list[tuple[Window, int]] = []
        for first, width in self.search.engines.agenda.blocks:
            inside = [each for each in windows(weeks, athletes, WIDTH) if first <= each.first < first + width]
            moved = rhythms([(first, width)], athletes, WEEKDAYS)
            found += [(each, first + width) for each in (*moved, *inside)]
        return found

    def _caps(self, part: int, parts: int) -> Mapping[str, int]:
        """The points of each level that a plan may have, with a part of what is allowed."""
        return {
            level: self.model.value(level, self.start) + self.allowed[level] * part // parts
            for level in LEVELS
        }

    def _solve(self, window: Window, caps: Mapping[str, int], work: float, whole: bool = False) -> int | None:
        """Make a window as different as can be, then as good as it can be so; how different any could be."""
        crew, most = self.search.state.crew, None
        budget = Budget(work, self.until, crew.halt)
        task = partial(_differ, self.contrast, window.free(self.model), self.best, caps, budget, whole)
        for values, spent, bound in crew.run([task]):
            self.left -= spent
            self.best, most = values, bound
        return most

    def outcome(self, base: Outcome) -> Outcome:
        """The plan, with what is known of its score from the plan that it is an alternative to."""
        score = {level: self.model.value(level, self.best) for level in LEVELS}
        return base.beside(self.search.lowering.choices.plan(self.best), score)


def _differ(
    contrast: Contrast,
    free: Sequence[int],
    start: list[int],
    caps: Mapping[str, int],
    budget: Budget,
    whole: bool,
) -> tuple[list[int], float, int | None]:
    """An assignment that differs as much as possible within some variables, and is then as good as it can be.

    Returns
    -------
    The assignment, the work it took, and on how many days any could differ.
    """
    model, posted, values = contrast.model, Posted(contrast.model, start, free), start
    for level, most in caps.items():
        posted.limit(model.objective[level], most)
    work, bound = 0.0, None
    for level in (APART, *LEVELS, TIDY):
        posted.minimise(model.objective[level])
        answer = posted.run(budget)
        work += answer.work
        if answer.values is not None:
            values = model.settled(answer.values, free)
            posted.start_from(values)
        if level == APART:
            bound = answer.bound
            if not whole and model.value(APART, values) == model.value(APART, start):
                break
        posted.limit(model.objective[level], model.value(level, values))
    return values, work, None if bound is None else contrast.days(bound)
