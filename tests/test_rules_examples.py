"""The harness of examples: what it reads, what it finds wrong, what it would not notice."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from solver.errors import InputError
from solver.examples import checked, manual_catalogue, unnoticed
from solver.examples.forms import form_of
from solver.examples.rows import parse_row
from solver.loading.load import read_catalogue

SHIPPED = Path(__file__).parent.parent / "constraints"
MANUAL = Path(__file__).parent.parent / "solver" / "examples" / "manual.yaml"
BOOKS = [path for path in sorted(SHIPPED.glob("*.yaml")) if path.name != "catalogue.yaml"]
GOOD = """
rulebook: test
title: Test
rules:
  speed-every-week:
    limit: {sessions: speed, per: week, at_least: 2}
    examples:
      holds:
        two: speed . tempo . speed . .
      breaks:
        one: . . tempo . speed . . -> 1 speed session in week 1, at least 2
"""


def book(tmp_path: Path, text: str) -> Path:
    """A rulebook with that text, beside the manual's catalogue."""
    path = tmp_path / "test.yaml"
    (tmp_path / "catalogue.yaml").write_text(MANUAL.read_text(encoding="utf-8"), encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return path


def messages(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is wrong with the good rulebook after a change."""
    assert old in GOOD
    return [problem.message for problem in checked(book(tmp_path, GOOD.replace(old, new))).problems]


def test_good_book_passes(tmp_path: Path) -> None:
    """Nothing is wrong with true examples, also for OR-Tools."""
    found = checked(book(tmp_path, GOOD), with_solver=True)
    assert (found.rules, found.rows, found.problems) == (1, 2, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("two: speed . tempo", "two: . . tempo", "breaks the rule: 1 speed session in week 1, at least 2"),
        ("one: . .", "one: speed .", "holds the rule"),
        (
            "1 speed session in",
            "2 speed sessions in",
            "the complaint is: 1 speed session in week 1, at least 2",
        ),
        ("two: speed .", "two: sped .", "unknown session, tag or class 'sped'; did you mean 'speed'?"),
        (
            "two: speed .",
            "two: speed:3:m .",
            "found 'speed:3:m', expected a session such as speed, am=lift, race@A or tempo:1500m",
        ),
        (
            "two: speed .",
            "two: speed:3k .",
            "unknown measure 'k'; known: contacts, distance, load, metres,"
            " minutes, reps, sessions, sets, total_metres",
        ),
        ("two: speed .", "two: speed . |", "found 2 days before '|', expected whole weeks of 7"),
        ("two: speed . tempo . speed . .", "{days: speed, points: 2}", ""),
    ],
)
def test_wrong_rows_are_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A row that is not as it claims, or cannot be read, is told with the right words."""
    if not said:
        new, said = "two: {days: speed . . fly, points: 2}", "costs 0 points, expected 2"
    assert messages(tmp_path, old, new) == [said]


def test_missing_rows_are_found(tmp_path: Path) -> None:
    """A rule without a week that breaks it is told so, at its place in the file."""
    path = book(tmp_path, GOOD[: GOOD.index("      breaks:")])
    (problem,) = checked(path).problems
    assert str(problem).endswith("no example of a week that breaks the rule")
    assert problem.mark is not None and problem.mark.line == 6


MODIFIED = GOOD.replace(
    "      breaks:\n        one: . . tempo . speed . . -> 1 speed session in week 1, at least 2\n",
    "      breaks:\n        one: . . tempo . speed . . -> 1 speed session in week 1, at least 2\n"
    """  tempo-metres:
    limit: {metres: tempo, at_most: 1000}
    examples: {holds: {just: "tempo:1000m"}, breaks: {more: "tempo:1001m"}}
modifiers:
  easy-weeks:
    when: {loading: unload}
    rules: [speed-every-week, tempo-metres]
    floors: 50%
    caps: 80%
    examples:
      holds:
        one: . speed . . . . .
        tempo: {days: "tempo:800m", rule: tempo-metres}
      breaks:
        none: . . tempo . . . . -> no speed sessions in week 1, at least 1
        loading: {days: . speed . . . . ., loading: loading}
        tempo: {days: "tempo:801m", rule: tempo-metres}
""",
)


def test_examples_of_modifiers_are_played(tmp_path: Path) -> None:
    """Rows of a modifier are judged by the rule they name, else the first, with the modifier at work."""
    found = checked(book(tmp_path, MODIFIED), with_solver=True)
    assert (found.rules, found.rows, found.problems) == (2, 9, [])
    # a half of two sessions is one, and so is 51 %: only this number may be other than it is
    found_numbers = [str(each).partition("  ")[2] for each in unnoticed(book(tmp_path, MODIFIED))]
    assert found_numbers == ["modifiers.easy-weeks.floors: 50% -> 51% unnoticed"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one: . speed . .", "one: . . . .", "breaks the rule: no speed sessions in week 1, at least 1"),
        ("none: . . tempo", "none: . . speed", "holds the rule"),
        ("at least 1\n        loading", "at least 2\n        loading",
         "the complaint is: no speed sessions in week 1, at least 1"),
        ('800m", rule: tempo-metres', '800m", rule: tempo-meters',
         "unknown rule 'tempo-meters'; did you mean 'tempo-metres'?"),
        ("rules: [speed-every-week, tempo-metres]", "rules: [speed-every-week]",
         "the modifier does not change the rule 'tempo-metres'"),
        ("    rules: [speed-every-week, tempo-metres]\n", "",
         "'rule' is missing: the modifier is for all rules, so a row has to name one"),
    ],
)  # fmt: skip
def test_wrong_rows_of_modifiers_are_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A row of a modifier that is not as it claims, or has no rule to be judged by, is told at its place."""
    assert MODIFIED.count(old) == 1
    problems = checked(book(tmp_path, MODIFIED.replace(old, new))).problems
    assert said in [each.message for each in problems]
    assert all(" modifiers.easy-weeks.examples." in f" {str(each).partition('  ')[2]}" for each in problems)


def test_missing_rows_of_modifiers_are_found(tmp_path: Path) -> None:
    """A modifier of a rule of the same book needs weeks that hold and break; one of other books may do without."""
    bare = MODIFIED[
        : MODIFIED.index("    examples:\n      holds:\n        one: . speed . . . . .\n        tempo")
    ]
    (problem,) = checked(book(tmp_path, bare)).problems
    assert str(problem).endswith("no example of a week that holds and breaks the rule")
    elsewhere = bare.replace("rules: [speed-every-week, tempo-metres]", "rules: [of-another-book]")
    assert checked(book(tmp_path, elsewhere)).problems == []


def test_idle_modifiers_are_told(tmp_path: Path) -> None:
    """A modifier whose rows come out the same without it is told, and so are its numbers."""
    idle = MODIFIED.replace("floors: 50%", "floors: 100%").replace("caps: 80%", "caps: 100%")
    found = [str(each).partition("  ")[2] for each in unnoticed(book(tmp_path, idle))]
    assert "modifiers.easy-weeks: no row would notice if it were not there" in found
    off_by_one = MODIFIED.replace('tempo: {days: "tempo:801m"', 'tempo: {days: "tempo:950m"')
    found = [str(each).partition("  ")[2] for each in unnoticed(book(tmp_path, off_by_one))]
    assert found[1:] == ["modifiers.easy-weeks.caps: 80% -> 81% unnoticed"]


def test_a_number_that_only_moves_the_level_is_noticed(tmp_path: Path) -> None:
    """A must around a softer limit is noticed by a row that breaks the softer one in any case."""
    rule = "limit: {sessions: speed, per: week, at_least: 1, should: {at_least: 2}}"
    text = GOOD.replace("limit: {sessions: speed, per: week, at_least: 2}", rule)
    text = text.replace("one: . . tempo . speed . . -> 1 speed session in week 1, at least 2",
                        "one: {days: . . tempo . speed . ., points: 1}\n        none: {days: . . . ., points: 2}")  # fmt: skip
    assert checked(book(tmp_path, text)).problems == [] == unnoticed(book(tmp_path, text))


def test_unplannable_row_is_found(tmp_path: Path) -> None:
    """A row that no plan could have (the same session twice a day) is told so."""
    (said,) = messages(tmp_path, "two: speed .", "two: speed+accel .")
    assert said == "cannot be planned: accel 2 times on Mon 5 Oct"


def test_broken_book_is_refused(tmp_path: Path) -> None:
    """A rulebook with a wrong word is refused as everywhere else."""
    with pytest.raises(InputError, match="did you mean 'at_least'"):
        checked(book(tmp_path, GOOD.replace("at_least: 2}", "at_leest: 2}")))


def test_numbers_off_by_one_are_noticed(tmp_path: Path) -> None:
    """The number of the good rule cannot be moved without a row noticing."""
    assert unnoticed(book(tmp_path, GOOD)) == []


def test_numbers_off_by_one_are_told(tmp_path: Path) -> None:
    """A number that no row hangs on is told with its line, in both directions."""
    text = GOOD.replace("at_least: 2}", "at_least: 2, at_most: 6, per_unit: 3}")
    path = "rules.speed-every-week.limit"
    found = [str(each).partition("  ")[2] for each in unnoticed(book(tmp_path, text))]
    assert found == [
        f"{path}.at_most: 6 -> 7 unnoticed",
        f"{path}.at_most: 6 -> 5 unnoticed",
        f"{path}.per_unit: 3 -> 4 unnoticed",
        f"{path}.per_unit: 3 -> 2 unnoticed",
    ]


def test_numbers_in_text_are_moved(tmp_path: Path) -> None:
    """Percentages, lengths and weeks in text are moved too, names with a number in them are not."""
    rule = "{limit: {sessions: sprints-60, per: 9 days, at_most: 7}, when: {weeks: 1-4}, who: {events: 100m}}"
    text = GOOD.replace(
        "limit: {sessions: speed, per: week, at_least: 2}", rule[1:-1].replace("}, ", "}\n    ")
    )
    shelf = read_catalogue(SHIPPED / "catalogue.yaml")
    said = "".join(map(str, unnoticed(book(tmp_path, text), shelf)))
    assert "per: 9 days -> 10 days" in said and "weeks: 1-4 -> 1-5" in said and "weeks: 1-4 -> 2-4" in said
    assert "sprints" not in said and "101m" not in said


@pytest.mark.parametrize(
    ("token", "amounts"),
    [
        ("accel", {"reps": 4, "metres": 120, "minutes": 42, "load": 252}),
        ("speed:300m", {"metres": 300, "total_metres": 300, "reps": 4, "minutes": 42}),
        ("fly:300m", {"metres": 300, "total_metres": 500}),
        ("tempo:60min", {"minutes": 60, "load": 180}),
        ("tempo:60min,600au", {"minutes": 60, "load": 600}),
        ("accel:6x20m", {"reps": 6, "metres": 120, "distance": 20}),
        ("fly:6x20m", {"metres": 120, "total_metres": 240}),
        ("jumps:45contacts", {"contacts": 45, "sets": 3}),
        ("race@A3", {"reps": 3, "metres": 300}),
        ("race@A3:90m", {"reps": 3, "metres": 90}),
    ],
)
def test_amounts(token: str, amounts: dict[str, int]) -> None:
    """A token holds the amounts that it states, the others as at the smallest dose."""
    (item,) = parse_row(token).items
    form, count = form_of(manual_catalogue(), item)
    assert {measure: form.amount(measure, count) for measure in amounts} == amounts


def test_a_row_states_an_intensity() -> None:
    """`tempo:80%` is done at 80 %, whatever the catalogue says, also with other amounts; the rest stays."""
    (item, both) = parse_row("tempo:80% tempo:6x200m,82.5%").items
    shelf = manual_catalogue()
    form, count = form_of(shelf, item)
    assert shelf.attribute(form, "intensity") == (80, 80)
    assert (form.amount("metres", count), form.distance, count) == (1000, 100, 1)
    form, count = form_of(shelf, both)
    assert shelf.attribute(form, "intensity") == (Fraction(165, 2), Fraction(165, 2))
    assert (form.amount("metres", count), form.distance) == (1200, 200)
    assert shelf.attribute(shelf.forms["tempo"], "intensity") == (65, 75)


@pytest.mark.parametrize(
    "token", ["tempo:%", "tempo:8.%", "tempo:.5%", "tempo:1.2.3%", "tempo:80%%", "tempo:x%"]
)
def test_no_intensity(token: str) -> None:
    """What looks like an intensity but is no number is refused, with what may stand there."""
    with pytest.raises(InputError, match="expected an amount such as 300m, 60min, 600au, 6x30m or 80%"):
        parse_row(token)


def test_rows_of_two_weeks_and_two_athletes() -> None:
    """`|` stands between weeks, `&` between athletes, `+` between sessions of a day."""
    row = parse_row(". am=speed+pm=lift . . . . . | race@B2 & tempo -> too much")
    places = [
        (item.athlete, item.day, item.slot, item.word, item.priority, item.rounds) for item in row.items
    ]
    assert places == [
        (0, 1, "am", "speed", "", 1),
        (0, 1, "pm", "lift", "", 1),
        (0, 7, "", "race", "B", 2),
        (1, 0, "", "tempo", "", 1),
    ]
    assert (row.weeks, row.athletes, row.complaint) == (2, 2, "too much")


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.slow) if path.stem == "cookbook" else path for path in BOOKS],
    ids=lambda path: path.stem,
)
def test_shipped_examples_are_true(path: Path) -> None:
    """Every example of a shipped rulebook is true, also for OR-Tools, and every rule has some."""
    assert [str(problem) for problem in checked(path, with_solver=True).problems] == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_shipped_examples_notice_every_number(path: Path) -> None:
    """Changing any number of a shipped rule by one upsets some row."""
    assert unnoticed(path) == []
