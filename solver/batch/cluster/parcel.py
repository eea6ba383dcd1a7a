"""Problems on their way to a worker: so many together that the way takes little beside the work."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from solver.batch.place import Plan, begun, work
from solver.batch.task import Answer, Task
from solver.workers.hands import listening

#: Seconds of work in a parcel, and the most problems.
SECONDS, MOST = 0.5, 100


@dataclass
class Parcel:
    """Some problems for one worker.

    Parameters
    ----------
    tries
        How often it came to nothing: workers that ended, or that could make nothing of it.
    seat
        The worker that it was given to.
    """

    tasks: Sequence[Task]
    tries: int = 0
    seat: str = ""

    def split(self) -> list[Parcel]:
        """Each problem by itself, for another try."""
        return [Parcel([each], self.tries + 1) for each in self.tasks]


def size(seconds: float) -> int:
    """How many problems go together, by the seconds that one takes."""
    return MOST if seconds * MOST <= SECONDS else max(int(SECONDS / seconds), 1)


def done(batch: str, parcel: bytes, plan: Plan | None) -> bytes | None:
    """On a worker: plan the problems of a parcel.

    None where this worker has not been let in; what was stopped is left out.
    """
    if not begun(batch):
        return None
    answers = list[Answer]()
    with listening(_given_up()) as halt:
        for task in pickle.loads(parcel):
            if not halt.asked and (answer := work(batch, task, halt, plan)) is not None:
                answers.append(answer)
    return pickle.dumps(answers)


def _given_up() -> Callable[[], bool]:
    """Whether nobody waits for what this thread does any more: the driver has stopped, or is gone."""
    from distributed import get_worker

    worker: Any = get_worker()
    key = worker.get_current_task()

    def given_up() -> bool:
        found = worker.state.tasks.get(key)
        return found is None or found.state == "cancelled"

    return given_up
