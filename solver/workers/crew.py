"""Tasks side by side, with answers in the order of the tasks, and Ctrl-C that ends all that is at work.

What comes out does not depend on how many work at a time: a task knows nothing of the others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Generic, TypeVar

T = TypeVar("T")
#: Seconds between two looks at what is at work.
GLANCE = 0.1


class Halt:
    """Ends whatever is at work, once it is asked."""

    def __init__(self) -> None:
        self.asked = False
        self._ends: list[Callable[[], object]] = []

    @contextmanager
    def reaches(self, end: Callable[[], object]) -> Iterator[None]:
        """While this lasts, `end` is called when a halt is asked."""
        self._ends.append(end)
        try:
            yield
        finally:
            self._ends.remove(end)

    def ask(self) -> None:
        """End what is at work; asked again and again, since a solver forgets what it hears too early."""
        self.asked = True
        for end in list(self._ends):
            end()


class Crew:
    """Workers for tasks that do not know of each other.

    Parameters
    ----------
    workers
        How many tasks at a time.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.halt = Halt()

    def run(self, tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
        """The answers of some tasks, in order, each as soon as it is there.

        After Ctrl-C what is at work comes to its end, and what has not begun is left out: see `halt.asked`.
        """
        desk = _Desk(tasks, self.halt)
        threads = [threading.Thread(target=desk.work, daemon=True) for _ in tasks[: self.workers]]
        # wherever Ctrl-C strikes, this does not end before the threads: a solver must not outlive its program
        self._until(partial(_started, threads))
        for number in range(len(tasks)):
            self._until(partial(desk.ready[number].wait, GLANCE))
            if number in desk.failed and not self.halt.asked:
                raise desk.failed[number]
            if number in desk.answers:
                yield desk.answers.pop(number)

    def _until(self, step: Callable[[], bool]) -> None:
        """Go on with a step until it is done, and pass Ctrl-C on to what is at work."""
        done = False
        while not done:
            try:
                done = step()
                if not done and self.halt.asked:
                    self.halt.ask()
            except KeyboardInterrupt:
                self.halt.ask()


def _started(threads: Sequence[threading.Thread]) -> bool:
    for thread in threads:
        if thread.ident is None:
            thread.start()
    return True


class _Desk(Generic[T]):
    """What is to be done and what has been."""

    def __init__(self, tasks: Sequence[Callable[[], T]], halt: Halt) -> None:
        self.tasks, self.halt = tasks, halt
        self.ready = [threading.Event() for _ in tasks]
        self.answers: dict[int, T] = {}
        self.failed: dict[int, BaseException] = {}
        self._next = iter(range(len(tasks)))
        self._lock = threading.Lock()

    def work(self) -> None:
        """Take tasks until there are none."""
        while True:
            with self._lock:
                number = next(self._next, None)
            if number is None:
                return
            try:
                if not self.halt.asked:
                    self.answers[number] = self.tasks[number]()
            except BaseException as error:
                self.failed[number] = error
            finally:
                self.ready[number].set()
