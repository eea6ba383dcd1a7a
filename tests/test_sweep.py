"""`speedfirst sweep`: every cell is what planning it gives, whatever was planned before, beside or again."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.diary import Done
from solver.errors import InputError
from solver.loading.load import reading
from solver.model.linear import Model, Reach, Row
from solver.reasons.whynot.slack import sides
from solver.report.sweeps.plot import chart
from solver.report.sweeps.words import sentences
from solver.search.outcome import LEVELS, Settings
from solver.search.search import search
from solver.sweeps import Sweep, axes, running, sweep
from solver.sweeps.grid import Grid, Place, grid, planned_after
from solver.sweeps.kin import Kin, wider
from solver.sweeps.made import Made
from solver.sweeps.planning import Job, plan
from solver.sweeps.sharing import adopt, unsettled
from solver.sweeps.telling import told
from tests.conftest import Run

SEASON, WEEK = "scenarios/season.yaml", "scenarios/week.yaml"
MOST = "rules.speed-every-week.limit.at_most=1..4"
APART = "rules.days-apart.spacing.at_least=2 days,3 days"
WISHES = {
    "rules": {"many": {"level": "should", "limit": {"sessions": "speed", "per": "week", "at_least": 3}}}
}
LONG = {"calendar": {"weeks": 12}, "phases": {"general-preparation": {"weeks": 11}}}
EFFORT = 3.0


def swept(*vary: str, workers: int = 1, out: Path | None = None, over: dict[str, Any] | None = None) -> Sweep:
    """A sweep of the club's season, its goals made easy to prove."""
    base = reading(SEASON).changed({"rules": {"form": "off", "speed-every-week": {"limit": {"at_least": 1}}}})
    return sweep(base.changed(over or WISHES), vary, EFFORT, workers, out)


def known(found: Sweep) -> list[Any]:
    """All that a sweep says of its cells."""
    return [(each.words, each.made) for each in found.cells]


# ---- values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1..4", ["1", "2", "3", "4"]),
        ("1..9 by 2", ["1", "3", "5", "7", "9"]),
        ("1..8 by 3", ["1", "4", "7"]),
        ("0.5..1.5 by 0.5", ["0.5", "1", "1.5"]),
        ("-1..1", ["-1", "0", "1"]),
        ("10%..30% by 10%", ["10%", "20%", "30%"]),
        ("4,6,8", ["4", "6", "8"]),
        ("1..3, 7", ["1", "2", "3", "7"]),
        ("on,off", ["on", "off"]),
        ("2 days, 3 days", ["2 days", "3 days"]),
        ("must,should,prefer", ["must", "should", "prefer"]),
        ("[a, b], [c]", ["[a, b]", "[c]"]),
        ("2026-10-05", ["2026-10-05"]),
    ],
)
def test_values(typed: str, words: list[str]) -> None:
    """Ranges, lists and words, as `--set` would take each of them."""
    (axis,) = axes([f"rules.x.y={typed}"])
    assert list(axis.words) == words and axis.setting(0) == f"rules.x.y={words[0]}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["x"], "expected a path and its values"),
        (["x="], "expected a path and its values"),
        (["x=[1"], "expected a path and its values"),
        (["x=4..1"], "expected a range that goes up"),
        (["x=1..4 by 0"], "expected a range that goes up"),
        (["x=1..100000"], "has 100,000 numbers, expected at most 100"),
        (["x=10%..30"], "a % sign behind every number or behind none"),
        (["x=1-3"], "1-3: expected two dots in a range, as in 1..3"),
        (["x=1..3,2"], "2 stands there twice"),
        (["x=1,2", "x=3"], "x is varied twice"),
        (["a=1..9", "b=1..9", "c=1..9"], "9 x 9 x 9 values are 729 combinations; expected at most 400"),
        ([f"{name}=1,2" for name in "abcde"], "found 5 parameters, expected 1 to 4"),
        (["x=1,\x1b[2J"], "a character that text may not have"),
    ],
)
def test_values_that_are_none(typed: list[str], said: str) -> None:
    """What is no list of values is refused with what was expected."""
    with pytest.raises(InputError, match=re.escape(said)):
        axes(typed)


