"""Overlays: a few lines on top of a scenario, merged as text, each value with its place."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.errors import InputError
from solver.files.page import dumps
from solver.files.shelves import find, open_file
from solver.files.source import parse
from solver.loading import resolved as together
from solver.loading.load import load, read
from solver.loading.saving import as_one, overlay_text, save_overlay
from solver.overlays.lineage import on_top as applied
from solver.overlays.overlay import Overlay, composed, laid
from solver.season import Season
from tests.club import BOOK, CATALOGUE

SCENARIO = """\
scenario: autumn
title: Four weeks of autumn
catalogue: small
calendar: {starts: 2026-10-05, weeks: 4, slots: [am, pm]}
athletes:
  - {name: A. Sprinter, events: [100m], best: {100m: 11.40}}
  - {name: Ben, events: [100m]}
phases:
  - {phase: general-preparation, weeks: 1}
  - {phase: specific-preparation, weeks: 2}
  - {phase: general-preparation, weeks: 1}
competitions:
  - {date: 2026-10-17, name: Club match, priority: C}
  - {date: 2026-10-24, name: County championship, priority: A}
away:
  - {from: 2026-10-08, to: 2026-10-09, reason: family}
  - {from: 2026-10-29, to: 2026-10-31, reason: family}
history:
  since: 2026-09-28
  days:
    - {date: 2026-10-01, session: tempo, reps: 10, athlete: Ben}
    - {date: 2026-10-03, session: tempo, reps: 10, athlete: Ben}
rulebooks: [basics]
rules:
  days-apart: {level: should}
  sundays: {says: Sundays are free., when: {weekdays: sun}, pin: {avoid: high}}
"""


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario, a rulebook and a catalogue."""
    monkeypatch.chdir(tmp_path)
    Path("constraints").mkdir()
    Path("constraints/small.yaml").write_text(CATALOGUE.lstrip())
    Path("constraints/basics.yaml").write_text(BOOK.lstrip())
    Path("autumn.yaml").write_text(SCENARIO)
    return tmp_path


def on_top(text: str, name: str = "what-if.yaml") -> Season:
    """The season of an overlay with these lines."""
    Path(name).write_text(f"extends: autumn.yaml\n{text}")
    return load(name)


def rule(season: Season, name: str) -> Any:
    """A rule in use, or None."""
    return next((each.rule for each in season.rules if each.id == name), None)


def said(text: str) -> str:
    """What is wrong with an overlay of these lines."""
    with pytest.raises(InputError) as caught:
        on_top(text)
    return str(caught.value)


# ---- what a few lines can change --------------------------------------------------------------------------


def test_three_lines_suffice(club: Path) -> None:
    """An overlay needs no name and no title; what it does not mention stays as it is."""
    season = on_top("rules:\n  tempo-metres: off\n")
    assert season.scenario == load("autumn.yaml").scenario.model_copy(
        update={"rules": {**season.scenario.rules}}
    )
    assert rule(season, "tempo-metres") is None and rule(season, "speed-every-week") is not None


def test_rules(club: Path) -> None:
    """Numbers, level and days of a rule change by its id; rules go off and on, and new ones are added."""
    season = on_top(
        "rules:\n  speed-every-week: {level: should, weight: 4, limit: {at_least: 1}, when: {weeks: 1-2}}\n"
        "  sundays: off\n  days-apart: {level: must}\n  new: {limit: {days: fly, at_most: 3}}\n"
    )
    changed = rule(season, "speed-every-week")
    assert (changed.level, changed.weight.over, changed.limit.sessions is not None) == ("should", 4, True)
    assert "at least 1 and at most 3" in changed.sentence() and "weeks 1" in changed.sentence()
    assert rule(season, "sundays") is None
    assert rule(season, "days-apart").level == "must"
    assert rule(season, "new") is not None


