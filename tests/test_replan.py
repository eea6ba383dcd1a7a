"""A plan that lives: the log, replanning, moves by hand."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import solver
from solver.auditor import audit
from solver.cli import main
from solver.loading.load import load
from solver.plans.origin import season_of
from solver.plans.past import opened
from solver.plans.planfile import load_plan
from tests.bench.dice import Dice
from tests.club import SEASON, club, write
from tests.lives import Life

SEASON_6 = (
    SEASON.replace("weeks: 4,", "weeks: 6,")
    .replace("weeks: 3}", "weeks: 5}")
    .replace("2026-10-31", "2026-11-14")
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A club's folder with the plan of a season of six weeks."""
    folder = club(tmp_path_factory.mktemp("club"))
    write(folder, "scenarios/season.yaml", SEASON_6)
    assert (
        main(
            [
                "plan",
                str(folder / "scenarios/season.yaml"),
                "--effort",
                "1",
                "-q",
                "--out",
                str(folder / "plan.json"),
            ]
        )
        == 0
    )
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, in which the test is."""
    shutil.copytree(made, tmp_path / "club")
    monkeypatch.chdir(tmp_path / "club")
    return tmp_path / "club"


def sessions(file: str) -> list[dict[str, Any]]:
    """The sessions of a plan file."""
    found: list[dict[str, Any]] = json.loads(Path(file).read_text())["sessions"]
    return found


def brief(file: str) -> list[tuple[str, str, str, int]]:
    """The sessions of a plan file in short."""
    return [(each["date"], each["slot"], each["session"], each["count"]) for each in sessions(file)]


def replanned(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What `replan` prints."""
    capsys.readouterr()
    assert main(["replan", *words, "--effort", "3", "--quiet"]) == code
    return capsys.readouterr().out


# ---- nothing forced ------------------------------------------------------------------------------------


def test_nothing_new_is_the_same_bytes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing has happened the plan comes back byte for byte, on whatever day."""
    for day in ("2026-10-05", "wed 14 oct", "2026-11-15"):
        assert "Nothing has to change" in replanned(capsys, "plan.json", "--from", day, "--out", "new.json")
        assert Path("new.json").read_bytes() == Path("plan.json").read_bytes()


def test_missed_work_is_not_made_up_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was missed is gone from the past, and nothing is put on top of what is to come."""
    before = brief("plan.json")
    day = min(each[0] for each in before if each[2] == "tempo")
    assert main(["log", "plan.json", day, "missed", "tempo"]) == 0
    monday = (dt.date.fromisoformat(day) + dt.timedelta(7 - dt.date.fromisoformat(day).weekday())).isoformat()
    said = replanned(capsys, "plan.json", "--from", monday, "--log", "log.csv", "--out", "new.json")
    assert "not done: " in said and "Extensive tempo" in said
    missed = [each for each in before if each[0] == day and each[2] == "tempo"]
    assert brief("new.json") == [each for each in before if each not in missed]
    assert main(["audit", "new.json"]) == 0


# ---- the log -------------------------------------------------------------------------------------------


