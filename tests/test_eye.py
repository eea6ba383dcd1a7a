"""The coach's eye: every line sees the tiny plan that has its fault, and leaves alone the one that has not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from solver.diary import Done
from solver.loading.load import load
from solver.plans.planfile import plan_file
from solver.plans.text import dumps
from solver.season import Season
from tests.eye.__main__ import main, plan_of
from tests.eye.lines import LINES
from tests.eye.model import Hit, Sheet
from tests.eye.printed import by_athlete
from tests.eye.reading import ids, read, target
from tests.eye.table import Look, Seen, details, look, table
from tests.eye_plans import FAULTY, FINE, GENERAL, flying, run, sheet

CHECKS = {line.number: line.check for line in LINES}


def cases(book: Mapping[int, Mapping[str, Any]]) -> list[Any]:
    """Every plan with its line."""
    return [
        pytest.param(number, plan, id=f"{number}, {name}")
        for number, m in book.items()
        for name, plan in m.items()
    ]


@pytest.mark.parametrize(("number", "plan"), cases(FAULTY))
def test_a_fault_is_seen(number: int, plan: tuple[Any, ...]) -> None:
    """A plan with the fault of a line is hit on the days of the fault, and told what was seen."""
    seen, *days = plan
    hits = list(CHECKS[number](seen))
    assert [hit.day for hit in hits] == days and days
    assert all(hit.seen for hit in hits)


@pytest.mark.parametrize(("number", "plan"), cases(FINE))
def test_what_is_fine_is_left_alone(number: int, plan: Sheet) -> None:
    """A plan without the fault of a line is not hit by it."""
    assert [hit.seen for hit in CHECKS[number](plan)] == []


def test_every_line_is_tried() -> None:
    """There are thirty lines, each with a check of its own and plans of both kinds."""
    assert [line.number for line in LINES] == list(range(1, 31))
    assert len({line.check for line in LINES}) == 30
    assert set(FAULTY) == set(FINE) == set(CHECKS)
    assert "".join(line.severity for line in LINES) == "A" * 8 + "B" * 13 + "C" * 7 + "D" * 2


def test_every_check_says_its_line() -> None:
    """The docstring of a check names its line."""
    assert [n for n, check in CHECKS.items() if f"Line {n}:" not in (check.__doc__ or "")] == []


# ---- from files to sheets -----------------------------------------------------------------------------

CATALOGUE = """
catalogue: few
title: Few sessions
sessions:
  fly-30: {title: Flying, tags: [speed, max-velocity, running], class: high, dose: {reps: {from: 2, to: 4}, distance: 30},
    intensity: {at_least: 98, of: maximal velocity}, run_in: 30, rest: 6, warm_up: 30, minutes: 10, rpe: 7}
  tempo: {title: Tempo, tags: [tempo, running], class: low, dose: {reps: {from: 8, to: 14, step: 2}, distance: 100},
    intensity: {at_least: 65, at_most: 75}, rest: 1.5, warm_up: 10, minutes: 10, rpe: 3, slots: [pm]}
  race: {title: Race, tags: [race, running], class: high, dose: {reps: {from: 1, to: 3}, distance: 100}, minutes: 60, rpe: 9}
"""
SCENARIO = """
scenario: pair
title: Two athletes
catalogue: few
calendar: {starts: 2026-10-05, weeks: 2, slots: {am: 9:30, pm: 17:00}}
athletes:
  - {name: Ada, events: [100m], best: {100m: 11.00}, born: 2003}
  - {name: Ben, events: [200m], best: {100m: 10.90}, tags: [school]}
phases: [{phase: general-preparation, weeks: 1}, {phase: taper, weeks: 1}]
loading: {pattern: 3:1, unload: [2]}
competitions: [{date: 2026-10-17, name: City Cup, priority: A, rounds: 2, slot: pm, for: Ada}]
away: [{from: 2026-10-06, to: 2026-10-06, slots: am, for: school}]
labels: [{from: 2026-10-05, to: 2026-10-07, label: exams, for: Ben}]
history:
  since: 2026-09-28
  days: [{date: 2026-10-02, session: fly-30, reps: 2, athlete: Ada}]