def test_meets_and_days_away(club: Path) -> None:
    """A meet moves or is dropped by its name; days away are shortened, freed and added by first day or reason."""
    season = on_top(
        "competitions: {County championship: {date: 2026-10-25}, Club match: off, Evening meet: {date: 2026-10-14}}\n"
        "away: {2026-10-08: {to: 2026-10-08}, family 2: off, 2026-10-20: {to: 2026-10-20, reason: exam}}\n"
    )
    meets = [(each.name, each.date.day, each.priority) for each in season.scenario.competitions]
    assert meets == [("County championship", 25, "A"), ("Evening meet", 14, "B")]
    away = [(each.reason, each.from_.day, each.to.day) for each in season.scenario.away]
    assert away == [("family", 8, 8), ("exam", 20, 20)]


def test_athletes_phases_history_rulebooks_calendar(club: Path) -> None:
    """All else that a scenario has changes too, one item or one word at a time."""
    Path("constraints/more.yaml").write_text(
        "rulebook: more\ntitle: More\nrules:\n  few: {limit: {days: fly, at_most: 4}}\n"
    )
    season = on_top(
        "title: What if\nathletes: {A. Sprinter: {best: {100m: 11.2}}, Ben: {tags: [new]}}\n"
        "phases: {general-preparation 2: {weeks: 2}}\ncalendar: {weeks: 5}\n"
        "history: {since: 2026-09-29, days: {2026-10-03: off, tempo: {reps: 15}}}\n"
        "rulebooks: {more: on, basics: off}\nrules: {days-apart: {spacing: {between: high, at_least: 1 day}}}\n"
    )
    page = season.scenario
    assert (page.title, page.calendar.weeks, [each.weeks for each in page.phases]) == (
        "What if",
        5,
        [1, 2, 2],
    )
    assert page.athletes[0].best == {"100m": 11.2} and page.athletes[1].tags == ["new"]
    assert page.history and [each.reps for each in page.history.days] == [15]
    assert page.rulebooks == ["more"] and rule(season, "few") and not rule(season, "speed-every-week")


def test_a_list_replaces_a_list(club: Path) -> None:
    """A list that is written as a list stands in place of the other one."""
    season = on_top("away: [{from: 2026-10-20, to: 2026-10-21}]\ncompetitions: []\n")
    assert [each.from_.day for each in season.scenario.away] == [20]
    assert season.scenario.competitions == []


def test_modifiers(club: Path) -> None:
    """A modifier lets a rule rest on some days; another overlay changes or drops it."""
    season = on_top("modifiers: {camp: {when: {weeks: 2}, rules: [speed-every-week], rest: true}}\n")
    days = {
        day for each in season.rules if each.id == "speed-every-week" for s in each.scopes for day in s.days
    }
    assert not days & set(range(7, 14)) and days >= set(range(7))
    assert season.rules[0].id == "speed-every-week"
    over = Overlay.of({"modifiers": {"camp": "off"}})
    found = load("what-if.yaml", [over]).rules[0].scopes[0].days
    assert set(found) == set(range(28))


def test_chain(club: Path) -> None:
    """An overlay may extend an overlay; what is uppermost wins, also after `off`."""
    on_top("rules: {days-apart: off, tempo-metres: {limit: {at_least: 1000}}}\n", "one.yaml")
    Path("two.yaml").write_text("extends: one\nrules: {days-apart: on, tempo-metres: {level: must}}\n")
    season = load("two.yaml")
    assert rule(season, "days-apart").level == "should"
    both = rule(season, "tempo-metres")
    assert both.level == "must" and "at least 1,000" in both.sentence()


def test_places(club: Path) -> None:
    """Messages about a merged scenario name the file, line and column where the wrong value was written."""
    assert said("calendar:\n  weeks: 40\n").startswith(
        "autumn.yaml:8:1  phases\n  the phases add up to 4 weeks"
    )
    assert said("competitions:\n  Club match: {date: 2026-10-08}\n").startswith(
        "what-if.yaml:3:22  competitions[0].date\n  Club match is on 2026-10-08, a day away"
    )
    assert said("rules:\n  days-apart: {spacing: {at_leest: 1 day}}\n").startswith(
        "what-if.yaml:3:26  rules.days-apart.spacing.at_leest\n"
    )


# ---- lineage ----------------------------------------------------------------------------------------------


