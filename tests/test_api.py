"""speedfirst in Python: `import solver`, and what its functions give."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

import solver
from solver.api.result import Result
from solver.cli import main
from tests.club import club

ROOT = Path(__file__).parent.parent
WEEK_FILE = "scenarios/week.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A club's folder."""
    return club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def week(folder: Path) -> solver.Scenario:
    """A week of the club."""
    return solver.load(folder / WEEK_FILE)


@pytest.fixture(scope="module")
def best(week: solver.Scenario) -> solver.Plan:
    """Its best plan."""
    return solver.plan(week)


# ---- the package ----------------------------------------------------------------------------------------


def test_importing_it_loads_nothing() -> None:
    """Neither what the functions need nor anything that takes a while."""
    code = "import sys, solver; print(sorted({'pydantic', 'typing', 'ortools', 'solver.api'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_every_name_is_there_and_no_module_hides_it() -> None:
    """Functions and results by their names, whatever modules are loaded."""
    import solver.api

    importlib.import_module("solver.auditor")
    for name in solver.__all__:
        assert importlib.util.find_spec(f"solver.{name}") is None, name
        assert getattr(solver, name) is getattr(solver.api, name)
    offered = {name for name, value in vars(solver.api).items() if not isinstance(value, ModuleType)}
    assert {name for name in offered if name[0] != "_"} == {*solver.__all__} <= {*dir(solver)}
    with pytest.raises(AttributeError, match="no attribute 'planned'"):
        solver.planned  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    "module",
    ["scenario", "plans", "audits", "comparisons", "explanations", "replans", "sweeps", "tradeoffs"],
)
def test_the_examples_are_true(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the words of a function show is what it gives."""
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(importlib.import_module(f"solver.api.{module}"))
    assert found.attempted >= 2 and not found.failed


# ---- results --------------------------------------------------------------------------------------------


def test_a_plan_is_that_of_the_command(
    folder: Path, week: solver.Scenario, best: solver.Plan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """The same text, and the same bytes in the file."""
    monkeypatch.chdir(folder)
    assert main(["plan", WEEK_FILE, "--out", "theirs.json"]) == 0
    assert str(best) in capsys.readouterr().out
    solver.plan(WEEK_FILE).save("mine.json")
    assert Path("mine.json").read_bytes() == Path("theirs.json").read_bytes()
    assert solver.audit("mine.json").passed and solver.audit(best, WEEK_FILE).passed
    with pytest.raises(solver.InputError, match="made from it"):
        best.save(WEEK_FILE)


def test_a_plan_as_columns(best: solver.Plan) -> None:
    """Of one length, with dates as dates and amounts as the auditor counts them."""
    table, weeks = best.table(), best.weeks()
    assert {len(column) for column in table.values()} == {len(best.outcome.sessions)}
    assert all(type(each) is dt.date for each in table["date"])
    assert sum(table["load"]) == sum(weeks["load"]) > 0
    assert best.proven and best.bounds == best.score


def test_rules_are_changed_in_words_and_in_python(week: solver.Scenario, best: solver.Plan) -> None:
    """Plain values, dates and YAML; a plan breaks rules of a scenario that it was not made for."""
    away = solver.load(week, change={"away": [{"from": dt.date(2026, 10, 5), "to": dt.date(2026, 10, 6)}]})
    same = solver.load(week, change={"away": "[{from: 2026-10-05, to: 2026-10-06}]"})
    assert away.season.scenario.away == same.season.scenario.away != week.season.scenario.away
    strict = solver.load(week, change={"rules.speed-every-week.limit": {"exactly": 3, "at_least": None, "at_most": None}, "rules.days-apart.spacing.at_least": "1 days"}, off=["tempo-metres"])  # fmt: skip
    assert "tempo-metres" not in strict.table()["rule"] and "tempo-metres" in week.table()["rule"]
    judged = solver.audit(best, strict)
    assert not judged.passed
    row = judged.table()["rule"].index("speed-every-week")
    assert judged.table()["state"][row] == "broken" and "speed sessions" in judged.table()["found"][row]


def test_a_typed_plan_is_audited(folder: Path, week: solver.Scenario) -> None:
    """By the scenario that is named; what cannot be told does not pass."""
    file = folder / "typed.csv"
    file.write_text("date,session\n2026-10-05,?\n")
    found = solver.audit(file, week)
    assert not found.passed and "unknown" in found.table()["state"]
    with pytest.raises(solver.InputError, match="needs a scenario"):
        solver.audit(file)


def test_a_week_without_a_plan_is_explained(week: solver.Scenario) -> None:
    """And one with a plan is not."""
    none = solver.load(week, change={"rules.days-apart.spacing.at_least": "9 days"})
    with pytest.raises(solver.Infeasible):
        solver.plan(none)
    found = solver.explain(none, ways=1)
    assert found is not None and len(found.table()["way"]) == 1
    possible = solver.explain(week)
    assert not possible and str(possible).startswith("There is a plan") and possible.table()["way"] == []


def results(week: solver.Scenario, best: solver.Plan) -> list[Result]:
    """One of each kind."""
    goals = ("most metres of speed", "least load by 100")
    return [
        week, best, solver.audit(best), solver.compare(best, week),
        solver.tradeoff(week, goals, points=3, within="should=5"),
        solver.sweep(week, "rules.tempo-metres.limit.at_least=1000,1500"),
        solver.replan(best, "2026-10-08", sick="2026-10-09"),
    ]  # fmt: skip


def test_results_show_themselves(folder: Path) -> None:
    """As text, in one line, in a notebook with nothing of the files in it unescaped, and as columns."""
    file = folder / "scenarios/evil.yaml"
    file.write_text(
        (folder / WEEK_FILE).read_text().replace("A week in October", "<script>alert(1)</script>")
    )
    scenario = solver.load(file)
    pandas = importlib.util.find_spec("pandas") and importlib.import_module("pandas")
    for each in results(scenario, solver.plan(scenario)):
        name = type(each).__name__
        page, table = each._repr_html_(), each.table()
        assert page.count('<div class="speedfirst">') == 1 and "<table" in page, name
        assert "<script" not in page and "http" not in page, name
        assert repr(each).startswith(f"<{name}: "), name
        assert "&lt;script&gt;" in page or name == "Comparison"
        assert len({len(column) for column in table.values()}) == 1 and table, name
        if pandas:
            assert list(pandas.DataFrame(table).columns) == list(table), name


def test_numbers_that_make_no_sense_are_refused(week: solver.Scenario) -> None:
    """In the words of the functions."""
    with pytest.raises(solver.InputError, match="effort: found 0"):
        solver.plan(week, effort=0)
    with pytest.raises(solver.InputError, match="workers: found 65"):
        solver.sweep(week, "calendar.weeks=1,2", workers=65)
    with pytest.raises(solver.InputError, match=r"between\n.*did you mean 'prefer'"):
        solver.tradeoff(week, ("prefr", "least load"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda week: solver.plan(week, workers=1.5), "workers: found 1.5, expected a whole number from 1 to 64"),
        (lambda week: solver.plan(week, effort="60"), "effort: found '60', expected a number above 0"),
        (lambda week: solver.explain(week, conflicts=-1, ways=-1), "conflicts: found -1"),
        (lambda week: solver.tradeoff(week, ("should", "least load"), points=1), "points: found 1"),
        (lambda week: solver.tradeoff(week, ("should",)), "found 'should'; expected two goals"),
        (lambda week: solver.tradeoff(week, "should"), "found 'should'; expected two goals"),
        (lambda week: solver.tradeoff(week, ("most load", "least load")), "both goals are of one amount, load"),
        (lambda week: solver.tradeoff(week, ("change", "least load"), since=5), "since: found 5"),
        (lambda week: solver.tradeoff(week, ("change", "least load"), since=week.file), "this is no plan"),
        (lambda week: solver.replan(week.file, "tue"), "this is no plan"),
        (lambda week: solver.replan(solver.plan(week), "teu"), "did you mean 'tue'"),
        (lambda week: solver.replan(solver.plan(week), "tue", sick=[3]), "sick: found 3, expected days"),
        (lambda week: solver.replan(solver.plan(week), "tue", publish_days=-1), "publish_days: found -1"),
        (lambda week: solver.load(week, change={"calendar.weeks": Fraction(2)}), "found a Fraction, expected a text"),
        (lambda week: solver.load(week, off="tempo-metre"), "did you mean 'tempo-metres'"),
    ],
)  # fmt: skip
def test_slips_are_answered(
    week: solver.Scenario, call: Callable[[solver.Scenario], object], said: str
) -> None:
    """With what was found and what was expected, before anything is planned."""
    with pytest.raises(solver.InputError) as error:
        call(week)
    assert said in str(error.value)


def test_a_result_equals_itself_alone(week: solver.Scenario, best: solver.Plan) -> None:
    """Two readings are two scenarios, the more so with a rule off; all may be kept in sets."""
    without = solver.load(week, off="tempo-metres")
    assert without != week and "tempo-metres" not in without.table()["rule"]
    assert len({week, solver.load(week), without, best}) == 4


def test_changes_count_from_the_plan_of_a_file(
    folder: Path, week: solver.Scenario, best: solver.Plan
) -> None:
    """Changes count from the plan of a file as from the plan itself."""
    best.save(folder / "since.json")
    goals = ("change", "fewest sessions")
    one, other = (
        solver.tradeoff(week, goals, since=each, points=2).table()
        for each in (best, str(folder / "since.json"))
    )
    assert one == other and one["changes"][0] == 0


def test_a_replan_is_that_of_the_command(
    folder: Path, week: solver.Scenario, best: solver.Plan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """The same text and the same bytes, from a plan or its file; the new plan is one to go on with."""
    monkeypatch.chdir(folder)
    best.save("plan.json")
    Path("log.csv").write_text("date,session\n2026-10-05,missed\n")
    options = ["--log", "log.csv", "--sick", "2026-10-08", "--publish-days", "2", "--out", "theirs.json"]
    code = main(["replan", "plan.json", "--from", "2026-10-07", *options, "--quiet"])
    said = capsys.readouterr().out
    for given in ("plan.json", best):
        mine = solver.replan(given, dt.date(2026, 10, 7), log="log.csv", sick="2026-10-08", publish_days=2)
        assert str(mine) in said and bool(mine.lost) == (code == 3)
        assert len(mine.table()["change"]) == len(mine.found.changes) and mine.proven
        assert given is best or mine.plan.text() == Path("theirs.json").read_text()
        assert solver.audit(mine.plan).passed == solver.audit("theirs.json").passed
        assert mine.plan.table()["date"] == solver.replan("theirs.json", "2026-10-07").plan.table()["date"]
        assert solver.compare(best, mine.plan).table()["plan"] and str(mine.plan)


def test_a_scenario_that_changed_is_news(folder: Path, week: solver.Scenario, best: solver.Plan) -> None:
    """A plan in the midst of it takes what the scenario is now; without news its file stays as it is."""
    same = solver.replan(best, "2026-10-07")
    assert same.same and same.plan.text() == best.text()
    faster = solver.replan(best, "2026-10-07", scenario=solver.load(week, change={"athlete.best.100m": 9.9}))
    assert faster.same and faster.plan.text() != best.text()
    more = {"rules.tempo-metres": {"level": "must", "limit": {"at_least": 2500}}}
    most = solver.replan(best, "2026-10-07", scenario=solver.load(week, change=more), max_changes=4)
    assert not most.same and most.curve()["changed"] and solver.audit(most.plan).passed
