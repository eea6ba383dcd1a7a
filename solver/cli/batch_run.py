"""A batch at work on the command line: its progress, Ctrl-C, what came of it."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from solver.cli import batch_index
from solver.cli.batch_options import SHOWN

if TYPE_CHECKING:
    from solver.batch.run import BatchEnd
    from solver.batch.runner import Runner, Stop
    from solver.batch.start import Ready
    from solver.batch.telling import Standing


def warm(cluster: str | None) -> None:
    """Let what plans be loaded while roster and scenarios are read."""
    from solver.batch import WARM
    from solver.workers.hands import prepare

    if cluster is None:
        prepare(WARM)


def made(batch: Ready, workers: int, solvers: int, cluster: str | None, quiet: bool) -> None:
    """Do what is missing, say what came of it, and answer the exit code."""
    _problems(batch)
    with _runner(batch, workers, cluster) as runner:
        done, found = _done(batch, runner, solvers, quiet)
    _tell(batch, done, found)


@contextmanager
def _runner(batch: Ready, workers: int, cluster: str | None) -> Iterator[Runner]:
    """Who plans: processes of this computer, or the workers of a cluster."""
    bases = {each.name: each.reading for each in batch.bases}
    if cluster is None:
        from solver.batch.local import Local

        yield Local(bases, workers)
        return
    from solver.batch.cluster.runner import Cluster, connected

    def tell(said: str) -> None:
        typer.echo(said, err=True)

    with connected(cluster, tell) as client:
        yield Cluster(client, bases, tell)


def _problems(batch: Ready) -> None:
    """Say what is wrong with the roster, and that the rest is planned."""
    from solver.words import number, plural

    for note in batch.roster.notes:
        typer.echo(f"note: {batch.roster.file}: {note}", err=True)
    for note in batch.jobs.notes:
        typer.echo(f"note: {note}", err=True)
    problems = batch.jobs.problems
    for each in problems[:SHOWN]:
        typer.echo(str(each), err=True)
    if len(problems) > SHOWN:
        typer.echo(f"and {plural(len(problems) - SHOWN, 'more problem')}", err=True)
    if problems:
        left_out = plural(batch.jobs.left_out, "plan")
        said = f"\n{left_out} left out; {number(len(batch.jobs.all))} to be made (--strict refuses all)\n"
        typer.echo(said, err=True)


def _done(batch: Ready, runner: Runner, solvers: int, quiet: bool) -> tuple[BatchEnd, Standing]:
    """Do what is missing."""
    from solver.batch.run import Batch
    from solver.batch.start import opened
    from solver.batch.telling import standing
    from solver.report.progress import line

    with opened(batch) as ledger, line(quiet) as show:
        work = Batch(batch.jobs.all, batch.asked.out, ledger, runner, solvers, _watch(show))
        with stopping(work.stop, show):
            done = work.run()
        wanted = {each.key for each in batch.jobs.all}
        return done, standing([row for row in ledger.rows() if row.key in wanted])


def _watch(show: Callable[[str], None]) -> Callable[[int, int, int, int], None]:
    """Show how far it is, how fast, and how long it will take."""
    began = time.monotonic()

    def watch(done: int, total: int, solved: int, problems: int) -> None:
        from solver.words import number

        spent = time.monotonic() - began
        parts = [
            f"{number(done)} of {number(total)} plans",
            f"{number(solved)} of {number(problems)} problems",
        ]
        if solved:
            left = spent / solved * (problems - solved)
            parts += [f"{number(round(60 * solved / spent, 1))} a minute", f"about {_time(left)} left"]
        show("   ".join([*parts, "(Ctrl-C finishes what is at work)"]))

    return watch


def _time(seconds: float) -> str:
    """'40 s', '12 min', '3:05 h'."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60}:{minutes % 60:02} h"


@contextmanager
def stopping(stop: Stop, show: Callable[[str], None]) -> Iterator[None]:
    """Let Ctrl-C finish what is at work, and give it up where it is pressed again."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(*_: object) -> None:
        stop.ask()
        show(
            "stopping: what is at work is finished; Ctrl-C again gives it up" if not stop.now else "stopping"
        )

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(batch: Ready, done: BatchEnd, found: Standing) -> None:
    """Say what came of it, and answer the exit code."""
    from solver.batch.telling import reasons, saving, table
    from solver.words import plural

    for each in (*table(found, done.left), *reasons(found, batch.asked.out)):
        typer.echo(each)
    typer.echo("")
    for each in saving(done):
        typer.echo(each)
    typer.echo(f"plans are in {batch.asked.out}")
    if done.trouble:
        more = f"; {plural(len(done.trouble) - 1, 'more plan')} likewise" if len(done.trouble) > 1 else ""
        typer.echo(f"{done.trouble[0]}{more}", err=True)
    if done.stopped:
        raise KeyboardInterrupt
    unwritten = batch_index.at_the_end(batch.asked.out, done, found.jobs)
    if code := exit_code(found, bool(batch.jobs.problems) or unwritten):
        raise typer.Exit(code)


def exit_code(found: Standing, problems: bool) -> int:
    """The first of 70, 2, 4 and 3 that holds for any plan."""
    from solver.errors import Infeasible, InputError, NotAudited, OutOfTime

    there = found.statuses
    if there.get("failed"):
        return NotAudited.exit_code
    if problems or there.get("refused") or there.get("unwritten"):
        return InputError.exit_code
    if there.get("unknown"):
        return OutOfTime.exit_code
    return Infeasible.exit_code if there.get("infeasible") else 0
