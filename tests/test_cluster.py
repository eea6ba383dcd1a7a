"""`speedfirst batch --cluster`: the workers of a Dask cluster make the very plans that this computer makes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from solver.batch import place
from solver.batch import run as running
from solver.batch.cluster import address, parcel, runner, versions
from solver.batch.cluster.runner import Cluster, connected
from solver.batch.ledger import Ledger
from solver.batch.planning import planned
from solver.batch.runner import Stop
from solver.batch.start import opened
from solver.batch.task import Answer, Task
from solver.errors import InputError
from solver.workers.crew import Halt
from tests.bench.driver import nothing, tasks
from tests.bench.kills import kill, two_workers
from tests.club import write
from tests.conftest import Run
from tests.here import Here
from tests.test_batch import ILL, PAIR, ROSTER, batch, done, plans, wait

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
MISSING = "the extra 'cluster' is not installed: there is no Dask to plan on"


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A cluster of two workers on this computer, which do not stand in the folder of the tests."""
    pytest.importorskip("distributed", reason=MISSING)
    with two_workers() as found:
        yield found


@pytest.fixture
def client(workers: Any) -> Iterator[Any]:
    """A connection to it."""
    with connected(workers.scheduler_address, print) as found:
        found.wait_for_workers(2, timeout=30)
        yield found


def by(
    found: Any, client: Any, plan: place.Plan | None = None, tell: Callable[[str], None] = print
) -> Cluster:
    """The runner of a batch on a cluster."""
    return Cluster(client, {each.name: each.reading for each in found.bases}, tell, plan)


def slowly(bases: Any, task: Task, halt: Halt) -> Answer | None:
    """Plan a problem that takes a while."""
    time.sleep(0.25)
    answer = planned(bases, task, halt)
    return answer and replace(answer, seconds=parcel.SECONDS)


def many(count: int, out: Path, *more: str, effort: float = 5.0) -> Any:
    """A batch of so many athletes of whom each is a problem."""
    aged = write(Path(), "scenarios/aged.yaml", Path("scenarios/week.yaml").read_text() + """
rules:
  trained: {limit: {minutes: lift, per: week, at_most: 90 + training_age}}
""")  # fmt: skip
    rows = [f"a{n},100m,{n + 1}" for n in range(count)]
    text = "\n".join(["id,events,training age", *rows])
    return batch(
        text, out, (*more, str(aged.relative_to(Path.cwd()) if aged.is_absolute() else aged)), effort
    )


# ---- the same plans ---------------------------------------------------------------------------------------


def test_a_cluster_makes_the_same_plans(run: Run, workers: Any, tmp_path: Path) -> None:
    """Groups, overlays, those without a plan: byte for byte what one process makes, with the same words."""
    write(Path(), "own/calm.yaml", "extends: week\nrulebooks: [basics, quiet]\n")
    write(
        Path(),
        "constraints/quiet.yaml",
        "rulebook: quiet\ntitle: Quiet\nrules: {one: {pin: {avoid: lift}}}\n",
    )
    head, *rows = (ROSTER + ILL + PAIR).strip().splitlines()
    text = "\n".join(
        [f"{head},overlay", *(f"{each}," for each in rows), "kim,Kim,100m,12,,f,club,,,,,own/calm.yaml"]
    )
    done(batch(text, tmp_path / "here"))
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    code, out, err = run(*words, "--cluster", workers.scheduler_address)
    assert code == 3 and "1  Two sprint sessions a week; away, Mon 5 Oct to Sun 11 Oct" in out, err
    assert plans(Path("plans")) == plans(tmp_path / "here") and len(plans(Path("plans"))) == 6
    assert run("batch", "verify", "plans")[0] == 0
    code, out, _ = run("batch", "retry", "plans", "--without-plan", "--cluster", workers.scheduler_address)
    assert code == 3 and "1 problem planned" in out


