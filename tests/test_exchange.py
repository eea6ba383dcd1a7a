"""The model as a file: every format says exactly what the model says, in names that every reader takes."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from solver.errors import InputError
from solver.exchange import FORMATS, asp, dumps
from solver.exchange.inequalities import inequalities
from solver.exchange.names import LONGEST, names
from solver.exchange.task import Task, task
from solver.loading.load import load
from solver.model.linear import Affine, Model, Reach
from solver.model.lowering import Lowering
from tests.bench.peers.processes import ROOT, peer
from tests.bench.peers.protocol import written
from tests.conftest import Run
from tests.flatzinc import holds
from tests.oracle import cases
from tests.seasons import small_season

SIGNS = {"<=": int.__le__, ">=": int.__ge__, "=": int.__eq__}


def tiny() -> Model:
    """A model of each thing there is: conditions of both signs, two sides, an equation, a reward."""
    model = Model()
    done, steps = model.variable(0, 1, (0, 0)), model.variable(0, 3, Reach(0, 0))
    total, gain = model.variable(-2, 40, Reach(0, 6)), model.slack(0, 5, Reach(0, 6), way=-1)
    model.add(Affine({steps: 1, done: -3}), None, 0)
    model.add(Affine({total: 1, done: -20, steps: -5}), 2, 2)
    model.add(Affine({total: 1, gain: -2}), 3, 30, [done])
    model.add(Affine({gain: 1}), None, 0, [~done])
    model.cost("should", gain, -3)
    model.cost("should", steps, 1)
    model.cost("prefer", total, 1)
    return model


def random_model(seed: int) -> Model:
    """A model of four variables and some rows, most of them under conditions."""
    random, model = Random(seed), Model()
    for _ in range(2):
        model.variable(0, 1, Reach(0, 0))
    for _ in range(2):
        low = random.randint(-3, 2)
        model.variable(low, low + random.choice([0, 2, 3, 14]), Reach(0, 0))
    for _ in range(random.randint(1, 5)):
        variables = random.sample(range(4), random.randint(1, 3))
        parts = {v: random.choice([-3, -2, -1, 1, 2, 5]) for v in variables}
        low = random.choice([None, random.randint(-6, 8)])
        high = None if random.random() < 0.3 else random.randint(-2, 12)
        high = high if low is None or high is None else max(low, high)
        given = [random.choice([v, ~v]) for v in random.sample(range(2), random.choice([0, 1, 1, 2]))]
        model.add(Affine(parts), low, high, given)
        model.cost("should", random.randrange(4), random.randint(-4, 4))
    return model


def named(model: Model, level: str = "should") -> Task:
    """Its task, with names by number."""
    return task(model, [f"v{n}" for n in range(len(model.lower))], level)


def assignments(each: Task) -> list[tuple[int, ...]]:
    """All assignments within the bounds."""
    ranges = [range(low, high + 1) for low, high in zip(each.lower, each.upper, strict=True)]
    return list(itertools.product(*ranges))


MODELS = [tiny(), *map(random_model, range(150))]


# ---- exactness --------------------------------------------------------------------------------------------


def test_rows_without_conditions_say_the_same() -> None:
    """On every assignment, the rows of LP and MPS hold exactly where the model's rows hold."""
    met: Counter[bool] = Counter()
    for model in MODELS:
        each = named(model)
        rows = list(inequalities(each))
        for values in assignments(each):
            kept = all(SIGNS[r.sense](sum(c * values[v] for v, c in r.parts.items()), r.side) for r in rows)
            assert kept == (model.keeps(values[: len(model.lower)]) and not model.refuted)
            met[kept] += 1
    assert min(met.values()) > 2000


def test_flatzinc_says_the_same() -> None:
    """On every assignment, the FlatZinc text holds exactly where the model's rows hold."""
    met: Counter[bool] = Counter()
    for model in MODELS:
        each = named(model)
        text = dumps(each, "flatzinc")
        for values in assignments(each):
            known = {**dict(zip(each.names, values, strict=True)), "objective": each.value(values)}
            kept = holds(text, known)
            assert kept == (model.keeps(values[: len(model.lower)]) and not model.refuted)
            met[kept] += 1
    assert min(met.values()) > 2000


