"""Problems planned by processes on this computer, each of which loads the solver once."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from queue import Empty, SimpleQueue

from solver.batch import WARM
from solver.batch.place import Plan, begin, work
from solver.batch.runner import GONE, TRIES, Stop
from solver.batch.task import Answer, Task
from solver.loading.load import Reading
from solver.workers.crew import GLANCE, Halt
from solver.workers.garbage import put_off
from solver.workers.hands import Died, Hand

#: A process ends after so many problems, or with so much memory (MB), and another one takes its place.
RECYCLE, MEMORY = 500, 1000.0
#: Processes of this computer work for one batch only.
BATCH = "here"


class Local:
    """Processes on this computer.

    Parameters
    ----------
    bases
        The scenarios, by name.
    workers
        How many problems at a time.
    recycle
        After how many problems a process is replaced.
    plan
        What is done with each problem; by default it is planned.
    """

    @put_off()
    def __init__(
        self,
        bases: Mapping[str, Reading],
        workers: int = 1,
        recycle: int = RECYCLE,
        plan: Plan | None = None,
    ) -> None:
        self.workers, self.recycle = workers, recycle
        self._work = partial(_work, plan)
        self._given = pickle.dumps(dict(bases))

    def run(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Answer]:
        """The answers, each as soon as it is there; see :class:`solver.batch.runner.Runner`."""
        halt, desk = Halt(), _Desk(tasks, stop)
        seats = [
            threading.Thread(target=self._sit, args=(desk, halt), daemon=True) for _ in range(self.workers)
        ]
        for each in seats:
            each.start()
        try:
            left = len(seats)
            while left:
                if stop.now:
                    halt.ask()
                try:
                    answer = desk.answers.get(timeout=GLANCE)
                except Empty:
                    continue
                if answer is None:
                    left -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            desk.closed = True
            halt.ask()
            for each in seats:
                each.join()

    def _sit(self, desk: _Desk, halt: Halt) -> None:
        """Take problems until there are none, with one process after another.

        An answer is told once the process has the next problem: what is done with it may take a while.
        """
        hand: Hand[Task, Answer | None] = Hand(self._work, halt, begin, (BATCH, self._given), (WARM,))
        done, found = 0, list[Answer]()

        def tell() -> None:
            while found:
                desk.answers.put(found.pop())

        try:
            while (task := desk.take()) is not None:
                answer = self._do(hand, task, tell)
                if answer is None:
                    break
                found.append(answer)
                done += 1
                if done >= self.recycle or answer.memory > MEMORY:
                    tell()
                    hand.rest()
                    done = 0
            tell()
        except BaseException as error:
            tell()
            desk.answers.put(error)
        finally:
            hand.rest()
            desk.answers.put(None)

    def _do(
        self, hand: Hand[Task, Answer | None], task: Task, meanwhile: Callable[[], None]
    ) -> Answer | None:
        """Plan a problem; again where the process ended in the midst of it."""
        for _ in range(TRIES):
            try:
                return hand.do(task, meanwhile)
            except Died:
                if hand.halt.asked:
                    return None
        return Answer(task.fingerprint, "failed", why=(GONE,))


def _work(plan: Plan | None, task: Task, halt: Halt) -> Answer | None:
    return work(BATCH, task, halt, plan)


class _Desk:
    """What is still to be planned, and what has been."""

    def __init__(self, tasks: Iterable[Task], stop: Stop) -> None:
        self._tasks, self._stop, self._lock = iter(tasks), stop, threading.Lock()
        self.closed = False
        self.answers: SimpleQueue[Answer | BaseException | None] = SimpleQueue()

    def take(self) -> Task | None:
        """The next problem; None if nothing new is to begin."""
        with self._lock:
            return None if self.closed or self._stop.draining else next(self._tasks, None)
