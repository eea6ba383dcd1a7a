"""`speedfirst batch`: every athlete of a roster has the plan that `plan` would give, each problem solved once."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import active_children, forkserver
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.batch import WARM, local, papers, table
from solver.batch import run as running
from solver.batch.basis import Basis
from solver.batch.job import Job, job
from solver.batch.ledger import Ledger
from solver.batch.local import Local
from solver.batch.planning import planned
from solver.batch.roster import Listed, read_roster
from solver.batch.row import on_disk
from solver.batch.runner import Stop
from solver.batch.start import Asked, opened, ready
from solver.batch.task import Answer, Task
from solver.documents.roster import RosterRow
from solver.errors import InputError, Mark
from solver.files import writing
from solver.loading import load as loading
from solver.model.lowering import Lowering
from solver.overlays.overlay import Overlay
from solver.plans.planfile import load_plan
from solver.workers import hands
from solver.workers.crew import Halt
from solver.workers.hands import Died, Hand
from tests import here as inside
from tests.club import write
from tests.conftest import Run
from tests.here import Here

ROSTER = """
id,name,events,100m,born,sex,level,tags,group,available,away
ada,Ada B.,100m 60m,11.65,2003,f,national,,,,
ben,Ben,100m,"10,72",2001,m,elite,,,,
cleo,Cleo,100m,12.05,2004,f,club,,,mon tue thu sat,2026-10-08 exam
dan,Dan,100m,11.00,2004,m,club,,,,
"""
ILL = "out,Out,100m,11,2001,m,club,,,,2026-10-05..2026-10-11 ill\n"
PAIR = "eve,Eve,100m,11.9,2001,f,club,,relay,,\nflo,Flo,100m,12.9,2002,f,club,,relay,,2026-10-07\n"
#: A scenario that looks at everything that an athlete has.
CURIOUS = """
scenario: curious
title: A week that looks at everything
catalogue: small
calendar: {starts: 2026-10-05, weeks: 1}
phases: [{phase: general-preparation, weeks: 1}]
competitions: [{date: 2026-10-10, name: St. Moritz meet, for: [400m, Kim]}]
away: [{from: 2026-10-06, to: 2026-10-06, reason: school, for: school}]
labels: [{from: 2026-10-09, to: 2026-10-09, label: exam, for: [school, 60m]}]
rulebooks: [basics]
rules:
  by-level: {limit: {days: low, per: week, at_most: {elite: 2, national: 3, otherwise: 4}}}
  by-event: {limit: {sessions: lift, per: week, at_most: {400m: 1, otherwise: 2}}}
  by-sex: {level: prefer, limit: {days: rest, per: week, at_least: {female: 3, otherwise: 2}}}
  young: {who: {age: {below: 18}}, limit: {minutes: [low, high], per: week, at_most: 10 * age}}
  fast: {who: {level: elite}, limit: {metres: speed, per: week, at_most: 1000 - 300 * (best_100m - 11)}}
  heavy: {who: {tags: heavy}, limit: {days: lift, per: week, at_most: body_mass / 40}}
  old-hands: {who: {training_age: {above: 5}}, limit: {days: tempo, per: week, at_least: 1}}
  kims-own: {who: {names: Kim}, pin: {avoid: tempo}}
  exams: {when: {label: exam}, pin: {do: rest}}
modifiers:
  less: {who: {tags: {not: heavy}}, rules: [tempo-metres], floors: 0.8}
"""


def the(name: str = "scenarios/week.yaml") -> Basis:
    """A scenario for a batch."""
    return Basis.of(Path(name))


def listed(**facts: Any) -> Listed:
    """A row of a roster."""
    return Listed(RosterRow.model_validate({"id": "x", "events": ["100m"], **facts}), Mark("roster", 1, 1))


def of(basis: Basis, *rows: Listed) -> Job:
    """The job of an athlete or a group."""
    return job(basis, rows[0].row.id, rows, 5.0)


def batch(
    text: str, out: Path, scenarios: tuple[str, ...] = ("scenarios/week.yaml",), effort: float = 5.0
) -> Any:
    """A batch of a roster that is read and may begin."""
    write(Path(), "roster.csv", text)
    return ready(Asked(Path("roster.csv"), [Path(each) for each in scenarios], out, effort))


def done(found: Any, runner: Any = None) -> running.Done:
    """What a batch comes to, planned in this process."""
    bases = {each.name: each.reading for each in found.bases}
    with opened(found) as ledger:
        return running.Batch(found.jobs.all, found.asked.out, ledger, runner or Here(bases)).run()


def plans(out: Path) -> dict[str, bytes]:
    """All plans of a folder."""
    return {str(each.relative_to(out)): each.read_bytes() for each in sorted(out.rglob("*.json"))}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan in this process whatever the command line says."""
    monkeypatch.setattr(local, "Local", lambda bases, *_: Here(bases))


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """The problems that are planned in this process."""
    found: list[Task] = []

    def noted(bases: Any, task: Task) -> Any:
        found.append(task)
        return planned(bases, task)

    monkeypatch.setattr(inside, "planned", noted)
    return found


# ---- the roster -----------------------------------------------------------------------------------------

BAD = """
id,name,events,100m,born,level,available,away,email
ok,Olga,100m,11.5,2001,club,mon tue thu,,o@example.org
slow,Sid,100m,99.0,2001,club,,,
odd,Ona,sprint,11.5,20x1,natonal,mun,2026-13-01,
ok,Twice,100m,11.5,2001,club,,,
con,Dev,100m,11.5,2001,club,,,
"more,cells",Mo,100m,11.5,2001,club,,,,9
"""


def test_bad_rows_are_told_each_with_its_line(run: Run, here: None) -> None:
    """Whatever is wrong is said with line, column, what was found and what is expected; good rows are planned."""
    write(Path(), "roster.csv", BAD)
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans")
    assert code == 2 and list(plans(Path("plans"))) == ["week/ok.json"]
    for said in (
        "roster.csv:3:1  best.100m\n  found 99 s for 100 m, expected from 9.1 to 50",
        "roster.csv:4:9  events\n  found 'sprint', expected an event such as 100m, 400m or 110mh",
        "roster.csv:4:21  born\n  found '20x1', expected a whole number",
        "unknown weekday 'mun'; did you mean 'sun'?",
        "the date 2026-13-01 does not exist",
        "roster.csv:5:1  id\n  the id 'ok' stands twice; first at roster.csv:2:1",
        "roster.csv:6:1  id\n  found 'con', expected a word that may be the name of a file",
        "roster.csv:7:1\n  found 10 cells, the header has 9",
        "5 plans left out; 1 to be made (--strict refuses all)",
        "columns that are not used: email",
    ):
        assert said in err, said
    assert run("batch", "roster.csv", "scenarios/week.yaml", "--out", "strict", "--strict")[0] == 2
    assert not Path("strict").exists()


