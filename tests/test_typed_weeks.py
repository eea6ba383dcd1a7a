"""Weeks that stand alone are read as coaches write them."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from solver.documents import schema
from solver.documents.quantities import Known, parse_work
from solver.errors import InputError
from solver.files.source import parse
from solver.typed import Week, audit_week, read_typed, read_week
from solver.typed.said import Said
from tests import typed_season
from tests.conftest import Run
from tests.strategies import mutated
from tests.typed_season import lone
from tests.typed_season import season as season_in


def monday(folder: Path, entry: str) -> Said:
    """What is understood of one entry."""
    (one,) = lone(
        folder, f"days: {{mon: {entry}, tue: rest, wed: rest, thu: rest, fri: rest, sat: rest, sun: rest}}"
    ).plan.sessions
    return one.said


def span(low: float, high: float | None = None) -> Known:
    """A span of numbers."""
    return Known(Fraction(low), Fraction(low if high is None else high))


# ---- amounts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reps", "distance", "metres"),
    [
        ("tempo 10x100", 10, 100, None),
        ("tempo 10 x 100 m", 10, 100, None),
        ("tempo 10\u00d7100m at 70-75 %", 10, 100, None),
        ("tempo 2x3x70", 6, 70, None),
        ("tempo 4-6x100", (4, 6), 100, None),
        ("tempo 500+400+300 m", 3, (300, 500), 1200),
        ("tempo 6 miles", None, None, (9656, 9657)),
        ("tempo 2 km", None, None, 2000),
        ("tempo 4x400 yd", 4, (365, 366), None),
        ("? 6x150", 6, 150, None),
        ("6x150 m", 6, 150, None),
    ],
)  # fmt: skip
def test_work_in_short(tmp_path: Path, text: str, reps: object, distance: object, metres: object) -> None:
    """Repetitions times metres, sets, ladders and other units are understood; a conversion leaves a range."""
    said = monday(tmp_path, f'"{text}"')
    wanted = [
        None if x is None else span(*x) if isinstance(x, tuple) else span(x) for x in (reps, distance, metres)
    ]  # type: ignore[call-overload]
    assert [said.reps, said.distance, said.metres] == wanted


@pytest.mark.parametrize(
    ("text", "minutes", "sets"),
    [
        ("? 3x10 min", 30, None),
        ("? 20-25 min", (20, 25), None),
        ("lift 4x5", None, 4),
        ("lift 4 sets", None, 4),
    ],
)
def test_work_in_time_and_sets(tmp_path: Path, text: str, minutes: object, sets: object) -> None:
    """Minutes are added up; of lifting the first number is the sets."""
    said = monday(tmp_path, f'"{text}"')
    wanted = [None if x is None else span(*x) if isinstance(x, tuple) else span(x) for x in (minutes, sets)]  # type: ignore[call-overload]
    assert [said.minutes, said.sets] == wanted


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue with nothing of medium class, and with a session that is counted in minutes."""
    file = tmp_path / "shelf.yaml"
    bike = "  bike: {title: Bike, class: low, dose: {minutes: {from: 20, to: 60, step: 5}}}\n"
    file.write_text(f"{typed_season.SHELF.read_text().replace('class: medium', 'class: low')}{bike}")
    monkeypatch.setattr(typed_season, "SHELF", file)


def test_a_bare_number_of_a_session_in_minutes(tmp_path: Path, shelf: None) -> None:
    """Where all that is meant is counted in minutes, minutes are meant."""
    assert monday(tmp_path, '"bike 2x20"').minutes == span(40)


def test_a_class_without_sessions_is_nothing_to_type(tmp_path: Path, shelf: None) -> None:
    """A word of the catalogue for which it has no session is told, in a week and in a plan."""
    with pytest.raises(InputError, match=r"days\.mon\n  no session of the catalogue is 'medium'"):
        monday(tmp_path, "medium")
    plan = typed_season.typed(tmp_path, "date,session\n2026-10-06,medium\n")
    with pytest.raises(InputError, match="session\n  no session of the catalogue is 'medium'"):
        read_typed(plan, typed_season.season(tmp_path, "  mine: {limit: {days: tempo, at_most: 2}}"))