def test_the_answer_set_program_says_the_same() -> None:
    """The answer sets that clingo counts are the assignments that keep the rows, each once, at their cost."""
    import clingo

    found_any = 0
    for model in MODELS:
        each = named(model)
        # all of them, whatever they cost
        control = clingo.Control(["--models=0", "--opt-mode=enum", "--warn=none"])
        control.add("base", [], dumps(each, "asp"))
        control.ground([("base", [])])
        answers: list[tuple[int, ...]] = []
        with control.solve(yield_=True) as handle:
            for answer in handle:
                values = asp.decoded(each, {str(symbol) for symbol in answer.symbols(atoms=True)})
                answers.append(tuple(values))
                assert sum(answer.cost) == each.value(values)
        expected = [values for values in assignments(each) if model.keeps(values[: len(model.lower)])]
        assert sorted(answers) == ([] if model.refuted else expected)
        found_any += bool(expected)
    assert 50 < found_any < len(MODELS)


READ_BACK = """
import json, sys, tempfile
from pathlib import Path
import highspy
from solver.exchange import dumps
from solver.exchange.inequalities import inequalities
from tests.bench.peers.protocol import read

for line in sys.stdin:
    task = read(json.loads(line))
    expected = []
    for form in ("lp", "mps"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "task." + form)
            file.write_text(dumps(task, form), encoding="ascii")
            highs = highspy.Highs()
            highs.silent()
            highs.readModel(str(file))
        lp = highs.getLp()
        columns = {
            name: [lp.col_lower_[n], lp.col_upper_[n], lp.col_cost_[n], lp.integrality_[n].name]
            for n, name in enumerate(lp.col_names_)
        }
        rows = {name: [lp.row_lower_[n], lp.row_upper_[n], {}] for n, name in enumerate(lp.row_names_)}
        matrix, by_column = lp.a_matrix_, lp.a_matrix_.format_.name == "kColwise"
        for outer in range(len(matrix.start_) - 1):
            for k in range(matrix.start_[outer], matrix.start_[outer + 1]):
                row, column = (matrix.index_[k], outer) if by_column else (outer, matrix.index_[k])
                rows[lp.row_names_[row]][2][lp.col_names_[column]] = matrix.value_[k]
        print(json.dumps([columns, rows]))
"""


