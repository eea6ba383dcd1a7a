"""The shared clauses by examples: what, when, who, numbers, windows, lengths."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from solver.calendar import Calendar
from solver.clauses.length import Length, Offset, parse_length, parse_offset
from solver.clauses.number import Facts, parse_number
from solver.clauses.per import parse_per
from solver.clauses.what import What, parse_what
from solver.clauses.when import When
from solver.clauses.who import Who
from solver.diary import Diary
from solver.documents.scenario import Athlete, Scenario
from solver.examples import manual_catalogue
from solver.rules import KINDS
from solver.rules.kind import parts_of
from solver.scope import Scope
from tests.seasons import small_season
from tests.small import rule_of

ADA = {
    "name": "Ada",
    "events": ["100m"],
    "level": "national",
    "born": 2008,
    "sex": "female",
    "tags": ["young"],
    "training_age": 3.5,
    "best": {"100m": 11.9},
}
BOB = {"name": "Bob", "events": ["400m", "200m"], "level": "club"}
PAGE: dict[str, Any] = {
    "scenario": "clauses",
    "title": "Clauses",
    "athletes": [ADA, BOB],
    "calendar": {
        "starts": dt.date(2026, 10, 5),
        "weeks": 4,
        "slots": ["am", "pm"],
        "cycle": {"days": 9},
        "groups": {"club": ["tue", "thu"], "early": ["mon", "tue"]},
    },
    "phases": [{"phase": "general-preparation", "weeks": 3}, {"phase": "taper", "weeks": 1}],
    "loading": "2:1",
    "labels": [
        {"label": "exams", "from": dt.date(2026, 10, 7), "to": dt.date(2026, 10, 9)},
        {"label": "camp", "from": dt.date(2026, 10, 12), "to": dt.date(2026, 10, 12), "for": "Bob"},
    ],
    "away": [
        {"from": dt.date(2026, 10, 24), "to": dt.date(2026, 10, 25)},
        {"from": dt.date(2026, 10, 27), "to": dt.date(2026, 10, 27), "slots": ["am"]},  # no day away
    ],
    "competitions": [
        {"date": dt.date(2026, 10, 18), "name": "open", "priority": "B", "rounds": 2},
        {"date": dt.date(2026, 10, 22), "name": "club", "priority": "A"},
        {"date": dt.date(2026, 10, 31), "name": "final", "priority": "A", "rounds": 3, "for": "Ada"},
    ],
}
SCENARIO = Scenario.model_validate(PAGE)
CALENDAR = Calendar(SCENARIO)
ATHLETES = SCENARIO.athletes


def spans(days: list[int] | tuple[int, ...]) -> str:
    """Days as '0-2 5'."""
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return " ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)


@pytest.mark.parametrize(
    ("when", "days", "says"),
    [
        ({}, "0-27", ""),
        ({"phase": "taper"}, "21-27", "in taper"),
        ({"phase": ["taper", "transition"]}, "21-27", "in taper or transition"),
        ({"phase": {"not": "taper"}}, "0-20", "in all but taper"),
        ({"weeks": 2}, "7-13", "in week 2 of the plan"),
        ({"weeks": "2-3"}, "7-20", "in weeks 2 to 3 of the plan"),
        ({"weeks": [1, "3-4"]}, "0-6 14-27", "in weeks 1, 3 and 4 of the plan"),
        ({"phase_weeks": 1}, "0-6 21-27", "in week 1 of the phase"),
        ({"loading": "unload"}, "14-20", "in unload weeks"),
        ({"loading": "loading"}, "0-13 21-27", "in loading weeks"),
        ({"every": {"weeks": 2}}, "0-6 14-20", "every 2 weeks"),
        ({"every": {"weeks": 2, "from": 2}}, "7-13 21-27", "every 2 weeks from week 2"),
        ({"every": {"weeks": 3, "from": 4}}, "21-27", "every 3 weeks from week 4"),
        ({"weekdays": ["sat", "sun"], "weeks": 1}, "5-6", "in week 1 of the plan, on Saturdays and Sundays"),
        ({"weekdays": "mon"}, "0 7 14 21", "on Mondays"),
        ({"cycle_days": "1-3"}, "0-2 9-11 18-20 27", "on days 1 to 3 of a cycle"),
        ({"cycle_days": 9}, "8 17 26", "on days 9 of a cycle"),
        ({"dates": {"from": dt.date(2026, 10, 30)}}, "25-27", "from 2026-10-30 to the end"),
        ({"dates": {"to": dt.date(2026, 10, 5)}}, "0", "from the start to 2026-10-05"),
        ({"label": "exams"}, "2-4", "on days labelled exams"),
        ({"label": "camp"}, "", "on days labelled camp"),
        ({"label": "away"}, "19-20", "on days labelled away"),
        ({"label": {"not": "exams"}, "weeks": 1}, "0-1 5-6", None),
        (
            {"around": {"priority": "A", "from": -2, "to": -1}},
            "15-16 24-25",
            "on the 2 days before each A meet",
        ),
        ({"around": {"rounds": 2, "from": 0, "to": 1}}, "13-14 26-27", None),
        (
            {"around": {"rounds": 3, "from": 1, "to": 1}},
            "27",
            "on the day after each meet of 3 rounds or more",
        ),
        ({"around": {"from": 0, "to": 0}}, "13 17 26", "on the day of each meet"),
        (
            {"around": {"priority": "B", "from": -2, "to": 1}},
            "11-14",
            "on day -2 to +1 of each B meet",
        ),
        ({"not": {"weeks": "2-4"}, "weekdays": ["mon", "tue"]}, "0-1", None),
        ({"any": [{"weeks": 1}, {"phase": "taper", "weekdays": "mon"}]}, "0-6 21", None),
        ({"not": {"weeks": "2-4"}}, "0-6", "not in weeks 2 to 4 of the plan"),
        (
            {"not": {"all": [{"weeks": "1-2"}, {"phase": "taper"}]}},
            "0-27",
            "not (in weeks 1 to 2 of the plan and in taper)",
        ),
        (
            {"not": {"weeks": "2-4", "weekdays": "mon"}},
            "0-6 8-13 15-20 22-27",
            "not (in weeks 2 to 4 of the plan and on Mondays)",
        ),
        (
            {"not": {"all": [{"weeks": 1, "weekdays": "mon"}]}},
            "1-27",
            "not (in week 1 of the plan and on Mondays)",
        ),
        (
            {"not": {"any": [{"weeks": "1-2"}, {"weeks": 4}]}},
            "14-20",
            "not (in weeks 1 to 2 of the plan or in week 4 of the plan)",
        ),
    ],
)
def test_when(when: dict[str, Any], days: str, says: str | None) -> None:
    """A `when` holds on just the days that it names, and says so."""
    clause = When.model_validate(when)
    assert spans(clause.days(CALENDAR, ATHLETES[0])) == days
    if says is not None:
        assert str(clause) == says


def test_when_depends_on_the_athlete() -> None:
    """Labels and meets that are for one athlete concern only that one, and several only what is for each of them."""
    camp, meets = (
        When.model_validate({"label": "camp"}),
        When.model_validate({"around": {"from": 0, "to": 0}}),
    )
    groups = [*([each] for each in ATHLETES), ATHLETES, [ATHLETES[1], ATHLETES[1]]]
    assert [spans(camp.days(CALENDAR, *group)) for group in groups] == ["", "7", "", "7"]
    assert [spans(meets.days(CALENDAR, *group)) for group in groups] == [
        "13 17 26",
        "13 17",
        "13 17",
        "13 17",
    ]


def test_a_rule_about_the_squad_knows_what_is_for_each_of_it(tmp_path: Path) -> None:
    """A meet or a label that is for each of those whom the rule is about counts, also where it is not for all."""
    rules = """  lanes: {limit: {athletes: fly, across: squad, per: day, at_most: 1}, when: {around: {priority: A, from: -2, to: 0}}}
  exams: {limit: {athletes: fly, across: squad, per: day, at_most: 1}, when: {label: exams}}
