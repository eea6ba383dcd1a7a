"""What the auditor says of a breach, where the manual has no example of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from solver.auditor import judge
from solver.documents.base import validate
from solver.documents.rulebook import Example, Setting
from solver.examples import manual_catalogue
from solver.examples.stage import stage
from solver.files.source import parse
from tests.small import rule_of


def complaints(rule: str, row: str, **setting: Any) -> list[str]:
    """What is wrong with a row under a rule."""
    entry, envelope = rule_of(rule)
    where = validate(Setting, parse(json.dumps(setting), "setting"))
    scene = stage(envelope, Example(days=row), where, manual_catalogue())
    return [finding.breach.says for finding in judge(scene.play(entry, envelope), scene.diary).findings]


@pytest.mark.parametrize(
    ("rule", "row", "says"),
    [
        (
            "{limit: {kinds: speed, at_least: 2}}",
            "accel . accel",
            "1 different speed session in week 1, at least 2",
        ),
        (
            "{progression: {metres: speed, rise: {at_most: 10%}, base: 200}}",
            "speed:200m . . . . . . | speed:230m",
            "230 m of speed in week 2 after 200 m, a rise of at most 10 %",
        ),
        (
            "{spacing: {between: lift, and: speed, at_least: 36 hours}}",
            "pm=lift am=fly",
            "lift on Mon 5 Oct pm and speed on Tue 6 Oct am, 16 hours apart, at least 36",
        ),
        (
            "{run: {of: train, at_most: 1}}",
            "tempo tempo",
            "2 train days in a row from Mon 5 Oct to Tue 6 Oct, at most 1",
        ),
        (
            "{run: {of: train, at_most: 0}}",
            "tempo",
            "1 train day in a row on Mon 5 Oct, at most 0",
        ),
        (
            "{run: {of: train, at_least: 3}}",
            ". tempo tempo",
            "2 train days in a row from Tue 6 Oct to Wed 7 Oct, at least 3",
        ),
    ],
)
def test_complaints(rule: str, row: str, says: str) -> None:
    """A breach is told with its amount, its place and the limit."""
    assert complaints(rule, row) == [says]


@pytest.mark.parametrize(
    ("ratio", "says"),
    [
        ("of: {load: speed}, to: {minutes: all}, per: week, at_most: 50%", "at most 50 % of 48 min of all"),
        ("of: {metres: speed}, to: {metres: fly}, per: week, at_most: 0.5", "at most 0.5 times 300 m of fly"),
        (
            "of: {metres: speed, count: largest}, to: {sessions: speed}, per: week, at_most: 100",
            "at most 100 times 1 session of speed",
        ),
        (
            "of: {metres: speed, over: 2 days}, to: {sessions: speed, over: 3 days}, at_most: 100",
            "at most 100 times 1 session of speed",
        ),
        (
            "of: {metres: speed, over: 2 days}, to: {sessions: speed, over: 2 days}, means: true, at_most: 100",
            "at most 100 times the mean of 1 session from Wed 7 Oct to Thu 8 Oct",
        ),
    ],
)
def test_proportions(ratio: str, says: str) -> None:
    """So much for each is only said of sums of two different things in the same window."""
    assert complaints(f"{{ratio: {{{ratio}}}}}", ". . fly:300m")[-1].partition(", ")[2] == says


def test_a_rate_may_be_computed() -> None:
    """So much for each is also said where how much depends on the athlete."""
    rule = "{ratio: {of: {load: speed}, to: {sessions: speed}, per: week, at_most: 10 * age}}"
    assert rule_of(rule)[1].kind.says() == "at most (10 x age) AU of speed for each speed session per week"


def test_a_week_that_repeats_has_no_longer_run() -> None:
    """Seven days in a row, week after week, are a run of seven days and no more, to both sides."""
    entry, envelope = rule_of("{run: {of: train, at_most: 9}}")
    scene = stage(envelope, Example(days="tempo " * 7), Setting(repeats=True), manual_catalogue())
    active = scene.play(entry, envelope)
    assert list(active.places()) == list(active.breaches(scene.diary)) == []


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("metres: speed", "0 m of speed"),
        ("sessions: speed, weights: {fly: 0.5}", "0 sessions of speed"),
        ("sessions: speed", None),
        ("days: speed", None),
    ],
)
def test_sessions_before_the_history_have_no_amounts(after: str, found: str | None) -> None:
    """Sessions done before the days of the history count as sessions and days, not as amounts."""
    rule = f"{{order: {{then: tempo, after: {{{after}, at_least: 2}}}}}}"
    says = [f"tempo on Mon 5 Oct after {found}, at least 2"] if found else []
    assert complaints(rule, "tempo", totals={"fly": 5}) == says