def test_few_problems_are_out_at_a_time(run: Run, client: Any, tmp_path: Path) -> None:
    """Of a million problems that come one by one no more are out than the workers have, and one parcel more each."""
    found, taken, most = batch(ROSTER, tmp_path / "out"), 0, 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for each in tasks("week", 5000):
            taken += 1
            yield each

    answers = Counter[str]()
    for back, answer in enumerate(by(found, client, nothing).run(counted(), Stop()), 1):
        most = max(most, taken - back)
        answers[answer.fingerprint] += 1
    assert len(answers) == 5000 and set(answers.values()) == {1}
    assert 2 < most <= 2 * runner.AHEAD * parcel.MOST + parcel.MOST


def test_a_stop_ends_what_workers_do(run: Run, client: Any, tmp_path: Path) -> None:
    """Asked once, what is out comes back and nothing else begins; asked twice, the workers give it up."""
    found = many(12, tmp_path / "out")
    with opened(found) as ledger:
        work = running.Batch(found.jobs.all, tmp_path / "out", ledger, by(found, client, slowly))
        work.watch = lambda count, total, solved, problems: work.stop.ask() if solved == 1 else None
        first = work.run()
    assert first.stopped and 1 <= first.solved <= 2 and first.left == len(found.jobs.all) - first.solved
    stop = Stop()
    answers = by(found, client, forever).run(tasks("week", 4), stop)
    wait(lambda: not stop.ask() or next(answers, None) is None)
    wait(lambda: not any(client.run(at_work).values()))


def forever(bases: Any, task: Task, halt: Halt) -> Answer | None:
    """Plan until told to stop."""
    while not halt.asked:
        time.sleep(0.02)
    return None


def at_work(dask_worker: Any) -> int:
    """How much a worker has to do."""
    return int(dask_worker.state.executing_count)


# ---- what becomes of workers and drivers ---------------------------------------------------------------------


def test_workers_that_are_killed_are_replaced(run: Run, workers: Any, client: Any, tmp_path: Path) -> None:
    """Killed again and again in the midst of it, workers come back, and every plan is written once."""
    found = many(16, tmp_path / "out")
    dice, killed, put = random.Random(5), [0], Counter[str]()
    with opened(found) as ledger:
        work = running.Batch(found.jobs.all, tmp_path / "out", ledger, staffed := by(found, client, slowly))
        real = ledger.put

        def counted(rows: Any) -> None:
            put.update(row.key for row in rows)
            real(rows)

        def watch(count: int, total: int, solved: int, problems: int) -> None:
            if solved and solved % 5 == 0:
                killed[0] += kill(workers, dice.random(), staffed.staff.seats)

        ledger.put, work.watch = counted, watch  # type: ignore[method-assign]
        finished = work.run()
    assert killed[0] >= 3 and finished.left == 0 and set(put.values()) == {1} and len(put) == 16
    whole(tmp_path / "out", found)
    done(many(16, tmp_path / "here"))
    assert plans(tmp_path / "here") == plans(tmp_path / "out")


def whole(out: Path, found: Any) -> None:
    """Every job is in the ledger once, every plan is as it was written, and nothing else is there."""
    with Ledger(out) as ledger:
        rows = list(ledger.rows())
        assert ledger.left() == 0
    assert [row.key for row in rows] == sorted(each.key for each in found.jobs.all)
    assert {row.file for row in rows if row.file} == set(plans(out))
    assert {each.name for each in out.iterdir()} - {each.name for each in found.bases} == {
        ".lock",
        "ledger.sqlite",
    }
    assert not list(out.glob("*/.*"))
    from solver.batch.verify import verify
    from solver.workers.crew import Crew

    assert not [each for each in verify(out, rows, 1, Crew()) if each.wrong or each.notes]


def test_a_driver_that_is_killed_goes_on(run: Run, workers: Any, client: Any, tmp_path: Path) -> None:
    """When the driver is killed the workers let go of its problems, and the next one does what is missing."""
    out, dice = tmp_path / "plans", random.Random(3)
    found = many(10, out, "scenarios/season.yaml", effort=0.4)
    words = [
        sys.executable,
        "-m",
        "solver",
        "batch",
        "roster.csv",
        "scenarios/season.yaml",
        "scenarios/aged.yaml",
    ]
    words += ["--out", str(out), "--effort", "0.4", "-q", "--cluster", workers.scheduler_address]
    for number in range(2):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait(lambda least=number: len(plans(out)) > least)
        time.sleep(dice.random() / 5)
        process.kill()
        process.wait()
    wait(lambda: not any(client.run(at_work).values()))
    with opened(found) as ledger:
        finished = running.Batch(found.jobs.all, out, ledger, by(found, client)).run()
    assert finished.left == 0
    whole(out, found)