"""
    more = """
competitions: [{date: 2026-10-10, name: Final, priority: A, for: [100m]}]
labels: [{label: exams, from: 2026-10-06, to: 2026-10-07, for: [100m]}]
"""
    for athletes in (1, 2):
        found = small_season(tmp_path, rules, more=more, athletes=athletes)
        assert {each.id: [list(scope.days) for scope in each.scopes] for each in found.rules} == {
            "lanes": [[3, 4, 5]], "exams": [[1, 2]],
        }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ({}, "Ada Bob"),
        ({"events": "200m"}, "Bob"),
        ({"events": ["100m", "400m"]}, "Ada Bob"),
        ({"events": {"not": "400m"}}, "Ada"),
        ({"tags": "young"}, "Ada"),
        ({"tags": {"not": "young"}}, "Bob"),
        ({"level": ["club", "elite"]}, "Bob"),
        ({"names": "Bob"}, "Bob"),
        ({"sex": "female"}, "Ada"),
        ({"age": {"at_least": 18}}, "Ada"),
        ({"age": {"at_least": 19}}, ""),
        ({"age": {"at_most": 18}}, "Ada"),
        ({"age": {"at_most": 17}}, ""),
        ({"age": {"below": 18}}, ""),
        ({"age": {"below": 19}}, "Ada"),
        ({"age": {"above": 17}}, "Ada"),
        ({"age": {"above": 18}}, ""),
        ({"training_age": {"at_least": 3.5}}, "Ada"),
        ({"training_age": {"above": 3.5}}, ""),
        ({"tags": "young", "sex": "male"}, ""),
    ],
)
def test_who(who: dict[str, Any], names: str) -> None:
    """A `who` means just the athletes that it describes; an unknown age is in no range."""
    clause = Who.model_validate(who)
    assert " ".join(each.name for each in ATHLETES if clause.holds(each, CALENDAR)) == names


FACTS = Facts(frozenset({"taper", "club"}), {"age": Fraction(18), "best_100m": Fraction("11.9")})


@pytest.mark.parametrize(
    ("written", "value", "says"),
    [
        (2, "2", "2"),
        (10.5, "21/2", "10.5"),
        ("10%", "1/10", "10 %"),
        ("12.5 %", "1/8", "12.5 %"),
        ("60 * age", "1080", "(60 x age)"),
        ("min(60 * age, 900)", "900", None),
        ("max(age - 20, 0) + 1/2", "1/2", None),
        ("max(1, age, 3)", "18", None),
        ("3 * 4 + 1", "13", None),
        ("100 / (age - 17)", "100", None),
        ("best_100m * 2", "119/5", "(best 100m x 2)"),
        ("-age", "-18", None),
        ({"taper": 700, "otherwise": 1200}, "700", "700 (taper), else 1,200"),
        ({"general-preparation": 700, "otherwise": 1200}, "1200", None),
        ({"club": {"taper": "age", "otherwise": 2}, "taper": 3}, "18", None),
        ({"general-preparation": 700}, None, None),
    ],
)
def test_numbers(written: Any, value: str | None, says: str | None) -> None:
    """A number is a constant, a percentage, a formula or a choice by the first word that holds."""
    number = parse_number(written)
    assert number.at(FACTS) == (None if value is None else Fraction(value))
    assert says is None or str(number) == says
    assert parse_number(number.written()) == number


def test_figures_of_a_number() -> None:
    """The figures of the athlete that a number is computed from are those of all its choices."""
    number = parse_number({"taper": "60 * age", "club": {"rest": "min(best_100m, 12)"}, "otherwise": 3})
    assert list(number.figures()) == ["age", "best_100m"]


@pytest.mark.parametrize(
    "written",
    ["", "ten", "1 +", "age +", "age age", "age.real", "age[0]", "[1][0]", "lambda: 1", "(lambda: 1)()", "1 if age else 2",
     "f(age)", "__import__('os')", "min()", "min", "min(age, a=1)", "height * 2", "1,000", "1_000", "0x1F", "1e3", "1e400",
     "010", "9 ** 9", "2 ** 99999999", "7 // 2", "1/0", "age = 3", "'1'", "1j", "+1", "()", "(1, 2)", "True", "not age",
     "age < 3", "x:=1", "{}", "[1]", "None", ".5", "5.", True, None, {}, [1], {"taper": "ten"}, "9" * 81, "age" + "+1" * 60],
)  # fmt: skip
def test_wrong_numbers_are_refused(written: Any) -> None:
    """Anything but a number, a percentage or plain arithmetic on known figures is refused, and never run."""
    with pytest.raises(PydanticCustomError):
        parse_number(written)


def test_deep_choice_of_numbers() -> None:
    """What is wrong in a choice of numbers is found at its own place."""
    with pytest.raises(Exception, match="found") as caught:
        parse_number({"taper": {"club": [1]}})
    assert caught.value.context["path"] == ["taper", "club"]  # type: ignore[attr-defined]


def test_written_again() -> None:
    """A selector and a number come out as they went in."""
    for value in ("speed", {"any": ["speed", {"all": ["a", "b"]}]}, {"not": "x"}, {"day": "low"},
                  {"intensity": {"above": 95.0, "at_most": 99.5}}):  # fmt: skip
        assert parse_what(value).written() == value
    for number in (2, 2.5, "10%", "60 * age", {"taper": 1, "otherwise": {"club": "5%"}}):
        assert parse_number(number).written() == number


@pytest.mark.parametrize(
    ("written", "forms", "unless", "rest"),
    [
        ("fly", "fly", "", False),
        ("accel", "accel@20 accel@30", "", False),
        ("strength", "lift", "", False),
        ("medium", "jumps lift", "", False),
        ("rest", "", "", True),
        ("sprint", "", "", False),
        (["fly", "tempo"], "fly tempo", "", False),
        (["fly", "rest"], "fly", "", True),
        ({"any": ["strength", "low"]}, "lift tempo", "", False),
        ({"all": ["running", "high"], "not": "race"}, "accel@20 accel@30 fly hills", "", False),
        ({"not": "running"}, "jumps lift massage", "", False),
        ({"not": ["running", "massage"]}, "jumps lift", "", False),
        ({"day": "medium"}, "jumps lift", "accel@20 accel@30 fly hills race", False),
        ({"day": "strength"}, "lift", "", False),
        ([{"day": "medium"}, "rest"], "jumps lift", "accel@20 accel@30 fly hills race", True),
        ({"intensity": {"above": 95}}, "fly race", "", False),
        ({"intensity": {"at_least": 95}}, "accel@20 accel@30 fly race", "", False),
        ({"intensity": {"at_most": 95}}, "hills tempo", "", False),
        ({"intensity": {"below": 95}}, "tempo", "", False),
        ({"intensity": {"at_least": 90, "at_most": 95}}, "hills", "", False),
        ({"distance": {"at_most": 30}}, "accel@20 accel@30 fly", "", False),
        ({"distance": {"below": 30}}, "accel@20", "", False),
        ({"rest": {"above": 3}}, "fly hills race", "", False),
        ({"rest": {"at_least": 3}}, "accel@30 fly hills lift race", "", False),
        ({"rpe": {"at_most": 3}}, "massage tempo", "", False),
        ({"any": ["speed"], "distance": {"above": 30}}, "hills", "", False),
    ],
)
def test_what(written: Any, forms: str, unless: str, rest: bool) -> None:
    """A selector means just these forms of the manual's catalogue."""
    what = parse_what(written)
    chosen = what.on(manual_catalogue())
    assert (" ".join(sorted(chosen.forms)), " ".join(sorted(chosen.unless))) == (forms, unless)
    assert chosen.rest == rest
    assert parse_what(what.written()).on(manual_catalogue()) == chosen


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x" * 61,
        [],
        {},
        3,
        {"al": ["x"]},
        {"all": "x"},
        {"all": []},
        {"day": ["low"]},
        {"day": "low", "not": "x"},
        {"intensity": 95},
        {"intensity": {"over": 95}},
        {"intensity": {"above": "95"}},
        {"not": {"day": "low"}},
        [{"day": "low"}, "speed"],
        {"all": [{"day": "low"}, "speed"]},
    ],
)
def test_wrong_selectors_are_refused(written: Any) -> None:
    """A selector that cannot be meant is refused."""
    with pytest.raises(PydanticCustomError):
        parse_what(written)


