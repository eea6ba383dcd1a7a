"""Every kind of rule with every clause: it loads, reads as English, and is understood alike by both readers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from solver.auditor import judge
from solver.documents.rulebook import Envelope
from solver.errors import InputError
from solver.examples.agreement import solved
from solver.report.handbook.entries import said as handbook
from solver.rules import KINDS
from solver.season import Season
from tests.pairwise import (
    CASES,
    CLAUSES,
    IDLE,
    KIND,
    PAGE,
    Case,
    Compared,
    active,
    changed,
    compared,
    diaries,
    loaded,
    of_case,
    season,
    written,
)  # fmt: skip

ALIKE = [each for each in CASES if each.section != "level" and each.clause not in IDLE.get(each.kind, {})]


@pytest.mark.parametrize("case", ALIKE, ids=lambda case: case.name)
def test_every_clause_goes_with_every_kind(case: Case) -> None:
    """Solver and auditor see the same of it, where it is kept and where it is broken; and the clause matters."""
    _, both = of_case(case)
    assert not both.differences, both.differences
    assert both.kept and both.broken, "the diaries say nothing of it"
    assert both.tells(compared(case.plain)), "the clause changes nothing"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_clause_is_read(case: Case) -> None:
    """The English of a rule has the clause in it, in words, and nothing of how it is written."""
    if case.modifier:
        name = MODIFIED.index(case)
        said = handbook(changed().modifiers[f"modifier-{name}"], {}).title.replace(f"rule-{name}", "ID")
        said = f"{said[:1].lower()}{said[1:]}"
        assert said.count("given") <= 1 and said.count("unless") <= 1
    else:
        said = in_full(active(*season_of(case)).rule)
    assert case.says in said
    assert not re.search(r"[_{}\[\]]|at_|rule-|  |days days|sessions days", said), said


MODIFIED = [each for each in CASES if each.modifier]


def in_full(rule: Envelope) -> str:
    """A rule as `speedfirst rules` prints it: its sentence, how strict it is, what it costs."""
    return ", ".join(each for each in (rule.sentence(), rule.level, rule.costs()) if each)


def season_of(case: Case) -> tuple[Season, int]:
    """The season of a case without a modifier, and the number of its rule there."""
    found, numbers = season()
    return found, numbers[case.rule]


@pytest.mark.parametrize("kind", IDLE)
def test_clauses_that_leave_nothing(kind: str) -> None:
    """What the table says asks nothing of anybody asks nothing: neither of the solver nor of the auditor."""
    for case in CASES:
        if case.clause in IDLE[kind] and case.kind == kind:
            assert not any(compared(case.rule).asked) and not compared(case.rule).broken


LEVELS = [each for each in CASES if each.section == "level"]


@pytest.mark.parametrize("case", LEVELS, ids=lambda case: case.name)
def test_every_level_goes_with_every_kind(case: Case) -> None:
    """A breach is of the level that is written, and costs what its weight says; OR-Tools pays the same."""
    rule, both = of_case(case)
    assert not both.differences, both.differences
    assert {level for seen in both.seen for _, _, level, *_ in seen} == {rule.rule.level}
    worst = max(range(len(both.seen)), key=lambda number: sum(both.seen[number].values()))
    verdict = judge(rule, diaries()[worst])
    weight, shape = rule.rule.weight, SHAPES[rule.rule.penalty]
    steps = [(side, steps) for *_, side, steps in both.seen[worst].elements()]
    expected = sum({"under": weight.under, "over": weight.over}.get(side, 0) * shape(n) for side, n in steps)
    assert sum(each.points for each in verdict.findings) == expected
    assert bool(expected) != bool(verdict.earned)
    if "weight" in case.clause:
        assert not solved(replace(season()[0], rules=[rule]), diaries()[0])


SHAPES = {"per unit": lambda n: n, "per occurrence": lambda n: min(n, 1), "quadratic": lambda n: n * n}


@pytest.mark.parametrize("kind", KINDS)
def test_given_and_unless_share_a_rule(kind: str) -> None:
    """What is broken where a condition holds and what is broken where it does not are all that is broken."""
    plain = KIND[kind]["rule"]
    for clause in list(CLAUSES["given"])[::2]:
        with_it = compared(f"{plain}, given: {{{clause}}}", plain)
        without = compared(f"{plain}, unless: {{{clause}}}", plain)
        both = [one + other for one, other in zip(with_it.seen, without.seen, strict=False)]
        assert both == compared(plain).seen[: len(both)] and not without.differences, clause


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_at_rest_is_one_with_other_days(kind: str) -> None:
    """A modifier that lets a rule rest does what `when` with `not` does."""
    plain, clause = KIND[kind]["rule"], "phase: taper"
    book = written([plain, f"{plain}, when: {{not: {{{clause}}}}}"], [(0, f"when: {{{clause}}}, rest: true")])
    resting, other = (Compared.of(each) for each in loaded(book).rules)
    assert resting.seen == other.seen != compared(plain).seen


SQUADS = [
    (kind, clause)
    for kind, each in KIND.items()
    if "squad" in kind
    for clause in each["without"]
    if clause.startswith("who")
]


@pytest.mark.parametrize(("kind", "clause"), SQUADS)
def test_a_modifier_for_some_is_none_for_the_squad(kind: str, clause: str) -> None:
    """What lets a rule rest, or scales it, for one athlete changes nothing in what is about all of them."""
    plain = (
        KIND[kind]["floor" if "floors" in clause else "rule"] if "floor" in KIND[kind] else KIND[kind]["rule"]
    )
    clause = clause.replace("floors: 0%", "rest: true") if "floor" not in KIND[kind] else clause
    assert Compared.of(loaded(written([plain], [(0, clause)])).rules[0]).seen == compared(plain).seen


def test_modifiers_leave_conditions_alone() -> None:
    """A modifier scales what a rule asks, not when it asks it: half of one race would be none."""
    rule = "limit: {reps: speed, at_least: 20}, given: {sessions: lift, at_least: 1}"
    halved, other = loaded(written([rule, rule.replace("20", "10")], [(0, "floors: 50%")])).rules
    assert Compared.of(halved).seen == Compared.of(other).seen


@pytest.mark.parametrize(
    ("rule", "scaled", "modifier"),
    [
        ("ratio: {of: {days: fly}, to: {days: all}, per: week, at_most: N}", ("30%", "45%"), "caps: 150%"),
        ("ratio: {of: {days: fly}, to: {days: all}, per: week, at_least: N}", ("50%", "25%"), "floors: 50%"),
        ("progression: {metres: speed, rise: {at_most: N}, base: 100}", ("10%", "15%"), "caps: 150%"),
        ("progression: {metres: speed, fall: {at_least: N}}", ("30%", "15%"), "floors: 50%"),
        ("limit: {days: speed, at_least: N}", ("3", "1"), "floors: 50%"),
        ("limit: {days: speed, at_most: N}", ("3", "5"), "caps: 150%"),
    ],
)
def test_shares_are_scaled_as_they_are(rule: str, scaled: tuple[str, str], modifier: str) -> None:
    """Days are scaled to whole days, shares to just so much: half of 50 % is 25 %, and not nothing."""
    before, after = (rule.replace("N", each) for each in scaled)
    plain, changed_one, other = loaded(written([before, before, after], [(1, modifier)])).rules
    found = [Compared.of(each) for each in (plain, changed_one, other)]
    assert found[1].seen == found[2].seen != found[0].seen
    assert not found[1].differences


@pytest.mark.parametrize("kind", KINDS)
def test_off_on_and_readings(kind: str) -> None:
    """A rule that is off asks nothing until it is switched on; a reading is the rule that it says."""
    plain = KIND[kind]["rule"]
    level = plain.partition(", level")[2]
    level = f", level{level}" if level else ""
    other = "pin: {avoid: lift}" + (", level: prefer" if level else "")
    book = written(
        [f"{plain}, off: true", f"reading: mine, readings: {{mine: {{{plain}}}, other: {{{other}}}}}"]
    )
    asleep, woken = loaded(book), loaded(book, {"rules": {"rule-0": "on", "rule-1": {"reading": "other"}}})
    assert [each.id for each in asleep.rules] == ["rule-1"]
    assert Compared.of(asleep.rules[0]).seen == Compared.of(woken.rules[0]).seen == compared(plain).seen
    assert woken.rules[1].rule.word == "pin" and Compared.of(woken.rules[1]).seen != compared(plain).seen


@pytest.mark.parametrize(
    "case", PAGE["refused"], ids=lambda case: f"{case['rule']} {case.get('modifier', '')}"
)
def test_what_is_refused(case: dict[str, Any]) -> None:
    """What does not go together is refused where it stands, with what to say instead."""
    assert case["why"]
    modifier = case.get("modifier")
    with pytest.raises(InputError) as refused:
        loaded(written([case["rule"]], [(0, modifier)] if modifier else []))
    path, said = case["says"]
    place = "modifiers.modifier-0" if modifier else "rules.rule-0"
    problem = refused.value.problems[0]
    assert problem.message == said
    assert (problem.path or "").removeprefix(place).removeprefix(".").partition("[0]")[0] == path.partition(
        "[0]"
    )[0]
    assert problem.mark and problem.mark.line > 3


SECTIONS = ("when", "who", "given", "modifiers", "numbers", "level", "scaled")
PAIRS = [pair for pair in combinations(SECTIONS, 2) if pair != ("modifiers", "scaled")]


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_every_clause_goes_with_every_other(pair: tuple[str, str]) -> None:
    """Of a limit with any two clauses both readers see the same, and both clauses are read in its sentence."""
    made = [(one, other, *_both(pair, one, other)) for one in CLAUSES[pair[0]] for other in CLAUSES[pair[1]]]
    found = loaded(written([rule for *_, rule, _ in made], [(n, m) for n, (*_, m) in enumerate(made) if m]))
    kept = broken = 0
    for number, (one, other, rule, modifier) in enumerate(made):
        here = active(found, number)
        both = Compared.of(here, Compared([Counter()] * len(diaries()), [], []))
        assert not both.differences, (rule, modifier, both.differences)
        said = in_full(here.rule)
        said += found.modifiers[f"modifier-{number}"].sentence().replace(here.id, "ID") if modifier else ""
        assert all(CLAUSES[section][each] in said for section, each in zip(pair, (one, other), strict=True))
        kept, broken = kept + bool(both.kept), broken + bool(both.broken)
    assert min(kept, broken) >= len(made) / 2, (kept, broken, len(made))


def _both(pair: tuple[str, str], *clauses: str) -> tuple[str, str]:
    """A limit with two clauses, and the modifier of it if one of them is one."""
    number, texts, modifier = "20", [], ""
    for section, clause in zip(pair, clauses, strict=True):
        if section == "numbers":
            number = clause
        elif section in ("modifiers", "scaled"):
            modifier = clause
        else:
            texts.append(clause if section == "level" else f"{section}: {{{clause}}}")
    word = "at_least" if "floors" in modifier else "at_most"
    return ", ".join([f"limit: {{reps: speed, {word}: {number}}}", *texts]), modifier
