"""What ships: every scenario plans and passes its audit, every number has its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.auditor import audit
from solver.documents.base import validate
from solver.documents.rulebook import Rulebook
from solver.examples.check import read_rules
from solver.files.shelves import open_file, shipped
from solver.loading.load import load, read_catalogue
from solver.search.outcome import Settings
from solver.search.search import search

RULEBOOKS = sorted(path for path in (shipped() / "constraints").rglob("*.yaml") if path.stem != "catalogue")
EFFORT = {
    "season-100m": 15.0,
    "season-200m": 12.0,
    "season-400m": 12.0,
    "return-to-play": 6.0,
    "school-base-first": 6.0,
    "school-speed-first": 6.0,
}
SCENARIOS = sorted((shipped() / "scenarios").glob("*.yaml"))
#: Fields of a session that hold a number of training, as their sources name them.
SOURCED = ("dose", "intensity", "rest", "minutes", "warm_up", "rpe", "run_in")


@pytest.mark.slow
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_plan_and_pass(path: Path) -> None:
    """A shipped scenario yields a plan that the auditor passes, with the solver's score at every level."""
    season = load(path)
    assert season.warnings == []
    outcome = search(season, Settings(effort=EFFORT.get(path.stem, 60.0)))
    report = audit(season, season.diary(outcome.sessions))
    assert report.passed
    assert dict(report.score) == dict(outcome.score)
    assert outcome.status == "optimal" or path.stem in EFFORT


def test_the_week_is_proven_in_no_time() -> None:
    """The week of general preparation is proven optimal well within two seconds' worth of solver work."""
    outcome = search(load(shipped() / "scenarios" / "week-100m-gpp.yaml"), Settings(effort=10.0))
    assert outcome.status == "optimal"
    assert outcome.work < 0.4  # deterministic; about 0.2 to 0.3 of it is a second


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.stem)
def test_rules_name_their_sources(path: Path) -> None:
    """Every shipped rule says why, and names sources that the rulebook spells out."""
    book = validate(Rulebook, open_file(path))
    for entry, rule in read_rules(path):
        assert rule.source, entry.id
        assert {text.split()[0] for text in rule.source} <= set(book.sources), entry.id
        assert rule.says, entry.id


def test_sessions_name_their_sources() -> None:
    """Every number of a session in the shipped catalogue has a source that the file spells out."""
    shelf = read_catalogue(shipped() / "constraints" / "catalogue.yaml")
    for name, session in shelf.sessions.items():
        for field in SOURCED:
            value = getattr(session, field)
            if value not in (None, 0):
                assert field in session.sources, (name, field)
        cited = {text.split()[0] for texts in session.sources.values() for text in texts}
        assert cited <= set(shelf.file.sources), name


def test_the_run_that_the_article_rejects_is_refused() -> None:
    """A long run can be written down, and no plan under the article's rules may hold it."""
    season = load(shipped() / "scenarios" / "week-100m-gpp.yaml")
    runs = season.catalogue.named("endurance")
    assert runs
    assert not any(each.form in runs for each in search(season, Settings(effort=10.0)).sessions)
    rule = next(each for each in season.rules if each.id == "no-long-runs")
    assert rule.rule.level == "must"