@pytest.mark.parametrize(("cell", "said"), [
    (b"J\xf6rg", "the byte 0xF6 is no text in UTF-8; is the file saved as UTF-8?"),
    (b"J\x0brg", "the character U+000B cannot be shown; take it out"),
    (b"J\xc2\x85rg", "the character U+0085 cannot be shown; take it out"),
])  # fmt: skip
def test_a_character_that_cannot_be_read_spoils_one_row(run: Run, here: None, cell: bytes, said: str) -> None:
    """The row with a character that is none is told with its place, once, and all others are planned."""
    rows = [
        b"id,name,events",
        b"a,Ada,100m",
        b"j," + cell + b",100m",
        b"bad" + cell + b",Bea,100m",
        b"c,Cleo,100m",
    ]
    Path("roster.csv").write_bytes(b"\n".join(rows))
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    assert code == 2 and list(plans(Path("plans"))) == ["week/a.json", "week/c.json"]
    assert f"roster.csv:3:3  name\n  {said}\nroster.csv:4:1  id\n  {said}\n\n2 plans left out" in err
    Path("roster.csv").write_bytes(b"\n".join([b"id,name,events," + cell, *rows[1:2]]))
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "none")
    assert code == 2 and f"roster.csv:1:17  header\n  {said}" in err and not Path("none").exists()


def test_status_tells_of_rows_that_were_left_out(run: Run, here: None) -> None:
    """Rows that could not be used are told by `status` too, with what is wrong; mended, they are told no more."""
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    write(Path(), "roster.csv", "id,events\na,100m\nb,sprint\nc,jog\n")
    assert run(*words)[0] == 2
    code, out, _ = run("batch", "status", "plans")
    assert code == 0 and "2 plans left out, for what is wrong in roster.csv:" in out
    assert "roster.csv:3:3  events\n  found 'sprint', expected an event" in out and "roster.csv:4:3" in out
    for who in ("week/b", "B"):
        code, _, err = run("batch", "explain", "plans", who)
        assert code == 2 and err.startswith("the row of 'b' in the roster was left out"), err
        assert "roster.csv:3:3  events\n  found 'sprint'" in err and "roster.csv:4" not in err
    page = Path("plans/index.html").read_text()
    assert "2 plans left out, for what is wrong in roster.csv" in page and "found &#39;sprint&#39;" in page
    write(Path(), "roster.csv", "id,events\na,100m\nb,60m\nc,200m\n")
    assert run(*words)[0] == 0 and "left out" not in run("batch", "status", "plans")[1]
    assert "left out" not in Path("plans/index.html").read_text()


def test_a_cell_is_told_once(run: Run, here: None) -> None:
    """Several words of a cell that are wrong are told together, once for the cell."""
    write(Path(), "roster.csv", "id,events,available\na,sprint jog,mun tue thi\nb,100m,\n")
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    assert code == 2 and err.count("roster.csv:2:3  events") == err.count("roster.csv:2:14  available") == 1
    assert "found 'sprint' and 'jog', expected an event such as" in err
    assert "unknown weekday 'mun'; did you mean 'sun'?; unknown weekday 'thi'" in err


@pytest.mark.parametrize(("header", "said"), [
    ("name,events", "the column 'id' is missing"),
    ("id,evnts", "unknown column 'evnts'; did you mean 'events'?"),
    ("id,events,100m,pb 100m", "the column 'pb 100m' stands twice"),
    ("id,events,best,100m", "expected best times in one column, or one for each event"),
])  # fmt: skip
def test_a_header_that_is_not_understood_is_refused(run: Run, header: str, said: str) -> None:
    """Where nobody knows what stands in the columns, no row is planned."""
    write(Path(), "roster.csv", f"{header}\nada,100m,11.5,11.5\n")
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans")
    assert code == 2 and said in err and not Path("plans").exists()


