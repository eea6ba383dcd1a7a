"""`speedfirst plan` and `speedfirst audit`, from the command line to the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import solver.search.search
from tests.club import WEEK, write
from tests.conftest import Run

WEEK_FILE = "scenarios/week.yaml"


def test_a_week_is_planned_and_shown(run: Run) -> None:
    """Head, state, a line for each session, rest days and absences by name."""
    code, out, err = run("plan", WEEK_FILE)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == "A week in October   A. Sprinter   1 week from Mon 5 Oct 2026"
    assert lines[1] == "must all 2 hold   should 0 points   prefer 0 points   proven optimal, audited"
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [line[:3] for line in lines if line[:3] in days] == days
    assert any(line.startswith("Sun") and line.endswith("family") for line in lines)
    assert sum("Flying sprints" in line for line in lines) >= 2
    assert "in 13.4 to 15.3" in out and "rest" in out


def test_no_line_ends_in_blanks_or_shows_an_id(run: Run) -> None:
    """What goes to a file is clean: no colours, no blanks at the ends, no ids of sessions."""
    _, out, _ = run("plan", WEEK_FILE)
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())
    assert "fly@" not in out and "lift " not in out


@pytest.mark.parametrize("width", ["60", "80", "100", "140"])
def test_no_line_of_a_week_is_wider_than_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """Titles and recoveries wrap where a week would be wider than the screen."""
    monkeypatch.setenv("COLUMNS", width)
    _, out, _ = run("plan", WEEK_FILE)
    grid = out.split("Week 1")[1].splitlines()[1:]
    assert max(map(len, grid)) <= int(width)


def test_the_same_plan_file_every_time(run: Run) -> None:
    """Two runs write the same bytes; --json prints them."""
    run("plan", WEEK_FILE, "--out", "a.json")
    run("plan", WEEK_FILE, "--out", "b.json", "--quiet")
    _, out, _ = run("plan", WEEK_FILE, "--json")
    assert Path("a.json").read_text() == Path("b.json").read_text() == out
    assert json.loads(out)["status"] == "optimal"


def test_quiet_says_only_how_good_the_plan_is(run: Run) -> None:
    """With --quiet two lines say how good the plan is, and nothing else is said."""
    assert len(run("plan", WEEK_FILE, "-q")[1].splitlines()) == 2


def test_a_season_has_an_overview_and_the_weeks_that_matter(run: Run) -> None:
    """Every week has a line; the first week and that of the A meet are shown in full."""
    code, out, _ = run("plan", "scenarios/season.yaml", "--effort", "5")
    assert code == 0
    overview = out.split("Week 1")[0]
    assert "Autumn cup (A)" in overview and "unload week" in overview and "competition" in overview
    shown = [line.split("  ")[0] for line in out.splitlines() if line.startswith("Week ")]
    assert shown == ["Week 1", "Week 4"]
    assert "Autumn cup (A)" in out.split("Week 4")[1] and "2 rounds" in out.split("Week 4")[1]
    assert "2 more weeks" in out and "form at Autumn cup" in out


def test_weeks_can_be_chosen(run: Run) -> None:
    """--week shows one, --weeks all shows all."""
    season = ("plan", "scenarios/season.yaml", "--effort", "2")
    some = run(*season, "--week", "2", "--week", "3")[1]
    every = run(*season, "--weeks", "all")[1]
    assert [line[:6] for line in some.splitlines() if line.startswith("Week ")] == ["Week 2", "Week 3"]
    assert [line[:6] for line in every.splitlines() if line.startswith("Week ")] == [
        f"Week {n}" for n in (1, 2, 3, 4)
    ]


def test_a_squad_gets_a_grid_for_each_athlete(run: Run) -> None:
    """Each under the athlete's name, with the athlete's own targets."""
    squad = WEEK.replace(
        "athlete: {name: A. Sprinter, events: [100m], best: {100m: 10.00}}",
        "athletes: [{name: Ada, events: [100m], best: {100m: 12.00}}, {name: Bo, events: [200m]}]",
    )
    write(Path(), "scenarios/squad.yaml", squad)
    code, out, _ = run("plan", "scenarios/squad.yaml")
    assert code == 0 and "Ada and Bo" in out
    ada, bo = out.split("\nAda\n")[1].split("\nBo\n")
    assert "in 16.0 to 18.4" in ada
    assert "65 to 75 %" in bo


def test_what_a_plan_falls_short_of_is_said_by_rule(run: Run) -> None:
    """Points, the rule's id, and the breach in words."""
    write(
        Path(), "scenarios/short.yaml", WEEK + "rules: {tempo-metres: {limit: {at_least: 2500, per: day}}}\n"
    )
    _, out, _ = run("plan", "scenarios/short.yaml")
    assert "What the plan falls short of: should" in out
    assert "tempo-metres" in out and "at least 2,500" in out and "more" in out


