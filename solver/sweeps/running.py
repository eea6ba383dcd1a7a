"""A sweep: all cells planned, several at a time, in an order that does not depend on which is first.

The first cell is planned as `plan` does it; every other one begins from the plan of a cell before it, with
little effort, and many need none: what is best beside them is so here. What is saved goes to those that are
not proven: to those that allow least, of which plans are plans of others too, and to those that allow most,
of which proofs hold in others too. In between, cells look at the plans beside them: one that keeps the
musts and is better here is taken; what is proven of one cell is told to those of which it holds as well.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from solver.loading.load import Reading, reading
from solver.model.lowering import Lowering
from solver.sweeps.axes import Axis, axes
from solver.sweeps.binding import binding
from solver.sweeps.grid import Grid, Place, grid, planned_after
from solver.sweeps.kin import kin
from solver.sweeps.ledger import Ledger
from solver.sweeps.made import Made
from solver.sweeps.planning import Job, plan
from solver.sweeps.result import CellResult, Sweep
from solver.sweeps.sharing import BESIDE_PROVEN, MOST, WARM, Judged, Points, adopt, unsettled
from solver.sweeps.telling import better_bounds, told
from solver.workers.crew import Crew
from solver.workers.hands import Hands

#: Is told how many cells are done, how many there are, and what is being done.
Watch = Callable[[int, int, str], None]


def sweep(
    base: Reading | Path | str,
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
        The scenario: its file, or what :func:`solver.loading.load.reading` has read.
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
    base = base if isinstance(base, Reading) else reading(base)
    found = grid(base, chosen, lambda done, total: watch(done, total, "reading"))
    return Running(found, effort, workers, Ledger(out), watch).run()


class Running:
    """A sweep under way."""

    def __init__(self, found: Grid, effort: float, workers: int, ledger: Ledger, watch: Watch) -> None:
        self.grid, self.effort, self.ledger, self.watch = found, effort, ledger, watch
        self.crew = Crew(workers)
        self.made: dict[Place, Made] = {}
        self.judged: Judged = {}
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
        cells = [self._cell(place, made) for place in self.grid.places]
        self.watch(len(made), len(self.order), "looking where rules bind")
        return Sweep(self.grid, cells, self.effort, self.crew.halt.asked, binding(self.grid, made))

    def _cell(self, place: Place, made: Mapping[Place, Made]) -> CellResult:
        words = self.grid.words(place)
        if place in self.grid.refused:
            wrong = tuple(dict.fromkeys(each.message for each in self.grid.refused[place]))
            return CellResult(place, words, (), Made("refused", clash=wrong))
        return CellResult(place, words, self.grid.cells[place].notes, made.get(place))

    def _run(self) -> None:
        self.order = planned_after(self.grid, [self._turned(axis) for axis in range(len(self.grid.axes))])
        with Hands(min(self.crew.workers, len(self.order)), self.crew.halt, plan) as hands:
            self._side_by_side(self.order, partial(self._first, hands))
            if self.crew.halt.asked:
                return
            self._share()
            done: dict[Place, Points] | None = None
            for _ in range(2):
                chosen, effort = unsettled(self.grid, self.made, list(self.order), self.effort, done)
                before = {place: self.made[place].points for place in chosen}
                self._side_by_side(dict.fromkeys(chosen, ()), partial(self._again, hands, effort))
                if self.crew.halt.asked:
                    return
                self._share()
                done = before

    def _share(self) -> None:
        """Let cells have what others found and what is proven of others."""
        adopt(self.grid, self.made, self.judged)
        self.made = told(self.made)

    def _turned(self, axis: int) -> bool:
        """Whether an axis is gone through from its last value: where the season is the widest there."""
        first, last = (0,) * len(self.grid.sizes), self.grid.sizes[axis] - 1
        other = (*first[:axis], last, *first[axis + 1 :])
        if not last or not {first, other} <= self.grid.cells.keys():
            return False
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

    def _first(self, hands: Hands[Job, Made | None], place: Place) -> None:
        """Plan a cell from those before it."""
        before = {each: (self.grid.cells[each].season, self.made[each]) for each in self._before(place)}
        digest = self._digest(place, [self.digests[each] for each in before])
        beside = MOST * self.effort if before else None
        proven = any(made.state == "planned" and made.status == "optimal" for _, made in before.values())
        warm = (BESIDE_PROVEN if proven else WARM) * self.effort
        job = Job(self.grid.cells[place].season, self.effort, warm, before, beside=beside)
        made = self._made(hands, digest, job)
        if made is not None:
            self.digests[place], self.made[place] = digest, made

    def _again(self, hands: Hands[Job, Made | None], effort: float, place: Place) -> None:
        """Go on from the plan that a cell has."""
        season, taken = self.grid.cells[place].season, self.made[place]
        digest = self._digest(place, ["again", effort, taken.plan, *taken.bounds.items()])
        job = Job(season, self.effort, effort, start=taken.sessions, bounds=taken.bounds)
        made = self._made(hands, digest, job)
        if made is not None and made.state == "planned":
            bounds, work = better_bounds(made.bounds, taken.bounds), round(made.work + taken.work, 3)
            self.made[place] = replace(made, kin=taken.kin, bounds=bounds, work=work)

    def _made(self, hands: Hands[Job, Made | None], digest: str, job: Job) -> Made | None:
        """What the ledger has or planning comes to; None if it was stopped."""
        before = list(job.before)
        if (known := self.ledger.find(digest, job.season, before)) is not None:
            return known
        made = hands.do(job)
        if made is not None:
            self.ledger.keep(digest, job.season, made, before)
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


class _Count:
    """Counts the cells that are done and tells of it; several may be done at a time."""

    def __init__(self, total: int, watch: Watch) -> None:
        self.total, self.watch, self.done, self._lock = total, watch, 0, threading.Lock()

    def at(self, more: int, words: Sequence[str]) -> None:
        """Tell which cell is at work, and whether it is done."""
        with self._lock:
            self.done += more
            self.watch(self.done, self.total, ", ".join(words))
