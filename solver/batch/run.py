"""A batch at work: what is missing is planned, each problem once, and written for all who have it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from solver.batch.job import Job
from solver.batch.ledger import Ledger
from solver.batch.papers import Papers
from solver.batch.rendered import PlanTemplate
from solver.batch.row import Row, on_disk
from solver.batch.runner import Runner, Stop
from solver.batch.task import Answer, Task
from solver.documents.plan import PlanFile
from solver.overlays.overlay import Overlay
from solver.plans.planfile import ortools
from solver.version import __version__
from solver.workers.garbage import put_aside, put_off


@dataclass
class BatchEnd:
    """What a run of a batch came to.

    Parameters
    ----------
    there
        Jobs that needed nothing: they had been done before.
    solved, shared
        Problems that were planned, and jobs that had their plan, or that there is none, from another.
    edited
        Plans that somebody has changed since they were written; they are left as they are.
    left
        Jobs that are still to be done, because the batch was stopped.
    trouble
        What could not be written.
    seconds, own
        Seconds of the processors for planning, and the part that is not searching.
    """

    there: int = 0
    solved: int = 0
    shared: int = 0
    edited: list[str] = field(default_factory=list)
    left: int = 0
    stopped: bool = False
    trouble: list[str] = field(default_factory=list)
    seconds: float = 0.0
    own: float = 0.0
    memory: float = 0.0


@dataclass(frozen=True)
class _Known:
    """What is known of a problem: the job that it was found out for, and its row."""

    row: Row
    pattern: PlanTemplate | None


#: Is told how many jobs are done of how many, and how many problems of how many have been planned.
Watch = Callable[[int, int, int, int], None]


class Batch:
    """A batch.

    Parameters
    ----------
    jobs
        All of its jobs, in the order of the roster.
    folder
        Where plans are written.
    ledger
        What has been done before, and what is done now.
    runner
        Who plans.
    workers
        How many solvers each plan may have at a time.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        folder: Path,
        ledger: Ledger,
        runner: Runner,
        workers: int = 1,
        watch: Watch = lambda *_: None,
    ) -> None:
        self.jobs, self.folder, self.ledger = jobs, folder, ledger
        self.runner, self.workers, self.watch = runner, workers, watch
        self.stop, self.done = Stop(), BatchEnd()
        self._missing: dict[str, list[Job]] = {}
        self._left = 0

    @put_aside()
    def run(self) -> BatchEnd:
        """Do all that is missing.

        Raises
        ------
        InputError
            If the ledger cannot be written any more; what was written until then is good.
        """
        known = self._look()
        for name in dict.fromkeys(each.basis.name for each in self.jobs):
            (self.folder / name).mkdir(exist_ok=True)
        self.ledger.expect(job.key for jobs in self._missing.values() for job in jobs)
        self._tell(0, len(self._missing))
        with Papers(self.folder, self.ledger, self.done.trouble.append) as papers:
            self._papers = papers
            for fingerprint in [each for each in self._missing if each in known]:
                if self.stop.draining:
                    break
                self._share(self._missing.pop(fingerprint), known[fingerprint])
            papers.settle()
            self._plan_missing()
        self.done.left = self._left
        self.done.stopped = self.stop.draining and self._left > 0
        return self.done

    def _plan_missing(self) -> None:
        """Plan what nothing is known of; large problems first, so that no long one is left for the end."""
        total = len(self._missing)
        problems = sorted(self._missing.values(), key=lambda jobs: jobs[0].size, reverse=True)
        for answer in self.runner.run(map(self._task, problems), self.stop):
            if answer.fingerprint not in self._missing:
                continue  # it came twice
            self._take(answer)
            self._tell(self.done.solved, total)

    def _tell(self, solved: int, total: int) -> None:
        self.watch(len(self.jobs) - self._left, len(self.jobs), solved, total)

    # ---- what is there ----------------------------------------------------------------------------

    @put_off()
    def _look(self) -> dict[str, Row]:
        """What is known of problems; jobs that need something are the missing ones."""
        rows = {row.key: row for row in self.ledger.rows()}
        known: dict[str, Row] = {}
        good = dict[str, bool]()
        for row in rows.values():
            state = on_disk(self.folder, row) if row.file else ""
            good[row.key] = state in ("", "as written") and row.status != "unwritten"
            if state == "changed":
                self.done.edited.append(row.file)
            if row.status in ("infeasible", "unknown") or (row.status == "planned" and state == "as written"):
                known.setdefault(row.fingerprint, row)
        edited = set(self.done.edited)
        for job in self.jobs:
            found = rows.get(job.key)
            if job.file in edited or (found is not None and good[job.key] and _serves(found, job)):
                self.done.there += 1
            else:
                self._missing.setdefault(job.fingerprint, []).append(job)
                self._left += 1
        return known

    def _share(self, jobs: Sequence[Job], row: Row) -> None:
        """Have the plan of a problem that is known for more jobs."""
        pattern = self._pattern(row, jobs[0])
        for job in jobs:
            self._write(job, row, pattern, own=False)
            self.done.shared += 1

    def _pattern(self, row: Row, job: Job) -> PlanTemplate | None:
        if row.status != "planned":
            return None
        plan = PlanFile.model_validate_json((self.folder / row.file).read_bytes())
        return PlanTemplate(plan, json.loads(row.people), job)

    # ---- what is planned --------------------------------------------------------------------------

    def _task(self, jobs: Sequence[Job]) -> Task:
        """The problem of some jobs, as the first of them has it."""
        job = jobs[0]
        over = (*job.basis.over, Overlay.of(job.problem))
        return Task(job.fingerprint, job.basis.name, job.basis.file, over, job.effort, self.workers)

    def _take(self, answer: Answer) -> None:
        """Write what a problem came to for all who have it."""
        jobs = self._missing.pop(answer.fingerprint)
        done = self.done
        done.solved += 1
        done.shared += len(jobs) - 1
        done.seconds += answer.seconds
        done.own += answer.own
        done.memory = max(done.memory, answer.memory)
        pattern = None
        if answer.status == "planned":
            plan = PlanFile.model_validate_json(answer.plan)
            pattern = PlanTemplate(plan, [each.name for each in jobs[0].people], jobs[0])
        row = _row(answer, jobs[0])
        for number, job in enumerate(jobs):
            self._write(job, row, pattern, own=number == 0)

    def _write(self, job: Job, like: Row, pattern: PlanTemplate | None, own: bool) -> None:
        """Write the plan of a job, and then its row."""
        plan = pattern.text(job, own).encode() if pattern else b""
        self._papers.add(_of(job, like), job.file, plan)
        self._left -= 1