def test_metres_with_one_end(tmp_path: Path) -> None:
    """Of metres with one end only no distance follows."""
    said = monday(tmp_path, "{session: tempo, reps: 8, metres: {at_most: 900}}")
    assert (said.distance, str(said.metres)) == (None, "at most 900")
    assert str(monday(tmp_path, "{session: tempo, metres: {at_least: 900}}").metres) == "at least 900"


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("70", 70, 70), ("70-75", 70, 75), ("'70 - 75 %'", 70, 75), ("{at_most: 75}", None, 75),
        ("{at_least: 75}", 75, None), ("{from: 70, to: 75}", 70, 75), ("72.5", 72.5, 72.5),
    ],
)  # fmt: skip
def test_ranges(tmp_path: Path, written: str, low: float | None, high: float | None) -> None:
    """A number may be a range, with two ends or with one."""
    said = monday(tmp_path, f"{{session: tempo, intensity: {written}}}")
    ends = [None if end is None else Fraction(str(end)) for end in (low, high)]
    assert said.intensity == Known(*ends)


def test_entry_as_text_and_as_mapping(tmp_path: Path) -> None:
    """A line of text says the same as a mapping with the same words, also in capitals and with blanks."""
    text = monday(tmp_path, "Tempo 10x100 m at most 75 %")
    assert text == monday(tmp_path, "{session: tempo, reps: 10, distance: 100, intensity: {at_most: 75}}")
    assert monday(tmp_path, "tempo @ 70").intensity == span(70)


def test_metres_and_reps_give_the_distance(tmp_path: Path) -> None:
    """600 m in six repetitions were 100 m each; 610 m were 101 to 102."""
    assert monday(tmp_path, "{session: tempo, reps: 6, metres: 600}").distance == span(100)
    assert monday(tmp_path, "{session: tempo, reps: 6, metres: 610}").distance == Known(
        Fraction(610, 6), Fraction(610, 6)
    )


def test_days(tmp_path: Path) -> None:
    """Rest is no training, also written as an empty list; `?` and a day left out are not known."""
    week = lone(tmp_path, "days: {mon: rest, Tuesday: [], wed: '?', thu: off, fri: [rest], sat: tempo}")
    days = {block.day: len(block.alternatives) for block in week.plan.blocks}
    assert days == {2: 4, 5: 1, 6: 4}


def test_weeks_in_a_row(tmp_path: Path) -> None:
    """Several weeks have their own phases, and their days say which week they are of."""
    text = "weeks: [{days: {mon: tempo}}, {phase: taper, unload: true, days: {tue: tempo}}]"
    week = lone(tmp_path, text)
    assert [(day.phase, day.loading) for day in week.season.calendar.days[::7]] == [
        ("general-preparation", "loading"),
        ("taper", "unload"),
    ]
    assert week.season.calendar.name(8) == "Tue of week 2"


def test_dates(tmp_path: Path) -> None:
    """With the Monday of the week its days have dates, and the athlete an age."""
    week = lone(tmp_path, "starts: 2026-11-02\nathlete: {born: 2003}\ndays: {mon: tempo}")
    assert week.season.calendar.name(1) == "Tue 3 Nov"
    assert lone(tmp_path, "days: {mon: tempo}").season.calendar.name(1) == "Tue"


# ---- contradictions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{session: tempo, work: 10x100 m, metres: 1200}", "10 times 100 m is 1,000 m, but 1,200 m are stated"),
        ("{session: tempo, reps: 4-6, distance: 100, metres: 700}", "4 to 6 times 100 m is 400 to 600 m, but 700 m are stated"),
        ("{session: tempo, work: 500+400 m, metres: 1000}", "500+400m is 900 m, but 1,000 m are stated"),
        ("{session: '?', work: 3x10 min, minutes: 40}", "3x10min is 30 min, but 40 min are stated"),
    ],
)  # fmt: skip
def test_contradictions(tmp_path: Path, entry: str, says: str) -> None:
    """Numbers that cannot both be right are a finding of their own."""
    plan = lone(tmp_path, f"days: {{mon: {entry}}}").plan
    assert [(each.day, each.says) for each in plan.contradictions] == [(0, says)]