def test_the_log_is_history(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An extra sprint session yesterday moves that of today, and the must that forces it is named."""
    fast = [each[0] for each in brief("plan.json") if each[2] == "fly"]
    day = next(each for each in fast if each > "2026-10-12")
    yesterday = (dt.date.fromisoformat(day) - dt.timedelta(1)).isoformat()
    log = ["log", "plan.json", yesterday, "flying", "sprints", "--reps", "3", "--minutes", "50", "--rpe", "9"]
    assert main(log) == 0
    said = replanned(
        capsys, "plan.json", "--from", day, "--log", "log.csv", "--publish-days", "3", "--out", "new.json"
    )
    assert "days-apart" in said and "published up to" in said and "forced by" in said
    (done,) = [each for each in sessions("new.json") if each["date"] == yesterday]
    assert (done["session"], done["count"], done["minutes"], done["load"]) == ("fly", 3, 50, 450)
    assert all(each[2] != "fly" for each in brief("new.json") if each[0] == day)
    again, source = load_plan(Path("new.json"))
    season, every = opened(again, source, load("scenarios/season.yaml"))
    assert (
        audit(season, season.diary(every)).passed
        and season.starts == (dt.date.fromisoformat(day) - season.calendar.first).days
    )


def test_slips_in_a_log(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All that is wrong with a log is said at once, with its lines; nothing is written."""
    Path("log.csv").write_text(
        "date,session,reps,rpe\n2026-10-05,fyl,3,8\n2027-10-05,fly,3,8\n2026-10-06,fly,3,11\n2026-10-07,missed,3,\n"
    )
    assert main(["replan", "plan.json", "--from", "2026-10-12", "--log", "log.csv", "--out", "new.json"]) == 2
    said = capsys.readouterr().err
    for part in ("log.csv:4:", "rpe"):
        assert part in said
    Path("log.csv").write_text(Path("log.csv").read_text().replace(",11", ",9"))
    assert main(["replan", "plan.json", "--from", "2026-10-12", "--log", "log.csv", "--out", "new.json"]) == 2
    said = capsys.readouterr().err
    for part in (
        "log.csv:2:12",
        "did you mean 'fly'?",
        "log.csv:3:1",
        "outside the plan",
        "log.csv:5:19",
        "missed",
    ):
        assert part in said
    assert not Path("new.json").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["2026-10-06", "fyl"], "did you mean 'fly'?"),
        (["2026-10-06", "fly", "--rpe", "12"], "rpe"),
        (["2026-10-06", "fly", "--distance", "55"], "is not done over 55 m"),
        (["2030-10-06", "fly"], "is not between"),
        (["2026-10-06", "missed", "--reps", "3"], "for what was missed"),
        (["2026-10-06", "fly 4x30"], "found 'fly 4x30', expected 'fly', with --reps 4 --distance 30"),
        (
            ["2026-10-06", "Flying", "sprints", "hard"],
            "expected 'flying sprints', with --reps, --distance or",
        ),
    ],
)
def test_what_cannot_be_logged(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """An entry that means nothing is refused, and the log stays as it is."""
    Path("log.csv").write_text("date;session\n2026-10-05;missed")
    assert main(["log", "plan.json", *words]) == 2
    assert says in capsys.readouterr().err
    assert Path("log.csv").read_text() == "date;session\n2026-10-05;missed"


def test_only_what_was_planned_can_have_been_missed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A session that was not planned that day is not missed: what was planned then is named."""
    plan = json.loads(Path("plan.json").read_text())["sessions"]
    day = next(each["date"] for each in plan if each["session"] == "tempo")
    there = [each["session"] for each in plan if each["date"] == day]
    other = next(each for each in ("fly", "lift") if each not in there)
    assert main(["log", "plan.json", day, "missed", other]) == 2
    said = capsys.readouterr().err
    assert f"found 'missed {other}', but planned on " in said and "Extensive tempo" in said
    assert not Path("log.csv").exists()
    assert (
        main(["log", "plan.json", day, "missed", "tempo"]) == main(["log", "plan.json", day, "missed"]) == 0
    )


def test_a_log_grows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries join a log in its own columns, and one that has no room for them is refused."""
    Path("log.csv").write_text("session;date;rpe\nmissed;2026-10-05;")
    assert main(["log", "plan.json", "tue 6 oct", "tempo", "--rpe", "3.5"]) == 0
    assert Path("log.csv").read_text() == "session;date;rpe\nmissed;2026-10-05;\ntempo;2026-10-06;3.5\n"
    assert main(["log", "plan.json", "tue 6 oct", "tempo", "--minutes", "30"]) == 2
    assert "no column 'minutes'" in capsys.readouterr().err


# ---- what happens -------------------------------------------------------------------------------------


def test_a_sick_week(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What falls out is not made up for; the must that it puts out of reach is named, and the audit says so.

    The answer is that of a plan that breaks musts, and the plan is written all the same.
    """
    words = ["plan.json", "--from", "2026-10-19", "--sick", "2026-10-19..2026-10-25", "--out", "new.json"]
    said = replanned(capsys, *words, code=3)
    assert "cannot stand" in said and "cannot be kept any more" in said and "speed-every-week" in said
    assert "; days without training: sick Mon 19 Oct to Sun 25 Oct" in " ".join(said.split())
    before = brief("plan.json")
    assert brief("new.json") == [each for each in before if not "2026-10-19" <= each[0] <= "2026-10-25"]
    assert main(["audit", "new.json"]) == 1
    file, _ = load_plan(Path("new.json"))
    season = season_of(Path("new.json"), file)
    assert [(each.reason, each.for_) for each in season.scenario.away] == [("sick", [])]
    assert len(file.broken) == 1 and file.before and file.before.file == "plan.json"


def test_what_is_lost_is_lost_next_week_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A must that an absence put out of reach stays lost, and forces nothing: the plan comes back as it is."""
    words = ["plan.json", "--from", "2026-10-12", "--sick", "2026-10-19..2026-10-25", "--out", "new.json"]
    replanned(capsys, *words, code=3)
    said = replanned(capsys, "new.json", "--from", "2026-10-15", "--out", "next.json", code=3)
    assert "no change would mend what is lost" in said and "cannot be kept any more: speed-every-week" in said
    assert Path("next.json").read_bytes() == Path("new.json").read_bytes()
    replanned(capsys, "new.json", "--from", "2026-10-26", "--out", "later.json")
    words = ["new.json", "--from", "2026-10-15", "--sick", "2026-11-02", "--out", "next.json", "--json"]
    said = json.loads(replanned(capsys, *words, code=3))
    assert {each["rule"] for each in said["lost"]} == {"speed-every-week"}


def test_a_plan_that_breaks_least_lives_on(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan of `--relax` is replanned as it is: what it breaks forces nothing, what happens does."""
    strict = ["--set", "rules.days-apart.spacing.at_least=5 days"]
    plan = ["plan", "scenarios/season.yaml", *strict, "--relax", "--effort", "1", "-q", "--out", "plan.json"]
    assert main(plan) == 3
    replanned(capsys, "plan.json", "--from", "2026-10-12", "--out", "new.json", code=3)
    assert Path("new.json").read_bytes() == Path("plan.json").read_bytes()


def test_who_was_sick_has_not_trained(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Days of sickness before the first day of the new plan were not trained, unless the log says so."""
    sick = [each for each in brief("plan.json") if "2026-10-12" <= each[0] <= "2026-10-14"]
    assert sick
    write(here, "log.csv", f"date,session\n{sick[0][0]},{sick[0][2]}\n")
    words = ["plan.json", "--from", "2026-10-19", "--sick", "2026-10-12..2026-10-14", "--out"]
    assert main(["replan", *words, "new.json"]) in (0, 3)
    said = capsys.readouterr().out
    assert said.count("not done") >= 1
    assert not [each for each in brief("new.json") if "2026-10-12" <= each[0] <= "2026-10-14"]
    assert main(["replan", *words, "other.json", "--log", "log.csv"]) in (0, 3)
    done = [each for each in brief("other.json") if "2026-10-12" <= each[0] <= "2026-10-14"]
    assert [each[2] for each in done] == [sick[0][2]]


def test_a_meet_that_came_and_went_leaves_a_plan_that_is_read(here: Path) -> None:
    """A meet that one replan adds and the next takes away is no part of what the plan is made of."""
    new = ["--set", "competitions.Open.date=2026-10-31", "--set", "competitions.Open.priority=C"]
    assert main(["replan", "plan.json", "--from", "2026-10-12", *new, "--out", "more.json"]) in (0, 3)
    words = ["--from", "2026-10-14", "--set", "competitions.Open=off", "--out", "less.json"]
    assert main(["replan", "more.json", *words]) in (0, 3)
    plan, _ = load_plan(Path("less.json"))
    assert any(each.endswith("Open=off") for each in plan.changes)
    assert [each.name for each in season_of(Path("less.json"), plan).scenario.competitions] == ["Autumn cup"]
    assert main(["replan", "less.json", "--from", "2026-10-14", "--out", "again.json"]) in (0, 3)


def test_who_is_sick_does_not_start(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A meet on a day of sickness is off for the athlete, which is said; the rest of the plan stays a plan."""
    words = ["plan.json", "--from", "2026-11-09", "--sick", "2026-11-13..2026-11-15", "--out", "new.json"]
    said = replanned(capsys, *words)
    assert "A. Sprinter does not start at Autumn cup, Sat 14 Nov: sick" in said
    assert not [each for each in brief("new.json") if each[2] == "race"]
    assert main(["audit", "new.json"]) == 0


LADDER = """
rulebook: returning
title: Back step by step
rules:
  tempo-first:
    who: {tags: returning}
    order: {then: race, after: {sessions: lift, at_least: 3}}
  lifts-apart:
    who: {tags: returning}
    spacing: {between: lift, at_least: 5 days}
  not-before:
    who: {tags: returning}
    limit: {sessions: lift, per: season, at_most: 3}
"""


@pytest.mark.parametrize(("span", "starts"), [("2026-11-02..2026-11-03", False), ("2026-10-19", True)])
def test_a_meet_within_the_ladder(
    here: Path, capsys: pytest.CaptureFixture[str], span: str, starts: bool
) -> None:
    """Who is not back from an injury by a meet does not start, and is told which must is in the way."""
    write(here, "constraints/returning.yaml", LADDER)
    words = ["--injured", span, "--off", "tempo-metres", "--out", "new.json", "--json"]
    before = Path("plan.json").read_text()
    Path("plan.json").write_text(before.replace('"session": "lift"', '"session": "stretch"'))
    said = json.loads(replanned(capsys, "plan.json", "--from", span[:10], *words))
    races = [each[0] for each in brief("new.json") if each[2] == "race"]
    assert races == (["2026-11-14"] if starts else [])
    because = "not back from the injury by then (tempo-first)"
    assert [each["because"] for each in said["absent"]] == ([] if starts else [because])
    out = [each for each in said["changes"] if each["old"] and each["old"]["session"] == "race"]
    assert [each["event"] for each in out] == ([] if starts else [f"does not start at Autumn cup: {because}"])
    assert main(["audit", "new.json"]) == 0


def test_a_best_time_is_no_target_of_last_month(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new best time changes the targets to come; what is done keeps those that it was done with."""
    words = ["plan.json", "--from", "2026-10-19", "--set", "athlete.best.100m=9.90", "--out", "new.json"]
    assert "Nothing has to change" in replanned(capsys, *words)
    old, new = sessions("plan.json"), sessions("new.json")
    assert [each for each in new if each["date"] < "2026-10-19"] == [
        each for each in old if each["date"] < "2026-10-19"
    ]
    fast = [(a["target"], b["target"]) for a, b in zip(old, new, strict=True) if a["date"] > "2026-10-19"]
    assert any(one != other for one, other in fast if one)
    assert main(["audit", "new.json"]) == 0 and "target" not in capsys.readouterr().err
    for name in ("plan", "new"):
        assert main(["export", f"{name}.json", "--out", f"{name}.sessions.csv"]) == 0
    rows = [Path(f"{name}.sessions.csv").read_text().splitlines() for name in ("plan", "new")]
    pairs = [(a, b) for a, b in zip(*rows, strict=True) if a != b]
    assert pairs and all(b > "2026-10-19" for _, b in pairs)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_chain_of_weeks(here: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    """Week after week something happens: every plan passes its audit, no past day ever differs, fences hold.

    A change within the fence is of an event, or names a must that forces it; each plan is proven to change the
    fewest sessions. `python -m tests.bench lives` does so with a year.
    """

    def run(words: Sequence[str]) -> tuple[int, str]:
        capsys.readouterr()
        return main([*words]), capsys.readouterr().out

    life = Life(here / "scenarios/season.yaml", here / "plan.json", Dice("weeks", seed), run)
    steps = list(life.chain(range(6)))
    assert [said for each in steps for said in each.wrong] == []
    plans = [each.said for each in steps if each.said]
    assert len(plans) >= 5 and all(each["fewest"] for each in plans)
    assert sum(bool(each["changes"]) for each in plans) >= 2


# ---- what is asked of a plan in the midst of it -----------------------------------------------------------


@pytest.fixture
def midway(here: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The Monday from which a plan was made anew after two sprint sessions on days that follow each other."""
    day = next(each[0] for each in brief("plan.json") if each[2] == "fly")
    after = (dt.date.fromisoformat(day) + dt.timedelta(1)).isoformat()
    assert main(["log", "plan.json", after, "fly", "--reps", "3", "--minutes", "50", "--rpe", "9"]) == 0
    monday = "2026-10-19"
    replanned(capsys, "plan.json", "--from", monday, "--log", "log.csv", "--out", "new.json")
    return monday


def past(file: str, until: str) -> list[dict[str, Any]]:
    """What a plan file says was done before a day."""
    return [each for each in sessions(file) if each["date"] < until]


def test_why_looks_at_days_to_come(here: Path, midway: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was done breaks no must any more, stays in the other plan as it was, and is not asked about."""
    why = ["why", "scenarios/season.yaml", "--plan", "new.json", "--quiet", "--effort", "3"]
    free = next(
        day for n in range(14, 28)
        if (day := (dt.date(2026, 10, 5) + dt.timedelta(n)).isoformat()) not in {e[0] for e in brief("new.json")}
    )  # fmt: skip
    assert main([*why, "--want", f"{free}: tempo", "--out", "other.json"]) == 0
    capsys.readouterr()
    file, _ = load_plan(Path("other.json"))
    assert file.from_ and file.from_.isoformat() == midway
    assert past("other.json", midway) == past("new.json", midway)
    assert main(["audit", "other.json"]) == 0
    assert main([*why, "--day", "2026-10-13"]) == main([*why, "--want", "week 2: 3 fly"]) == 2
    assert capsys.readouterr().err.count("what is past is not planned any more") == 2


def test_changes_count_from_days_to_come(here: Path, midway: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A trade-off that begins from a plan in the midst of it keeps its past, in Python too."""
    goals = ["--between", "change", "--and", "most sessions of tempo", "--from", "new.json", "--points", "2"]
    words = ["scenarios/season.yaml", *goals, "--effort", "2", "--quiet", "--out", "front"]
    assert main(["tradeoff", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["points"]
    for each in told:
        assert past(each["file"], midway) == past("new.json", midway)
        assert main(["audit", each["file"]]) == 0
    same = solver.tradeoff("scenarios/season.yaml", ("change", "most sessions of tempo"), since="new.json", points=2, effort=2)  # fmt: skip
    assert [each.text() for each in same.plans] == [Path(each["file"]).read_text() for each in told]
    assert same.table()["changes"][0] == 0 and len(told) == 2


# ---- by hand --------------------------------------------------------------------------------------------


def test_a_move_by_hand(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a move breaks and costs is what the auditor says of the plan with it; back again, all is as before."""
    fast = [each[0] for each in brief("plan.json") if each[2] == "fly" and each[0] > "2026-10-12"]
    near = (dt.date.fromisoformat(fast[1]) - dt.timedelta(1)).isoformat()
    assert main(["move", "plan.json", fast[0], near, "--session", "fly", "--out", "moved.json"]) == 1
    said = capsys.readouterr().out
    assert "breaks days-apart" in said
    assert main(["audit", "moved.json"]) == 1
    found = capsys.readouterr().out
    assert "days-apart" in found and json.loads(Path("moved.json").read_text())["broken"]
    assert main(["move", "moved.json", near, fast[0], "--session", "fly", "--out", "back.json"]) == 0
    assert "mends days-apart" in capsys.readouterr().out
    assert brief("back.json") == brief("plan.json")


def test_moves_that_are_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day without sessions has nothing to move; a word that is no day is answered."""
    free = next(
        day for n in range(20)
        if (day := (dt.date(2026, 10, 5) + dt.timedelta(n)).isoformat()) not in {e[0] for e in brief("plan.json")}
    )  # fmt: skip
    assert main(["move", "plan.json", free, "2026-10-06"]) == 2
    assert main(["move", "plan.json", "2026-10-05", "teu 6 oct"]) == 2
    said = capsys.readouterr().err
    assert "nothing to move" in said and "TO: " in said
