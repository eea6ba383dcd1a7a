"""Where problems are planned: a process that has the scenarios at hand, on this computer or another."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Mapping

from solver.batch.task import Answer, Task
from solver.loading.load import Reading
from solver.workers.crew import Halt
from solver.workers.garbage import put_off

#: Plans a problem from the scenarios, by name; None if it was stopped.
Plan = Callable[[Mapping[str, Reading], Task, Halt], Answer | None]
#: Seconds of the processor from which on a problem is a long one.
LONG = 1.0
#: So many batches are kept at hand, the latest ones.
KEPT = 4
_bases: dict[str, Mapping[str, Reading]] = {}


@put_off()
def begin(batch: str, bases: bytes) -> None:
    """Have the scenarios of a batch at hand, and the planner, without which nothing is begun."""
    import solver.batch.planning  # noqa: F401 - the driver has no need of it

    _bases[batch] = pickle.loads(bases)
    while len(_bases) > KEPT:
        del _bases[next(iter(_bases))]


def begun(batch: str) -> bool:
    """Whether the scenarios of a batch are at hand."""
    return batch in _bases


def work(batch: str, task: Task, halt: Halt, plan: Plan | None = None) -> Answer | None:
    """Plan a problem; what a long one leaves behind goes at once, since the next search puts it aside.

    Parameters
    ----------
    plan
        What is done with it; by default :func:`solver.batch.planning.planned`, loaded where it is needed.
    """
    if plan is None:
        from solver.batch.planning import planned

        plan = planned
    answer = plan(_bases[batch], task, halt)
    if answer is not None and answer.seconds > LONG:
        gc.collect()
    return answer