@pytest.mark.parametrize(
    "entry",
    [
        "{session: tempo, work: 10x100 m, metres: 1000}",
        "{session: tempo, reps: 4-6, distance: 100, metres: 500}",
        "{session: tempo, work: 4x1 miles, metres: 6437}",
        "{session: tempo, work: 3x400 yd, metres: 1097}",
    ],
)
def test_no_contradiction(tmp_path: Path, entry: str) -> None:
    """Numbers that agree within their ranges, or within what a conversion rounds, are no finding."""
    assert lone(tmp_path, f"days: {{mon: {entry}}}").plan.contradictions == []


def test_contradiction_is_judged_as_between(tmp_path: Path) -> None:
    """Of 1,000 or 1,200 m nobody knows which: a cap of 1,100 is unknown, one of 1,200 holds."""
    entry = "days: {mon: {session: tempo, work: 10x100 m, metres: 1200}, tue: [], wed: [], thu: [], fri: [], sat: [], sun: []}"
    for most, state in ((999, "broken"), (1000, "unknown"), (1100, "unknown"), (1200, "holds")):
        rule = f"  mine: {{limit: {{metres: tempo, at_most: {most}}}}}"
        assert [each.state for each in audit_week(lone(tmp_path, entry, rule))] == [state], most


# ---- the command line ----------------------------------------------------------------------------------------

WEEK = "week: mine\ntitle: My week\nsource: my log\ndays: {mon: tempo 10x100 m, tue: tempo, wed: tempo, thu: [], fri: [], sat: [], sun: []}\n"
RULES = "rulebook: {name}\ntitle: Mine\nrules:\n  days: {{limit: {{days: tempo, at_most: {most}}}}}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a week and rulebooks."""
    season_in(tmp_path)
    (tmp_path / "week.yaml").write_text(WEEK)
    for name, most in (("two", 2), ("three", 3)):
        (tmp_path / "constraints" / f"{name}.yaml").write_text(RULES.format(name=name, most=most))
    return tmp_path


def test_exit_codes(run: Run) -> None:
    """0 if every must holds, 1 if one is broken, 4 if nobody can tell, 2 if nobody can read it."""
    assert run("audit", "week.yaml", "--rulebook", "three")[0] == 0
    assert run("audit", "week.yaml", "--rulebook", "constraints/two.yaml")[0] == 1
    Path("week.yaml").write_text(WEEK.replace("tue: tempo", "tue: running"))
    assert run("audit", "week.yaml", "--rulebook", "two")[0] == 4
    Path("week.yaml").write_text(WEEK.replace("tue: tempo", "tue: jogging"))
    assert run("audit", "week.yaml", "--rulebook", "two")[0] == 2


def test_what_is_printed(run: Run) -> None:
    """The title, the source, each rule as it was read, and that rules are a school."""
    _, out, _ = run("audit", "week.yaml", "--rulebook", "two")
    assert out.splitlines()[:2] == ["My week   general preparation   by two", "source: my log"]
    assert "broken  days  at most 2 tempo days per week" in out
    assert "3 tempo days in week 1, at most 2" in out
    assert out.splitlines()[-1].startswith("A week that breaks a rule is not a bad week")
    _, out, _ = run("audit", "week.yaml", "--rulebook", "three")
    assert "bad week" not in out


def test_contradictions_are_printed(run: Run) -> None:
    """With their day and their place, before the rules."""
    Path("week.yaml").write_text(
        WEEK.replace("tempo 10x100 m", "{session: tempo, work: 10x100 m, metres: 1200}")
    )
    _, out, _ = run("audit", "week.yaml", "--rulebook", "three")
    assert "Mon  10 times 100 m is 1,000 m, but 1,200 m are stated   week.yaml:4:13" in out


def test_json(run: Run) -> None:
    """The same as data, with weekdays for dates."""
    code, out, _ = run("audit", "week.yaml", "--rulebook", "two", "--json")
    data = json.loads(out)
    assert (code, data["passed"], data["week"], data["rulebooks"]) == (1, False, "mine", ["two"])
    (rule,) = data["rules"]
    assert (rule["state"], rule["findings"][0]["days"][:2]) == ("broken", ["Mon", "Tue"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("week.yaml",), "week.yaml is a week alone: it needs --rulebook"),
        (("week.yaml", "--scenario", "scenario.yaml"), "it needs --rulebook"),
        (("week.yaml", "--rulebook", "too"), "did you mean 'two'?"),
        (("week.yaml", "--rulebook", "none.yaml"), "there is no rulebook none.yaml"),
        (("week.yaml", "--rulebook", "scenario.yaml"), "this is a scenario, expected a rulebook"),
        (("week.yaml", "--rulebook", "two", "--rulebook", "three"), "the rule 'days' stands twice"),
        (("plan.csv",), "it needs --scenario"),
        (("plan.csv", "--scenario", "scenario.yaml", "--rulebook", "two"), "it needs --scenario"),
    ],
)
def test_what_is_missing(run: Run, arguments: tuple[str, ...], says: str) -> None:
    """A week alone goes with rulebooks, a plan with dates with a scenario; all else is answered with 2."""
    Path("plan.csv").write_text("date,session\n2026-10-06,tempo\n")
    code, out, err = run("audit", *arguments)
    assert (code, out) == (2, "") and says in err


