"""Slips of the pen in rulebooks and scenarios: each is told with its place, none of them crashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from solver.errors import InputError
from solver.examples import checked, unnoticed
from solver.files.shelves import shipped
from solver.loading.books import read_book
from solver.loading.load import load
from solver.typed import read_week
from tests.conftest import Run

ROWS = "examples: {holds: {two: speed . tempo . speed . .}, breaks: {one: . . tempo . speed . .}}"
LIMIT = "limit: {sessions: speed, per: week, at_least: 2}"
UNKNOWN = "unknown session, tag or class"


def book(tmp_path: Path, rule: str, more: str = "") -> Path:
    """A rulebook of one rule with its rows, with no catalogue near it."""
    path = tmp_path / "book.yaml"
    path.write_text(f"rulebook: b\ntitle: B\nrules:\n  two:\n    {rule}\n    {ROWS}\n{more}")
    return path


def told(path: Path) -> list[str]:
    """What is wrong with a rulebook, without the folder of the file."""
    return [str(each).partition("book.yaml:")[2] or str(each) for each in checked(path).problems]


# ---- rulebooks as they are tested -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "limit: {sessions: speed, per: weeks, at_least: 2}",
            "5:35  rules.two.limit.per\n  unknown window 'weeks'; did you mean 'week'?",
        ),
        (
            "limit: {days: strenght, per: week, at_least: 2}",
            f"5:19  rules.two.limit.days\n  {UNKNOWN} 'strenght'; did you mean 'strength'?",
        ),
        (
            "ratio: {of: {metres: tempos}, to: {metres: speed}, per: week, at_most: 1}",
            f"5:26  rules.two.ratio.of.metres\n  {UNKNOWN} 'tempos'; did you mean 'tempo'?",
        ),
        (
            f"when: {{phase: specific-prep}}\n    {LIMIT}",
            "5:19  rules.two.when.phase\n  unknown phase 'specific-prep'; did you mean 'specific-preparation'?",
        ),
        (
            "limit: {sessions: speed, per: week, at_least: {tapper: 1, otherwise: 2}}",
            "5:52  rules.two.limit.at_least.tapper\n"
            "  unknown phase, event, level or tag 'tapper'; did you mean 'taper'?",
        ),
        (
            "limit: {sessions: speed, per: week, at_least: 3, at_most: 2}",
            "5:63  rules.two.limit.at_most\n  no amount is at least 3 and at most 2",
        ),
    ],
)
def test_a_misspelt_word_is_told_once(rule: str, said: str, tmp_path: Path) -> None:
    """A word that means nothing is the one thing told of its rule, at its place, with the nearest word."""
    file = book(tmp_path, rule)
    assert told(file) == [said]
    assert unnoticed(file) == []


def test_all_of_a_rulebook_is_told_at_once(tmp_path: Path) -> None:
    """A rule and a modifier with something wrong are two problems of one reading."""
    file = book(tmp_path, "limit: {sessions: speed}", "modifiers:\n  easy: {rules: [two]}\n")
    with pytest.raises(InputError) as caught:
        read_book(file)
    assert [each.path for each in caught.value.problems] == ["rules.two.limit", "modifiers.easy"]


def test_a_phase_of_the_setting_is_known(tmp_path: Path) -> None:
    """A phase of the coach's own is known to a rule if the setting of its rows has it, and only then."""
    rule = f"when: {{phase: camp}}\n    {LIMIT}"
    bare = book(tmp_path, rule)
    assert [each.partition("\n  ")[2][:20] for each in told(bare)] == ["unknown phase 'camp'"]
    bare.write_text(bare.read_text().replace("examples: {", "examples: {setting: {phase: camp}, "))
    assert told(bare) == []


def test_words_of_a_modifier_are_told(tmp_path: Path) -> None:
    """The phase of a modifier is looked at as well, and its rows are not played by a rule that means nothing."""
    rows = "examples: {holds: {a: speed . . . . . .}, breaks: {b: . . . . . . .}}"
    slip = f"modifiers:\n  easy: {{when: {{phase: tapering}}, rules: two, floors: 50%, {rows}}}\n"
    found = told(book(tmp_path, LIMIT, slip))
    assert found == ["8:24  modifiers.easy.when.phase\n  unknown phase 'tapering'; did you mean 'taper'?"]
    sound = slip.replace("tapering", "taper")
    found = told(book(tmp_path, LIMIT.replace("per: week", "per: weeks"), sound))
    assert found == ["5:35  rules.two.limit.per\n  unknown window 'weeks'; did you mean 'week'?"]


def test_a_misspelt_window_on_the_screen(run: Run) -> None:
    """`test` names a misspelt window and goes on, with the exit code for examples that are wrong."""
    book(Path(), LIMIT.replace("per: week", "per: weeks"))
    code, out, err = run("test", "book.yaml", "--no-solver")
    assert (code, err) == (1, "")
    assert "book.yaml:5:35  rules.two.limit.per\n  unknown window 'weeks'; did you mean 'week'?" in out
    assert "1 rule, 2 examples: 1 problem" in out


def test_the_shipped_catalogue_is_at_hand(tmp_path: Path) -> None:
    """Without a catalogue near it, a rulebook's rows are those of the shipped one, as its plans are."""
    rule = "limit: {sessions: sprints-60, per: week, at_least: 1}"
    file = book(tmp_path, rule)
    rows = ROWS.replace("speed . tempo . speed", "sprints-60 . extensive-tempo . .").replace(" speed", " .")
    file.write_text(file.read_text().replace(ROWS, rows))
    assert told(file) == []


# ---- scenarios --------------------------------------------------------------------------------------------