"""


class Found:
    """A result of a search, as a plan file wants it."""

    status, interrupted, windows = "optimal", False, 0
    score: Mapping[str, int] = {"should": 0, "prefer": 0}
    bounds = score

    def __init__(self, season: Season, *sessions: tuple[str, int, str, str, int]) -> None:
        forms = season.catalogue.forms
        self.sessions = [
            Done.of(who, day, slot, forms[name], count) for who, day, slot, name, count in sessions
        ]


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A folder with a scenario of two athletes and a plan for them."""
    (tmp_path / "constraints").mkdir()
    (tmp_path / "constraints" / "few.yaml").write_text(CATALOGUE)
    file = tmp_path / "pair.yaml"
    file.write_text(SCENARIO)
    season = load(file)
    found = Found(
        season, ("Ada", 0, "am", "fly-30", 3), ("Ada", 1, "pm", "tempo", 10), ("Ada", 12, "pm", "race", 2),
        ("Ben", 1, "am", "tempo", 8),
    )  # fmt: skip
    (tmp_path / "pair.json").write_text(dumps(plan_file(season, found, "pair.yaml", 1.0, "none")))
    return file


def test_sessions_are_read(scenario: Path) -> None:
    """A row has the dose and the target of the plan and the tags, intensity, rest and warm-up of the catalogue."""
    ada, ben = read(scenario, scenario.with_suffix(".json"))
    before, fly, easy, race = ada.rows
    assert (before.day, before.count, ada.known_from, ben.known_from) == (-3, 2, -7, -7)
    assert (fly.day, fly.slot, fly.metres, fly.rest, fly.warm_up, fly.low) == (0, "am", 180, 6.0, 30, 98)
    assert fly.top_speed and fly.slowest == 2.92 and fly.minutes == 58 and fly.load == 406
    assert (easy.fastest, easy.slowest, easy.wished, easy.tempo) == (14.7, 16.9, ("pm",), True)
    assert race.race and race.day == 12 and race.count == 2
    assert [row.session for row in ben.rows] == ["tempo"]


def test_the_calendar_is_read(scenario: Path) -> None:
    """A sheet has the weeks, meets, closed slots, labels and clocks of its own athlete."""
    ada, ben = read(scenario, scenario.with_suffix(".json"))
    assert [(week.phase, week.block, week.unload) for week in ada.weeks] == [
        (GENERAL, 0, False),
        ("taper", 1, True),
    ]
    assert [(meet.day, meet.name, meet.rounds) for meet in ada.meets] == [
        (12, "City Cup", 2)
    ] and ben.meets == ()
    assert ben.closed == {(1, "am")} and ada.closed == frozenset()
    assert set(ben.labels) == {0, 1, 2} and not ada.labels
    assert ada.clocks == {"am": 9.5, "pm": 17.0}
    assert [mate.athlete.name for mate in ada.mates] == ["Ben"]


def test_the_report_is_read(scenario: Path) -> None:
    """Each athlete has the weeks of the report that are his, and a whole report has no hit of line 30."""
    sheets = read(scenario, scenario.with_suffix(".json"))
    for each in sheets:
        assert sum(line.startswith("Week ") for line in each.report) == 2
        assert list(CHECKS[30](each)) == []
    assert any("City Cup" in line for line in sheets[0].report)
    assert "fly-30" in ids(load(scenario)) and "tempo" not in ids(load(scenario))


def test_a_week_that_repeats(scenario: Path) -> None:
    """Where the calendar repeats, the last day of the plan stands before its first one."""
    text = SCENARIO.replace("weeks: 2, slots", "weeks: 2, repeats: true, slots").split("history:")[0]
    scenario.write_text(text)
    ada = read(scenario, scenario.with_suffix(".json"))[0]
    assert [row.day for row in ada.rows] == [-14, -13, -2, 0, 1, 12]
    assert ada.known_from == -14


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("in 14.7 to 16.9", (14.7, 16.9)),
        ("in 2.92 or faster est.", (None, 2.92)),
        ("in 1:05.3 or slower", (65.3, None)),
        ("in 12.5", (12.5, 12.5)),
        ("", (None, None)),
    ],
)
def test_targets_are_read(text: str, times: tuple[Any, Any]) -> None:
    """A target as it is written is its fastest and its slowest time."""
    assert target(text) == times


