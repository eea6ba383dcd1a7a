"""Why not: whether something else could be in a plan, and what that would cost.

Of a single week everything is planned anew. Of a season only some weeks around what is asked for, the
others standing still; where that leaves no room, more of them, and at last the whole season. That nothing
leaves room for it is only said where it is proven for the whole season.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

from solver.auditor import LEVELS, Audit, audit, audited
from solver.backends.answers import Budget
from solver.diary import Done
from solver.errors import Infeasible, OutOfTime
from solver.reasons.conflicts.conflict import conflict
from solver.reasons.whynot.foil import Foil
from solver.reasons.whynot.trial import Trial, Tried
from solver.reasons.whynot.verdict import Answer, Blocked, Planned, Possible, There
from solver.search.outcome import Progress, Settings
from solver.search.run import WORK_A_SECOND
from solver.search.search import search
from solver.search.windows import Window
from solver.season import Season
from solver.workers.crew import Crew

#: Weeks planned anew on each side of what is asked for, one try after the other.
AROUND = (1, 3)


class WhyNot:
    """Questions about one plan.

    Parameters
    ----------
    foils
        What is asked for, one at a time.
    watch
        Is told of every step.
    """

    def __init__(
        self,
        season: Season,
        plan: Planned,
        foils: Sequence[Foil],
        settings: Settings,
        watch: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self.season, self.plan, self.foils, self.settings = season, plan, list(foils), settings
        self.watch = watch
        self.crew = Crew()
        self._bases: dict[Window, Planned] = {}
        self.budget = Budget(settings.effort * WORK_A_SECOND, halt=self.crew.halt)

    @cached_property
    def trial(self) -> Trial:
        """The plan with all that may be asked of it, made when it is needed."""
        return Trial(self.season, self.plan.sessions, self.foils)

    def answers(self) -> list[Answer]:
        """What becomes of each foil.

        Raises
        ------
        OutOfTime
            If the budget does not tell.
        KeyboardInterrupt
            After Ctrl-C, with what has not been answered.
        """
        return [self._answer(foil, number) for number, foil in enumerate(self.foils)]

    def _answer(self, foil: Foil, number: int) -> Answer:
        self.watch(Progress(f"what if {foil.says}", {}, {}, 0.0))
        found = next(self.crew.run([partial(self._local, foil, number)]), None)
        answer = found or (None if self.crew.halt.asked else self._searched(foil))
        if self.crew.halt.asked or answer is None:
            raise KeyboardInterrupt(*(each.says for each in self.foils[number:]))
        return answer

    def _local(self, foil: Foil, number: int) -> Answer | None:
        """The answer that some weeks give, or the proof that there is no room; None if neither is found."""
        asked = foil.on(self.season)
        if audit(asked, asked.diary(self.plan.sessions)).passed:
            return There(foil)
        for window in self._windows(foil):
            tried = self.trial.best(number, window, self.budget)
            if tried.sessions is not None:
                return self._possible(foil, tried, window)
            if tried.status == "infeasible" and self._whole(window):
                break
        found = conflict(asked, self.budget)
        return None if found is None else Blocked(foil, found)

    def _windows(self, foil: Foil) -> Iterator[Window]:
        """What is planned anew, one after the other."""
        weeks, everyone = self.season.calendar.weeks, (1 << len(self.season.athletes)) - 1
        me = 1 << [athlete.name for athlete in self.season.athletes].index(foil.athlete)
        done = set[Window]()
        for around in AROUND:
            first = max(foil.days[0] // 7 - around, 0)
            last = min(foil.days[-1] // 7 + around, weeks - 1)
            for who in (me, everyone):
                window = Window(last - first + 1, first, who)
                if window not in done:
                    done.add(window)
                    yield window

    def _whole(self, window: Window) -> bool:
        return (
            window.width == self.season.calendar.weeks and window.who == (1 << len(self.season.athletes)) - 1
        )

    def _possible(self, foil: Foil, tried: Tried, window: Window) -> Possible:
        assert tried.sessions is not None
        audited(foil.on(self.season), tried.sessions, tried.score)
        verdict = audited(self.season, tried.sessions, tried.score)
        weeks = (window.first + 1, window.first + window.width)
        all_weeks = window.width == self.season.calendar.weeks
        alone = window.who.bit_count() < len(self.season.athletes)
        return Possible(
            foil, self.plan, _better(self._base(window), tried.sessions, verdict), tried.sessions, verdict,
            tried.bounds, None if all_weeks else weeks, alone,
        )  # fmt: skip

    def _base(self, window: Window) -> Planned:
        """The best plan that need have no foil, of a window planned anew; the plan where none is better."""
        if self.plan.proven:
            return self.plan
        if window not in self._bases:
            tried = self.trial.best(None, window, self.budget)
            sessions, score = tried.sessions, tried.score
            plan = replace(self.plan, bounds=tried.bounds)
            if sessions is not None:
                plan = _better(plan, sessions, audited(self.season, sessions, score))
            self._bases[window] = plan
        return self._bases[window]

    def _searched(self, foil: Foil) -> Possible | None:
        """The best plan of a whole season with a foil; None after Ctrl-C."""
        asked = foil.on(self.season)
        try:
            outcome = search(asked, self.settings, self.watch)
        except Infeasible:
            raise OutOfTime(
                f"what leaves no room for {foil.says} was not found: allow more with --effort"
            ) from None
        if outcome.interrupted:
            return None
        audited(asked, outcome.sessions, outcome.score)
        verdict = audited(self.season, outcome.sessions, outcome.score)
        base = _better(self.plan, outcome.sessions, verdict)
        return Possible(foil, self.plan, base, outcome.sessions, verdict, outcome.bounds, None)


def _better(base: Planned, sessions: Sequence[Done], verdict: Audit) -> Planned:
    """The better of two plans: a plan with a foil is one that need not have it as well."""
    if [verdict.score[level] for level in LEVELS] >= [base.audit.score[level] for level in LEVELS]:
        return base
    return Planned(sessions, verdict, base.bounds)
