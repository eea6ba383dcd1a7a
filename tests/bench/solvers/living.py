"""A season that is lived: planned once, then replanned from Monday to Monday, each time by a process of its own."""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.dice import Dice
from tests.bench.process import ROOT
from tests.bench.solvers.telling import tell
from tests.lives import WEEK, Event, Life, Step

#: What the issue of a coach's week is: from which Monday of the 100 m season, and what has happened.
TASKS: dict[str, tuple[int, Sequence[str]]] = {
    "a missed session": (12, ()),
    "a sick week": (6, ("--sick", "2026-11-18..2026-11-24")),
    "a sick week in spring": (26, ("--sick", "2027-04-08..2027-04-14")),
    "a moved A meet": (35, ("--set", "competitions.National championship.date=2027-07-03")),
    "an indoor A meet a day later": (17, ("--set", "competitions.National indoor.date=2027-02-21")),
    "a closed track": (17, ("--set", "away.track={reason: track, from: 2027-02-08, to: 2027-02-11, slots: [am]}")),
}  # fmt: skip


def run(words: Sequence[str]) -> tuple[int, str]:
    """Run a command in a fresh process; its exit code and what it prints."""
    done = subprocess.run([sys.executable, "-m", "solver", *words], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout


class Watch:
    """Seconds of CPU and on the clock of what is run by :meth:`run`, of `replan` alone."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def run(self, words: Sequence[str]) -> tuple[int, str]:
        """Run a command, and measure it if it is `replan`."""
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        said = run(words)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if words[0] == "replan":
            self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            self.wall = time.perf_counter() - started
        return said


def _told(part: str, kind: str, step: Step, watch: Watch) -> None:
    said = step.said or {}
    tell(
        part=part, kind=kind, monday=str(step.monday), code=step.code, cpu=watch.cpu, wall=watch.wall,
        changed=said.get("changed"), fewest=said.get("fewest"), fallen=_fallen(said),
        lost=len(said.get("lost", ())), wrong=list(step.wrong),
    )  # fmt: skip


def _fallen(said: dict[str, object] | object) -> int:
    """How many sessions fell out because of what happened."""
    assert isinstance(said, dict)
    return sum(bool(each["event"]) and each["change"] == "dropped" for each in said.get("changes", ()))


def chain(life: Life, watch: Watch, weeks: Sequence[int]) -> None:
    """Replan week by week."""
    for step in life.chain(weeks):
        _told("chain", step.event.kind, step, watch)


def tasks(folder: Path, file: Path, plan: Path, watch: Watch) -> None:
    """Replan the season as it was planned, for each task."""
    for number, (name, (week, words)) in enumerate(TASKS.items()):
        (folder / str(number)).mkdir()
        mine = folder / str(number) / "plan.json"
        shutil.copy(plan, mine)
        life = Life(file, mine, Dice("lives", name), watch.run)
        monday = life.first + week * WEEK
        event = Event(name, words) if words else life.happening("missed", monday)
        _told("tasks", name, life.step(monday, event), watch)


def main() -> None:
    """Plan a season, then live it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--weeks", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--effort", type=float, default=10)
    chosen, watch = parser.parse_args(), Watch()
    with TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.json"
        run(["plan", str(chosen.scenario), "--effort", f"{chosen.effort:g}", "-q", "--out", str(plan)])
        tasks(folder, chosen.scenario, plan, watch)
        life = Life(chosen.scenario, plan, Dice("lives", chosen.seed), watch.run)
        chain(life, watch, range(min(chosen.weeks, life.weeks)))


if __name__ == "__main__":
    main()
