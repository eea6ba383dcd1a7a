"""Every kind of rule with every clause: it loads, reads as English, and is understood alike by both readers."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from solver import examples
from solver.active import ActiveRule
from solver.auditor import judge
from solver.diary import Diary, Done
from solver.errors import InputError
from solver.examples.agreement import Seen, by_auditor, seen_at, solved
from solver.loading.load import load
from solver.rules import KINDS
from solver.season import Season

PAGE: dict[str, Any] = yaml.load(
    Path(__file__).with_name("pairwise.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
KIND, CLAUSES, IDLE = PAGE["kinds"], PAGE["clauses"], PAGE["idle"]
#: What may stand on a day: sessions with their counts.
DAYS: dict[str, dict[str, int]] = {
    "rest": {},
    "some speed": {"accel": 4},
    "much speed": {"accel": 10},
    "fly": {"fly": 3},
    "hills": {"hills": 4},
    "tempo": {"tempo": 10},
    "lift": {"lift": 8},
    "speed and lift": {"accel": 4, "lift": 8},
    "fly and tempo": {"fly": 3, "tempo": 10},
    "jumps": {"jumps": 3},
}


@dataclass(frozen=True)
class Case:
    """A rule with a clause: its name, its text, that of a modifier of it, and what it is compared with."""

    kind: str
    section: str
    clause: str
    rule: str
    plain: str
    says: str = ""
    modifier: str = ""

    @property
    def name(self) -> str:
        """How the test is called."""
        return f"{self.kind} {self.section} {self.clause}"


def cases() -> Iterator[Case]:
    """Every kind with every clause."""
    for kind, texts in KIND.items():
        for section, clauses in CLAUSES.items():
            for clause, says in clauses.items():
                if clause in texts.get("without", ()):
                    continue
                yield from _case(kind, texts, section, clause, says)


def _case(kind: str, texts: dict[str, str], section: str, clause: str, says: str) -> Iterator[Case]:
    plain = texts["rule"]
    if section == "level":
        yield Case(kind, section, clause, f"{plain.partition(', level')[0]}, {clause}", plain, says)
    elif section == "modifiers":
        yield Case(kind, section, clause, plain, plain, says, clause)
    elif section == "scaled":
        if text := texts.get("floor" if "floors" in clause else "cap"):
            yield Case(kind, section, clause, text, text, says, clause)
    elif section in ("numbers", "what"):
        word = section.removesuffix("s").upper()
        if text := texts.get(section.removesuffix("s")):
            other = text.replace(word, "35" if word == "NUMBER" else "hills")
            yield Case(kind, section, clause, text.replace(word, clause), other, says)
    else:
        yield Case(kind, section, clause, f"{plain}, {section}: {{{clause}}}", plain, says)


CASES = [*cases()]


def written(rules: Sequence[str], modifiers: Sequence[tuple[int, str]] = ()) -> str:
    """A rulebook of some rules, each called by its number."""
    lines = ["rulebook: pairs", "title: Pairs", "rules:"]
    lines += [f"  rule-{number}: {{{text}}}" for number, text in enumerate(rules)] or ["  {}"]
    lines += ["modifiers:"] if modifiers else []
    lines += [f"  modifier-{number}: {{rules: rule-{number}, {text}}}" for number, text in modifiers]
    return "\n".join(lines) + "\n"


def loaded(book: str, scenario: dict[str, Any] | None = None) -> Season:
    """The season of the world with a rulebook, as a coach has it: from files."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(Path(examples.__file__).with_name("manual.yaml"), folder / "manual.yaml")
        (folder / "pairs.yaml").write_text(book, encoding="utf-8")
        text = yaml.safe_dump({**PAGE["world"], **(scenario or {})}, sort_keys=False)
        text = re.sub(r"'([0-9.:-]+)'", r"\1", text)
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
        return load(folder / "scenario.yaml")


@cache
def season() -> tuple[Season, dict[str, int]]:
    """All rules at once, and the number of each."""
    texts = [*(each.rule for each in CASES), *(each.plain for each in CASES)]
    texts += [each.rule.replace(", given:", ", unless:") for each in CASES if each.section == "given"]
    texts = list(dict.fromkeys(texts))
    return loaded(written(texts)), {text: number for number, text in enumerate(texts)}


def active(found: Season, number: int) -> ActiveRule:
    """The rule of that number."""
    return next(each for each in found.rules if each.id == f"rule-{number}")


@cache
def diaries() -> Sequence[Diary]:
    """Empty and full weeks, one thing again and again, and weeks by chance."""
    rows = [["rest"] * 4 + ["some speed", "fly", "lift", "tempo"] + ["rest"] * 60]
    rows += [[what] for what in ("rest", "some speed", "much speed", "fly", "tempo", "lift")]
    rows += [[what, "rest", "rest"] for what in ("fly", "much speed", "lift", "tempo")]
    rows += [["rest"] * 7 + ["some speed"] * 7]
    for seed, rests in enumerate((0, 5, 20)):
        among = [*DAYS, *["rest"] * rests]
        rows.append(Random(seed).choices(among, k=70))
    return [_diary(row) for row in rows]


