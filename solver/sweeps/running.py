"""A sweep: all cells planned, several at a time, in an order that does not depend on which is first.

Every cell begins from the plan of a cell before it. Then each of them looks at the plans beside it: where
one of these keeps its musts and is better here, it goes on from there. Last, what is proven of one cell is
told to those of which it holds as well.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from solver.auditor import audit
from solver.crew import Crew
from solver.loading import Reading
from solver.lowering import Lowering
from solver.outcome import LEVELS
from solver.sweeps.axes import Axis, axes
from solver.sweeps.binding import binding
from solver.sweeps.grid import Grid, Place, grid, planned_after
from solver.sweeps.hands import Hands
from solver.sweeps.kin import kin
from solver.sweeps.ledger import Ledger
from solver.sweeps.made import Made
from solver.sweeps.planning import Job
from solver.sweeps.result import CellResult, Sweep
from solver.sweeps.telling import better_bounds, told

#: Is told how many cells are done, how many there are, and what is being done.
Watch = Callable[[int, int, str], None]


def sweep(
    base: Reading,
    vary: Sequence[str] | Sequence[Axis],
    effort: float = 60.0,
    workers: int = 1,
    out: Path | None = None,
    watch: Watch = lambda *_: None,
) -> Sweep:
    """Plan every combination of some values of a scenario.

    Parameters
    ----------
    base
        The scenario; see :func:`solver.loading.reading`.
    vary
        What is varied, as in ``["rules.tempo-days.limit.at_most=1..4"]``.
    effort
        How hard to search for a plan from nothing; one that begins from another takes a part of it.
    workers
        How many cells at a time, each in a process of its own; the result does not depend on it.
    out
        A folder in which to keep what has been planned, and to look for it.
    watch
        Is told how far it is.

    Raises
    ------
    InputError
        With all that is wrong with the values; nothing has been planned then.
    """
    chosen = [each for each in vary if isinstance(each, Axis)] or axes([str(each) for each in vary])
    found = grid(base, chosen, lambda done, total: watch(done, total, "reading"))
    return Running(found, effort, workers, Ledger(out), watch).run()


class Running:
    """A sweep under way."""

    def __init__(self, found: Grid, effort: float, workers: int, ledger: Ledger, watch: Watch) -> None:
        self.grid, self.effort, self.ledger, self.watch = found, effort, ledger, watch
        self.crew = Crew(workers)
        self.made: dict[Place, Made] = {}
        #: What each plan depends on.
        self.digests: dict[Place, str] = {}
        #: The cells that each cell may begin from.
        self.order: Mapping[Place, Sequence[Place]] = {}

    def run(self) -> Sweep:
        """All cells; after Ctrl-C those that were done by then."""
        try:
            self._run()
        except KeyboardInterrupt:
            self.crew.halt.ask()
        except BaseException:
            self.crew.halt.ask()
            raise
        made = told(self.made)
        cells = [
            CellResult(place, self.grid.words(place), cell.notes, made.get(place))
            for place, cell in self.grid.cells.items()
        ]
        self.watch(len(made), len(cells), "looking where rules bind")
        return Sweep(self.grid, cells, self.effort, self.crew.halt.asked, binding(self.grid, made))

    def _run(self) -> None:
        self.order = planned_after(self.grid, [self._turned(axis) for axis in range(len(self.grid.axes))])
        with Hands(min(self.crew.workers, len(self.order)), self.crew.halt) as hands:
            self._side_by_side(self.order, partial(self._first, hands))
            if taken := self._adopted():
                self._side_by_side(dict.fromkeys(sorted(taken), ()), partial(self._again, hands))
        self._adopted()

    def _turned(self, axis: int) -> bool:
        """Whether an axis is gone through from its last value: where the season is the widest there."""
        first, last = (0,) * len(self.grid.sizes), self.grid.sizes[axis] - 1
        if not last:
            return False
        other = (*first[:axis], last, *first[axis + 1 :])
        self.watch(0, len(self.grid.cells), "looking for where to begin")
        return kin(*(Lowering(self.grid.cells[place].season) for place in (first, other))).inside

    # ---- planning ---------------------------------------------------------------------------------------

    def _side_by_side(self, order: Mapping[Place, Sequence[Place]], plan: Callable[[Place], None]) -> None:
        """Plan some cells, each once those are there that it waits for."""
        ready = {place: threading.Event() for place in order}
        count = _Count(len(order), self.watch)

        def task(place: Place) -> None:
            try:
                for each in order[place]:
                    ready[each].wait()
                if not self.crew.halt.asked:
                    count.at(0, self.grid.words(place))
                    plan(place)
                    count.at(1, self.grid.words(place))
            finally:
                ready[place].set()

        for _ in self.crew.run([partial(task, place) for place in order]):
            pass

    def _first(self, hands: Hands, place: Place) -> None:
        """Plan a cell from those before it."""
        before = {each: (self.grid.cells[each].season, self.made[each]) for each in self._before(place)}
        digest = self._digest(place, [self.digests[each] for each in before])
        made = self._made(hands, digest, Job(self.grid.cells[place].season, self.effort, before))
        if made is not None:
            self.digests[place], self.made[place] = digest, made

    def _again(self, hands: Hands, place: Place) -> None:
        """Go on from the plan that a cell has taken from beside it."""
        season, taken = self.grid.cells[place].season, self.made[place]
        sessions = [(d.athlete, d.day, d.slot, d.form, d.count) for d in taken.sessions]
        digest = self._digest(place, ["from", sessions])
        made = self._made(hands, digest, Job(season, self.effort, start=taken.sessions))
        if made is not None and made.state == "planned":
            self.made[place] = replace(made, kin=taken.kin, bounds=better_bounds(made.bounds, taken.bounds))

    def _made(self, hands: Hands, digest: str, job: Job) -> Made | None:
        """What the ledger has or planning comes to; None if it was stopped."""
        if (known := self.ledger.find(digest, job.season)) is not None:
            return known
        made = hands.plan(job)
        if made is not None:
            self.ledger.keep(digest, job.season, made)
        return made

    def _before(self, place: Place) -> list[Place]:
        """The cells that a cell may begin from; where none of them has a plan, also those before these."""
        found: dict[Place, None] = {}
        behind = list(self.order[place])
        while behind:
            found.update(dict.fromkeys(behind))
            if any(self.made[each].state == "planned" for each in behind):
                break
            behind = [other for each in behind for other in self.order[each] if other not in found]
        return list(found)

    def _digest(self, place: Place, besides: Sequence[object]) -> str:
        said = [self.grid.cells[place].digest, self.effort, *besides]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    # ---- looking at each other --------------------------------------------------------------------------

    def _adopted(self) -> set[Place]:
        """Let cells take plans from beside them that are better here, until none is; those that did."""
        taken, waiting = set[Place](), [place for place in self.grid.cells if place in self.made]
        while waiting and len(self.made) == len(self.grid.cells):
            place = waiting.pop(0)
            if (better := self._better(place)) is not None:
                self.made[place] = better
                taken.add(place)
                waiting += [each for each in self.grid.beside(place) if each not in waiting]
        return taken

    def _better(self, place: Place) -> Made | None:
        """The best plan from beside a cell that keeps its musts, if it is better than its own."""
        season, best = self.grid.cells[place].season, self.made[place]
        for each in self.grid.beside(place) if best.state != "infeasible" else ():
            other = self.made[each]
            if other.state != "planned" or other.sessions == best.sessions:
                continue
            found = audit(season, season.diary(other.sessions))
            points = tuple(found.score[level] for level in LEVELS)
            if found.passed and (best.state != "planned" or points < best.points):
                best = replace(best, state="planned", sessions=other.sessions, score=found.score, windows=0)
                best = replace(best, bounds=best.bounds or dict.fromkeys(LEVELS))
        return best if best is not self.made[place] else None


class _Count:
    """Counts the cells that are done and tells of it; several may be done at a time."""

    def __init__(self, total: int, watch: Watch) -> None:
        self.total, self.watch, self.done, self._lock = total, watch, 0, threading.Lock()

    def at(self, more: int, words: Sequence[str]) -> None:
        """Tell which cell is at work, and whether it is done."""
        with self._lock:
            self.done += more
            self.watch(self.done, self.total, ", ".join(words))