def test_rules_that_exclude_each_other_answer_3(run: Run) -> None:
    """Proven: no plan keeps them all."""
    write(Path(), "scenarios/no.yaml", WEEK + "rules: {never: {limit: {sessions: speed, at_most: 0}}}\n")
    code, out, err = run("plan", "scenarios/no.yaml")
    assert code == 3
    assert "no plan keeps all" in err
    assert "No plan keeps all of these together" in out
    assert "scenarios/no.yaml" in out


def test_bad_input_answers_2_with_every_problem(run: Run) -> None:
    """Each with file, line, column, path and the nearest word, and no traceback."""
    text = WEEK.replace("weeks: 1}\nath", "weeks: 1, slts: [am]}\nath") + "rules: {speed-every-wek: off}\n"
    write(Path(), "scenarios/bad.yaml", text)
    code, out, err = run("plan", "scenarios/bad.yaml")
    assert (code, out) == (2, "")
    assert "scenarios/bad.yaml:4:42  calendar.slts\n  unknown word 'slts'; did you mean 'slots'?" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("plan", "nowhere.yaml"),
        ("plan", "."),
        ("plan", WEEK_FILE, "--effort", "0"),
        ("plan", WEEK_FILE, "--effort", "nan"),
        ("plan", WEEK_FILE, "--effort", "much"),
        ("plan", WEEK_FILE, "--time", "-1"),
        ("plan", WEEK_FILE, "--week", "0"),
        ("plan", WEEK_FILE, "--week", "2"),
        ("plan", WEEK_FILE, "--weeks", "some"),
        ("plan", WEEK_FILE, "--out", "nowhere/plan.json"),
        ("plan", WEEK_FILE, "--out", "week.pdf"),
        ("plan", WEEK_FILE, "--fast"),
        ("audit", "nowhere.json", "--scenario", WEEK_FILE),
        ("audit", WEEK_FILE),
        ("train",),
    ],
)
def test_mistakes_answer_2_and_say_what_is_wrong(run: Run, arguments: tuple[str, ...]) -> None:
    """Before any planning, on the error stream, without a traceback."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.strip() and "Traceback" not in err


def outcome(sessions: list[Any], **changes: Any) -> Any:
    """What a search might have come to."""
    fields: dict[str, Any] = {
        "status": "optimal", "score": {"should": 0, "prefer": 0}, "bounds": {"should": 0, "prefer": 0},
        "work": 0.0, "seconds": 0.0,
    }  # fmt: skip
    return solver.search.search.Outcome(sessions=sessions, **(fields | changes))


def test_a_plan_that_breaks_a_must_is_never_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the solver were wrong, the audit would stop it: 70, nothing shown, nothing written."""
    monkeypatch.setattr(solver.search.search, "search", lambda *_: outcome([]))
    code, out, err = run("plan", WEEK_FILE, "--out", "plan.json")
    assert (code, out) == (70, "")
    assert "speed-every-week" in err and not Path("plan.json").exists()