def test_reports_are_split() -> None:
    """What stands before the first name goes to the first athlete, the rest to the name above it."""
    assert by_athlete(["Ada", "Ben"], ["head", "Ada", "a", "Ben", "b"]) == {
        "Ada": ["head", "Ada", "a"],
        "Ben": ["Ben", "b"],
    }


# ---- the table and the command --------------------------------------------------------------------------


def test_the_table_counts() -> None:
    """The table has the hits of each line, their weeks and the shares, and says whether the goals are met."""
    bad = look("bad", [sheet(run(0), run(1), run(9, warm_up=0), phases=(GENERAL,) * 2)])
    text = "\n".join(table([bad, look("fine", [sheet(run(0))])]))
    assert bad.hits("A") == 1 and bad.share("C") == 0.5 and not bad.good
    assert "Hard days back to back" in text and "\n  28  C  2\n" in text
    assert "bad: 1 hits of A" in text and "C in 50%" in text and "goals missed" in text
    assert "fine: 0 hits of A, 0 of B" in text and text.endswith("good")


@pytest.mark.parametrize(("weeks", "good"), [(51, True), (49, False)])
def test_a_clumsy_week_in_a_long_season_is_well(weeks: int, good: bool) -> None:
    """One week of 51 with hits of severity C or D is under 2 %, one of 49 is not; one of B is never well."""
    long = sheet(phases=("competition",) * weeks)
    clumsy = [Seen(line, long, Hit(3, "clumsy")) for line in LINES if line.severity in "CD"]
    assert Look("long", [long], clumsy).good is good
    assert not Look("long", [long], [Seen(LINES[8], long, Hit(3, "wrong"))]).good


def test_hits_are_listed_with_dates() -> None:
    """Every hit is listed below its line, with its week, its date and what was seen."""
    lines = list(details(look("bad", [sheet(run(0, count=8), run(8), flying(9), phases=(GENERAL,) * 2)])))
    assert lines == [
        " 2  A  Hard days back to back",
        "      week  2  Wed 14 Oct  Sprints 4 x 30 m a day after Sprints 4 x 60 m",
        " 3  A  Full speed in the first days after a break",
        "      week  2  Wed 14 Oct  Sprints 4 x 30 m after 0 days of acceleration since Mon 5 Oct",
        "20  B  Gaps: too long without a quality",
        "      week  2  Tue 13 Oct  no fast run for more than 7 days",
    ]


def test_the_command(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a folder of plans they are taken as they are; faults and missing plans give the exit code 1."""
    words = ["--plans", str(scenario.parent)]
    assert main([str(scenario), *words]) == 1
    assert "pair: " in capsys.readouterr().out
    assert main([str(scenario), *words, "--show", "pair"]) == 1
    assert "Tue 6 Oct   Ben, Tempo 8 x 100 m while away" in capsys.readouterr().out
    scenario.with_suffix(".json").unlink()
    assert main([str(scenario), *words]) == 1
    assert "no plan" in capsys.readouterr().err


def test_plans_are_used_again(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan is made once, and anew when one of its inputs has changed."""
    made: list[str] = []

    def plan(words: list[str], **_: Any) -> Any:
        made.append(words[-1])
        Path(words[-1]).write_text(text)
        return type("Process", (), {"returncode": 0})

    text = scenario.with_suffix(".json").read_text()
    monkeypatch.setattr("tests.eye.__main__.subprocess.run", plan)
    monkeypatch.setattr("tests.eye.__main__.ROOT", scenario.parent)
    assert [plan_of(scenario, None, 1.0) for _ in range(2)] == [scenario.parent / "plans" / "pair.json"] * 2
    assert len(made) == 1
    scenario.write_text(SCENARIO + "# changed\n")
    plan_of(scenario, None, 1.0)
    assert len(made) == 2
