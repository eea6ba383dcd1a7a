"""What a rule is refused for that reads well and means nothing: words that do not go together, words that miss."""

from __future__ import annotations

import pytest

from solver.errors import InputError
from tests.small import rule_of

COUNTS = "days, sessions, kinds, athletes, weekends, groups, metres, total_metres, minutes, load, reps, distance, measure"
PLAIN = "{run: {of: train, at_most: 2}}"
ROLLING = "'over' is a rolling length such as '7 days', or days around meets, the same for both"
NO_LIMIT = "'at_least' or 'at_most' is missing"
MEASURE = "'measure' and 'of' belong together, as in {measure: contacts, of: plyometrics}"
NO_SUMS = "'count' and 'weights' go with sessions and amounts, not with days"
NO_HOURS = "found hours, expected a length in days or weeks"
BETWEEN = "expected either 'between' (and 'and'), or 'from' and 'to'"
OVER = "expected either 'per', or 'over' in both 'of' and 'to'"
UNCLOSED = "found 'min(2', expected all of the formula; put one that has a comma in quotes"

NUMBER = "expected a plain number such as 2000 or 10.5, or a percentage such as 10 %"


@pytest.mark.parametrize(
    ("rule", "place", "says"),
    [
        # what is counted
        ("limit: {at_least: 2}", "limit", f"found nothing to count, expected exactly one of {COUNTS}"),
        (
            "limit: {sessions: speed, days: tempo, at_least: 2}",
            "limit",
            f"found days and sessions to count, expected exactly one of {COUNTS}",
        ),
        ("limit: {measure: contacts, at_least: 2}", "limit", MEASURE),
        ("limit: {sessions: speed, of: tempo, at_least: 2}", "limit", MEASURE),
        (
            "limit: {metres: {day: high}, at_least: 2}",
            "limit.metres",
            "'day' in a selector goes with days, not with metres",
        ),
        ("limit: {days: speed, count: largest, at_most: 2}", "limit", NO_SUMS),
        ("limit: {days: speed, weights: {fly: 0.5}, at_most: 2}", "limit", NO_SUMS),
        # numbers and windows
        ("limit: {sessions: speed, at_least: min(2}", "limit.at_least", UNCLOSED),
        ("limit: {sessions: speed, per: {between: D}, at_least: 1}", "limit.per.between", "found 'D', expected 'A', 'B' or 'C'"),
        (
            "limit: {sessions: speed, per: 7, at_least: 1}",
            "limit.per",
            "found 7, expected one of slot, day, week, cycle, phase, season, a day group or '7 days'",
        ),
        # kinds of rules, from a to z
        (
            f"choice: {{of: [{PLAIN}]}}",
            "choice.of",
            "found 1 rule, expected at least 2 to choose from, or 'exceptions'",
        ),
        (
            f"choice: {{of: [{PLAIN}], exceptions: 1, at_least: 1}}",
            "choice.exceptions",
            "'exceptions' stands without 'at_least' and 'at_most'",
        ),
        (f"choice: {{of: [{PLAIN}, {PLAIN}], per: slot}}", "choice.per", "a choice cannot be made slot by slot"),
        (f"choice: {{of: [{PLAIN}, {{pins: {{do: fly}}}}]}}", "choice.of[1].pins", "unknown kind 'pins'; did you mean 'pin'?"),
        (f"choice: {{of: [{PLAIN}, fly]}}", "choice.of[1]", "found 'fly', expected one rule such as {limit: {...}}"),
        (
            f"choice: {{of: [{PLAIN}, {{pin: {{do: 5}}}}]}}",
            "choice.of[1].pin.do",
            "found 5, expected a session, a tag, a class or a list of them",
        ),
        ("limit: {sessions: speed}", "limit", "'at_least', 'at_most', 'exactly' or 'one_of' is missing"),
        ("limit: {athletes: fly, per: day, at_most: 1}", "limit.athletes", "to count athletes, say 'across: squad'"),
        ("order: {then: fly, after: {sessions: accel, at_least: 2, lag: 5 hours}}", "order.after.lag", NO_HOURS),
        ("pairing: {each: fly, within: same day}", "pairing", "expected either 'needs' or 'avoids'"),
        (
            "pairing: {each: fly, needs: lift, avoids: tempo, within: same day}",
            "pairing",
            "expected either 'needs' or 'avoids'",
        ),
        ("pairing: {each: fly, avoids: lift, within: same day, all: true}", "pairing.all", "'all' goes with 'needs'"),
        ("pattern: {among: train}", "pattern", "expected either 'avoid' or 'follow'"),
        ("pattern: {avoid: [fly, fly], follow: [fly, tempo]}", "pattern", "expected either 'avoid' or 'follow'"),
        (
            "pattern: {follow: [fly, tempo]}",
            "pattern",
            "'follow' needs 'starts', the weekday of its first day",
        ),
        ("pattern: {avoid: [any, any]}", "pattern", "a sequence of nothing but 'any' says nothing"),
        ("pattern: {avoid: [fly, fly], among: train, within: 5 hours}", "pattern.within", NO_HOURS),
        ("pattern: {avoid: [fly, fly], within: 5 days}", "pattern.within", "'within' goes with 'among'"),
        (
            "pattern: {avoid: [fly, fly], among: train, starts: mon}",
            "pattern.among",
            "'among' goes with 'avoid', without 'starts'",
        ),
        (
            "pattern: {avoid: [fly, fly, fly, fly, fly, fly, fly], among: train, within: 28 days}",
            "pattern.within",
            "7 of the days within 28 days is too much to look through",
        ),
        ("pin: {}", "pin", "expected either 'do' or 'avoid'"),
        ("pin: {do: fly, avoid: tempo}", "pin", "expected either 'do' or 'avoid'"),
        ("progression: {metres: speed}", "progression", "'rise', 'fall' or 'unload' is missing"),
        (
            "progression: {metres: speed, from: phase, unload: {fall: {at_least: 10%}}}",
            "progression.unload",
            "'unload' goes with 'from: week'",
        ),
        ("ratio: {of: {metres: speed}, to: {metres: tempo}, per: week}", "ratio", NO_LIMIT),
        ("ratio: {of: {metres: speed}, to: {metres: tempo}, at_most: 1}", "ratio", OVER),
        ("ratio: {of: {metres: speed, over: 7 days}, to: {metres: tempo}, at_most: 1}", "ratio", OVER),
        ("ratio: {of: {metres: speed, over: week}, to: {metres: tempo, over: week}, at_most: 1}", "ratio", ROLLING),
        ("run: {of: train}", "run", NO_LIMIT),
        ("spacing: {at_least: 2 days}", "spacing", BETWEEN),
        ("spacing: {from: fly, at_least: 2 days}", "spacing", BETWEEN),
        ("spacing: {between: fly}", "spacing", NO_LIMIT),
        (
            "spacing: {from: fly, to: tempo, at_most: 2 days}",
            "spacing.at_most",
            "'at_most' goes with 'between' and with days",
        ),
        (
            "spacing: {between: fly, at_most: 20 hours}",
            "spacing.at_most",
            "'at_most' goes with 'between' and with days",
        ),
        # one value where several may be written, and the other way round
        ("when: {all: {weeks: 1}}, pin: {do: rest}", "when.all", "found a mapping, expected a list"),
        ("when: {any: {weeks: 1}}, pin: {do: rest}", "when.any", "found a mapping, expected a list"),
        # decimal commas
        ("limit: {metres: speed, at_most: {taper: '2,5'}}", "limit.at_most.taper", f"found '2,5', {NUMBER}; write 2.5"),
        ("limit: {metres: {rpe: {above: '7,5'}}, at_most: 2}", "limit.metres.rpe.above",
         "found '7,5', expected a number; write 7.5"),
        ("limit: {metres: {any: [speed, {rpe: {above: '7,5'}}]}, at_most: 2}", "limit.metres.any[1].rpe.above",
         "found '7,5', expected a number; write 7.5"),
        ("when: {around: {from: '-1,5', to: 0}}, pin: {do: rest}", "when.around.from",
         "found '-1,5', expected a whole number"),
        ("peak: {fitness_days: '1,000'}", "peak.fitness_days", "found '1,000', expected a whole number; write 1000"),
        ("when: {weeks: '1,5'}, pin: {do: rest}", "when.weeks",
         "found '1,5', expected week numbers such as 3, '1-4' or [1-4, 7]"),
        ("weight: '1,5', level: should, pin: {do: rest}", "weight",
         "found '1,5', expected a mapping with under or over"),
    ],
)  # fmt: skip
def test_refused(rule: str, place: str, says: str) -> None:
    """Words that do not go together are refused at the narrowest place that has them, with what is expected."""
    with pytest.raises(InputError) as caught:
        rule_of(f"{{{rule}}}")
    assert str(caught.value).partition("  ")[2] == f"rules.rule.{place}\n  {says}"
