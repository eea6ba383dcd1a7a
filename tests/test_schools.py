"""Other schools: valid rulebooks of their own, and what each makes of a season of another school."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from solver.auditor import audit
from solver.diary import Done
from solver.errors import InputError
from solver.examples import checked, unnoticed
from solver.files.shelves import open_file, shipped
from solver.files.source import Source
from solver.loading.books import Book, read_book
from solver.loading.load import season
from solver.search.outcome import Settings
from solver.search.search import search
from solver.season import Season

CONSTRAINTS = shipped() / "constraints"
SCHOOLS = sorted((CONSTRAINTS / "schools").glob("*.yaml"))
OTHERS = [path for path in sorted(CONSTRAINTS.glob("*.yaml")) if path.stem not in ("catalogue", "cookbook")]
FIRST_SIX: dict[str, Any] = {
    "competitions": [],
    "phases": [{"phase": "general-preparation", "weeks": 6}],
}
#: What a school that stands alone needs beside it so that a week is a week.
COMPANIONS = ("competition", "loading")


def page(name: str) -> tuple[Path, dict[str, Any]]:
    """A shipped scenario as plain data."""
    file = shipped() / "scenarios" / f"{name}.yaml"
    return file, copy.deepcopy(open_file(file).data)


def built(file: Path, data: dict[str, Any]) -> Season:
    """The season of a scenario in plain data."""
    return season(Source(file.name, data), file)


@cache
def six_weeks(name: str) -> tuple[Season, Sequence[Done]]:
    """The first six weeks of one of the two scenarios, planned."""
    file, data = page(name)
    data |= FIRST_SIX | {"away": data["away"][:1]}
    data["calendar"]["weeks"] = 6
    found = built(file, data)
    return found, search(found, Settings(effort=4.0)).sessions


def broken(sessions: Sequence[Done], by: Season) -> set[str]:
    """The rules of a season, musts or wishes, that a plan breaks."""
    report = audit(by, by.diary(sessions))
    return {each.rule.id for each in report.verdicts if each.findings}


# ---- the rulebooks ----------------------------------------------------------------------------------


def test_five_schools_ship() -> None:
    """Five schools ship beside the article."""
    assert [path.stem for path in SCHOOLS] == [
        "base-first",
        "feed-the-cats",
        "francis",
        "long-to-short",
        "mvp",
    ]


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_a_school_is_a_sourced_rulebook(path: Path) -> None:
    """A school has at least eight rules, some of them musts; each says itself and cites sources of its book."""
    book = read_book(path)
    assert book.id == path.stem
    assert len(book.rules) >= 8
    assert any(rule.level == "must" for rule in book.rules.values())
    for name, rule in book.rules.items():
        assert rule.says, name
        assert rule.source, name
        assert {text.split()[0] for text in rule.source} <= set(book.sources), name
    cited = {text.split()[0] for rule in book.rules.values() for text in rule.source}
    assert cited == set(book.sources)


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_examples_of_a_school(path: Path) -> None:
    """The weeks of a school hold and break as they say, for auditor and solver, and notice every number."""
    assert checked(path).problems == []
    assert unnoticed(path) == []


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_a_school_answers_no_claim_of_the_article(path: Path) -> None:
    """What a school says counts nowhere as an answer to a claim of the article that it contradicts."""
    assert "speed-first" not in read_book(path).sources


def test_rules_of_schools_have_names_of_their_own() -> None:
    """No rule of a school stands in the way of a rule of any other shipped book."""
    books = [read_book(path) for path in (*SCHOOLS, *OTHERS)]
    taken: dict[str, Book] = {}
    for book in books:
        for name in book.rules:
            assert name not in taken, (name, book.id, taken[name].id)
            taken[name] = book


# ---- how a scenario names them ------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_a_school_can_be_kept(path: Path, tmp_path: Path) -> None:
    """From any folder a scenario names a school by its path; two weeks under it are planned without a note."""
    _, data = page("school-speed-first")
    data |= FIRST_SIX | {"rulebooks": [f"schools/{path.stem}", *COMPANIONS], "rules": {}, "away": []}
    data["phases"] = [{"phase": "general-preparation", "weeks": 2}]
    data["calendar"]["weeks"] = 2
    data["sessions"] = {"not": ["build-ups", "hurdles"]}
    found = built(tmp_path / "page.yaml", data)
    assert found.warnings == []
    outcome = search(found, Settings(effort=2.0))
    assert audit(found, found.diary(outcome.sessions)).passed


def goes_with(path: Path) -> list[str]:
    """The rulebooks that the head of a school says it goes with."""
    line = next(each for each in path.read_text("utf-8").splitlines() if each.startswith("# Goes with: "))
    return line.removeprefix("# Goes with: ").rstrip(".").split(", ")


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_a_school_goes_with_the_books_it_names(path: Path, tmp_path: Path) -> None:
    """A season takes the rules of a school and of every book that it says it goes with, under names that differ."""
    _, data = page("school-speed-first")
    names = goes_with(path)
    assert {"strength", "plyometrics"} <= set(names)  # else nobody caps lifting and jumps
    found = built(tmp_path / "page.yaml", data | {"rulebooks": [f"schools/{path.stem}", *names], "rules": {}})
    assert {rule.id for rule in found.rules} >= {"contacts", "heavy-legs", *read_book(path).rules}


def test_francis_keeps_tempo_up_to_the_meets(tmp_path: Path) -> None:
    """Two weeks before meets and a taper by Francis have tempo in every week, less in the taper, and no runs."""
    path = next(each for each in SCHOOLS if each.stem == "francis")
    _, data = page("school-speed-first")
    data |= {"rulebooks": ["schools/francis", *goes_with(path)], "rules": {}, "away": [], "competitions": []}
    data["phases"] = [{"phase": "pre-competition", "weeks": 2}, {"phase": "taper", "weeks": 1}]
    data["calendar"]["weeks"] = 3
    data.pop("loading")
    found = built(tmp_path / "page.yaml", data)
    sessions = search(found, Settings(effort=3.0)).sessions
    assert audit(found, found.diary(sessions)).passed
    tempo, runs = (found.catalogue.named(word) or () for word in ("extensive-tempo", "endurance"))
    days = [
        len({each.day for each in sessions if each.form in tempo and each.day // 7 == week})
        for week in range(3)
    ]
    assert min(days) >= 1 and days[2] <= 2
    assert not any(each.form in runs for each in sessions)


def test_the_bare_name_of_a_school_is_answered_with_its_path(tmp_path: Path) -> None:
    """Who names a school without its folder is told the whole name."""
    _, data = page("school-speed-first")
    data |= {"rulebooks": ["mvp"], "rules": {}}
    with pytest.raises(InputError, match="unknown rulebook 'mvp'; did you mean 'schools/mvp'"):
        built(tmp_path / "page.yaml", data)


# ---- two schools, the same weeks ------------------------------------------------------------------------


def test_the_two_scenarios_are_the_same_season() -> None:
    """Athlete, calendar, phases, meets, away days, history and sessions of the two scenarios are the same."""
    (_, one), (_, two) = page("school-speed-first"), page("school-base-first")
    own = {"scenario", "title", "rulebooks", "rules"}
    assert {key: one[key] for key in one.keys() - own} == {key: two[key] for key in two.keys() - own}
    assert "speed-first" in one["rulebooks"] and "speed-first" not in two["rulebooks"]
    assert "schools/base-first" in two["rulebooks"]


def test_each_school_keeps_its_own_rules() -> None:
    """The first six weeks of each school pass the audit of that school."""
    for name in ("school-speed-first", "school-base-first"):
        mine, sessions = six_weeks(name)
        assert audit(mine, mine.diary(sessions)).passed


def test_base_first_audited_by_the_article() -> None:
    """An aerobic base breaks what the article asks for: speed from week one, no runs, few circuits, little tempo."""
    article, _ = six_weeks("school-speed-first")
    _, base = six_weeks("school-base-first")
    found = broken(base, article)
    assert {"speed-every-week", "speed-gap", "no-long-runs", "no-base", "circuits-early"} <= found
    assert {"tempo-volume", "tempo-between-high-days", "max-velocity-every-week"} <= found
    assert "tempo-is-slow" not in found  # also the tempo of a base is slow


def test_speed_first_audited_by_the_base() -> None:
    """A preparation with speed from week one has sprints in the base, and no base."""
    school, _ = six_weeks("school-base-first")
    _, speed = six_weeks("school-speed-first")
    found = broken(speed, school)
    assert {"base-before-speed", "base-is-easy", "base-runs", "base-circuits", "base-tempo"} <= found
    assert "base-run-minutes" not in found  # where nobody runs, no run is too short


def test_a_base_has_no_sprint_in_six_weeks() -> None:
    """Six weeks of the base hold runs, circuits and tempo, and not one sprint or session of heavy legs."""
    mine, sessions = six_weeks("school-base-first")
    tags = mine.catalogue.named
    early = [each for each in sessions if each.day < 42]
    for word in ("endurance", "circuit", "extensive-tempo"):
        assert sum(each.form in (tags(word) or ()) for each in early) >= 10, word
    for word in ("speed", "special-endurance", "intensive-tempo", "high", "heavy-legs"):
        assert not any(each.form in (tags(word) or ()) for each in early), word