def test_wrong_paths_are_told_before_anything_is_planned(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is wrong, each once and with the nearest word; nothing is planned and nothing written."""
    monkeypatch.setattr(running, "plan", lambda job, halt: pytest.fail("planned"))
    vary = ["--vary", "rules.days-apartt.spacing.at_least=1..5", "--vary", "ruls.x=1,2"]
    code, out, err = run("sweep", SEASON, *vary, "--out", "folder")
    assert (code, out) == (2, "") and not Path("folder").exists()
    assert err.count("did you mean") == 2 and "'days-apart'" in err and "'rules'" in err


def test_values_that_make_no_season_together_leave_the_others(run: Run) -> None:
    """A floor above a cap is said in its cell; all other cells have their plans, and the table says why."""
    vary = [
        "--vary",
        "rules.speed-every-week.limit.at_most=1,2",
        "--vary",
        "rules.speed-every-week.limit.at_least=1,2",
    ]
    code, out, _ = run("sweep", WEEK, *vary, "--out", "folder")
    assert code == 0 and out.count("makes no season a") == 3
    assert "makes no season a: no amount is at least 2 and at most 1" in out
    assert len(list(Path("folder").glob("*.json"))) == 3
    _, out, _ = run("sweep", WEEK, *vary, "--json")
    cells = json.loads(out)["cells"]
    assert [cell["state"] for cell in cells] == ["planned", "refused", "planned", "planned"]
    assert cells[1]["wrong"] == ["no amount is at least 2 and at most 1"]


def test_values_that_no_plan_can_keep_leave_the_others(run: Run) -> None:
    """Eight days a week are no plan, proven, also where the search begins from the plan of the value before."""
    rule = "rules.lift-days={limit: {days: lift, per: week, at_least: 6}}"
    vary = ["--set", rule, "--vary", "rules.lift-days.limit.at_least=1,2,8"]
    code, out, err = run("sweep", SEASON, *vary, "--effort", "1", "--off", "form", "--json")
    assert code == 0, err
    assert [cell["state"] for cell in json.loads(out)["cells"]] == ["planned", "planned", "infeasible"]


def test_a_value_that_makes_no_season_at_all_is_refused(run: Run) -> None:
    """Where no combination with a value can be read, nothing is planned."""
    vary = [
        "--vary",
        "rules.speed-every-week.limit.at_most=1,2",
        "--vary",
        "rules.speed-every-week.limit.at_least=1,3",
    ]
    code, out, err = run("sweep", WEEK, *vary)
    assert (code, out) == (2, "") and "no amount is at least 3 and at most 2" in err


# ---- phases ---------------------------------------------------------------------------------------------


def test_a_phase_takes_its_weeks_from_the_next_one(run: Run) -> None:
    """The calendar and its meets stay, and what gave way is said."""
    found = grid(reading(SEASON), axes(["phases.general-preparation.weeks=1,2,3"]))
    phases = [[phase.weeks for phase in cell.season.scenario.phases] for cell in found.cells.values()]
    assert phases == [[1, 3], [2, 2], [3, 1]]
    assert [cell.notes for cell in found.cells.values()] == [
        ("competition 3 weeks instead of 1",), ("competition 2 weeks instead of 1",), (),
    ]  # fmt: skip
    meets = {
        (meet.date, cell.season.calendar.length)
        for cell in found.cells.values()
        for meet in cell.season.scenario.competitions
    }
    assert len(meets) == 1
    with pytest.raises(InputError, match="add up to 5 weeks, the calendar has 4"):
        grid(reading(SEASON), axes(["phases.general-preparation.weeks=2,4"]))
    both = grid(reading(SEASON), axes(["phases.general-preparation.weeks=2,3", "calendar.weeks=4,5"]))
    assert next(cell.notes for cell in both.cells.values()) == ("competition 2 weeks instead of 1",)


# ---- cells ----------------------------------------------------------------------------------------------


def test_every_cell_is_what_planning_it_gives(run: Run) -> None:
    """For every combination: the objectives of a plan from nothing, proven alike; no bound is above them."""
    found = swept(MOST, APART)
    states = []
    for cell in found.cells:
        made, season = cell.made, found.grid.cells[cell.place].season
        assert made is not None
        states.append(made.state)
        if made.state == "planned":
            cold = search(season, Settings(20.0))
            assert made.score == cold.score and cold.status == made.status == "optimal"
            assert audit(season, season.diary(made.sessions)).score == made.score
    assert states.count("planned") == 8
    points = [found.at[k, 0].made for k in range(4)]
    assert [made.score["should"] for made in points if made] == [6, 3, 0, 0]


def test_neither_workers_nor_the_order_of_values_change_a_sweep(run: Run) -> None:
    """One or two at a time: the same plans, bounds and ledger."""
    vary = ["rules.speed-every-week.limit.at_most=2,3"]
    one = swept(*vary, out=Path("one"))
    assert known(one) == known(swept(*vary, workers=2, out=Path("two")))
    files = [sorted(path.name for path in Path(folder, "ledger").iterdir()) for folder in ("one", "two")]
    assert files[0] == files[1] and len(files[0]) == 2
    assert all(
        Path("one/ledger", name).read_bytes() == Path("two/ledger", name).read_bytes() for name in files[0]
    )


def test_cells_without_a_plan_name_their_conflict(run: Run) -> None:
    """What cannot hold together is said; where nothing has a plan the answer is 3."""
    base = [
        "sweep",
        SEASON,
        "--off",
        "form",
        "--effort",
        "2",
        "--set",
        "rules.speed-every-week.limit.at_most=7",
    ]
    code, out, _ = run(*base, "--vary", "rules.speed-every-week.limit.at_least=3,4")
    assert code == 0 and out.count("no plan a") == 2
    assert "no plan a: speed-every-week, days-apart" in out
    assert "cannot hold together (proven)" in " ".join(out.split())
    code, out, _ = run(*base, "--vary", "rules.speed-every-week.limit.at_least=4", "--json")
    assert code == 3
    assert all("days-apart" in cell["clash"] for cell in json.loads(out)["cells"])


# ---- the ledger -----------------------------------------------------------------------------------------


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Every job that is planned and not found in the ledger."""
    jobs: list[Job] = []

    def noted(job: Job, halt: Any) -> Made | None:
        jobs.append(job)
        return plan(job, halt)

    monkeypatch.setattr(running, "plan", noted)
    return jobs


def test_what_was_planned_is_not_planned_again(run: Run, planned: list[Job]) -> None:
    """A sweep goes on where files are missing or spoilt; other rules or another effort are another sweep."""
    first = swept(MOST, out=Path("out"))
    assert len(planned) == 4
    planned.clear()
    assert known(swept(MOST, out=Path("out"))) == known(first) and not planned
    files = sorted(Path("out/ledger").iterdir())
    files[0].unlink()
    text = json.loads(files[1].read_text())
    files[1].write_text(json.dumps({**text, "score": {"should": -5, "prefer": 0}}))
    files[2].write_text("{")
    assert known(swept(MOST, out=Path("out"))) == known(first) and len(planned) == 3
    planned.clear()
    swept(MOST, out=Path("out"), over={**WISHES, "athlete": {"name": "Somebody"}})
    assert len(planned) == 4
    planned.clear()
    sweep(
        reading(SEASON).changed({"rules": {"form": "off"}}), ["rules.tempo-metres=on"], 1.0, out=Path("out")
    )
    sweep(
        reading(SEASON).changed({"rules": {"form": "off"}}), ["rules.tempo-metres=on"], 2.0, out=Path("out")
    )
    assert len(planned) == 2


def test_a_ledger_knows_no_places(run: Run) -> None:
    """The same values in another order, in a folder that has them: every bound is that of its own cell."""
    backwards = MOST.replace("1..4", "4,3,2,1")
    swept(MOST, out=Path("out"))
    for cell in swept(backwards, out=Path("out")).cells:
        assert cell.made is not None
        assert all(cell.made.bounds[level] <= cell.made.score[level] for level in ("should", "prefer"))
    assert known(swept(backwards, out=Path("out"))) == known(swept(backwards))


def test_what_nobody_planned_is_not_read_back(run: Run, planned: list[Job]) -> None:
    """Bounds above the points, or none, in a file of the ledger: its cell is planned again."""
    swept(MOST, out=Path("out"))
    files = sorted(Path("out/ledger").iterdir())
    for file, bounds in zip(files, ({}, {"should": 9_999, "prefer": 0}), strict=False):
        file.write_text(json.dumps({**json.loads(file.read_text()), "bounds": bounds}))
    planned.clear()
    swept(MOST, out=Path("out"))
    assert len(planned) == 2


def test_a_plan_that_is_no_more_is_taken_away(run: Run) -> None:
    """Where a cell of the same folder has a plan no longer, its old plan file is gone."""
    words = [
        "sweep",
        WEEK,
        "--vary",
        "rules.days-apart.spacing.at_least=2 days",
        "--effort",
        "1",
        "--out",
        "out",
    ]
    assert run(*words)[0] == 0 and len(list(Path("out").glob("*.json"))) == 1
    assert run(*words, "--set", "rules.all={limit: {days: speed, per: week, at_least: 7}}")[0] == 3
    assert not list(Path("out").glob("*.json"))


def test_a_sweep_that_is_stopped_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C keeps what was done, says how to go on, and the end is as if nothing had happened."""
    words = [
        "sweep",
        SEASON,
        "--off",
        "form",
        "--vary",
        MOST,
        "--effort",
        "2",
        "--set",
        "rules.speed-every-week.limit.at_least=1",
    ]
    whole = run(*words, "--out", "whole")
    count = iter(range(9))

    def stopped(job: Job, halt: Any) -> Made | None:
        if next(count) == 2:
            halt.ask()
            return None
        return plan(job, halt)

    monkeypatch.setattr(running, "plan", stopped)
    code, out, err = run(*words, "--out", "part")
    assert code == 130 and "2 of 4 plans not made; the same command goes on from here" in err
    assert out.count("not planned") == 2 and len(list(Path("part/ledger").iterdir())) == 2
    assert run(*words, "--out", "part") == whole
    plans = sorted(path.name for path in Path("whole").glob("*.json"))
    assert len(plans) == 4
    assert all(Path("part", name).read_bytes() == Path("whole", name).read_bytes() for name in plans)
    assert run("audit", f"whole/{plans[1]}", "--scenario", SEASON)[0] in (0, 1)


# ---- what one cell says of another ----------------------------------------------------------------------


def _chance_model(dice: random.Random) -> Model:
    model = Model(objective={level: {v: dice.randint(0, 2) for v in range(3)} for level in LEVELS})
    for _ in range(3):
        model.variable(0, dice.randint(1, 2), Reach(0, 0))
    for _ in range(dice.randint(0, 2)):
        given = (dice.choice([2, ~2]),) if dice.random() < 0.3 and model.upper[2] == 1 else ()
        row = (
            (0, 1),
            (dice.choice([1, 1, 2]), dice.choice([1, 1, -1])),
            dice.choice([None, 0, 1]),
            dice.choice([None, 2, 3]),
        )
        model.rows.append(Row(*row, given))
    return model


def test_a_wider_model_allows_all_and_costs_no_more() -> None:
    """Whenever a model is called wider, every assignment that keeps the other keeps it, at no more points."""
    dice, seen = random.Random(1), 0
    models = [_chance_model(dice) for _ in range(120)]
    for one, other in product(models, models):
        if one is other or not wider(one, other):
            continue
        seen += 1
        for values in product(*(range(most + 1) for most in other.upper)):
            if other.keeps(values):
                assert one.keeps(values)
                assert all(one.value(level, values) <= other.value(level, values) for level in LEVELS)
    assert seen > 100


def test_bounds_go_where_they_hold() -> None:
    """A bound of should holds in every season inside; one of prefer only beside no more points of should."""
    wide = Made("planned", score={"should": 4, "prefer": 9}, bounds={"should": 3, "prefer": 7})
    near = Made(
        "planned",
        score={"should": 4, "prefer": 8},
        bounds={"should": 0, "prefer": None},
        kin={(0,): Kin(inside=True)},
    )
    far = Made(
        "planned",
        score={"should": 6, "prefer": 8},
        bounds={"should": 0, "prefer": 1},
        kin={(1,): Kin(inside=True)},
    )
    found = told({(0,): wide, (1,): near, (2,): far})
    assert found[1,].bounds == {"should": 3, "prefer": 7}
    assert found[2,].bounds == {"should": 3, "prefer": 1}
    assert (
        told({(0,): wide, (1,): Made("planned", score=near.score, bounds=near.bounds)})[1,].bounds
        == near.bounds
    )


def test_a_tighter_number_tells_by_itself(run: Run) -> None:
    """Seasons of which one number is tighter lie inside each other; nothing needs to know what was varied."""
    found = swept(MOST)
    kin = {place: dict(each.made.kin) for place, each in found.at.items() if each.made}
    assert kin[3,] == {} and all(kin[k,][k + 1,].inside and not kin[k,][k + 1,].around for k in (0, 1))
    order = planned_after(found.grid, [True])
    assert list(order) == [(3,), (2,), (1,), (0,)] and order[1,] == [(2,)]


# ---- binding --------------------------------------------------------------------------------------------


def test_where_a_rule_stops_binding(run: Run) -> None:
    """The sentence about a varied number is what the auditor counts in the plans on both sides of it."""
    found = swept(MOST)
    (turning,) = [each for each in found.binding.turnings if each.side == "at_most"]
    assert (turning.rule, turning.starts, turning.before, turning.after) == (
        "speed-every-week",
        False,
        "3",
        "4",
    )
    for place, bind in (((2,), turning.old), ((3,), turning.new)):
        season, made = found.grid.cells[place].season, found.at[place].made
        assert made is not None
        rule = next(each for each in season.rules if each.id == "speed-every-week")
        side = sides(rule, season.diary(made.sessions))["at_most"]
        assert (side.tight, side.amount) == (bind.tight, bind.amount)
    assert turning.old.tight == 3 and turning.new.amount == Fraction(1)
    assert sentences(found)[0] == (
        "speed-every-week stops binding at 4: at its upper limit in 3 places with 3, 1 session of room with 4"
    )


# ---- what is shown --------------------------------------------------------------------------------------


def test_the_table(run: Run) -> None:
    """One parameter is a row for each value, two are a grid for each level, more are rows again."""
    words = [
        "sweep",
        SEASON,
        "--off",
        "form",
        "--effort",
        "1",
        "--set",
        "rules.speed-every-week.limit.at_least=1",
    ]
    most = "rules.speed-every-week.limit.at_most"
    _, one, _ = run(*words, "--vary", f"{most}=2,3")
    assert one.splitlines()[3].split() == ["speed-every-week", "at", "most", "should", "prefer"]
    assert [line.split() for line in one.splitlines()[4:6]] == [["2", "0", "0"], ["3", "0", "0"]]
    _, two, _ = run(*words, "--vary", f"{most}=2,3", "--vary", APART)
    assert two.count("points by days-apart at least (across)") == 2


def test_json_says_what_the_screen_says(run: Run) -> None:
    """The cells with their settings, points and plan files."""
    words = [
        "sweep",
        SEASON,
        "--off",
        "form",
        "--vary",
        "rules.tempo-metres=on,off",
        "--effort",
        "1",
        "--out",
        "o",
        "--json",
    ]
    code, out, _ = run(*words)
    said = json.loads(out)
    assert code == 0 and [cell["settings"] for cell in said["cells"]] == [
        ["rules.tempo-metres=on"],
        ["rules.tempo-metres=off"],
    ]
    for cell in said["cells"]:
        file = json.loads(Path("o", cell["plan"]).read_text())
        assert file["levels"] == cell["levels"] and cell["settings"][0] in file["changes"]


def test_commands_say_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another ending, no Matplotlib, a folder in the way: told at once, exit 2."""
    words = ["sweep", SEASON, "--vary", MOST]
    assert "ends in .svg or .png" in run(*words, "--plot", "x.pdf")[2]
    monkeypatch.setattr("solver.report.plots.find_spec", lambda name: None)
    code, _, err = run(*words, "--plot", "x.svg")
    assert code == 2 and "pip install 'speedfirst[plots]'" in err


def test_the_plot_has_units_and_tells_proven_from_found(run: Run) -> None:
    """Points of each level against the parameter in what the rule counts; a cell without a plan is a gap."""
    found = swept(
        "rules.speed-every-week.limit.at_most=2,3", "rules.days-apart.spacing.at_least=2 days,3 days,7 days"
    )
    drawing = chart(found)
    assert drawing.x == "days-apart at least (days)" and drawing.key == "speed-every-week at most"
    assert [panel.y for panel in drawing.panels] == ["should (points)", "prefer (points)"]
    assert drawing.ticks is not None and list(drawing.ticks.words) == ["2", "3", "7"]
    for level, panel in zip(LEVELS, drawing.panels, strict=True):
        for k, series in enumerate(panel.series):
            for j, point in enumerate(series.points):
                made = found.at[k, j].made
                assert made is not None and point.x == (2, 3, 7)[j]
                if made.state == "planned":
                    assert (point.y, point.low, point.proven) == (made.score[level], made.bounds[level], True)
                else:
                    assert (point.y, point.says) == (None, "no plan")
    assert chart(swept("rules.speed-every-week.limit.at_most=2,3")).x == "speed-every-week at most (sessions)"


def test_the_page(run: Run) -> None:
    """It holds the picture and what the screen says, and needs nothing else; files stay as they are if it fails."""
    words = ["sweep", SEASON, "--off", "form", "--effort", "1", "--set", "title=<b>Bold</b>"]
    words += ["--vary", "rules.speed-every-week.limit.at_most=2,3"]
    code, _, _ = run(*words, "--html", "s.html", "--plot", "s.png")
    text = Path("s.html").read_text()
    assert code == 0 and "<h1>&lt;b&gt;Bold&lt;/b&gt;</h1>" in text and text.count("<svg") == 1
    assert not re.search(r"https?:|src=|@import|<script|<b>", text)
    assert "speed-every-week at most" in text and Path("s.png").read_bytes().startswith(b"\x89PNG")
    assert run(*words, "--html", SEASON)[0] == 2


# ---- what cells have of each other ----------------------------------------------------------------------


def test_a_better_plan_beside_is_taken_where_it_keeps_the_musts(run: Run) -> None:
    """It goes from cell to cell as far as it is a plan there; what is proven and worse plans stay as they are."""
    found = swept(MOST)
    best = {place: each.made for place, each in found.at.items() if each.made}
    poor = {
        place: replace(made, score={"should": 6, "prefer": 0}, sessions=best[0,].sessions)
        for place, made in best.items()
    }
    assert best[0,].score == {"should": 6, "prefer": 0}
    made = {**poor, (1,): best[1,]}
    adopt(found.grid, made, {})
    assert [made[k,].score["should"] for k in range(4)] == [6, 3, 3, 3]
    assert [made[k,].plan == best[1,].plan for k in range(4)] == [False, True, True, True]
    for place, each in made.items():
        season = found.grid.cells[place].season
        assert audit(season, season.diary(each.sessions)).score == each.score


def _found(number: int, should: int = 5, bound: int = 0, kin: Mapping[Place, Kin] | None = None) -> Made:
    """A plan that is known by its number; nothing is known of its points at `prefer`."""
    one = Done("A. Sprinter", number, "am", "fly@20", "fly", 2)
    score, bounds = {"should": should, "prefer": 3}, {"should": bound, "prefer": 0}
    return Made("planned", [one], score, bounds, kin=kin or {}, work=0.3)


def _long(values: str) -> Grid:
    return grid(reading(SEASON).changed(LONG), axes([f"rules.speed-every-week.limit.at_most={values}"]))


def test_effort_that_is_saved_goes_to_what_is_not_proven(run: Run) -> None:
    """In a long season: once to the last cell of each plan, then to the first, never more than there is."""
    found = _long("2..7")
    order = sorted(found.cells)
    plans = [1, 2, 2, 2, 3, 4]
    made = {place: _found(plan) for place, plan in zip(order, plans, strict=True)}
    made[5,] = replace(made[5,], bounds=made[5,].score)
    first, effort = unsettled(found, made, order, 60.0)
    assert first == [(3,), (4,)]
    second, more = unsettled(found, made, order, 60.0, {place: made[place].points for place in first})
    assert second == [(1,)]
    spent = 5 * 0.3 / 0.3
    assert 2 * effort + spent <= 0.14 * 5 * 60 and more <= 0.14 * 5 * 60 - spent
    easy = {**made, (0,): replace(made[0,], bounds=made[0,].score)}
    assert unsettled(found, easy, order, 60.0)[0] == [(1,), (4,)]
    proven = {place: replace(each, bounds=each.score) for place, each in made.items()}
    assert unsettled(found, proven, order, 60.0) == ([], 0.0)


def test_what_will_be_proven_beside_is_not_searched(run: Run) -> None:
    """A cell inside another one of the same points waits for what is proven there, whatever their plans are."""
    found = _long("2..4")
    order = sorted(found.cells)
    base = replace(_found(1, 4), bounds={"should": 4, "prefer": 3})
    made = {(0,): base, (1,): _found(2), (2,): _found(3, kin={(1,): Kin(inside=True)})}
    assert unsettled(found, made, order, 60.0)[0] == [(1,)]
    apart = {**made, (2,): _found(3)}
    assert unsettled(found, apart, order, 60.0)[0] == [(1,), (2,)]


def test_a_plan_that_does_not_get_better_is_left_once_should_is_proven(run: Run) -> None:
    """A search that gained nothing is not gone on with where `should` is proven; where it is not, it is."""
    found = _long("2..4")
    order = sorted(found.cells)
    base = replace(_found(1, 4), bounds={"should": 4, "prefer": 3})
    made = {(0,): base, (1,): _found(2, bound=5), (2,): _found(2)}
    same, worse = {(1,): (5, 3)}, {(1,): (5, 4)}
    assert unsettled(found, made, order, 60.0, same)[0] == []
    assert unsettled(found, made, order, 60.0, worse)[0] == [(2,)]
    assert unsettled(found, {**made, (1,): _found(2)}, order, 60.0, same)[0] == [(2,)]