def _diary(row: Sequence[str]) -> Diary:
    """The same days again and again, for one athlete after the other."""
    found = season()[0]
    shelf = {form.session: form for form in reversed(found.catalogue.forms.values())}
    days = found.calendar.length
    done = [
        Done.of(athlete.name, day, found.calendar.slots[0], shelf[session], count)
        for place, athlete in enumerate(found.athletes)
        for day in range(days)
        for session, count in DAYS[row[(days * place + day) % len(row)]].items()
    ]
    return Diary(done, days)


@dataclass
class Compared:
    """What both readers saw of a rule in all diaries; `asked` where it asks something there."""

    seen: list[Counter[Seen]]
    asked: list[bool]
    differences: list[str]

    @classmethod
    def of(cls, active: ActiveRule) -> Compared:
        """Compare the readers in every diary."""
        places = [place for _, place in active.places()]
        found = cls([], [], [])
        for number, diary in enumerate(diaries()):
            bounds, auditor = seen_at(places, active.rule.level, diary), by_auditor(active, diary)
            found.seen.append(bounds)
            found.asked.append(bool(bounds) or any(place.applies(diary) for place in places))
            if bounds != auditor:
                found.differences.append(f"{number}: bounds {bounds - auditor}, auditor {auditor - bounds}")
        return found

    @property
    def kept(self) -> int:
        """In how many diaries it asks something, and all of it is there (or less is gained than elsewhere)."""
        if any(side == "gain" for seen in self.seen for *_, side, _ in seen):
            return sum(seen != self.seen[-1] for seen in self.seen)
        return sum(asked and not seen for asked, seen in zip(self.asked, self.seen, strict=True))

    @property
    def broken(self) -> int:
        """In how many diaries something is missed (or gained)."""
        return sum(map(bool, self.seen))


@cache
def compared(text: str) -> Compared:
    """A rule of the season as both see it."""
    found, numbers = season()
    return Compared.of(active(found, numbers[text]))


@cache
def changed() -> Season:
    """The season with every rule that a modifier changes, each with its own."""
    mine = [each for each in CASES if each.modifier]
    return loaded(written([each.rule for each in mine], [(n, each.modifier) for n, each in enumerate(mine)]))


def of_case(case: Case) -> tuple[ActiveRule, Compared]:
    """A case, and how both see it."""
    if not case.modifier:
        return active(season()[0], season()[1][case.rule]), compared(case.rule)
    mine = [each for each in CASES if each.modifier]
    found = active(changed(), mine.index(case))
    return found, Compared.of(found)


ALIKE = [each for each in CASES if each.section != "level" and each.clause not in IDLE.get(each.kind, {})]


@pytest.mark.parametrize("case", ALIKE, ids=lambda case: case.name)
def test_every_clause_goes_with_every_kind(case: Case) -> None:
    """Solver and auditor see the same of it, where it is kept and where it is broken; and the clause matters."""
    _, both = of_case(case)
    assert not both.differences, both.differences
    assert both.kept and both.broken, "the diaries say nothing of it"
    assert both.seen != compared(case.plain).seen, "the clause changes nothing"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_clause_is_read(case: Case) -> None:
    """The English of a rule has the clause in it, in words, and nothing of how it is written."""
    if case.modifier:
        rule, _ = of_case(case)
        said = changed().modifiers[rule.id.replace("rule", "modifier")].sentence()
        said = said.replace(rule.id, "ID")
    else:
        said = active(*season_of(case)).rule.sentence()
    assert case.says in said
    assert not re.search(r"[_{}\[\]]|at_|rule-|: [a-z]+,|  ", said.replace(case.says, "")), said
    assert not re.search(r"[_{}\[\]]", said), said


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
    small = diaries()[0]
    assert not solved(replace(season()[0], rules=[rule]), small)


SHAPES = {"per unit": lambda n: n, "per occurrence": lambda n: min(n, 1), "quadratic": lambda n: n * n}


@pytest.mark.parametrize("kind", KINDS)
def test_given_and_unless_share_a_rule(kind: str) -> None:
    """What is broken where a condition holds and what is broken where it does not are all that is broken."""
    plain = KIND[kind]["rule"]
    for clause in CLAUSES["given"]:
        with_it = compared(f"{plain}, given: {{{clause}}}")
        without = compared(f"{plain}, unless: {{{clause}}}")
        both = [one + other for one, other in zip(with_it.seen, without.seen, strict=True)]
        assert both == compared(plain).seen and not without.differences, clause


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_at_rest_is_one_with_other_days(kind: str) -> None:
    """A modifier that lets a rule rest does what `when` with `not` does."""
    plain, clause = KIND[kind]["rule"], "phase: taper"
    book = written([plain, f"{plain}, when: {{not: {{{clause}}}}}"], [(0, f"when: {{{clause}}}, rest: true")])
    resting, other = (Compared.of(each) for each in loaded(book).rules)
    assert resting.seen == other.seen != compared(plain).seen


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