def _serves(row: Row, job: Job) -> bool:
    """Whether what became of a job before is what is asked for now; more effort than that does no harm."""
    return row.made == (replace(job, effort=row.effort).made if row.effort > job.effort else job.made)


def _row(answer: Answer, job: Job) -> Row:
    """The row of the job that was planned."""
    score, bounds = answer.score, answer.bounds
    return Row(
        key=job.key, scenario=job.basis.name, people=_people(job), fingerprint=job.fingerprint, made=job.made,
        status=answer.status, proven=answer.proven, should=score.get("should"), prefer=score.get("prefer"),
        should_bound=bounds.get("should"), prefer_bound=bounds.get("prefer"),
        why=json.dumps(answer.why, ensure_ascii=False), effort=job.effort, speedfirst=__version__,
        ortools=ortools(), seconds=answer.seconds, work=answer.work,
    )  # fmt: skip


def _people(job: Job) -> str:
    return json.dumps([each.name for each in job.people], ensure_ascii=False)


def _of(job: Job, like: Row) -> Row:
    """The row of a job with the same problem."""
    if like.key == job.key:
        return replace(like, made=job.made, people=_people(job), file="", sha256="")
    return replace(
        like, key=job.key, scenario=job.basis.name, people=_people(job), made=job.made, why=_why(job, like),
        like=like.like or like.key, file="", sha256="", seconds=0.0, work=0.0,
    )  # fmt: skip


def _why(job: Job, like: Row) -> str:
    """Why there is no plan; who of a group lacks something is called by the own name."""
    if like.status != "refused" or len(job.people) == 1:
        return like.why
    names = dict(zip(json.loads(like.people), [each.name for each in job.people], strict=True))
    one = re.compile(rf"(?m)( of | for |^ *)({'|'.join(map(re.escape, names))})(?=$| races )")
    said = [one.sub(lambda found: found[1] + names[found[2]], each) for each in json.loads(like.why)]
    return json.dumps(said, ensure_ascii=False)