def test_sixteen_overlays_on_top_of_each_other(club: Path) -> None:
    """A chain of sixteen is read; one more is refused where it says what it extends."""
    Path("0.yaml").write_text("extends: autumn\n")
    for number in range(1, 17):
        Path(f"{number}.yaml").write_text(f"extends: {number - 1}.yaml\ntitle: Number {number}\n")
    assert load("15.yaml").scenario.title == "Number 15"
    with pytest.raises(InputError) as caught:
        load("16.yaml")
    assert str(caught.value) == "0.yaml:1:10  extends\n  more than 16 overlays on top of each other"


def test_lineage(club: Path) -> None:
    """A season tells the files that it is made of with the SHA-256 of each, and changes that stand in no file."""
    on_top("title: What if\n")
    season = load("what-if.yaml", [Overlay.of({"rules": {"sundays": "off"}, "calendar": {"per_slot": 2}})])
    digests = {
        name: hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("autumn.yaml", "what-if.yaml")
    }
    assert list(season.lineage.items()) == list(digests.items())
    assert digests.items() <= season.hashes.items()
    assert season.changes == ["rules.sundays=off", "calendar.per_slot=2"]


def test_a_shipped_scenario_is_extended_by_its_name(club: Path) -> None:
    """What is not found beside the overlay is looked for among the shipped scenarios."""
    Path("mine.yaml").write_text("title: Mine\nextends: week-100m-gpp\nathlete: {best: {100m: 12.1}}\n")
    season = load("mine.yaml")
    assert (season.scenario.title, season.athletes[0].best["100m"]) == ("Mine", 12.1)


def test_rulebooks_are_looked_for_beside_the_file_that_names_them(club: Path) -> None:
    """An overlay in a folder of its own brings its own rulebook; those of the scenario are still found."""
    Path("what-if/constraints").mkdir(parents=True)
    Path("scenarios").mkdir()
    for each in ("autumn.yaml", "constraints"):
        Path(each).rename(Path("scenarios") / each)
    Path("what-if/constraints/more.yaml").write_text(
        "rulebook: more\ntitle: More\nrules:\n  few: {limit: {days: fly, at_most: 4}}\n"
    )
    Path("what-if/mine.yaml").write_text("extends: autumn\nrulebooks: {more: on}\n")
    assert {"few", "speed-every-week"} <= {each.id for each in load("what-if/mine.yaml").rules}


def test_a_name_that_no_file_can_have_is_unknown() -> None:
    """However long it is, and whatever the system says of such a name."""
    with pytest.raises(InputError, match="unknown rulebook 'xxx"):
        find("x" * 300, "rulebook", Path("autumn.yaml"), None, "")


@pytest.mark.parametrize("what", [{"a": object()}, {"rules": {"a": {1, 2}}}])
def test_what_no_file_could_say(what: Any) -> None:
    """Data that no file could hold is no overlay."""
    with pytest.raises(TypeError, match="cannot stand in an overlay"):
        Overlay.of(what)


# ---- without the disk -------------------------------------------------------------------------------------


def test_plain_data(club: Path) -> None:
    """An overlay of plain data changes what a file of the same lines changes; messages call it by its name."""
    data = {"competitions": {"Club match": {"date": dt.date(2026, 10, 18)}}, "rules": {"sundays": "off"}}
    assert load("autumn.yaml", [Overlay.of(data)]).scenario == on_top(dumps(data)).scenario
    with pytest.raises(InputError) as caught:
        load("autumn.yaml", [Overlay.of({"rules": {"sundayz": "off"}}, "way out 2")])
    assert str(caught.value) == (
        "way out 2  rules.sundayz\n  unknown rule 'sundayz'; did you mean 'sundays'?"
    )


def test_what_stands_in_files_alone(club: Path) -> None:
    """Without what was changed besides, a scenario is what its files say."""
    below = read(open_file(Path("autumn.yaml")), Path("autumn.yaml"))
    above = below.changed({"title": "Typed"})
    assert (above.scenario.title, above.files().scenario) == ("Typed", below.scenario)


