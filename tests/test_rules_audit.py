"""What a breach costs: levels, weights, units, penalties, gains."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from solver.auditor import Audit, audit
from solver.auditor import audited as passed
from solver.documents.rulebook import Example, Setting
from solver.errors import NotAudited
from solver.examples import manual_catalogue
from solver.examples.stage import stage
from solver.lived import Lived
from solver.rules.peak import Peak
from tests.small import rule_of


def audited(text: str, row: str) -> Audit:
    """The audit of a row under one rule."""
    entry, rule = rule_of(text)
    scene = stage(rule, Example(days=row), Setting(), manual_catalogue())
    return audit(replace(scene.season, rules=[scene.play(entry, rule)]), scene.diary)


SPEED = "limit: {metres: speed, at_least: 300, at_most: 500, per_unit: 50}"


@pytest.mark.parametrize(
    ("rule", "row", "should", "prefer"),
    [
        (f"{{{SPEED}, level: should}}", "speed:300m", 0, 0),
        (f"{{{SPEED}, level: should}}", "speed:500m", 0, 0),
        (f"{{{SPEED}, level: should}}", "speed:299m", 1, 0),
        (f"{{{SPEED}, level: should}}", "speed:250m", 1, 0),
        (f"{{{SPEED}, level: should}}", "speed:249m", 2, 0),
        (f"{{{SPEED}, level: prefer}}", "speed:601m", 0, 3),
        (f"{{{SPEED}, level: should, weight: 4}}", "speed:601m", 12, 0),
        (f"{{{SPEED}, level: should, weight: {{under: 2, over: 5}}}}", "speed:601m", 15, 0),
        (f"{{{SPEED}, level: should, weight: {{under: 2, over: 5}}}}", "speed:100m", 8, 0),
        (f"{{{SPEED}, level: should, penalty: per occurrence}}", "speed:601m", 1, 0),
        (f"{{{SPEED}, level: should, penalty: per occurrence, weight: 3}}", "speed:601m", 3, 0),
        (f"{{{SPEED}, level: should, penalty: quadratic}}", "speed:601m", 9, 0),
        (f"{{{SPEED}, level: should, penalty: quadratic, weight: {{under: 2}}}}", "speed:100m", 32, 0),
        (
            "{limit: {days: tempo, at_most: 4, should: {at_most: 2}, prefer: {exactly: 1}}}",
            "tempo tempo tempo",
            1,
            2,
        ),
        ("{peak: {}, level: prefer}", "speed:400au . . . . . race@A", 0, 2),
        ("{peak: {}, level: prefer, weight: 3}", "speed:400au . . . . . race@A", 0, 6),
    ],
)
def test_points(rule: str, row: str, should: int, prefer: int) -> None:
    """A breach costs its steps, shaped and weighted, at its own level; a must costs nothing."""
    verdict = audited(rule, row)
    assert dict(verdict.score) == {"should": should, "prefer": prefer}
    assert verdict.passed


def test_musts_cost_nothing_but_are_broken() -> None:
    """A broken must is named, with its rule, its athlete and its days, and costs no points."""
    verdict = audited("{limit: {days: tempo, at_most: 1, should: {at_most: 0}}}", "tempo . tempo")
    assert not verdict.passed
    (finding,) = verdict.broken
    assert (finding.rule, finding.level, finding.athletes, finding.points) == (
        "rule",
        "must",
        ("athlete 1",),
        0,
    )
    assert finding.breach.days == tuple(range(7))
    assert [each.points for each in verdict.verdicts[0].findings] == [0, 2]
    assert verdict.verdicts[0].state == "broken" and verdict.verdicts[0].points("should") == 2


def test_rules_that_hold_say_so() -> None:
    """A rule without a finding holds and costs nothing."""
    verdict = audited("{limit: {days: tempo, at_most: 1}}", "tempo")
    assert verdict.verdicts[0].state == "holds" and verdict.passed and not any(verdict.score.values())


def test_form_is_rounded_to_a_thousandth() -> None:
    """Two weeks before the meet an AU is worth exp(-14 / 42) - 2 exp(-14 / 9) = 0.294 forty-seconds."""
    assert Peak().factor(14) == Fraction(294, 42_000)


def test_what_is_to_come_can_break_what_has_been_lived() -> None:
    """What was broken yesterday is over; what tomorrow does to yesterday is not."""
    entry, rule = rule_of("{pairing: {each: fly, avoids: tempo, within: [1 day after]}}")
    scene = stage(rule, Example(days="fly tempo fly tempo"), Setting(), manual_catalogue())
    active = scene.play(entry, rule)
    sessions = list(scene.diary.all())
    past = scene.season.diary([each for each in sessions if each.day < 3])
    left = list(replace(active, lived=Lived(3, past)).breaches(scene.diary))
    assert [breach.days for _, breach in active.breaches(scene.diary)] == [(0,), (2,)]
    assert [breach.days for _, breach in left] == [(2,)]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("level: must", "rules that must hold:\n  rule: 1 tempo day in week 1, at most 0"),
        ("level: should", "The solver counts 2 points of should, the auditor 1"),
    ],
)
def test_a_plan_that_does_not_pass_is_refused(level: str, said: str) -> None:
    """What a search found is no plan if it breaks a must, or if its points are not those of the auditor."""
    entry, rule = rule_of(f"{{limit: {{days: tempo, at_most: 0}}, {level}}}")
    scene = stage(rule, Example(days="tempo"), Setting(), manual_catalogue())
    season = replace(scene.season, rules=[scene.play(entry, rule)])
    with pytest.raises(NotAudited, match=re.escape(said)):
        passed(season, list(scene.diary.all()), {"should": 2, "prefer": 0})
