"""Hands: processes beside this one that do one job after another, and that a halt reaches too."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from solver.errors import refuse
from solver.workers.crew import GLANCE, Halt

J = TypeVar("J")
R = TypeVar("R")
T = TypeVar("T")
#: How often a process is begun anew that ends before it has begun, and what is said then.
TRIES = 3
NONE = (
    "the processes that are to do the work end before they have begun; what they say stands above"
    " (a Python script that has work done by several needs: if __name__ == '__main__':)"
)
#: What comes of beginning a process where it, or the one from which it is forked, has ended.
_GONE = (BrokenProcessPool, EOFError, ConnectionError)
#: In a process beside: is set once all is to end.
_ended: Event | None = None
#: Elsewhere libraries of the system may not be forked.
_FORKS = sys.platform == "linux"


class Died(Exception):
    """Raised where a process beside has ended in the midst of its job."""


def _begin(ended: Event, begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Let Ctrl-C be the first process's business, and do not outlive it."""
    global _ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _ended = ended
    threading.Thread(target=_follow, daemon=True).start()
    if begin is not None:
        begin(*given)


def _follow() -> None:
    """End with the first process, however that ends."""
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _beside(work: Callable[[J, Halt], R], job: J) -> R:
    """Do a job in a process beside."""
    with listening(lambda: _ended is not None and _ended.is_set()) as halt:
        return work(job, halt)


@contextmanager
def listening(ended: Callable[[], bool]) -> Iterator[Halt]:
    """A halt that is asked once something has ended, whatever is at work meanwhile."""
    halt, done = Halt(), threading.Event()

    def listen() -> None:
        while not done.wait(GLANCE):
            if ended():
                halt.ask()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield halt
    finally:
        done.set()
        listener.join()


def prepare(*modules: str) -> None:
    """Begin to load what hands will need, in a process beside; who needs none of it loses nothing by that."""
    _context(modules)


def _context(modules: Sequence[str]) -> BaseContext:
    """How processes are begun: fresh ones, since threads of solvers do not outlive a fork.

    Where that is safe they are forked from a process that has loaded some modules and done nothing else.
    """
    if not modules or not _FORKS:
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    # Ctrl-C is the first process's business there too, from the beginning; the tracker would let it through
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


class Hand(Generic[J, R]):
    """One process beside this one, begun when there is something to do.

    Parameters
    ----------
    work
        Does a job, and ends early when it is asked to halt; a function at the top of its module.
    halt
        Ends whatever is at work.
    begin, given
        What a new process does first, and with what.
    modules
        What it has loaded by then; see :func:`prepare`.
    """

    def __init__(
        self,
        work: Callable[[J, Halt], R],
        halt: Halt,
        begin: Callable[..., None] | None = None,
        given: tuple[Any, ...] = (),
        modules: Sequence[str] = (),
    ) -> None:
        self.work, self.halt, self.modules, self._first = work, halt, modules, (begin, given)
        self._pool: ProcessPoolExecutor | None = None

    def do(self, job: J, meanwhile: Callable[[], None] = lambda: None) -> R:
        """Do a job.

        Parameters
        ----------
        meanwhile
            Is called once the process has the job.

        Raises
        ------
        Died
            If the process ended in the midst of it; the next job gets a new one.
        """
        if self._pool is None:
            self._pool = self._opened()
        try:
            future: Future[R] = self._submitted(self._pool, _beside, self.work, job)
            meanwhile()
            return self._done(future)
        except BrokenProcessPool:
            self.rest()
            raise Died from None

    def _opened(self) -> ProcessPoolExecutor:
        """A new process, once it is there; one that ends again and again before that will never be.

        Raises
        ------
        InputError
            If no process can be begun.
        """
        for _ in range(TRIES):
            context = _context(self.modules)
            self._ended = context.Event()
            pool = ProcessPoolExecutor(1, context, _begin, (self._ended, *self._first))
            try:
                self._done(self._submitted(pool, os.getpid))
                return pool
            except _GONE:
                pool.shutdown(wait=True, cancel_futures=True)
        raise refuse(NONE)

    def _done(self, future: Future[T]) -> T:
        """What comes of a job; a halt reaches it."""
        with self.halt.reaches(self._ended.set):
            while not wait_for([future], GLANCE).done:
                if self.halt.asked:
                    self._ended.set()
        return future.result()

    def _submitted(self, pool: ProcessPoolExecutor, work: Callable[..., T], *given: Any) -> Future[T]:
        """Hand a job over; a pool that cannot even begin a process is given up, nobody waits for it."""
        try:
            return pool.submit(work, *given)
        except BrokenProcessPool:
            raise
        except BaseException:
            self._pool = None
            pool.shutdown(wait=False, cancel_futures=True)
            raise

    def rest(self) -> None:
        """End the process; the next job begins another one."""
        if self._pool is not None:
            if self.halt.asked:
                self._ended.set()
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


class Hands(Generic[J, R]):
    """Does jobs, so many at a time; to be used in a `with`.

    Parameters
    ----------
    number
        How many processes; one is this process itself.
    halt
        Ends whatever is at work.
    work
        Does a job; see :class:`Hand`.
    """

    def __init__(self, number: int, halt: Halt, work: Callable[[J, Halt], R]) -> None:
        self.number, self.halt, self.work = number, halt, work
        self._all = [Hand(work, halt) for _ in range(number)] if number > 1 else []
        self._idle: SimpleQueue[Hand[J, R]] = SimpleQueue()

    def __enter__(self) -> Self:
        for each in self._all:
            self._idle.put(each)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.halt.ask()
        for each in self._all:
            each.rest()

    def do(self, job: J) -> R:
        """Do a job as soon as a hand is idle."""
        if not self._all:
            return self.work(job, self.halt)
        hand = self._idle.get()
        try:
            return hand.do(job)
        finally:
            self._idle.put(hand)