def scope(days: list[int], known_from: int = 0) -> Scope:
    """The scope of a rule for Ada on some days."""
    return Scope(CALENDAR, manual_catalogue(), [ATHLETES[0]], days, known_from)


@pytest.mark.parametrize(
    ("per", "when", "windows"),
    [
        ("week", {}, "0-6 | 7-13 | 14-20 | 21-27"),
        ("week", {"weekdays": ["mon", "tue"], "weeks": "1-2"}, "0-1 | 7-8"),
        ("phase", {}, "0-20 | 21-27"),
        ("season", {"weeks": [1, 3]}, "0-6 14-20"),
        ("cycle", {}, "0-8 | 9-17 | 18-26 | 27"),
        ("weekend", {"weeks": "1-2"}, "5-6 | 12-13"),
        ("club", {"weeks": 1}, "1 3"),
        ("early", {"weeks": "1-2"}, "0-1 | 7-8"),
        ("day", {"weekdays": "sun"}, "6 | 13 | 20 | 27"),
        ("slot", {"dates": {"to": dt.date(2026, 10, 6)}}, "0 am | 0 pm | 1 am | 1 pm"),
        ({"priority": "A", "from": -2, "to": 1}, {}, "15-18 | 24-27"),
        ({"rounds": 2, "from": 1, "to": 4}, {}, "14-17 | 27"),
        ({"between": "A"}, {}, "18-25"),
        ({"between": "B"}, {}, ""),
        ("3 days", {"weeks": 1}, "0 cut | 0-1 cut | 0-2 | 1-3 | 2-4 | 3-5 | 4-6"),
        ("3 days", {"weekdays": ["mon", "wed"], "weeks": 1}, "0 cut | 0 2 cut"),
    ],
)
def test_windows(per: Any, when: dict[str, Any], windows: str) -> None:
    """The windows of solver and auditor are just these; a rolling one knows whether it is whole."""
    here = scope(When.model_validate(when).days(CALENDAR, ATHLETES[0]))
    clause = parse_per(per)
    for found in (clause.windows(here), clause.found(here, Diary((), CALENDAR.length))):
        written = [
            f"{spans(w.days)}{f' {w.slot}' if w.slot else ''}{'' if w.whole else ' cut'}" for w in found
        ]
        assert " | ".join(written) == windows
    assert parse_per(clause.written()) == clause