def test_check(run: Run) -> None:
    """`check` knows a week by its first word, and says what is wrong in it."""
    assert run("check", "week.yaml")[:2] == (0, "week.yaml  week: 1 week, 7 known days\n")
    Path("week.yaml").write_text(WEEK.replace("mon:", "mun:"))
    code, _, err = run("check", "week.yaml")
    assert code == 2 and "unknown weekday 'mun'" in err


def test_schema(run: Run) -> None:
    """The schema of weeks is printed, knows the short spellings and refuses unknown words."""
    printed = json.loads(run("schema", "week")[1])
    assert printed == schema.schema("week")
    Draft202012Validator.check_schema(printed)
    validator = Draft202012Validator(printed)
    good = WEEK + "weeks: [{days: {mon: {session: tempo, reps: 4-6, intensity: {at_most: 75}}, tue: '?'}}]\n"
    assert [each.message for each in validator.iter_errors(parse(good).data)] == []
    either = "week: w\ntitle: t\ndays: {mon: [{either: [tempo, [tempo, '? 6x150']]}]}\n"
    assert [each.message for each in validator.iter_errors(parse(either).data)] == []
    assert list(validator.iter_errors(parse(WEEK.replace("title", "titel")).data))
    assert list(validator.iter_errors(parse(WEEK.replace("tempo 10x100 m", "{repps: 3}")).data))


# ---- whatever stands there ---------------------------------------------------------------------------------------

SOUND = """\
week: mine
title: My week
phase: general-preparation
athlete: {events: [100m], level: club}
covers: running
days:
  mon: [accel 6x30 m, "lift 4x5 at 80 %"]
  tue: {session: tempo, work: 2x5x100 m, metres: 1000, intensity: {at_most: 75}}
  wed: rest
  thu: [{either: [running 10x100, [running 6x150, lift]]}, "?"]
  fri: {session: running, metres: 6 miles, rest: 3}
  sat: "?"
"""
NASTY = [
    *("", " ", "\n", ":", "- ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!!x ", "|", "#", "%", "@", "x", "-"),
    *("null", "true", "off", "0", "-1", "1e400", ".nan", "99999999999", "0.5", "x0", "0x", "x0x", "1-0", "0-0"),
    *("\x00", "\x1b", "\u202e", "\u00d7", "\u2013", "\u0663", "<<", "?", "rest", "either", "at", "m", "+", "1+1"),
]  # fmt: skip


def test_fuzz(tmp_path: Path) -> None:
    """Whatever stands in a week, it is either read and audited, or refused as an input."""
    season_in(tmp_path)
    met = Counter[str]()

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(text=mutated(SOUND, NASTY, places=2, cut=4, new=4))
    def attempt(text: str) -> None:
        (tmp_path / "week.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            week = read_week(tmp_path / "week.yaml", [str(tmp_path / "constraints" / "mine.yaml")])
        except InputError as error:
            met["refused"] += bool(error.problems) and "\x1b" not in str(error)
        else:
            met["read"] += isinstance(week, Week) and len(audit_week(week)) == 1

    (tmp_path / "constraints" / "mine.yaml").write_text(RULES.format(name="mine", most=2))
    attempt()
    assert met["refused"] + met["read"] == 200 and min(met.values()) >= 20


@pytest.mark.parametrize("text", ["9" * 59 + "m", "1x" * 25, "+".join("1" * 25), "x" * 10_000, "1-2-3x4"])
def test_odd_work_is_refused_at_once(text: str) -> None:
    """Long and odd texts are refused without much ado."""
    with pytest.raises(ValueError, match="found"):
        parse_work(text + "?")