def test_a_rule_that_is_none_is_shown_as_it_was_written(club: Path) -> None:
    """What is typed on top of a rulebook with a number for a rule is laid on it, to be refused with all the rest."""
    Path("constraints/odd.yaml").write_text("rulebook: odd\ntitle: Odd\nrules: {three: 3}\n")
    Path("autumn.yaml").write_text(SCENARIO.replace("[basics]", "[basics, odd]"))
    assert (
        together.resolved(read(open_file(Path("autumn.yaml")), Path("autumn.yaml"))).data["rules"]["three"]
        == 3
    )
    with pytest.raises(InputError, match=r"rules\.three"):
        load("autumn.yaml")


def test_a_file_of_changes(club: Path) -> None:
    """Changes are written as an overlay of the scenario, tidy, and read back the same."""
    data = {"away": {"2026-10-08": {"to": dt.date(2026, 10, 8)}}, "rules": {"sundays": "off"}}
    save_overlay(Path("saved.yaml"), Path("autumn.yaml"), data, "Home on Friday")
    assert Path("saved.yaml").read_text() == (
        "extends: autumn.yaml\ntitle: Home on Friday\naway:\n  2026-10-08: {to: 2026-10-08}\nrules: {sundays: off}\n"
    )
    title = {"title": "Home on Friday"}
    assert load("saved.yaml").scenario == load("autumn.yaml", [Overlay.of(data | title)]).scenario


def test_a_file_that_could_not_name_its_scenario(club: Path) -> None:
    """Nothing is written where the scenario would not be found from."""
    Path("a/b/c").mkdir(parents=True)
    with pytest.raises(InputError, match="an overlay lies beside its scenario"):
        overlay_text(Path("a/b/c/saved.yaml"), Path("autumn.yaml"), {})


def test_changes_that_need_not_name_their_scenario(club: Path) -> None:
    """What is only to be applied is written anywhere, without saying what it extends, and applied as it is."""
    Path("a/b/c").mkdir(parents=True)
    file = Path("a/b/c/way.yaml")
    file.write_text(overlay_text(file, Path("autumn.yaml"), {"title": "A"}, alone=False))
    assert file.read_text() == "title: A\n"
    assert load("autumn.yaml", applied(file, [])).scenario.title == "A"


@pytest.mark.parametrize("text", ["[1, 2]", "3"])
def test_a_list_is_no_overlay(club: Path, text: str) -> None:
    """A file of a list or a number is refused where changes are wanted."""
    Path("odd.yaml").write_text(text)
    with pytest.raises(InputError, match="expected an overlay"):
        applied(Path("odd.yaml"), [])


def test_another_scenario_of_the_same_name_is_not_named(club: Path) -> None:
    """Where the name of the scenario would lead to another file, nothing is written."""
    for folder in ("scenarios", "what-if"):
        Path(folder).mkdir()
        Path(folder, "autumn.yaml").write_text(SCENARIO)
    with pytest.raises(InputError, match="an overlay lies beside its scenario"):
        overlay_text(Path("what-if/a.yaml"), Path("scenarios/autumn.yaml"), {})


def test_changes_by_name_that_do_not_add_up_are_written_out(club: Path) -> None:
    """A meet that went and came again is in one overlay only as part of the whole list; the season is the same."""
    club_match = {"date": dt.date(2026, 10, 18), "priority": "C"}
    layers = [Overlay.of({"competitions": {"Club match": each}}) for each in ("off", club_match)]
    below = read(open_file(Path("autumn.yaml")), Path("autumn.yaml"))
    data = as_one(Path("saved.yaml"), below, below.under(layers))
    save_overlay(Path("saved.yaml"), Path("autumn.yaml"), data)
    names = [each.name for each in load("saved.yaml").scenario.competitions]
    assert names == ["County championship", "Club match"]
    assert load("saved.yaml").scenario == load("autumn.yaml", layers).scenario