@pytest.mark.parametrize(
    ("history", "windows"), [(True, "-2 to 0 | -1 to 1"), (False, "0 to 0 cut | 0 to 1 cut")]
)
def test_windows_reach_into_the_history(history: bool, windows: str) -> None:
    """A rolling window looks at the days before the plan, where they are known and wanted."""
    here = scope([0, 1], known_from=-2)
    clause = parse_per("3 days")
    for found in (clause.windows(here, history), clause.found(here, Diary((), CALENDAR.length), history)):
        written = [f"{w.days[0]} to {w.days[-1]}{'' if w.whole else ' cut'}" for w in found]
        assert " | ".join(written) == windows


@pytest.mark.parametrize("written", ["", 7, {"between": "D"}, {"from": 1}, {"from": 1, "too": 2}, ["week"]])
def test_wrong_windows_are_refused(written: Any) -> None:
    """A window that cannot be meant is refused."""
    with pytest.raises(PydanticCustomError):
        parse_per(written)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        (2, Length(2, "day")),
        ("2 days", Length(2, "day")),
        ("1 day", Length(1, "day")),
        ("48 hours", Length(48, "hour")),
        ("36h", Length(36, "hour")),
        ("2 weeks", Length(14, "day")),
        ("1 week", Length(7, "day")),
    ],
)
def test_lengths(written: Any, length: Length) -> None:
    """A length is a number of days or of hours."""
    assert parse_length(written) == length
    assert parse_length(str(length)) == length