@pytest.mark.parametrize("level", ["should", "prefer"])
def test_a_plan_with_another_score_than_audited_is_never_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    """The solver's count and the auditor's must agree at each level."""
    honest = solver.search.search.search

    def boasting(*arguments: Any) -> Any:
        found = honest(*arguments)
        return outcome(list(found.sessions), score=dict(found.score) | {level: -1})

    monkeypatch.setattr(solver.search.search, "search", boasting)
    code, out, err = run("plan", WEEK_FILE)
    assert (code, out) == (70, "")
    assert f"-1 points of {level}" in err


def test_a_stopped_search_shows_its_best_plan_as_not_proven(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the points cannot be below, where that is known."""
    honest = solver.search.search.search

    def stopped(*arguments: Any) -> Any:
        found = honest(*arguments)
        return outcome(
            list(found.sessions), status="feasible", interrupted=True, bounds={"should": -3, "prefer": None}
        )

    monkeypatch.setattr(solver.search.search, "search", stopped)
    code, out, _ = run("plan", WEEK_FILE)
    assert code == 0
    assert "should 0 points (no plan below -3)   prefer 0 points   stopped early, not proven optimal" in out


@pytest.mark.parametrize(("error", "code"), [("OutOfTime", 4), ("Infeasible", 3), ("KeyboardInterrupt", 130)])
def test_each_way_to_end_has_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: str, code: int
) -> None:
    """Out of time, infeasible and stopped each have an exit code of their own."""
    from solver import errors

    def fail(*arguments: Any) -> None:
        raise getattr(errors, error, KeyboardInterrupt)("sorry")

    monkeypatch.setattr(solver.search.search, "search", fail)
    answered, out, err = run("plan", WEEK_FILE)
    assert (answered, out) == (code, "")
    assert "Traceback" not in err


# ---- audit -----------------------------------------------------------------------------------------------


def test_a_plan_of_ours_passes_its_audit(run: Run) -> None:
    """Every rule with its reading, the totals, exit code 0."""
    run("plan", WEEK_FILE, "--out", "plan.json")
    code, out, err = run("audit", "plan.json", "--scenario", WEEK_FILE)
    assert (code, err) == (0, "")
    assert "must all 2 hold   should 0 points" in out
    assert "holds  speed-every-week  at least 2 and at most 3 speed sessions per week" in out


def test_a_plan_that_was_spoilt_fails_its_audit(run: Run) -> None:
    """What is broken comes first, with the day and the amount; exit code 1."""
    run("plan", WEEK_FILE, "--out", "plan.json")
    data = json.loads(Path("plan.json").read_text())
    sprints = [each for each in data["sessions"] if each["session"] == "fly"]
    data["sessions"] = [sprints[0] | {"date": "2026-10-11"}]
    Path("plan.json").write_text(json.dumps(data))
    code, out, _ = run("audit", "plan.json", "--scenario", WEEK_FILE)
    assert code == 1
    rules = [line.split()[1] for line in out.splitlines() if line.startswith("broken")]
    assert rules == ["calendar", "speed-every-week"]
    assert "fly in spite of family on Sun 11 Oct" in out
    assert "1 speed session in week 1, at least 2" in out


def test_a_must_that_holds_with_points_lost_elsewhere_answers_0(run: Run) -> None:
    """Falling short of a should is no failure; the file's own score is checked all the same."""
    run("plan", WEEK_FILE, "--out", "plan.json")
    data = json.loads(Path("plan.json").read_text())
    data["sessions"] = [each for each in data["sessions"] if each["session"] != "tempo"]
    Path("plan.json").write_text(json.dumps(data))
    code, out, err = run("audit", "plan.json", "--scenario", WEEK_FILE)
    assert code == 0
    assert "falls short  tempo-metres" in out and "(15 points of should)" in out
    assert "the file says 0 points of should, it is 15 now" in err


def test_an_audit_as_json_tells_the_same(run: Run) -> None:
    """As JSON an audit has the rules, states, findings and dates that the screen has."""
    run("plan", WEEK_FILE, "--out", "plan.json")
    code, out, _ = run("audit", "plan.json", "--scenario", WEEK_FILE, "--json")
    data = json.loads(out)
    assert code == 0 and data["passed"] is True
    rules = [each["rule"] for each in data["rules"]]
    assert rules == ["calendar", "speed-every-week", "days-apart", "tempo-metres"]
    assert {each["state"] for each in data["rules"]} == {"holds"}


# ---- plans that a coach typed ----------------------------------------------------------------------------


def test_a_typed_week_is_judged_rule_by_rule(run: Run) -> None:
    """What breaks however it was meant is broken (1); what is not said is asked for."""
    typed = "date,session,reps,distance\n2026-10-05,fly,2,30\n2026-10-07,tempo,,\n"
    write(Path(), "typed.csv", typed)
    code, out, _ = run("audit", "typed.csv", "--scenario", WEEK_FILE)
    assert code == 1
    rules = {line.split()[1]: line.split()[0] for line in out.splitlines()[2:] if line[:1].isalpha()}
    assert rules["speed-every-week"] == "broken" and rules["tempo-metres"] == "unknown"
    assert "should 0 points or more" in out
    assert "1 speed session in week 1, at least 2" in out
    assert "to tell, needs:" in out.split("tempo-metres")[1]


def test_what_nobody_can_tell_is_no_failure(run: Run) -> None:
    """Unknown alone answers 0, and says so."""
    typed = "date,session,reps,distance\n2026-10-05,fly,2,30\n2026-10-07,tempo,,\n2026-10-09,fly,2,30\n"
    write(Path(), "typed.csv", typed)
    code, out, _ = run("audit", "typed.csv", "--scenario", WEEK_FILE)
    assert code == 0
    assert "unknown" in out and "must all 2 hold" in out


@pytest.mark.parametrize("text", ["", "date,session\n", "date,session\n2026-10-05,flyy\n", "what\never\n"])
def test_a_typed_plan_that_cannot_be_read_answers_2(run: Run, text: str) -> None:
    """With the place, and no traceback."""
    write(Path(), "typed.csv", text)
    code, out, err = run("audit", "typed.csv", "--scenario", WEEK_FILE)
    assert (code, out) == (2, "") and "Traceback" not in err


# ---- what must not be lost ----------------------------------------------------------------------------


def test_a_plan_is_never_written_over_what_it_is_made_from(run: Run) -> None:
    """--out that names the scenario or one of its rulebooks is refused before anything is planned."""
    for name in (WEEK_FILE, "constraints/basics.yaml"):
        before = Path(name).read_bytes()
        code, _, err = run("plan", WEEK_FILE, "--out", name)
        assert code == 2
        assert "the plan is made from it" in err
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize("words", [
    ("plan", WEEK_FILE, "--out"), ("move", "plan.json", "mon", "tue", "--out"),
    ("replan", "plan.json", "--from", "wed", "--out"), ("import", "a.csv", "--scenario", WEEK_FILE, "--out"),
])  # fmt: skip
@pytest.mark.parametrize(("name", "export"), [("week.pdf", "week.ics"), ("week.xlsx", "week.xlsx")])
def test_a_plan_file_is_no_calendar_and_no_spreadsheet(
    run: Run, words: tuple[str, ...], name: str, export: str
) -> None:
    """A file with the ending of another format is refused before anything is planned, with what makes it."""
    for there in ("plan.json", "a.csv"):
        write(Path(), there, "x")
    code, out, err = run(*words, name)
    assert (code, out) == (2, "") and not Path(name).exists()
    assert (
        f"a plan file is JSON; for a calendar or a spreadsheet: speedfirst export week.json --out {export}"
        in err
    )


def test_a_fault_of_ours_has_its_own_answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody thought of ends with 70 and a sentence, not with a traceback."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(solver.search.search, "search", fail)
    code, _, err = run("plan", WEEK_FILE)
    assert code == 70
    assert "a fault of ours: ZeroDivisionError" in err
    assert "Traceback" not in err
