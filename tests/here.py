"""Problems planned in the process of the test, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from solver.batch.planning import planned
from solver.batch.runner import Stop
from solver.batch.task import Answer, Task
from solver.loading.load import Reading


class Here:
    """A runner of a batch without any process beside."""

    def __init__(self, bases: Mapping[str, Reading]) -> None:
        self.bases = bases

    def run(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Answer]:
        """The answers in order; see :class:`solver.batch.runner.Runner`."""
        for task in tasks:
            if stop.draining:
                return
            answer = planned(self.bases, task)
            if answer is None:
                return
            yield answer