def test_lp_and_mps_are_read_back(tmp_path: Path) -> None:
    """HiGHS reads from both files the variables, bounds, costs and rows that were written, all whole."""
    tasks = [named(model) for model in MODELS[:40]] + [each.task([]) for _, each in cases(range(40))]
    done = subprocess.run(
        [sys.executable, "-c", READ_BACK], cwd=ROOT, text=True, capture_output=True, check=True,
        input="".join(json.dumps(written(each)) + "\n" for each in tasks),
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    assert len(answers) == 2 * len(tasks)
    for number, (columns, rows) in enumerate(answers):
        each = tasks[number // 2]
        bounds = zip(each.names, each.lower, each.upper, strict=True)
        assert columns == {
            name: [low, high, each.objective.get(n, 0), "kInteger"]
            for n, (name, low, high) in enumerate(bounds)
        }
        endless = float("inf")
        assert rows == {
            row.name: [
                row.side if row.sense != "<=" else -endless,
                row.side if row.sense != ">=" else endless,
                {each.names[v]: c for v, c in row.parts.items()},
            ]
            for row in inequalities(each)
        }


@pytest.mark.parametrize("name", ["highs", "clingo"])
def test_nothing_satisfies_a_refuted_model(name: str) -> None:
    """A model that is known to be impossible is so in the files too, and so is one whose level is held too low."""
    model = tiny()
    model.add(Affine({0: 1}), 1, None)
    with peer(name) as solver:
        best = solver.solve(named(model))
        assert (best.status, best.objective) == ("optimal", -15)
        held = task(model, named(model).names, "prefer", {"should": -15})
        assert solver.solve(held).status == "optimal"
        assert solver.solve(task(model, named(model).names, "prefer", {"should": -16})).status == "infeasible"
        model.add(Affine({}, 0), 1, None)
        assert model.refuted
        assert solver.solve(named(model)).status == "infeasible"


def test_a_level_without_points_is_held_too() -> None:
    """Where nothing costs anything, at most 0 says nothing, and at most -1 cannot be."""
    model = Model()
    model.variable(0, 1, Reach(0, 0))
    assert not task(model, ["v0"], "prefer", {"should": 0}).rows
    assert [name for name, _ in task(model, ["v0"], "prefer", {"should": -1}).rows] == ["impossible"]


# ---- numbers and names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "fits", "too_large"),
    [("lp", 2**40, 2**53), ("mps", 2**40, 2**53), ("flatzinc", 2**29, 2**31), ("asp", 2**28, 2**31)],
)
def test_numbers_that_readers_do_not_hold_are_refused(form: str, fits: int, too_large: int) -> None:
    """With the row, the number, and what to do; numbers that fit are written."""
    for size, refused in ((fits, False), (too_large, True)):
        model = Model()
        a, b = model.variable(0, 1, (0, 0)), model.variable(0, 2, Reach(0, 0))
        model.add(Affine({a: size, b: 1}), 2, None)
        if not refused:
            assert str(size) in dumps(named(model), form)
            continue
        with pytest.raises(
            InputError, match=f"--format {form}: row_1.* needs numbers up to [^.]* take --format"
        ):
            dumps(named(model), form)


def test_names_are_safe_and_can_be_read(tmp_path: Path) -> None:
    """Names tell athlete, day, slot and session, are each there once, and begin with no word of a format."""
    two = "athletes: [{name: 'Zoë  \"E\" Ø.', events: [100m]}, {name: zoe-e, events: [100m]}]"
    rules = "  r: {level: should, limit: {metres: speed, at_least: 200}}"
    small_season(tmp_path, rules)
    page = (tmp_path / "page.yaml").read_text().replace("athlete: {name: A. Sprinter, events: [100m]}", two)
    (tmp_path / "page.yaml").write_text(page)
    season = load(tmp_path / "page.yaml")
    lowering = Lowering(season)
    found = names(lowering.model, lowering.choices.all, season.calendar)
    assert len(set(found)) == len(found) == len(lowering.model.lower)
    assert all(re.fullmatch(r"(plan|dose|miss|gain|flag|sum)_[a-z0-9_]+", name) for name in found)
    assert "plan_zoe_e_w01_mon_day_fly" in found
    assert any(re.fullmatch(r"plan_zoe_e_w01_mon_day_fly_no\d+", name) for name in found)
    assert any(re.fullmatch(r"miss_should_w01_mon_w01_sun_\d+", name) for name in found)
    assert max(map(len, found)) <= LONGEST + 10


# ---- the text ---------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "data" / "exchange"


@pytest.mark.parametrize("form", FORMATS)
def test_the_text_of_a_format(form: str) -> None:
    """The tiny model, as each format says it."""
    model = tiny()
    names_ = ["plan_mon_fly", "dose_mon_fly", "sum_week", "gain_prefer"]
    about = ["A tiny model, by Zoë\nin two lines", "minimise prefer, should at most -10"]
    each = task(model, names_, "prefer", {"should": -10}, about)
    assert dumps(each, form) == (GOLDEN / f"tiny.{form}").read_text(encoding="ascii")


# ---- the command ------------------------------------------------------------------------------------------


def test_a_file_for_each_format(run: Run, tmp_path: Path) -> None:
    """The model of a scenario is written whole, and the command says what it is."""
    for form in FORMATS:
        code, out, _ = run("export-model", "scenarios/week.yaml", "--format", form, "--out", f"week.{form}")
        assert code == 0
        assert re.fullmatch(rf"written to week\.{form}: \d+ variables and \d+ rows, minimise should\n", out)
        _, printed, _ = run("export-model", "scenarios/week.yaml", "--format", form)
        assert printed == Path(f"week.{form}").read_text()
        assert "plan_a_sprinter_w01_mon_day_tempo" in printed


def test_levels_keep_their_order(run: Run) -> None:
    """A later level is written only with the earlier ones held."""
    season = ("export-model", "scenarios/season.yaml")
    code, _, err = run(*season, "--level", "prefer")
    assert code == 2 and "--at-most should=" in err
    code, out, _ = run(*season, "--level", "prefer", "--at-most", "should=2")
    assert code == 0 and " at_most_should:" in out and "<= 2\n" in out
    code, out, _ = run(*season, "--level", "tidy", "--at-most", "should=2", "--at-most", "prefer=-8")
    assert code == 0 and " at_most_prefer:" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--format", "lpp"], "did you mean 'lp'?"),
        (["--level", "must"], "unknown level 'must'"),
        (["--level", "prefer", "--at-most", "should"], "found 'should', expected a level and its points"),
        (["--level", "prefer", "--at-most", "should=1", "--at-most", "should=2"], "should stands twice"),
        (["--at-most", "prefer=1"], "no level before should"),
        (["--level", "prefer", "--at-most", "tidy=1"], "found 'tidy', expected should"),
        (["--out", "scenarios/season.yaml"], "the model is made from it"),
        (["--out", "nowhere/x.lp"], "there is no folder"),
    ],
)
def test_slips_are_answered(run: Run, words: list[str], expected: str) -> None:
    """With exit code 2 and what was expected."""
    before = Path("scenarios/season.yaml").read_text()
    code, out, err = run("export-model", "scenarios/season.yaml", *words)
    assert (code, out) == (2, "")
    assert expected in err
    assert Path("scenarios/season.yaml").read_text() == before