def test_what_comes_twice_is_dropped(run: Run, tmp_path: Path) -> None:
    """An answer that comes a second time changes nothing."""
    found = batch(ROSTER, tmp_path / "out")
    here = Here({each.name: each.reading for each in found.bases})

    class Twice:
        def run(self, tasks: Any, stop: Stop) -> Iterator[Answer]:
            for answer in here.run(tasks, stop):
                yield from (answer, answer)

    finished = done(found, Twice())
    assert (finished.solved, finished.shared, len(plans(tmp_path / "out"))) == (2, 2, 4)


# ---- who may work ------------------------------------------------------------------------------------------------


def older() -> None:
    """On a worker: have an older solver."""
    other = {**versions.versions(), "ortools": "9.14.6206"}
    versions.versions = lambda: other  # type: ignore[assignment]


def strange() -> None:
    """On a worker: be of a time when nobody asked for versions."""
    del versions.versions


def test_a_worker_that_differs_is_refused(run: Run, workers: Any, client: Any, tmp_path: Path) -> None:
    """A worker with another solver gets no work, both versions are named; with nobody else the batch ends."""
    found, said = many(4, tmp_path / "out"), list[str]()
    one, other = sorted(client.nthreads())
    try:
        client.run(older, workers=[one])
        assert done(found, by(found, client, tell=said.append)).left == 0
        ours = versions.versions()
        assert said == [f"refused: {one}: it has ortools 9.14.6206, here is {ours['ortools']}"]
        client.run(strange, workers=[other])
        code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "new", "--cluster",
                           workers.scheduler_address)  # fmt: skip
        assert code == 2 and f"no worker of the cluster can be used\n  {one}" in err
        assert f"{other}: it has speedfirst 0.1.0, here is {ours['speedfirst']}" in err
        assert not plans(Path("new"))
    finally:
        client.restart_workers([one, other])


def test_a_worker_that_was_not_let_in_does_nothing() -> None:
    """A parcel that comes to a worker without the scenarios goes back as it is."""
    assert parcel.done("no such batch", b"", None) is None


def test_without_dask_it_is_said_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing nothing is written, and the message says what to install."""
    write(Path(), "roster.csv", ROSTER)
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = run(
        "batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--cluster", "tcp://127.0.0.1:1"
    )
    assert code == 2 and "pip install 'speedfirst[cluster]'" in err and not plans(Path("plans"))


@pytest.mark.parametrize(
    "wrong", ["127.0.0.1:8786", "http://x:1", "tcp://host", "tcp://h:99999", "tcp://h:1/x"]
)
def test_an_address_is_checked(wrong: str) -> None:
    """What is no address of a scheduler is refused before anything is tried."""
    with pytest.raises(InputError, match="expected an address such as"):
        address.check(wrong, print)


@pytest.mark.parametrize(("where", "told"), [
    ("tcp://127.0.0.1:8786", False), ("tcp://localhost:8786", False), ("tcp://[::1]:8786", False),
    ("tls://planner.example:8786", False), ("tcp://10.0.0.7:8786", True), ("tcp://planner.example:8786", True),
])  # fmt: skip
def test_an_open_network_is_told(where: str, told: bool) -> None:
    """Where others on the way can listen that is said; on this computer, or encrypted, there is nothing to say."""
    said = list[str]()
    address.check(where, said.append)
    assert bool(said) == told and all("is not encrypted" in each for each in said)


def test_a_scheduler_that_is_not_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for in vain."""
    pytest.importorskip("distributed", reason=MISSING)
    with (
        pytest.raises(InputError, match="cannot reach a scheduler at"),
        connected("tcp://127.0.0.1:9", print, timeout=0.2),
    ):
        pass