def test_changes_that_no_overlay_can_say_are_refused(club: Path) -> None:
    """A modifier that came and went is nothing that an overlay could switch off."""
    easy = {"rules": ["sundays"], "rest": True}
    layers = [Overlay.of({"modifiers": {"easy": each}}) for each in (easy, "off")]
    below = read(open_file(Path("autumn.yaml")), Path("autumn.yaml"))
    with pytest.raises(InputError, match="unknown modifier 'easy'"):
        as_one(Path("saved.yaml"), below, below.under(layers))


def test_an_overlay_lies_in_the_next_folder(club: Path) -> None:
    """A scenario in scenarios/ is found from a folder beside that one, as from below."""
    Path("scenarios").mkdir()
    Path("what-if").mkdir()
    Path("autumn.yaml").rename("scenarios/autumn.yaml")
    save_overlay(Path("what-if/a.yaml"), Path("scenarios/autumn.yaml"), {"title": "A"})
    save_overlay(Path("b.yaml"), Path("scenarios/autumn.yaml"), {"title": "B"})
    assert [load(name).scenario.title for name in ("what-if/a.yaml", "b.yaml")] == ["A", "B"]


# ---- laws ---------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["Club match", "County championship"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["One", "Two: or three", "3", "off", "12 min"]),
        "competitions": st.dictionaries(
            NAMES, st.fixed_dictionaries({}, optional={"priority": st.sampled_from("ABC"), "rounds": st.integers(1, 3)})
        ),
        "rules": st.dictionaries(
            st.sampled_from(["speed-every-week", "days-apart", "tempo-metres", "sundays"]),
            st.sampled_from(["off", "on", {"level": "should"}, {"level": "prefer", "weight": 3}, {"weight": 2}]),
        ),
        "away": st.dictionaries(
            st.sampled_from(["2026-10-08", "2026-10-29"]),
            st.fixed_dictionaries({"to": st.dates(dt.date(2026, 10, 30), dt.date(2026, 11, 1))}),
        ),
        "calendar": st.fixed_dictionaries({}, optional={"per_slot": st.integers(1, 3)}),
    },
)  # fmt: skip


def resolved(*over: Any) -> Any:
    """The scenario of the tests with overlays of plain data on it, as data."""
    problems: list[Any] = []
    layers = [Overlay(parse(SCENARIO, "autumn.yaml")), *(Overlay.of(each) for each in over)]
    found = laid(layers, problems).data
    assert not problems
    return found


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(first=CHANGES, second=CHANGES)
def test_two_overlays_are_one(first: Any, second: Any) -> None:
    """An overlay of nothing changes nothing; two in a chain are what the two made one are."""
    assert resolved({}) == parse(SCENARIO).data
    assert resolved(first, {}) == resolved({}, first) == resolved(first)
    both = composed([Overlay.of(first), Overlay.of(second)]).data
    assert resolved(first, second) == resolved(both)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(data=CHANGES)
def test_a_page_is_read_as_it_was_meant(data: Any) -> None:
    """What is written of some data is read back as that data, with its types."""
    text = dumps({"extends": "x", **data})
    assert parse(text).data == {"extends": "x", **data}


@pytest.mark.parametrize(
    "value",
    [
        "off", "on", "3:1", "10:00", "true", "null", "3", "3.5", "2026-10-05", "1e3", "a: b", "- a", "# a", "a # b", "@",
        "two\nlines", "it's", "Zoë, 山田", "{a}", "[a", "*a", "&a", "!a", "%a", "", " a ", "0x1F", "~", "<<", "=", "a:", ":",
        3, -2, 3.5, 11.0, 0.25, True, False, None, dt.date(2026, 10, 5), [], {}, [[]], [{"a": []}], {"a": {"b": [1, {"c": None}]}},
    ],
)  # fmt: skip
def test_every_value_is_read_as_it_was_written(value: Any) -> None:
    """Whatever stands for a value, alone, in a list or in a mapping, it comes back with its type."""
    data = {
        "x": value,
        "list": [value, value],
        "in": {"deep": {"er": value, "a": ["b" * 60, "c" * 60, value]}},
    }
    found = parse(dumps(data)).data
    assert found == data and repr(found) == repr(data)