SCENARIO = """\
scenario: s
title: S
calendar: {starts: 2026-10-05, weeks: 3}
athlete: {name: A, events: [100m], born: 2000, tags: [school]}
phases: [{phase: camp, weeks: 1}, {phase: general-preparation, weeks: 1}, {phase: taper, weeks: 1}]
away: [{from: 2026-10-06, to: 2026-10-06, for: school}]
rules:
  camp-days: {when: {phase: camp}, limit: {days: speed, at_most: 3}}
"""
ORDER = "  first: {order: {then: flying, after: {sessions: acceleration, at_least: 4}}}\n"


def warned(tmp_path: Path, *changes: tuple[str, str], more: str = "") -> list[str]:
    """The warnings of the scenario after changes, without the folder of the file."""
    text = SCENARIO
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "s.yaml"
    file.write_text(text + more)
    return [each.partition("s.yaml:")[2] for each in load(file).warnings]


def test_a_phase_that_no_rule_knows(tmp_path: Path) -> None:
    """A phase that is no standard one and that no rule names is told, with the nearest one that is known."""
    assert warned(tmp_path) == []
    assert warned(tmp_path, ("general-preparation", "general-prep")) == [
        "5:43  phase 'general-prep': no rule speaks of it; did you mean 'general-preparation'?",
    ]
    assert warned(tmp_path, ("general-preparation", "xylophone")) == [
        "5:43  phase 'xylophone': no rule speaks of it",
    ]


def test_a_tag_that_nothing_names(tmp_path: Path) -> None:
    """A tag that no rule, meet, absence or label names is told, with the nearest one that is named."""
    away = ("for: school", "for: A")
    assert warned(tmp_path, away) == [
        "4:55  tag 'school': no rule, meet, absence or label names it",
    ]
    rule = "  their-own: {who: {tags: schools}, limit: {days: speed, at_most: 3}}\n"
    assert warned(tmp_path, away, more=rule) == [
        "4:55  tag 'school': no rule, meet, absence or label names it; did you mean 'schools'?",
    ]
    assert warned(tmp_path, away, more=rule.replace("schools", "school")) == []
    number = "  their-own: {limit: {days: speed, at_most: {school: 2, otherwise: 3}}}\n"
    assert warned(tmp_path, away, more=number) == []


def test_an_event_at_which_no_meets_are_held(tmp_path: Path) -> None:
    """An event that is no usual one is told, unless a rule names it."""
    odd = ("events: [100m]", "events: [120m]")
    (said,) = warned(tmp_path, odd)
    assert said.endswith("event '120m': no usual one; is it a slip of the pen?")
    rule = "  their-own: {who: {events: 120m}, limit: {days: speed, at_most: 3}}\n"
    assert warned(tmp_path, odd, more=rule) == []


def test_an_order_in_vain(tmp_path: Path) -> None:
    """An order is told if its first part may not be planned and was not done often enough before."""
    said = (
        "9:3  first: can never be met: 'sessions' leaves out acceleration, "
        "without enough of which before the plan there can be no flying"
    )
    left_out = ("title: S", "title: S\nsessions: {not: acceleration}")
    (found,) = warned(tmp_path, left_out, more=ORDER)
    assert re.sub(r"^\d+:\d+", "9:3", found) == said
    assert warned(tmp_path, more=ORDER) == []
    enough = "history: {totals: [{session: acceleration, times: 4}]}\n"
    assert warned(tmp_path, left_out, more=f"{ORDER}{enough}") == []
    few = enough.replace("4", "3")
    assert len(warned(tmp_path, left_out, more=f"{ORDER}{few}")) == 1
    neither = ("title: S", "title: S\nsessions: {not: [acceleration, flying]}")
    assert warned(tmp_path, neither, more=ORDER) == []


def test_warnings_are_shown(run: Run) -> None:
    """`check` shows what a scenario's words come to nothing with."""
    Path("s.yaml").write_text(SCENARIO.replace("general-preparation", "general-prep"))
    code, _, err = run("check", "s.yaml")
    assert code == 0
    assert "s.yaml:5:43  phase 'general-prep': no rule speaks of it; did you mean" in err


@pytest.mark.parametrize("chosen", ["{day: high}", "[{day: high}, rest]"])
def test_sessions_are_not_days(chosen: str, tmp_path: Path) -> None:
    """What may be planned are sessions: a selector of whole days is refused at its place."""
    with pytest.raises(InputError, match=r"s\.yaml:3:11  sessions\n  found high days, expected sessions"):
        warned(tmp_path, ("title: S", f"title: S\nsessions: {chosen}"))


def test_born_after_the_plan(tmp_path: Path) -> None:
    """An athlete born in the year of the plan or later is refused, in a scenario and in a dated week."""
    with pytest.raises(InputError, match=r"athlete\.born\n  found 2026, expected a year before 2026"):
        warned(tmp_path, ("born: 2000", "born: 2026"))
    week = tmp_path / "week.yaml"
    week.write_text("week: w\ntitle: W\nstarts: 2026-10-05\nathlete: {born: 2030}\ndays: {mon: rest}\n")
    with pytest.raises(InputError, match=r"4:17  athlete\.born\n  found 2030, expected a year before 2026"):
        read_week(week, [])


# ---- claims of a scenario ---------------------------------------------------------------------------------


def test_claims_of_a_scenario(run: Run) -> None:
    """`rules --claims` of a scenario shows the claims of its rulebooks with the rules that answer them there."""
    code, out, _ = run("rules", "--claims", str(shipped() / "scenarios" / "week-100m-gpp.yaml"))
    assert "tempo-is-slow" in out
    found = re.search(r"(\d+) of (\d+) claims", out)
    assert found and int(found[2]) >= 36
    assert code == int(found[1] != found[2])