def test_a_roster_says_the_same_in_every_format(run: Run) -> None:
    """CSV with commas or semicolons, a workbook and YAML are read alike."""
    from openpyxl import Workbook

    csv = write(
        Path(), "a.csv", 'id,events,pb 100m,away,training age\n7,"100m, 60m","11,4",2026-10-06 x,4.5\n'
    )
    semi = write(
        Path(), "b.csv", "ID;Event;best;absent;training_age\n7;100m 60m;100m 11,40;2026-10-06 x;4,5\n"
    )
    yaml = write(Path(), "c.yaml", """
roster: club
athletes:
  - {id: 7, events: [100m, 60m], best: {100m: 11.4}, training_age: 4.5,
     away: [{from: 2026-10-06, to: 2026-10-06, reason: x}]}
""")  # fmt: skip
    book = Workbook()
    for row in (["id", "events", "100m", "away", "training age"], [7, "100m 60m", 11.4, "2026-10-06 x", 4.5]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save("d.xlsx")
    found = [read_roster(path) for path in (csv, semi, yaml, Path("d.xlsx"))]
    assert [each.problems for each in found] == [()] * 4
    assert len({repr(each.athletes[0].row) for each in found}) == 1
    assert str(found[3].athletes[0].mark).endswith("Sheet!A2")


def test_a_workbook_may_be_as_long_as_a_table(run: Run) -> None:
    """A workbook of more rows than anybody types into a plan is read as a roster."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["id", "events"], *([f"a{n}", "100m"] for n in range(6000))):
        sheet.append(row)
    book.save("long.xlsx")
    found = read_roster(Path("long.xlsx"))
    assert len(found.athletes) == 6000 and not found.problems
    assert table.WORKBOOK.rows == table.MOST_ROWS


def test_processes_have_the_planner_from_the_start(run: Run) -> None:
    """A process of a batch has loaded what plans before it is asked; so has the next one, where it is killed."""
    hand: Hand[str, bool] = Hand(_loaded, Halt(), modules=(WARM,))
    try:
        assert hand.do(WARM) is (sys.platform == "linux")
        os.kill(next(each.pid for each in active_children() if each.pid), signal.SIGKILL)
        wait(lambda: not active_children())
        with pytest.raises(Died):
            hand.do("os")
        assert hand.do(WARM) is (sys.platform == "linux")
    finally:
        hand.rest()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")
def test_a_process_is_begun_anew_where_that_which_forks_is_killed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed once, the process from which others are forked is begun anew; killed each time, that is told."""
    server: Any = forkserver._forkserver  # type: ignore[attr-defined]
    real, left = forkserver.connect_to_new_process, [hands.TRIES]

    def killed(*given: Any) -> Any:
        if not left[0]:
            return real(*given)
        left[0] -= 1
        # it has been asked for a process when it is killed, and has not answered
        server.ensure_running()
        os.kill(server._forkserver_pid, signal.SIGSTOP)
        asked = real(*given)
        os.kill(server._forkserver_pid, signal.SIGKILL)
        return asked

    monkeypatch.setattr(forkserver, "connect_to_new_process", killed)
    hand: Hand[str, bool] = Hand(_loaded, Halt(), modules=(WARM,))
    with pytest.raises(InputError, match="end before they have begun"):
        hand.do("os")
    assert left == [0]
    left[0] = 1
    try:
        assert hand.do("os") is True and left == [0]
    finally:
        hand.rest()


EARLY = """
    import os, signal
    from multiprocessing import forkserver
    from solver.batch import WARM
    from solver.workers.crew import Halt
    from solver.workers.hands import Hand, prepare
    from tests.test_batch import _loaded

    if __name__ == "__main__":
        prepare(WARM)
        server = forkserver._forkserver._forkserver_pid
        if server:
            os.kill(server, signal.SIGINT)
        hand = Hand(_loaded, Halt(), modules=(WARM,))
        print(hand.do("os"))
        hand.rest()
"""


def test_ctrl_c_while_the_planner_is_loaded_leaves_no_trace(run: Run) -> None:
    """The process from which others are forked is deaf to Ctrl-C, also while it still loads."""
    script = write(Path(), "script.py", dedent(EARLY))
    where = {**os.environ, "PYTHONPATH": str(Path(local.__file__).parents[2])}
    code = [sys.executable, str(script)]
    found = subprocess.run(code, env=where, capture_output=True, text=True, timeout=240, check=False)
    assert (found.stdout, found.stderr) == ("True\n", "")


def _loaded(module: str, halt: Halt) -> bool:
    return module in sys.modules


def test_a_row_waits_for_its_plan(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in a plan is brought to the disk, then its name, then its row; names and rows of many go together."""
    events = list[str]()

    def noted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            found = real(*given)
            events.append(name)
            return found

        return call

    for where, name in ((writing.Draft, "keep"), (writing.Draft, "name"), (writing, "keep_names")):
        monkeypatch.setattr(where, name, noted(name, getattr(where, name)))
    monkeypatch.setattr(Ledger, "put", noted("row", Ledger.put))
    monkeypatch.setattr(papers, "WORTH", 60.0)
    done(batch(ROSTER, tmp_path / "plans"))
    assert events == ["keep"] * 4 + ["name"] * 4 + ["keep_names", "row"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_is_broken_off_leaves_no_drafts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Broken off while plans reach the disk, a batch has no rows that are not true, and goes on later."""
    real, left = getattr(os, step), [3]

    def broken(*given: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return real(*given)

    found = batch(ROSTER, tmp_path / "plans")
    monkeypatch.setattr(os, step, broken)
    with pytest.raises(KeyboardInterrupt):
        done(found)
    monkeypatch.setattr(os, step, real)
    assert not list((tmp_path / "plans").rglob(".*.json.*"))
    with Ledger(tmp_path / "plans") as ledger:
        assert all(on_disk(tmp_path / "plans", row) == "as written" for row in ledger.rows())
    assert done(batch(ROSTER, tmp_path / "plans")).left == 0 and len(plans(tmp_path / "plans")) == 4


def _none(bases: Any, task: Task, halt: Halt) -> Answer:
    return Answer(task.fingerprint, "infeasible")


def test_answers_are_told_before_what_ends_a_batch() -> None:
    """Where no more problems can be had, those that are planned by then have been told."""

    def tasks() -> Iterator[Task]:
        yield from (Task(str(number), "week", "week.yaml", (), 1.0) for number in range(3))
        raise ValueError("no more")

    answers = Local({}, 1, plan=_none).run(tasks(), Stop())
    assert [next(answers).fingerprint for _ in range(3)] == ["0", "1", "2"]
    with pytest.raises(ValueError, match="no more"):
        next(answers)


def test_who_plans_has_the_solver_before_the_first_problem() -> None:
    """Where it cannot be loaded, a worker has no work, and not one problem fails."""
    code = """
    import pickle, sys
    from solver.batch.place import begin
    print("ortools" in sys.modules)
    begin("batch", pickle.dumps({}))
    print("ortools" in sys.modules)
    """
    found = subprocess.run(
        [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == ["False", "True"]


def test_a_long_roster_reads_few_seasons(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of 10,000 athletes come 40 problems, and one season is built to see that the scenario can be read."""
    write(Path(), "scenarios/forty.yaml", Path("scenarios/week.yaml").read_text() + """
rules:
  by-sex: {limit: {days: rest, per: week, at_least: {female: 3, otherwise: 2}}}
  trained: {who: {training_age: {above: 5}}, limit: {minutes: lift, per: week, at_most: 3 * training_age}}
""")  # fmt: skip
    built, real = list[str](), loading.build

    def counted(*parts: Any) -> Any:
        built.append("season")
        return real(*parts)

    monkeypatch.setattr(loading, "build", counted)
    rows = [
        f"a{n},100m,{11 + n % 70 / 100},{1980 + n % 23},{'fm'[n % 2]},{n % 25 + 1}" for n in range(10_000)
    ]
    head = "id,events,100m,born,sex,training_age"
    found = batch("\n".join([head, *rows]), tmp_path / "out", ("scenarios/forty.yaml",))
    assert len(found.jobs.all) == 10_000 and not found.jobs.problems
    assert len({each.fingerprint for each in found.jobs.all}) == 2 * (20 + 1)
    assert len(built) == 1


# ---- what makes problems the same -----------------------------------------------------------------------

FACTS = st.fixed_dictionaries({
    "name": st.sampled_from(["Kim", "Lou", "St. John"]),
    "events": st.sampled_from([["100m"], ["400m"], ["60m", "100m"]]),
    "best": st.sampled_from([{"100m": 11.0}, {"100m": 11.5}, {"100m": 11.0, "60m": 7.0}]),
    "born": st.sampled_from([1990, 1991, 2009, 2010]),
    "sex": st.sampled_from(["female", "male"]),
    "level": st.sampled_from(["club", "elite", "developing"]),
    "training_age": st.sampled_from([4.0, 6.0, 7.0]),
    "body_mass": st.sampled_from([70.0, 85.0]),
    "tags": st.sampled_from([[], ["heavy"], ["school"], ["left-handed"]]),
    "away": st.sampled_from(["", "2026-10-07 ill", "2026-10-07 travel", "2027-01-01 later"]),
    "available": st.sampled_from(["", "mon tue thu sat sun"]),
})  # fmt: skip
VARIED = (
    "name",
    "events",
    "best",
    "born",
    "sex",
    "level",
    "training_age",
    "body_mass",
    "tags",
    "away",
    "available",
)


def lowered(found: Job) -> Any:
    """The model of a job, athletes by their places."""
    season = found.basis.reading.under([Overlay.of(found.over)]).season()
    names = [each.name for each in season.athletes]
    low = Lowering(season)
    cells = [(names.index(c.cell.athlete), *c.cell[1:3], c.cell.form.key) for c in low.choices.all]
    model = low.model
    return cells, model.lower, model.upper, [repr(row) for row in model.rows], repr(model.objective)


def test_the_same_fingerprint_is_the_same_model(run: Run) -> None:
    """Athletes with one fingerprint have the very same model; of those whose models differ, fingerprints do too.

    And little is told apart for nothing: of random pairs that have the same model most share a fingerprint.
    """
    write(Path(), "scenarios/curious.yaml", CURIOUS)
    basis, seen = the("scenarios/curious.yaml"), Counter[str]()

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(FACTS, st.sets(st.sampled_from(VARIED), max_size=2), FACTS)
    def compare(one: dict[str, Any], changed: set[str], other: dict[str, Any]) -> None:
        second = one | {name: other[name] for name in changed}
        jobs = [of(basis, listed(**each)) for each in (one, second)]
        same = lowered(jobs[0]) == lowered(jobs[1])
        alike = jobs[0].fingerprint == jobs[1].fingerprint
        assert same or not alike
        seen[f"{same} {alike}"] += one != second

    compare()
    assert seen["True True"] > 10 and seen["False False"] > 10
    assert seen["True False"] < seen["True True"]


def test_a_plan_from_another_is_the_plan_that_planning_gives(run: Run) -> None:
    """The plan that an athlete has from another with the same problem is, byte for byte, what planning gives."""
    basis = the()
    jobs = [of(basis, listed(id=str(n), name=name, best={"100m": best}, away="2026-10-06 exam"))
            for n, (name, best) in enumerate([("Zoe", 12.34), ("St. 'Q' \u0416: x", 10.01)])]  # fmt: skip
    group = [
        [listed(id=str(n), name=f"{n} {who}", group="g", best={"100m": n}) for n in (11, 12)] for who in "ab"
    ]
    jobs += [job(basis, "g", each, 5.0) for each in group]
    for one, other in (jobs[:2], jobs[2:]):
        assert one.fingerprint == other.fingerprint and one.made != other.made
        answers = [planned({basis.name: basis.reading}, _task(each)) for each in (one, other)]
        assert answers[0] and answers[1] and answers[0].plan != answers[1].plan
        plan = running.PlanFile.model_validate_json(answers[0].plan)
        pattern = running.PlanTemplate(plan, [each.name for each in one.people], one)
        texts = [pattern.text(each) for each in (one, other)]
        assert texts == [each.plan for each in answers if each] and pattern.text(one, own=True) == texts[0]


def _task(found: Job) -> Task:
    return Task(
        found.fingerprint, found.basis.name, found.basis.file, (Overlay.of(found.over),), found.effort
    )


def test_plans_are_taken_up_by_the_other_commands(run: Run, here: None) -> None:
    """A plan of a batch says by itself which season it is of: `audit` passes it, a group's with all of its athletes."""
    write(Path(), "roster.csv", ROSTER + PAIR)
    assert run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")[0] == 0
    for name in ("cleo", "relay"):
        code, _, err = run("audit", f"plans/week/{name}.json")
        assert (code, err) == (0, ""), err
    plan, _ = load_plan(Path("plans/week/relay.json"))
    assert {each.athlete for each in plan.sessions} == {"Eve", "Flo"}
    assert not [each for each in plan.sessions if each.athlete == "Flo" and str(each.date) == "2026-10-07"]
    cleo = load_plan(Path("plans/week/cleo.json"))[0]
    days = {f"{each.date:%a}" for each in cleo.sessions if each.class_ != "rest"}
    assert days <= {"Mon", "Tue", "Sat"}


# ---- doing what is missing ------------------------------------------------------------------------------


def test_what_is_the_same_is_planned_once_and_never_again(
    run: Run, solved: list[Task], tmp_path: Path
) -> None:
    """A second run plans nothing; what is lost is written from a plan with the same problem; edits are left alone."""
    out = tmp_path / "plans"
    found = done(batch(ROSTER, out))
    assert len(solved) == 2 and (found.solved, found.shared, found.there) == (2, 2, 0)
    first = plans(out)
    solved.clear()
    assert done(batch(ROSTER, out)).there == 4 and not solved
    (out / "week/ada.json").unlink()
    (out / "week/ben.json").write_text("{}")
    again = done(batch(ROSTER, out))
    assert (again.solved, again.shared, again.edited) == (0, 1, ["week/ben.json"]) and not solved
    assert plans(out) == first | {"week/ben.json": b"{}"}
    renamed = done(batch(ROSTER.replace("Dan", "Dana"), out))
    assert (renamed.solved, renamed.shared) == (0, 1) and not solved
    assert b"Dana" in plans(out)["week/dan.json"]


def test_another_rule_is_another_problem(run: Run, solved: list[Task], tmp_path: Path) -> None:
    """Where a rule changes all is planned anew; where only words beside it do, plans are written anew from old ones."""
    out = tmp_path / "plans"
    done(batch(ROSTER, out))
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("Speed is a skill.", "Speed is a skill that fades."))
    solved.clear()
    assert done(batch(ROSTER, out)).shared == 4 and not solved
    book.write_text(book.read_text().replace("at_least: 1500", "at_least: 1400"))
    assert done(batch(ROSTER, out)).solved == 2


def test_plans_do_not_depend_on_who_works(run: Run, tmp_path: Path) -> None:
    """One process, two of them, or this one; the roster backwards: the same bytes of every plan."""
    found = batch(ROSTER + PAIR, tmp_path / "here")
    done(found)
    bases = {each.name: each.reading for each in found.bases}
    head, *rows = (ROSTER + PAIR).strip().splitlines()
    for workers, text in ((1, ROSTER + PAIR), (2, "\n".join([head, *reversed(rows[:4]), *rows[4:]]))):
        out = tmp_path / f"by {workers}"
        done(batch(text, out), Local(bases, workers, recycle=2))
        assert plans(out) == plans(tmp_path / "here") and len(plans(out)) == 5


def test_a_worker_needs_no_files(run: Run, tmp_path: Path) -> None:
    """A problem is planned by the rules that were read, on another computer, or when the files are gone, too."""
    write(
        Path(), "constraints/calm.yaml", "rulebook: calm\ntitle: Calm\nrules: {one: {pin: {avoid: lift}}}\n"
    )
    write(Path(), "own/easy.yaml", "extends: week\nrulebooks: [basics, calm]\n")
    write(Path(), "roster.csv", "id,events,overlay\na,100m,\nb,100m,own/easy.yaml\n")
    found = ready(Asked(Path("roster.csv"), [Path("scenarios/week.yaml")], tmp_path / "out", 5.0))
    bases = {each.name: each.reading for each in found.bases}
    tasks = [replace(_task(each), over=(*each.basis.over, Overlay.of(each.over))) for each in found.jobs.all]
    before = [planned(bases, task) for task in tasks]
    taken = pickle.dumps((bases, tasks))
    for each in ("constraints", "scenarios", "own"):
        shutil.rmtree(each)
    bases, tasks = pickle.loads(taken)
    after = [planned(bases, task) for task in tasks]
    assert [each.plan for each in before if each] == [each.plan for each in after if each]
    assert [each.status for each in before if each] == ["planned"] * 2 and before[0] != before[1]


def test_a_worker_that_dies_is_replaced(run: Run, tmp_path: Path) -> None:
    """When the process of a worker is killed its problem is planned by another one, and none is lost."""
    found = batch(ROSTER + PAIR, tmp_path / "out")
    tasks = [_task(each) for each in {each.fingerprint: each for each in found.jobs.all}.values()]
    killed, answers = list[int](), list[str]()
    for answer in Local({each.name: each.reading for each in found.bases}).run(tasks, Stop()):
        answers.append(answer.status)
        if not killed:
            killed = [each.pid for each in active_children() if each.pid]
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
    assert killed and answers == ["planned"] * len(tasks)


def test_a_process_that_cannot_begin_is_no_endless_wait(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be begun at all, that is said at once, and nobody waits for one."""

    def refused(*_: object) -> None:
        raise RuntimeError("no process")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refused)
    basis = the()
    with pytest.raises(RuntimeError, match="no process"):
        list(Local({basis.name: basis.reading}).run([_task(of(basis, listed()))], Stop()))


UNGUARDED = """
    from pathlib import Path
    from solver.batch.local import Local
    from solver.batch.runner import Stop
    from solver.batch.start import Asked, ready
    from solver.errors import InputError
    from tests.test_batch import _task

    found = ready(Asked(Path("roster.csv"), [Path("scenarios/week.yaml")], Path("plans"), 5.0))
    try:
        print(len(list(Local({b.name: b.reading for b in found.bases}, 2).run(map(_task, found.jobs.all), Stop()))))
    except InputError as error:
        print(error)
"""


def test_processes_that_end_before_they_have_begun_are_no_endless_wait(run: Run) -> None:
    """Where every process ends before it has begun, as those of a script without its guard, that is said soon."""
    write(Path(), "roster.csv", ROSTER)
    script = write(Path(), "script.py", dedent(UNGUARDED))
    code = [sys.executable, str(script)]
    where = {**os.environ, "PYTHONPATH": str(Path(local.__file__).parents[2])}
    found = subprocess.run(code, env=where, capture_output=True, text=True, timeout=240, check=False)
    assert "end before they have begun" in found.stdout and "__main__" in found.stdout, found.stderr


# ---- what can go wrong ----------------------------------------------------------------------------------


def test_the_order_of_a_choice_is_part_of_the_problem(run: Run) -> None:
    """Of a number chosen by words the first that holds is taken: who has them the other way round is planned apart."""
    write(
        Path(),
        "roster.csv",
        "id,events,level,tags,overlay\na,100m,club,fast,a.yaml\nb,100m,club,fast,b.yaml\n",
    )
    for name, most in (("a", "{fast: 1, club: 2}"), ("b", "{club: 2, fast: 1}")):
        rule = (
            f"rules: {{high: {{limit: {{days: high, per: week, at_most: {most}}}}}, speed-every-week: off}}"
        )
        write(Path(), f"{name}.yaml", f"extends: scenarios/week.yaml\n{rule}\n")
    code, out, _ = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "2")
    assert code == 0 and "2 problems planned" in out
    assert run("batch", "verify", "plans")[0] == 0


def test_the_order_of_absences_is_no_part_of_the_problem(run: Run) -> None:
    """Days away in another order, in the roster or in the scenario, are the same problem and the same model."""
    days = [
        "{from: 2026-10-06, to: 2026-10-06, reason: exam}",
        "{from: 2026-10-09, to: 2026-10-09, reason: trip}",
    ]
    text = re.sub("\naway:.*", "", Path("scenarios/week.yaml").read_text())
    for name, some in (("one", days), ("other", days[::-1])):
        write(Path(), f"scenarios/{name}.yaml", f"{text}away: [{', '.join(some)}]\n")
    spans = ["2026-10-07 a", "2026-10-10 b"]
    found = [of(the(f"scenarios/{name}.yaml"), listed(away="; ".join(some)))
             for name, some in (("one", spans), ("other", spans[::-1]), ("one", spans[:1]))]  # fmt: skip
    assert found[0].fingerprint == found[1].fingerprint != found[2].fingerprint
    assert lowered(found[0]) == lowered(found[1]) != lowered(found[2])


def test_why_somebody_is_away_is_told_of_nobody_else(run: Run) -> None:
    """Two who are away on the same days have one conflict; it names the days and the reason of neither."""
    rows = [
        listed(id=name, away=f"2026-10-05..2026-10-10 {why}") for name, why in (("a", "knee"), ("b", "court"))
    ]
    one, other = (of(the(), row) for row in rows)
    assert one.fingerprint == other.fingerprint and "knee" in str(one.over)
    (first, second) = (Overlay.of(each.problem).source.data for each in (one, other))
    assert "knee" not in str(first) and first["away"] == second["away"]


def test_those_without_a_plan_are_told_with_the_reason(run: Run, here: None) -> None:
    """Where no plan exists for some the others have theirs, and the clash is named with those whom it concerns."""
    write(Path(), "roster.csv", ROSTER + ILL)
    code, out, _ = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    assert code == 3 and sorted(plans(Path("plans"))) == [
        f"week/{x}.json" for x in ("ada", "ben", "cleo", "dan")
    ]
    assert (
        "No plan keeps these musts together\n       1  Two sprint sessions a week; away, Mon 5 Oct to Sun 11 Oct"
        in out
    )
    assert "week/out" in out
    code, again, _ = run("batch", "status", "plans")
    assert code == 0 and again.strip() in out


def test_the_conflict_of_one_athlete_is_explained(run: Run, here: None) -> None:
    """Below those without a plan stands the command that tells more of one: the days, and what could be changed."""
    write(Path(), "roster.csv", ROSTER + ILL)
    words = (
        "roster.csv",
        "scenarios/week.yaml",
        "scenarios/season.yaml",
        "--out",
        "plans",
        "--effort",
        "0.2",
    )
    out = run("batch", *words)[1]
    (line,) = [each for each in out.splitlines() if "with ways out: " in each]
    code, out, err = run(*line.partition("speedfirst ")[2].split())
    assert code == 3 and "No plan keeps all of these together" in out and "Ways out" in out, err
    assert "ill" in out and "Two sprint sessions a week" in out
    assert run("batch", "explain", "plans", "week/ada")[:2] == (
        0,
        "There is a plan: all that must hold can hold together.\n",
    )
    for who, said in (("oud", "unknown plan 'oud'; did you mean 'out'?"), ("week/adda", "did you mean 'week/ada'?"),
                      ("out", "'out' has several plans; expected week/out or season/out")):  # fmt: skip
        code, _, err = run("batch", "explain", "plans", who)
        assert code == 2 and said in err, err


def test_those_of_a_group_are_not_named_to_others(run: Run) -> None:
    """Two groups with the same weekdays have one conflict, and it names nobody of either."""
    rows = [
        [listed(id=f"{who}{n}", name=f"{who}{n}", group=who, available="mon") for n in (1, 2)] for who in "ab"
    ]
    one, other = (job(the(), who, each, 5.0) for who, each in zip("ab", rows, strict=True))
    assert one.fingerprint == other.fingerprint and "a1 trains on Monday only." in str(one.over)
    said = [str(Overlay.of(each.problem).source.data["rules"]) for each in (one, other)]
    assert all(
        "Somebody trains on Monday only." in each and " trains" not in each.replace("Somebody trains", "")
        for each in said
    )


def test_a_scenario_that_cannot_be_read_stops_all(run: Run, here: None) -> None:
    """What is wrong with a scenario is said once, and nothing is written."""
    write(Path(), "roster.csv", ROSTER)
    text = Path("scenarios/week.yaml").read_text()
    write(Path(), "scenarios/week.yaml", text.replace("weeks: 1}\nathlete", "weeks: 2}\nathlete"))
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans")
    assert code == 2 and err.count("the phases add up to 1 week") == 1 and not Path("plans").exists()


def test_who_lacks_what_a_rule_computes_with_keeps_nobody_else_from_a_plan(run: Run, here: None) -> None:
    """Athletes without a best time that a rule needs have no plan, wherever they stand, and are told by no other's name."""
    text = Path("scenarios/week.yaml").read_text()
    rule = "rules:\n  fast: {limit: {metres: speed, per: week, at_most: 100 + best_100m}}\n"
    write(Path(), "scenarios/week.yaml", text + rule)
    head, *rows = ["id,name,events,100m,born", *(f"a{n},Ann {n},100m,,{1990 + n}" for n in range(50))]
    write(Path(), "roster.csv", "\n".join([head, *rows]))
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    code, _, err = run(*words)
    assert code == 2 and err.count("not known of") == 1 and not Path("plans").exists()
    write(Path(), "roster.csv", "\n".join([head, *rows, "z,Zoe,100m,12,2001"]))
    code, out, _ = run(*words)
    assert code != 0 and list(plans(Path("plans"))) == ["week/z.json"]
    assert "which is not known of the athlete" in out and "Ann" not in out
    groups = "id,events,100m,group\nz,100m,12,\na,100m,12,g\nb,100m,,g\nc,100m,12,h\nd,100m,,h\n"
    found = done(batch(groups, Path("groups")))
    with Ledger(Path("groups")) as ledger:
        why = {row.key: row.why for row in ledger.rows()}
    assert found.shared == 1 and "known of b" in why["week/g"] and "known of d" in why["week/h"]


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_what_cannot_be_written_is_told(
    run: Run, here: None, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A plan that cannot be written is told, the rest is written, and the next run makes up for it."""
    write(Path(), "roster.csv", ROSTER)
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    real, full = getattr(os, step), [True]

    def spoilt(what: Any, *more: Any) -> Any:
        path = os.readlink(f"/proc/self/fd/{what}") if isinstance(what, int) else str(what)
        if ".ben.json." in path and full:
            raise OSError(28, "No space left on device")
        return real(what, *more)

    monkeypatch.setattr(os, step, spoilt)
    code, _, err = run(*words)
    assert code == 2 and "cannot write plans/week/ben.json: no space left on device" in err
    assert len(plans(Path("plans"))) == 3 and not list(Path("plans").rglob(".*.json.*"))
    full.clear()
    assert run(*words)[0] == 0 and len(plans(Path("plans"))) == 4


@pytest.mark.parametrize("spoil", ["file", "ledger", "locked", "read-only"])
def test_a_folder_that_cannot_be_used_is_told_first(
    run: Run, here: None, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in its place, a ledger that is none, no leave to write, another batch at work: said at once."""
    write(Path(), "roster.csv", ROSTER)
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    if spoil == "file":
        write(Path(), "plans", "x")
    elif spoil == "read-only":
        Path("plans").mkdir()
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    elif spoil == "ledger":
        write(Path(), "plans/ledger.sqlite", "not a database at all, but long enough to be taken for one")
    else:
        with opened(batch(ROSTER, Path("plans"))):
            code, _, err = run(*words)
            assert code == 2 and "another batch is at work in this folder" in err
        return
    code, _, err = run(*words)
    assert code == 2 and "plans" in err and not list(Path().glob("plans/week/*"))


KILLED = """
    import os, random, signal, sys
    from pathlib import Path
    from solver.batch import ledger, run as running
    from tests.here import Here
    from solver.batch.start import Asked, opened, ready

    left = int(sys.argv[1])

    def dying(real):
        def call(*given, **named):
            global left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)
        return call

    for name in ("replace", "fsync", "chmod"):
        setattr(os, name, dying(getattr(os, name)))
    ledger.Ledger.put = dying(ledger.Ledger.put)
    found = ready(Asked(Path("roster.csv"), [Path("scenarios/week.yaml")], Path("plans"), 5.0))
    with opened(found) as book:
        running.Batch(found.jobs.all, Path("plans"), book, Here({b.name: b.reading for b in found.bases})).run()
    print(1000 - left)
"""


def test_killed_at_any_point_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    """Killed while a plan or its row is being written, a batch goes on: every plan is there once, and nothing else."""
    done(batch(ROSTER + ILL, tmp_path / "whole"))

    def killed(after: int) -> subprocess.CompletedProcess[str]:
        code = [sys.executable, "-c", dedent(KILLED), str(after)]
        return subprocess.run(code, cwd=Path.cwd(), capture_output=True, text=True, check=False)

    points = random.Random(8).sample(range(1, 15), 4)
    parts = 0
    for point in points:
        assert killed(point).returncode == -signal.SIGKILL
        parts += len(list(Path("plans/week").glob(".*")))
    found = done(batch(ROSTER + ILL, Path("plans")))
    assert found.left == 0 and plans(Path("plans")) == plans(tmp_path / "whole")
    assert parts and {each.name for each in Path("plans").iterdir()} == {".lock", "ledger.sqlite", "week"}
    assert not list(Path("plans/week").glob(".*"))
    with Ledger(Path("plans")) as ledger:
        rows = list(ledger.rows())
    assert [row.status for row in rows] == ["planned"] * 4 + ["infeasible"]
    assert all(on_disk(Path("plans"), row) == "as written" for row in rows if row.file)


def test_a_stop_finishes_what_is_at_work(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked to stop, a batch ends after the problem at work, says how much is left, and goes on later."""
    found = batch(ROSTER + PAIR, tmp_path / "plans")
    bases = {each.name: each.reading for each in found.bases}
    with opened(found) as ledger:
        work = running.Batch(found.jobs.all, found.asked.out, ledger, Here(bases))
        work.watch = lambda done, total, solved, problems: work.stop.ask() if solved else None
        first = work.run()
    assert first.stopped and first.solved == 1 and first.left == 4
    code, out, _ = run("batch", "status", str(tmp_path / "plans"))
    assert code == 0 and "4 plans still to be made" in out
    assert done(batch(ROSTER + PAIR, tmp_path / "plans")).left == 0


def test_a_stop_when_all_is_done_stops_nothing(run: Run, tmp_path: Path) -> None:
    """Asked to stop while the last plans are written, a batch that finishes says that it is done."""
    found = batch(ROSTER, tmp_path / "plans")
    bases = {each.name: each.reading for each in found.bases}
    with opened(found) as ledger:
        work = running.Batch(found.jobs.all, found.asked.out, ledger, Here(bases))
        work.watch = lambda done, total, solved, problems: work.stop.ask() if solved == problems else None
        finished = work.run()
    assert work.stop.asked and not finished.stopped and finished.left == 0
    assert len(plans(tmp_path / "plans")) == 4


# ---- groups and overlays --------------------------------------------------------------------------------


def test_a_group_shares_a_plan(run: Run, solved: list[Task], tmp_path: Path) -> None:
    """A group is one plan under the rules across the squad, with absences, doses and target times of each."""
    write(Path(), "scenarios/lane.yaml", Path("scenarios/week.yaml").read_text() + """
history: {since: 2026-10-01, days: [{date: 2026-10-03, session: fly, reps: 4, distance: 30}]}
rules:
  one-lane: {limit: {athletes: fly, across: squad, per: day, at_most: 1}}
""")  # fmt: skip
    found = done(batch(PAIR_ALONE + PAIR, tmp_path / "out", ("scenarios/lane.yaml",)))
    assert found.solved == 2 and sorted(plans(tmp_path / "out")) == ["week/relay.json", "week/sue.json"]
    plan, _ = load_plan(tmp_path / "out/week/relay.json")
    flying = [(each.athlete, each.date) for each in plan.sessions if each.session == "fly"]
    assert {who for who, _ in flying} == {"Eve", "Flo"} and len({date for _, date in flying}) == len(flying)
    assert "2026-10-07" not in {str(each.date) for each in plan.sessions if each.athlete == "Flo"}
    goals = {each.athlete: each.target for each in plan.sessions if each.session == "tempo"}
    assert goals["Eve"] != goals["Flo"]
    assert run("audit", str(tmp_path / "out/week/relay.json"))[0] == 0


PAIR_ALONE = "id,name,events,100m,born,sex,level,tags,group,available,away\nsue,Sue,100m,12,2001,f,club,,,,\n"
WRONG_GROUP = [
    (
        "eve,Eve,100m,,relay\nflo,Flo,100m,o.yaml,relay\n",
        "expected the same overlay for all of the group 'relay'",
    ),
    ("eve,Eve,100m,,relay\nflo,Eve,100m,,relay\n", "the name 'Eve' stands twice in its group"),
    (
        "eve,Eve,100m,,relay\nflo,Flo,sprint,,Relay\n",
        "the group 'relay' is not planned: a row of it cannot be used",
    ),
    ("eve,Eve,100m,,sue\n", "the group 'sue' has the id of an athlete"),
    (
        "eve,Eve,100m,,relay\nflo,Flo,100m,,Rel\x01\n",
        "the group 'relay' is not planned: a row that may belong to it cannot be used",
    ),
    (
        "eve,Eve,100m,,relay\nflo,Flo, the tall,100m,,relay\n",
        "the group 'relay' is not planned: a row that may belong to it cannot be used",
    ),
]


@pytest.mark.parametrize(("rows", "said"), WRONG_GROUP)
def test_a_group_is_planned_whole_or_not_at_all(run: Run, here: None, rows: str, said: str) -> None:
    """Where one of a group cannot be used as the row stands, the group is not planned without that athlete."""
    write(Path(), "roster.csv", f"id,name,events,overlay,group\nsue,Sue,100m,,\n{rows}")
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    assert code == 2 and said in err and list(plans(Path("plans"))) == ["week/sue.json"]


def test_a_group_that_cannot_be_read_spoils_those_that_it_may_be(run: Run) -> None:
    """A byte that is no text in a group's cell keeps back the groups that begin like it, and no others."""
    rows = [b"id,events,group", b"a,100m,g1", b"b,100m,g1", b"c,100m,G1\xff", b"d,100m,h", b"e,100m,g2"]
    Path("roster.csv").write_bytes(b"\n".join(rows))
    found = read_roster(Path("roster.csv"))
    assert [each.row.id for each in found.athletes] == ["d", "e"] and found.left_out == 3
    Path("roster.csv").write_bytes(b"\n".join(rows).replace(b"G1\xff", b"\xffg1"))
    assert not read_roster(Path("roster.csv")).athletes


def test_an_overlay_of_an_athlete_is_laid_on_the_scenario(run: Run, here: None) -> None:
    """What an overlay changes holds for those who have it; one that is not there, or leads elsewhere, is told."""
    write(Path(), "own/easy.yaml", "extends: week\nrules: {tempo-metres: off}\n")
    write(
        Path(),
        "roster.csv",
        "id,events,overlay\na,100m,\nb,100m,own/easy.yaml\nc,100m,gone.yaml\nd,100m,/etc/passwd\n",
    )
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    assert code == 2 and "roster.csv:4:1  overlay\n  there is no file 'gone.yaml'" in err
    assert "found '/etc/passwd', expected a file beside the roster or below it" in err
    found = {name: load_plan(Path("plans") / name)[0] for name in plans(Path("plans"))}
    tempo = {name: [s for s in each.sessions if s.session == "tempo"] for name, each in found.items()}
    assert tempo["week/a.json"] and not tempo["week/b.json"]
    assert run("batch", "verify", "plans")[0] == 0


def test_an_overlay_of_an_athlete_keeps_the_name_of_the_scenario(run: Run, here: None) -> None:
    """An overlay that calls the scenario by another name is wrong in the rows that have it; others are planned."""
    write(Path(), "own/other.yaml", "extends: week\nscenario: other\n")
    write(Path(), "own/same.yaml", "extends: week\nscenario: week\ntitle: My own week\n")
    write(Path(), "roster.csv", "id,events,overlay\na,100m,own/other.yaml\nb,100m,\nc,100m,own/same.yaml\n")
    text = Path("scenarios/week.yaml").read_text().replace("scenario: week\n", "scenario: other\n")
    write(Path(), "scenarios/other.yaml", text)
    both = ("scenarios/week.yaml", "scenarios/other.yaml")
    code, out, err = run("batch", "roster.csv", *both, "--out", "plans", "--effort", "5")
    assert code == 2 and "fault" not in out and "own/other.yaml:2:11  scenario\n  found 'other', exp" in err
    assert set(plans(Path("plans"))) == {"week/b.json", "week/c.json", "other/a.json", "other/b.json"}


def test_who_trains_is_what_the_roster_says(run: Run, here: None) -> None:
    """An athlete in the overlay of a row is not used, which is said once; all else in it holds."""
    write(Path(), "own/easy.yaml", "extends: week\nathlete: {level: elite}\nrules: {tempo-metres: off}\n")
    write(Path(), "roster.csv", "id,events,overlay\na,100m,own/easy.yaml\nb,100m,own/easy.yaml\n")
    code, _, err = run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5", "-q")
    assert (
        code == 0
        and err == "note: own/easy.yaml: its 'athlete' is not used; who trains is what the roster says\n"
    )


def test_a_ledger_that_can_no_longer_be_written_ends_the_batch(
    run: Run, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk a batch ends and says so, all that was written is good, and it goes on once there is room."""
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    real, room = Ledger.__enter__, [4]

    def small(self: Ledger) -> Ledger:
        real(self)
        for pages in room:
            self._base.execute(f"PRAGMA max_page_count = {pages}")
        return self

    monkeypatch.setattr(Ledger, "__enter__", small)
    monkeypatch.setattr(papers, "TOGETHER", 5)
    write(Path(), "roster.csv", "\n".join(["id,events", *(f"athlete-{n:02},100m" for n in range(20))]))
    code, _, err = run(*words)
    assert code == 2 and "database or disk is full" in err and "the same command goes on from here" in err
    assert 0 < len(plans(Path("plans"))) < 20
    room.clear()
    assert run(*words)[0] == 0 and run("batch", "verify", "plans")[0] == 0 and len(plans(Path("plans"))) == 20


# ---- the folder of a batch ------------------------------------------------------------------------------


def test_what_came_to_nothing_is_tried_again(run: Run, here: None, solved: list[Task]) -> None:
    """`retry --failed` plans again what was out of time, with more effort; what has its plan by that keeps it."""
    write(Path(), "roster.csv", ROSTER + ILL)
    words = ("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "0.000001")
    code, out, _ = run(*words)
    assert code == 4 and "no plan was found in time" in out and not plans(Path("plans"))
    solved.clear()
    assert run(*words)[0] == 4 and not solved
    code, out, _ = run("batch", "retry", "plans", "--failed", "--effort", "5")
    assert code == 3 and len(plans(Path("plans"))) == 4 and len(solved) == 2
    solved.clear()
    assert run(*words)[0] == 3 and not solved and len(plans(Path("plans"))) == 4
    assert run("batch", "retry", "plans", "--without-plan")[0] == 3 and len(solved) == 1
    Path("roster.csv").unlink()
    for wrong, said in ((("plans",), "expected --failed or --without-plan"),
                        (("plans", "--failed"), "roster.csv, which is not there"),
                        (("scenarios", "--failed"), "there is no batch here")):  # fmt: skip
        code, _, err = run("batch", "retry", *wrong)
        assert code == 2 and said in err


def test_verify_looks_at_every_plan(run: Run, here: None) -> None:
    """`verify` passes what was written; it finds what is missing or edited, and what rules of today forbid."""
    write(Path(), "roster.csv", ROSTER + PAIR)
    run("batch", "roster.csv", "scenarios/week.yaml", "--out", "plans", "--effort", "5")
    code, out, err = run("batch", "verify", "plans")
    assert (code, err) == (0, "") and out == "5 plans looked at: all as they were written, all musts hold\n"
    Path("plans/week/ada.json").unlink()
    file = Path("plans/week/ben.json")
    file.write_text(file.read_text().replace('"title": "A week', '"title": "The week'))
    file.with_name("stray.json").write_text("{}")
    code, out, err = run("batch", "verify", "plans")
    assert code == 1 and "5 plans looked at, 2 with something wrong" in out
    assert "week/ada.json: it is missing" in out and "week/ben.json: it has been changed since" in out
    assert "note: week/stray.json: it is not in the ledger" in err
    book = Path("constraints/basics.yaml")
    book.write_text(book.read_text().replace("at_least: 2, at_most: 3", "at_least: 3, at_most: 3"))
    code, out, err = run("batch", "verify", "plans")
    assert code == 1 and out.count("it breaks speed-every-week") == 5 and "5 with something wrong" in out
    assert "and 3 more plans: constraints/basics.yaml has changed since the plan was made" in err


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_from_outside_it_goes_on(run: Run, tmp_path: Path, how: signal.Signals) -> None:
    """Killed with its workers at work, or stopped with Ctrl-C, a batch leaves no process behind and goes on later."""
    rows = [f"{n},100m,2026-10-{5 + n:02} ill" for n in range(4)]
    text = "\n".join(["id,events,away", *rows])
    found = batch(text, tmp_path / "plans", ("scenarios/season.yaml",), effort=0.4)
    words = [sys.executable, "-m", "solver", "batch", "roster.csv", "scenarios/season.yaml", "--out"]
    process = subprocess.Popen(
        [*words, str(tmp_path / "plans"), "--effort", "0.4"], start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # what is started in the background is deaf to Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    wait(lambda: plans(tmp_path / "plans"))
    process.send_signal(how)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == (-how if how == signal.SIGKILL else 130)
    wait(lambda: not alive(process.pid))
    with Ledger(tmp_path / "plans") as ledger:
        known = sum(1 for _ in ledger.rows())
    assert known < 4 and (how == signal.SIGKILL or "still to be made" in out)
    assert 4 - len(plans(tmp_path / "plans")) <= done(found).solved <= 4 - known
    assert len(plans(tmp_path / "plans")) == 4


def wait(true: Callable[[], object]) -> None:
    """Wait until something is true, a minute at most."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never was")


def alive(group: int) -> bool:
    """Whether any process of a group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
