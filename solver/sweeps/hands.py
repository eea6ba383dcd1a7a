"""Hands that plan cells: this process, or others beside it that a halt reaches too."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

from solver.crew import GLANCE, Halt
from solver.sweeps.made import Made
from solver.sweeps.planning import Job, plan

#: In a process beside: is set once all is to end.
_ended: Event | None = None


def _begin(ended: Event) -> None:
    """Let Ctrl-C be the first process's business."""
    global _ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _ended = ended


def _beside(job: Job) -> Made | None:
    """Plan a cell in a process beside."""
    halt, done = Halt(), threading.Event()

    def listen() -> None:
        while not done.wait(GLANCE):
            if _ended is not None and _ended.is_set():
                halt.ask()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        return plan(job, halt)
    finally:
        done.set()
        listener.join()


class Hands:
    """Plans cells, so many at a time; to be used in a `with`.

    Parameters
    ----------
    number
        How many processes; one is this process itself.
    halt
        Ends whatever is planned.
    """

    def __init__(self, number: int, halt: Halt) -> None:
        self.number, self.halt = number, halt
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self.number > 1:
            # a fresh process each: threads of solvers do not outlive a fork
            context = get_context("spawn")
            self._ended = context.Event()
            self._pool = ProcessPoolExecutor(self.number, context, _begin, (self._ended,))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            if kind is not None or self.halt.asked:
                self._ended.set()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def plan(self, job: Job) -> Made | None:
        """Plan a cell; None if it was stopped."""
        if self._pool is None:
            return plan(job, self.halt)
        future: Future[Made | None] = self._pool.submit(_beside, job)
        with self.halt.reaches(self._ended.set):
            while not wait_for([future], GLANCE).done:
                if self.halt.asked:
                    self._ended.set()
        return future.result()
