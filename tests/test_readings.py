"""Readings of rules, rules that are off, and the sessions that a scenario has."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.auditor import audit
from solver.diary import Done
from solver.documents.rulebook import Envelope
from solver.errors import InputError
from solver.files.source import parse
from solver.loading.load import load
from solver.model.lowering import Lowering
from solver.overlays.readings import as_read, each_reading
from solver.search.outcome import Settings
from solver.search.search import search
from solver.season import Season
from solver.typed import audit_file
from tests.seasons import CATALOGUE

BOOK = """
rulebook: book
title: A book
rules:
  volume:
    level: should
    reading: a-week
    readings:
      a-week: {limit: {metres: tempo, per: week, at_least: 2000, at_most: 3000}}
      a-day: {says: By the day., limit: {metres: tempo, per: day, at_most: 1400}}
  quiet: {off: true, limit: {days: speed, at_most: 1}}
"""


def season(folder: Path, rules: str, more: str = "", book: bool = True) -> Season:
    """A week under the book (or another), with changes."""
    (folder / "constraints").mkdir(exist_ok=True)
    (folder / "constraints" / "small.yaml").write_text(CATALOGUE)
    (folder / "constraints" / "book.yaml").write_text(BOOK)
    text = (
        "scenario: page\ntitle: A page\ncatalogue: small\n"
        "calendar: {starts: 2026-10-05, weeks: 1, per_slot: 1}\n"
        "athlete: {name: A. Sprinter, events: [100m]}\nphases: [{phase: general-preparation, weeks: 1}]\n"
        f"{'rulebooks: [book]' if book else ''}\n{more}\nrules: {rules}\n"
    )
    (folder / "page.yaml").write_text(text)
    return load(folder / "page.yaml")


def rule(of: Season, name: str) -> Envelope:
    """A rule of a season."""
    return next(each.rule for each in of.rules if each.id == name)


def test_the_reading_that_is_named(tmp_path: Path) -> None:
    """A rule holds in the reading that it names itself."""
    found = rule(season(tmp_path, "{}"), "volume")
    assert found.sentence() == "at least 2,000 and at most 3,000 m of tempo per week"


def test_another_reading_in_one_line(tmp_path: Path) -> None:
    """A scenario takes another reading in one line; nothing of the first is left."""
    found = rule(season(tmp_path, "{volume: {reading: a-day}}"), "volume")
    assert (found.says, found.level) == ("By the day.", "should")
    assert found.sentence() == "at most 1,400 m of tempo per day"


def test_numbers_change_on_top_of_a_reading(tmp_path: Path) -> None:
    """Other changes of the scenario are laid over the reading that it takes."""
    found = rule(season(tmp_path, "{volume: {reading: a-day, limit: {at_most: 1600}}}"), "volume")
    assert found.sentence() == "at most 1,600 m of tempo per day"


def test_a_reading_that_does_not_exist(tmp_path: Path) -> None:
    """A misspelt reading is told where it stands, with the nearest one."""
    with pytest.raises(InputError) as caught:
        season(tmp_path, "{volume: {reading: a-dy}}")
    assert "unknown reading 'a-dy'; did you mean 'a-day'?" in str(caught.value)
    assert "rules.volume.reading" in str(caught.value)


def test_each_reading() -> None:
    """A rule can be had in each of its readings, first the one that it names."""
    written = parse(BOOK, "book.yaml").at(("rules", "volume"))
    assert [each.data["reading"] for each in each_reading(written)] == ["a-week", "a-day"]
    assert as_read(written, "nothing") is written


def test_words_of_the_rule_come_back(tmp_path: Path) -> None:
    """What one reading says in place of the rule is the rule's own again in another reading."""
    book = (
        "{says: Base., level: should, weight: 3, reading: a, readings: "
        "{a: {says: A., level: prefer, weight: 5, limit: {days: fly, at_most: 2}}, b: {limit: {days: fly, at_most: 1}}}}"
    )
    (tmp_path / "constraints").mkdir()
    (tmp_path / "constraints" / "other.yaml").write_text(
        f"rulebook: other\ntitle: Other\nrules:\n  r: {book}\n"
    )
    more = "rulebooks: [other]"
    found = rule(season(tmp_path, "{r: {reading: b}}", more, book=False), "r")
    assert (found.says, found.level, found.weight.over) == ("Base.", "should", 3)
    found = rule(season(tmp_path, "{}", more, book=False), "r")
    assert (found.says, found.level, found.weight.over) == ("A.", "prefer", 5)


