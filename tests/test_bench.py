"""The bench: instances are the same everywhere, what is wrong is noticed, the tables tell what was measured."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from solver.cli import main as speedfirst
from tests.bench import batches, best, checks, growth, process, quick, reach, seasons, side
from tests.bench.__main__ import main
from tests.bench.best import Known
from tests.bench.book import Book, Job
from tests.bench.dice import Dice
from tests.bench.fit import exponent
from tests.bench.instances import Instances
from tests.bench.peer import OURS, Point, Run
from tests.bench.rivals import Monolith, Ours
from tests.bench.shape import TAPER, shape
from tests.bench.small import Small
from tests.bench.solvers.other import split
from tests.bench.solvers.telling import WEIGHT
from tests.bench.solvers.throughput import changed
from tests.bench.table import table

# ---- instances --------------------------------------------------------------------------------------


def digest(text: str) -> str:
    """The first digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_seed_zero_is_pinned() -> None:
    """Sixteen weeks, a year with two sessions a day and a squad of seed 0 are byte for byte what they were."""
    made = seasons.season(16, 0), seasons.season(52, 0, 2), seasons.squad(4, 0, 20)
    assert [digest(text) for text in made] == ["311cdb450a7b", "37ef26c768df", "8201a94dc503"]


def test_the_same_words_give_the_same_bytes() -> None:
    """Another process, which hashes strings otherwise, writes the same season."""
    code = "from tests.bench import seasons; print(seasons.season(16, 3), seasons.squad(2, 1, 5))"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=process.ROOT, env={"PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == f"{seasons.season(16, 3)} {seasons.squad(2, 1, 5)}\n"


def test_seeds_differ() -> None:
    """Ten seeds are ten seasons, and more than one athlete makes a squad."""
    assert len({seasons.season(16, seed) for seed in range(10)}) == 10
    assert seasons.season(1, 0, 2, 5) == seasons.squad(1, 0, 5)


def test_instances_are_what_a_coach_may_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Generated seasons and squads of all sizes pass `check`, which has nothing to remark."""
    made = Instances(tmp_path)
    for weeks, seed, slots in ((1, 5, 1), (4, 1, 2), (16, 2, 1), (52, 3, 2)):
        made.season(weeks, seed, slots)
    for athletes in (1, 6):
        made.squad(2, 0, athletes)
    assert speedfirst(["check", str(tmp_path)]) == 0
    said, remarks = capsys.readouterr()
    assert (len(said.splitlines()), remarks) == (6, "")


@pytest.mark.parametrize("weeks", range(1, 61))
def test_the_shape_of_a_season(weeks: int) -> None:
    """Phases fill the weeks; each taper ends with an A meet; meets rise with their density; none is on an away day."""
    for seed in range(5):
        drawn = shape(Dice(weeks, seed), weeks, 0.6, 0.5)
        each = drawn.weeks
        assert len(each) == weeks
        assert drawn.starts.weekday() == 0
        ends = [week for week in range(weeks) if each[week] == TAPER and each[week + 1 : week + 2] != [TAPER]]
        assert [meet.day for meet in drawn.meets if meet.priority == "A"] == [7 * week + 5 for week in ends]
        assert len(ends) == (0 if weeks <= 4 else 1 if weeks < 36 else 2)
        away = {day for gone in drawn.gone for day in range(gone.first, gone.last + 1)}
        assert not away & {meet.day for meet in drawn.meets}
        assert len(shape(Dice(weeks, seed), weeks, 0, 0).meets) == len(ends)


def test_a_changed_number_is_another_scenario(tmp_path: Path) -> None:
    """The change of a warm solve is laid over scenarios with rules of their own and without; both pass `check`."""
    week = (process.ROOT / "scenarios" / "week-100m-gpp.yaml").read_text(encoding="utf-8")
    for name, text in (("shipped", week), ("made", seasons.season(1, 0))):
        (tmp_path / f"{name}.yaml").write_text(changed(text), encoding="utf-8")
        assert changed(text).count("rules:\n  tempo-days: {limit: {at_most: 3}}") == 1
    assert speedfirst(["check", str(tmp_path)]) == 0


# ---- solving ----------------------------------------------------------------------------------------


def test_a_tiny_bench_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """One shipped week is planned, proven and audited, and its row says so."""
    assert main(["engine", "--only", "week-100m-gpp", "--seconds", "5"]) == 0
    said = capsys.readouterr().out
    rows = [line.split() for line in said.splitlines() if line.startswith("week-100m-gpp")]
    assert rows[0][:4] == ["week-100m-gpp", "1", "5", "s"]
    assert all(int(size.replace(",", "")) > 300 for size in rows[0][4:6])
    assert rows[1][4:9] == ["0", "0", "0", "0", "0"]  # the plan, both bounds, the first gap
    assert "Every plan passed its audit" in said
    assert "Figures to reach" in said


def test_a_wrong_bound_fails_the_bench(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """If a plan is known that a bound excludes, the bench says so, ends with 1 and keeps nothing."""
    made = Instances(tmp_path)
    of = made.print_of(made.named("week-100m-gpp"))
    file = tmp_path / "best.yaml"
    best.write({"week-100m-gpp": Known(of, (0, -1), by="a dream")}, file)
    kept = file.read_text(encoding="utf-8")
    monkeypatch.setattr(best, "FILE", file)
    assert main(["engine", "--only", "week-100m-gpp", "--seconds", "5", "--update"]) == 1
    said = capsys.readouterr().out
    assert (
        "WRONG  week-100m-gpp, speedfirst: prefer is said to be 0 or more, and there is a plan of (0, -1)"
        in said
    )
    assert file.read_text(encoding="utf-8") == kept


def test_a_first_plan_is_enough(tmp_path: Path) -> None:
    """Where only the first plan is asked for the search ends with it, and it is audited like any other."""
    book = Book(Instances(tmp_path), process.cores()[:1])
    name = book.instances.named("week-100m-gpp")
    (run,) = book.run([Job(Ours(first=True), name, 20.0)])
    assert (run.failure, run.wrong) == ("", "")
    assert {point.score for point in run.points} == {run.plan}


def test_monoliths_find_the_same_week(tmp_path: Path) -> None:
    """CP-SAT on the whole model proves the same plan by both of its ways, and the auditor agrees."""
    book = Book(Instances(tmp_path), process.cores()[:2])
    name = book.instances.named("week-100m-gpp")
    runs = book.run([Job(Monolith(way), name, 20.0) for way in ("weighted", "levels")])
    assert [(run.plan, run.proven, run.wrong, run.failure) for run in runs] == 2 * [((0, 0), True, "", "")]
    assert [run.points[-1].score for run in runs] == 2 * [(0, 0)]
    assert (runs[0].weighted, runs[1].bounds) == (0, (0, 0))


def test_a_process_ends_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that does not end is ended with all that it started; what it had said is kept."""
    monkeypatch.setattr(process, "GRACE", 1.0)
    code = "import time; print('{\"point\": [0.1, 2, 3]}', flush=True); time.sleep(60)"
    started = time.monotonic()
    lines = process.tell(["-c", code], process.cores()[:1], 0.5)
    assert lines == [{"point": [0.1, 2, 3]}]
    assert time.monotonic() - started < 20


@pytest.mark.skipif(not hasattr(__import__("os"), "sched_setaffinity"), reason="cores cannot be chosen here")
def test_a_process_keeps_to_its_core() -> None:
    """A program sees only the core that it was given."""
    core = process.cores()[-1:]
    code = "import json, os, time; time.sleep(0.2); print(json.dumps({'on': list(os.sched_getaffinity(0))}))"
    assert process.tell(["-c", code], core, 10.0) == [{"on": core}]


def test_a_sum_is_told_as_points_of_both_levels() -> None:
    """A weighted sum is split as it was made, and a smaller sum is a better score."""
    for should, prefer in ((0, 0), (3, 499), (3, -500), (120, -7)):
        assert split(WEIGHT * should + prefer) == (should, prefer)
    scores = [split(total) for total in range(-2000, 5000, 7)]
    assert scores == sorted(scores)


# ---- what is wrong ----------------------------------------------------------------------------------

FINE = Run(
    OURS, "i", 1, 30.0, [Point(1.0, (4, 9)), Point(2.0, (3, 5))], (3, 5), (3, 2), lost=(3, 10), seconds=9.0
)
THEIRS = Run("CP-SAT, weighted sum", "i", 1, 60.0, [Point(50.0, (3, 6))], (3, 6), weighted=3002)
WRONG: dict[str, tuple[Run, str]] = {
    "refused": (replace(FINE, wrong="breaks rest-day: no rest"), "the plan breaks rest-day"),
    "worse later": (replace(FINE, points=FINE.points[::-1]), "a later plan is worse"),
    "told better": (replace(FINE, plan=(3, 7)), "the last one is (3, 7)"),
    "should": (replace(FINE, bounds=(4, None)), "should is said to be 4"),
    "prefer": (replace(FINE, bounds=(3, 6)), "prefer is said to be 6"),
    "the sum": (replace(THEIRS, weighted=3006), "the weighted sum is said to be 3006"),
    "proof": (replace(THEIRS, proven=True), "(3, 6) is said to be optimal"),
}  # fmt: skip


def test_nothing_is_wrong_with_what_is_right() -> None:
    """Plans in falling order and bounds up to the best plan, even at it, are no problem."""
    exact = replace(FINE, bounds=(3, 5), proven=True)
    assert list(checks.problems([exact, replace(THEIRS, weighted=3005)], {})) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_noticed(name: str) -> None:
    """A run that cannot be right is told with its instance and its solver."""
    run, says = WRONG[name]
    found = list(checks.problems([FINE, run], {}))
    assert any(each.startswith(f"i, {run.solver}: ") and says in each for each in found)


def test_a_bound_of_prefer_counts_for_plans_as_good_at_should() -> None:
    """A plan with more points of should may have fewer of prefer than the bound; one with fewer may not."""
    other = replace(THEIRS, plan=(4, 0), points=[Point(1.0, (4, 0))], weighted=None)
    assert list(checks.problems([FINE, other], {})) == []
    better = replace(other, plan=(2, 0), points=[Point(1.0, (2, 0))])
    assert len(list(checks.problems([FINE, better], {}))) == 2


# ---- best known -------------------------------------------------------------------------------------


def test_best_known_values_are_kept(tmp_path: Path) -> None:
    """What is written is read again; better plans and bounds replace others; with other rules all begins anew."""
    known = best.improved({}, [THEIRS, FINE], {"i": "abc"})
    assert known == {"i": Known("abc", (3, 5), (3, 2), OURS)}
    best.write(known, tmp_path / "best.yaml")
    assert best.read(tmp_path / "best.yaml") == known
    worse = replace(FINE, plan=(3, 8), bounds=(1, 4))
    assert best.improved(known, [worse], {"i": "abc"}) == {"i": Known("abc", (3, 5), (3, 4), OURS)}
    assert best.improved(known, [worse], {"i": "new"}) == {"i": Known("new", (3, 8), (1, 4), OURS)}


def test_a_fingerprint_is_of_what_is_asked(tmp_path: Path) -> None:
    """Another title is the same instance, another number is not."""
    made = Instances(tmp_path)
    name = made.season(1, 0)
    file, before = made.files[name], made.print_of(name)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: 1 week", "title: One week"), encoding="utf-8")
    assert made.print_of(name) == before
    file.write_text(text.replace("weight: 6", "weight: 5"), encoding="utf-8")
    assert made.print_of(name) != before


# ---- figures ----------------------------------------------------------------------------------------


def measured(tmp_path: Path, *runs: Callable[[str], Run] | Run, weeks: int = 16) -> reach.Measured:
    """Some runs on one season, with the best plan known."""
    book = Book(Instances(tmp_path), [0, 1])
    name = book.instances.season(weeks, 0)
    for run in runs:
        assert isinstance(run, Run)
        book.runs[run.solver, name, run.cores] = replace(run, instance=name)
    return reach.Measured(book, {name: Known("", (3, 2))}, {name: Known("", (3, 5))}, 1)


def test_figures_are_read_off_the_runs(tmp_path: Path) -> None:
    """Ratios, regrets and gaps of one season are what its runs say."""
    m = measured(tmp_path, FINE, THEIRS)
    assert (reach.sooner(m).measured, reach.sooner(m).reached) == ("30.0x sooner (of 1)", True)
    assert (reach.regret(m).measured, reach.regret(m).reached) == ("0 of should, 3 of prefer (of 1)", True)
    gap = reach.certified(m)
    assert (gap.measured, gap.reached) == ("should 0.0 %, prefer 30.0 %; 0 of 1 proven", False)
    assert reach.proof(m).reached is None


def test_figures_of_other_sizes(tmp_path: Path) -> None:
    """Proofs of four weeks, and a year as good as the first engine's."""
    proven = replace(FINE, proven=True, seconds=0.5)
    highs = replace(THEIRS, solver="highs", proven=False, limit=20.0)
    m = measured(tmp_path, proven, highs, weeks=4)
    assert (reach.proof(m).measured, reach.proof(m).reached) == ("500 ms (of 1)", True)
    assert reach.than_highs(m).measured.startswith("40.0x sooner (of 1)")
    m = measured(tmp_path, replace(FINE, cores=2), weeks=side.LONG_WEEKS)
    assert (reach.year(m).measured, reach.year(m).reached) == ("2.0 s (of 1)", True)
    new = replace(m, before={name: Known("") for name in m.before})
    assert reach.year(new).measured == "1.0 s (of 1, 1 where that had no plan)"
    never = measured(tmp_path, replace(FINE, cores=2, points=FINE.points[:1]), weeks=side.LONG_WEEKS)
    assert (reach.year(never).measured, reach.year(never).reached) == ("not within 30 s (of 1)", False)


def test_throughput_counts_proofs() -> None:
    """What was not proven costs its time and is no proof."""
    weeks = [
        {"cold": 0.5, "warm": 0.1, "proven": [True, True]},
        {"cold": 1.5, "warm": 0.1, "proven": [True, False]},
    ]
    small = Small(weeks, [], {})
    assert (small.rate("cold"), small.rate("warm")) == (1.0, 5.0)


def test_growth_is_fitted() -> None:
    """The exponent of a power law is found, and none of a single size."""
    assert exponent([1, 4, 16], [5.0, 40.0, 320.0]) == pytest.approx(1.5)
    assert exponent([4, 4], [1.0, 2.0]) is None


def test_growth_tells_sizes_without_a_plan(tmp_path: Path) -> None:
    """The table of growth has a row for each size, and says where no plan was found."""
    book = Book(Instances(tmp_path), [0])
    for weeks, points in ((1, [Point(0.5, (0, 0))]), (4, [])):
        name = book.instances.season(weeks, 0)
        run = Run(
            Ours(first=True).name, name, 1, 9.0, points, phases={"parse": 0.1 * weeks}, facts={"rows": weeks}
        )
        book.runs[run.solver, name, 1] = run
    rows = [line.split("  ") for line in growth.tables(book, 1)]
    assert any(row[0] == "4 (1 of 1 without a plan)" for row in rows)
    assert any(row[0] == "exponent" and "1.00" in row for row in [[c.strip() for c in row] for row in rows])


def test_tables_are_aligned() -> None:
    """Numbers stand to the right, words to the left."""
    lines = list(table("Title", ["a", "bb", "c"], [["x", "1", "one word"], ["yyy", "1,000", "-"]]))
    assert lines == ["", "Title", "a       bb  c", "x        1  one word", "yyy  1,000  -"]


def test_every_row_of_a_side_by_side_fits_its_head(tmp_path: Path) -> None:
    """Where another solver ran beside ours, the table has a row for each, with a cell under every word of its head."""
    book = Book(Instances(tmp_path), [0])
    name = book.instances.named("week-100m-gpp")
    for solver in (OURS, "CP-SAT, weighted sum"):
        run = Run(solver, name, 1, 10.0, [Point(1.0, (2, 5))], plan=(2, 5), bounds=(0, 0))
        book.runs[solver, name, 1] = run
    lines = list(side.tables(book, {name: Known("", (2, 5))}))
    assert len([line for line in lines if line.startswith(name)]) == 2


def test_a_quick_bench_says_what_it_compared(tmp_path: Path) -> None:
    """Our plans are counted as better, the same or worse than those known, and than the other solver's on the same instance."""
    book = Book(Instances(tmp_path), [0])
    asked = quick.jobs(book)
    seasons_ = [job.instance for job in asked if job.peer.name != OURS]
    assert len(seasons_) == quick.SEEDS and {job.seconds for job in asked} == {quick.SECONDS}
    assert sum(job.seconds for job in asked) < 90
    for job, plan in zip(
        asked,
        [(0, 0), (1, 5), (2, 0), None, (3, 3), (1, 1), (1, 1), None, (1, 2), (1, 1), (1, 0)],
        strict=True,
    ):
        points = [Point(1.0, plan)] if plan else []
        book.runs[job.key] = Run(job.peer.name, job.instance, 1, 5.0, points, plan=plan)
    known = {job.instance: Known("", (1, 5)) for job in asked[:4]}
    rows = [line.split() for line in quick.tables(book, known)]
    assert next(row[-5:] for row in rows if row[:2] == ["the", "best"]) == ["8", "1", "1", "2", "4"]
    assert next(row[-5:] for row in rows if row[:1] == ["CP-SAT,"]) == ["3", "1", "1", "1", "0"]


def test_a_batch_is_measured_with_and_without_what_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of batches tells problems, throughput, the share of searching and memory; nothing is wrong in it."""
    monkeypatch.setattr(batches, "SCENARIOS", (("week-100m-gpp", 20.0, 3),))
    monkeypatch.setattr(batches, "PROFILES", 2)
    monkeypatch.setattr(batches, "ROUNDS", 2)
    found = batches.measure(process.cores()[:1], 6)
    assert [(each.once, each.athletes, each.took.done.solved) for each in found] == [
        (True, 6, 2),
        (False, 3, 3),
    ]
    assert batches.wrong(found) == [] and all(0 < each.own < 1 and each.took.done.memory for each in found)
    text = "\n".join(batches.tables(found))
    assert "week-100m-gpp" in text and "not searching" in text
    spoilt = [found[0], replace(found[0], took=replace(found[0].took, plans="other"))]
    assert batches.wrong(spoilt) == ["week-100m-gpp: not every batch made the same plans"]