@pytest.mark.parametrize("written", [0, -1, True, "0 days", "two days", "2 months", "1.5 days", None])
def test_wrong_lengths_are_refused(written: Any) -> None:
    """A length that is not a whole number of hours, days or weeks is refused."""
    with pytest.raises(PydanticCustomError):
        parse_length(written)


@pytest.mark.parametrize(
    ("written", "offset"),
    [
        ("same day", Offset(0)),
        ("same slot", Offset(0, "same")),
        ("earlier the same day", Offset(0, "earlier")),
        ("later the same day", Offset(0, "later")),
        ("1 day before", Offset(-1)),
        ("2 days after", Offset(2)),
    ],
)
def test_places_nearby(written: str, offset: Offset) -> None:
    """A place near by is a day before or after, or a slot of the same day."""
    assert parse_offset(written) == offset


@pytest.mark.parametrize("written", ["0 days before", "tomorrow", "1 week before", 1])
def test_wrong_places_are_refused(written: Any) -> None:
    """Any other place is refused."""
    with pytest.raises(PydanticCustomError):
        parse_offset(written)


def test_unknown_words_are_refused() -> None:
    """No clause lets an unknown word pass."""
    for model in (When, Who, Athlete):
        with pytest.raises(ValidationError):
            TypeAdapter(model).validate_python({"wenn": 1})