def test_numbers_change_inside_a_reading(tmp_path: Path) -> None:
    """A scenario may change a reading where it stands, the one that is used or another."""
    found = rule(season(tmp_path, "{volume: {readings: {a-week: {limit: {at_most: 2800}}}}}"), "volume")
    assert found.sentence() == "at least 2,000 and at most 2,800 m of tempo per week"
    changed = "{volume: {reading: a-day, readings: {a-day: {limit: {at_most: 1500}}}}}"
    assert rule(season(tmp_path, changed), "volume").sentence() == "at most 1,500 m of tempo per day"


@pytest.mark.parametrize("value", ["[a-day]", "null", "7"])
def test_a_reading_that_is_no_word(tmp_path: Path, value: str) -> None:
    """Anything but a word is refused where it stands, in the scenario."""
    with pytest.raises(InputError) as caught:
        season(tmp_path, f"{{volume: {{reading: {value}}}}}")
    assert all(problem.mark and problem.mark.file.endswith("page.yaml") for problem in caught.value.problems)


def test_a_slip_in_a_reading_that_is_not_used(tmp_path: Path) -> None:
    """Readings that are not used are read too."""
    with pytest.raises(InputError) as caught:
        season(tmp_path, "{volume: {readings: {a-day: {limit: {at_mast: 1500}}}}}")
    assert "unknown word 'at_mast'; did you mean 'at_most'?" in str(caught.value)


def test_a_rule_that_is_off(tmp_path: Path) -> None:
    """A rule that is off holds only where a scenario switches it on, in either spelling."""
    for rules, there in (
        ("{}", False), ("{quiet: on}", True), ("{quiet: {off: false}}", True), ("{quiet: {level: should}}", False),
    ):  # fmt: skip
        assert ("quiet" in {each.id for each in season(tmp_path, rules).rules}) == there, rules


def test_a_scenario_switches_off_by_a_field(tmp_path: Path) -> None:
    """`off: true` rests a rule of a rulebook and one of the scenario's own."""
    own = "{volume: {off: true}, mine: {off: true, limit: {days: fly, at_most: 1}}}"
    assert [each.id for each in season(tmp_path, own).rules] == []


def test_sessions_of_the_scenario(tmp_path: Path) -> None:
    """Only the sessions that a scenario has are planned, and the auditor would see others."""
    wish = "{fast: {level: should, limit: {days: fly, at_least: 2}}}"
    of = season(tmp_path, wish, "sessions: {not: fly}")
    outcome = search(of, Settings(effort=5))
    assert outcome.sessions
    assert {each.session for each in outcome.sessions} == {"tempo"}
    done = Done.of("A. Sprinter", 0, "day", of.catalogue.forms["fly"], 2)
    report = audit(of, of.diary([done]))
    assert not report.passed
    assert "fly, which is not among the sessions of the scenario" in str(report.frame)


def test_what_a_must_rules_out_has_no_variables(tmp_path: Path) -> None:
    """Sessions that a must forbids get no variables, whatever the kind of rule; the others keep theirs."""
    rules = (
        "{none: {limit: {sessions: fly, per: day, at_most: 0}}, "
        "no-monday: {when: {weekdays: mon}, pin: {avoid: tempo}}}"
    )
    of = season(tmp_path, rules)
    cells = {(c.cell.form.session, c.cell.day) for c in Lowering(of).choices.all}
    assert cells == {("tempo", day) for day in range(1, 7)}
    whole = {(c.cell.form.session, c.cell.day) for c in Lowering(of, whole=True).choices.all}
    assert whole == {(session, day) for session in ("tempo", "fly") for day in range(7)}


def test_a_condition_rules_nothing_out(tmp_path: Path) -> None:
    """A must that holds only under a condition, and a wish, leave all variables in place."""
    rules = (
        "{given: {given: {days: tempo, at_least: 1}, limit: {sessions: fly, at_most: 0}}, "
        "wish: {level: should, limit: {sessions: tempo, at_most: 0}}}"
    )
    of = season(tmp_path, rules)
    assert len(Lowering(of).choices.all) == len(Lowering(of, whole=True).choices.all) == 14


def test_a_typed_word_means_sessions_of_the_scenario(tmp_path: Path) -> None:
    """A tag in a typed plan means what the scenario has; a session that it lacks is told of by the calendar."""
    of = season(tmp_path, "{}", "sessions: {not: fly}")
    for word, state in (("low", "holds"), ("?", "holds"), ("fly", "broken")):
        (tmp_path / "typed.csv").write_text(f"date,session\n2026-10-06,{word}\n")
        calendar = audit_file(tmp_path / "typed.csv", of)[0]
        assert (word, calendar.state) == (word, state), calendar
