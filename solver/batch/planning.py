"""Planning one problem, from the scenario and a few changes: all that a worker does.

It depends on nothing but what it is given, wherever it runs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from solver.auditor import audited
from solver.batch.task import Answer, Status, Task
from solver.errors import Infeasible, InputError, NotAudited, OutOfTime
from solver.loading.load import Reading
from solver.plans.planfile import plan_text
from solver.reasons.relaxations.clash import clash
from solver.search.outcome import LEVELS, Outcome, Settings
from solver.search.search import Search
from solver.season import Season
from solver.workers.crew import Halt


def planned(bases: Mapping[str, Reading], task: Task, halt: Halt | None = None) -> Answer | None:
    """Plan a problem; None if it was stopped.

    Parameters
    ----------
    bases
        The scenarios, by name.
    """
    halt = halt or Halt()
    try:
        return _Planning(bases[task.basis], task, halt).run()
    except KeyboardInterrupt:
        return None
    except InputError as error:
        return Answer(task.fingerprint, "refused", why=tuple(str(each) for each in error.problems))
    except NotAudited as error:
        return Answer(task.fingerprint, "failed", why=(str(error),))
    except Exception as error:  # whatever nobody thought of is the fault of one plan, not of all
        return Answer(task.fingerprint, "failed", why=(f"a fault of ours: {type(error).__name__}: {error}",))


class _Planning:
    """The planning of one problem, with the time that it takes."""

    def __init__(self, reading: Reading, task: Task, halt: Halt) -> None:
        self.reading, self.task, self.halt = reading, task, halt
        self.began, self.searched = time.process_time(), 0.0

    def run(self) -> Answer | None:
        season = self.reading.under(self.task.over).season()
        search = Search(season, Settings(self.task.effort, None, self.task.workers))
        before = time.process_time()
        try:
            with self.halt.reaches(search.state.crew.halt.ask):
                found = search.run()
        except Infeasible:
            names = clash(season, self.halt, words=True)
            self.searched = time.process_time() - before
            return None if names is None else self._answer("infeasible", why=names)
        except OutOfTime as error:
            self.searched = time.process_time() - before
            return None if self.halt.asked else self._answer("unknown", why=(str(error),))
        self.searched = time.process_time() - before
        return None if found.interrupted or self.halt.asked else self._planned(season, found)

    def _planned(self, season: Season, found: Outcome) -> Answer:
        audited(season, found.sessions, found.score)
        text = plan_text(season, found, self.task.file, self.task.effort)
        return self._answer(
            "planned", plan=text, work=found.work, score=dict(found.score), bounds=dict(found.bounds),
            proven=all(found.bounds[level] == found.score[level] for level in LEVELS),
        )  # fmt: skip

    def _answer(self, status: Status, **more: Any) -> Answer:
        spent = time.process_time() - self.began
        own = max(spent - self.searched, 0.0)
        return Answer(
            self.task.fingerprint, status, seconds=round(spent, 4), own=round(own, 4), memory=memory(), **more
        )


def memory() -> float:
    """The most memory that this process has had, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    import sys

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most / (2**20 if sys.platform == "darwin" else 2**10))