def test_what_is_inside_a_rule_is_found() -> None:
    """The selectors and numbers of a rule are found, those in a list of its parts too, but none inside another."""
    _, rule = rule_of(
        "{limit: {days: {any: [speed, tempo]}, at_most: {taper: 2, otherwise: 3}}, given: {days: lift, exactly: 1}}"
    )
    for _ in range(2):
        assert [str(what) for what in rule.kind.whats()] == ["speed or tempo"]
        assert [str(number) for number in rule.kind.numbers()] == ["2 (taper), else 3"]
        assert [str(what) for what in parts_of([rule.kind, rule.given], What)] == ["speed or tempo", "lift"]


SOFT = {"all": ["speed", {"any": [{"rest": {"below": 2}}, {"rest_per_10m": {"below": 0.5}}]}]}


@pytest.mark.parametrize(("kind", "rule", "said"), [
    ("pairing", {"each": "speed", "avoids": "lift", "within": ["1 day before"]}, "never lift 1 day before speed"),
    ("pairing", {"each": "speed", "avoids": "lift", "within": ["same day", "1 day after"]},
     "never lift on the same day as or 1 day after speed"),
    ("progression", {"sessions": "speed", "rise": {"at_most": "10%"}, "base": 6},
     "speed sessions may rise by at most 10 % from week to week (counted from 6 sessions)"),
    ("limit", {"sessions": SOFT, "per": "week", "at_most": 0},
     "no sessions of speed with either rest below 2 min or rest per 10 m below 0.5 min per week"),
])  # fmt: skip
def test_rules_are_read_in_plain_english(kind: str, rule: dict[str, Any], said: str) -> None:
    """Places, amounts and selectors within each other read as a coach would say them."""
    assert KINDS[kind].model_validate(rule).says() == said
