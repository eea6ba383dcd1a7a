"""Who plans the problems of a batch: processes on this computer, or whatever else can do so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from solver.batch.task import Answer, Task

#: How often a problem may come to nothing, each time because a process ended with it; and what is said then.
TRIES = 5
GONE = "the process that planned it ended, again and again; is there too little memory?"


class Stop:
    """How a batch is asked to end: first what is at work is finished, asked again it is given up."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self) -> None:
        """Ask, or ask again."""
        self.asked += 1

    @property
    def draining(self) -> bool:
        """Whether nothing new is to begin."""
        return self.asked > 0

    @property
    def now(self) -> bool:
        """Whether what is at work is to be given up."""
        return self.asked > 1


class Runner(Protocol):
    """Plans problems, several at a time."""

    def run(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Answer]:
        """The answers, each as soon as it is there.

        Every task that was begun is answered, unless it was given up; when this iterator is closed, all that
        is at work is given up.
        """
