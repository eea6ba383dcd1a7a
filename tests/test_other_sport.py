"""Nothing in the language is about sprinting: another sport brings its own words and everything works."""

from __future__ import annotations

from pathlib import Path

from solver.auditor import audit
from solver.loading.load import load
from solver.search.search import search

GYM = Path(__file__).parent / "data" / "climbing" / "gym.yaml"


def test_ten_climbers_share_three_ropes() -> None:
    """A week of ten climbers with their own catalogue is planned, proven, audited, and the gym is covered."""
    season = load(GYM)
    outcome = search(season)
    report = audit(season, season.diary(outcome.sessions))
    assert report.passed
    assert dict(report.score) == dict(outcome.score)
    assert outcome.status == "optimal"
    for day in (0, 1, 2, 3, 5):
        there = {each.athlete for each in outcome.sessions if each.day == day}
        assert 4 <= len(there) <= 8
    for day in range(7):
        assert sum(each.session == "laps" for each in outcome.sessions if each.day == day) <= 3
    assert not [each for each in outcome.sessions if each.day == 4]
    assert not [each for each in outcome.sessions if each.athlete == "Ann" and each.day < 2]
