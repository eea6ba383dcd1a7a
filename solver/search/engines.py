"""Two engines for seasons that are too long to be solved whole.

One plans windows anew, over and over along the season; the other shows what no plan can be below. They
work in rounds: within a round none of the solves knows of the others, so that it does not matter how many
run at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from solver.backends.answers import Budget
from solver.backends.glop import Relaxed
from solver.search.agenda import Agenda
from solver.search.bounding import WORK, Bounding, Cut, Step
from solver.search.outcome import LEVELS
from solver.search.run import SearchRun
from solver.search.windows import EVERY, Found, Window, apart, improve, joined, tidied, windows

#: Deterministic time for one window, a week of it.
WINDOW_WORK = 0.35
#: The share of what is left of the effort that may go into solving a short season at once, or a long one.
WHOLE_SHORT, WHOLE = 0.6, 0.5
#: The part of what has been spent that goes into solving a long season at once before its widest windows.
TRY = 0.25
#: The share of the effort that goes to bounds while windows still gain.
BOUNDING = 0.25
#: The width of windows before which there is no bounding, unless that share of the effort has been spent.
LATER = 3
#: The share of the effort that goes into finding; the rest finds out what is known of the plan.
SEARCHING = 0.85
#: Deterministic time for tidying one week, on top of the effort.
TIDY_WORK = 0.5
#: The share of the effort for what windows still say of the bounds at the end, on top of it too.
LAST = 0.05


class Engines:
    """Both engines at work on one season.

    Parameters
    ----------
    weeks, athletes
        How long the season is, and how many athletes there are.
    blocks
        Its phases: the first week of each, from 0, and its weeks.
    """

    def __init__(self, run: SearchRun, weeks: int, athletes: int, blocks: Sequence[tuple[int, int]]) -> None:
        self.state, self.weeks, self.athletes = run, weeks, athletes
        self.agenda = Agenda(weeks, athletes, blocks)
        self.bounding: dict[str, Bounding] = {}
        self._work = 0.0

    def run(self) -> None:
        """Improve the plan and its bounds until nothing is left to do or to spend."""
        while self._open(SEARCHING) and self._next():
            pass
        self._tidy()
        while self._open(1.0) and self._certified():
            pass
        self._last_bounds()

    def _open(self, share: float) -> bool:
        """Whether there is something to find, and less than a share of the effort has been spent."""
        state = self.state
        proven = all(state.proven(level) for level in LEVELS)
        return not proven and not state.spent() and state.work < share * state.effort

    def _next(self) -> bool:
        """One round of both engines; whether there was anything to do."""
        state = self.state
        batch, bounding = self.agenda.batch(), self._least()
        early = self.agenda.width < LATER and state.work < BOUNDING * state.effort
        # where the whole is soon solved, bounds can wait for that
        early |= self.agenda.short
        steps: list[Step] = []
        if bounding and not (batch and (early or self._work > BOUNDING * state.work)):
            steps = bounding.steps(lambda most: state.budget(at_most=most))
        if batch or steps:
            self._round(batch, steps, bounding)
        return bool(batch or bounding)

    def _certified(self) -> bool:
        """One round that finds out what is known of the plan as it is; whether there was anything to do."""
        self.agenda.certify()
        batch = next(apart(self.agenda.waiting), list[Window]())
        self._round(batch, [], None)
        return bool(batch)

    def _last_bounds(self) -> None:
        """Let what was found out of windows come to a bound."""
        state = self.state
        most = min(WORK * self.weeks * self.athletes, LAST * state.effort)
        budget = Budget(most, state.until, state.crew.halt)
        for level, bounding in self.bounding.items():
            if bounding.pending and not state.proven(level) and not budget.over():
                self._round([], bounding.steps(lambda _: budget), bounding)

    def _least(self) -> Bounding | None:
        """Of the levels neither proven nor given up, the bounding that has worked least so far."""
        state = self.state
        for number, level in enumerate(LEVELS):
            stricter = {name: state.points(name) for name in LEVELS[:number]}
            if level not in self.bounding:
                self.bounding[level] = Bounding(state.model, level, stricter, self.weeks, self.athletes)
            self.bounding[level].tighten(stricter)
        left = [self.bounding[level] for level in LEVELS if not state.proven(level)]
        return min((each for each in left if not each.ended), key=lambda each: each.work, default=None)

    def _round(self, batch: Sequence[Window], steps: Sequence[Step], bounding: Bounding | None) -> None:
        """Solve some windows and take some steps of bounding."""
        state = self.state
        start = state.best
        assert start is not None
        tasks: list[Callable[[], Found | Relaxed | Cut]] = [
            *(self._window(window, start) for window in batch),
            *steps,
        ]
        found: list[Relaxed | Cut] = []
        for number, answer in enumerate(state.crew.run(tasks)):
            if isinstance(answer, Found):
                self._join(batch[number], start, answer)
            else:
                found.append(answer)
        if bounding is not None and len(found) == len(steps) > 0:
            self._bound(bounding, found)

    def _bound(self, bounding: Bounding, found: Sequence[Relaxed | Cut]) -> None:
        before = bounding.work
        bounding.take(found)
        self._work += bounding.work - before
        self.state.work += bounding.work - before
        self.state.bound(bounding.level, bounding.bound)
        self.state.say(f"bounding {bounding.level}")

    def _window(self, window: Window, start: list[int]) -> Callable[[], Found]:
        size = window.width * window.who.bit_count()
        some = self.state.budget(at_most=WINDOW_WORK * size)
        budget = self._for_all() if self._is_whole(window) else some
        free = window.free(self.state.model)
        return partial(improve, self.state.model, free, start, budget, self.agenda.seen.get(window))

    def _for_all(self) -> Budget:
        """What solving the whole season at once may cost."""
        if self.agenda.early and not self.agenda.short:
            return self.state.budget(at_most=TRY * self.state.work)
        return self.state.budget(WHOLE_SHORT if self.agenda.short else WHOLE)

    def _is_whole(self, window: Window) -> bool:
        size = window.width * window.who.bit_count()
        return window.weekdays == EVERY and size == self.weeks * self.athletes

    def _join(self, window: Window, start: list[int], found: Found) -> None:
        """Take what a window found, in a plan that others may have changed in the meantime."""
        state, model = self.state, self.state.model
        assert state.best is not None
        state.work += found.work
        self.agenda.solved(window, found.seen, state.best is start)
        if self._is_whole(window):
            for level, bound in found.bounds.items():
                state.bound(level, bound)
        if found.values is None:
            return
        values = found.values if state.best is start else joined(model, state.best, start, found.values)
        if values is None:
            self.agenda.waiting.add(window)
            return
        if state.keep(values):
            self.agenda.gained(window)
            state.say("improving")

    def _tidy(self) -> None:
        """Tidy every week, or a short season at once, without touching the score."""
        state, size = self.state, self.weeks * self.athletes
        short = self.agenda.short
        whole = windows(self.weeks, self.athletes, self.weeks, self.athletes)
        for window in whole if short else windows(self.weeks, self.athletes, 1):
            assert state.best is not None
            budget = Budget(TIDY_WORK * (size if short else 1), state.until, state.crew.halt)
            task = partial(tidied, state.model, window.free(state.model), state.best, budget)
            for found in state.crew.run([task]):
                if state.keep(found.values):
                    self.agenda.changed()
