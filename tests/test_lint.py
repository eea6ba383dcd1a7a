"""The linter: what it finds in rules, that it finds nothing else, and how it says so."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from solver.errors import Mark
from solver.examples.check import checked
from solver.files.shelves import shipped
from solver.lint import CODES, Finding, Linted, Named, lint
from solver.lint.cores import every_core, way_out
from solver.lint.judge import Judge
from solver.report.lint import as_text
from solver.report.sarif import as_sarif
from tests.club import club, write
from tests.conftest import Run

LITERAL = Path(__file__).parent / "data" / "article-literal.yaml"
HEAD = "rulebook: own\ntitle: Our own\nrules:\n"


def book(folder: Path, rules: str) -> list[Finding]:
    """What is found in a rulebook of some rules, in the small club."""
    club(folder)
    return lint([write(folder, "constraints/own.yaml", HEAD + rules)]).findings


def scenario(folder: Path, rules: str) -> list[Finding]:
    """What is found in the club's week with some rules of its own."""
    file = club(folder) / "scenarios" / "week.yaml"
    file.write_text(f"{file.read_text()}rules:\n{rules}")
    return lint([file]).findings


def told(findings: list[Finding]) -> set[tuple[str, ...]]:
    """The word of each finding, the rule that it is about and the others."""
    return {(each.code, each.rule.id, *(other.id for other in each.others)) for each in findings}


# ---- contradictions -----------------------------------------------------------------------------------


def test_the_article_to_the_letter() -> None:
    """Its contradictions are found, each with the fewest rules that it takes, and nothing else."""
    findings = lint([LITERAL]).findings
    assert told(findings) == {
        ("contradiction", "strength-first", "flying-from-day-one"),
        ("contradiction", "acceleration-first", "flying-from-day-one"),
        ("contradiction", "prepared-first", "high-and-low", "flying-from-day-one"),
        ("floor-above-cap", "flying-150", "flying-from-day-one", "flying-300"),
        ("contradiction", "tempo-of-a-session", "tempo-twice", "tempo-of-a-week"),
        ("contradiction", "taper-falls", "speed-grows"),
    }
    where = {each.rule.id: list(each.where) for each in findings}
    assert where["strength-first"] == ["the first week of a season, general preparation, loading weeks"]
    assert where["acceleration-first"] == ["general preparation"]
    assert where["taper-falls"][0].startswith("taper")


@pytest.mark.parametrize(
    ("floor", "cap"),
    [
        ("{metres: tempo, per: week, at_least: 8000}", "{metres: tempo, per: day, at_most: 1000}"),
        ("{sessions: fly, per: week, at_least: 2}", "{sessions: fly, per: phase, at_most: 10}"),
        ("{days: lift, per: week, at_least: 3}", "{days: lift, per: 14 days, at_most: 5}"),
    ],
    ids=["a-day", "a-phase", "two-weeks"],
)
def test_floors_above_caps(floor: str, cap: str, tmp_path: Path) -> None:
    """More is asked of each week than a day, a phase or a rolling fortnight allows."""
    rules = f"  floor: {{limit: {floor}, when: {{phase: general-preparation}}}}\n  cap: {{limit: {cap}}}\n"
    (finding,) = book(tmp_path, rules)
    assert told([finding]) == {("floor-above-cap", "cap", "floor")}
    assert (
        finding.says == "floor asks for more than is allowed." and "general preparation" in finding.where[0]
    )


def test_floors_under_caps(tmp_path: Path) -> None:
    """Where the floor just fits there is nothing to be found."""
    rules = "  floor: {limit: {days: lift, at_least: 2}}\n  cap: {limit: {days: lift, per: 14 days, at_most: 5}}\n"
    assert book(tmp_path, rules) == []


def test_every_minimal_contradiction() -> None:
    """Of random families of clashing rules all minimal ones are found, as by trying every set."""
    dice, tried = Random(1), 0
    for _ in range(60):
        clashes = [frozenset(dice.sample(range(7), dice.choice((1, 2, 2, 3)))) for _ in range(4)]

        def together(rules: list[int], clashes: list[frozenset[int]] = clashes) -> bool:
            return not any(each <= set(rules) for each in clashes)

        def core(rules: list[int], together: object = together) -> list[int]:
            kept = list(rules)
            for each in rules:
                if not together([other for other in kept if other != each]):  # type: ignore[operator]
                    kept.remove(each)
            return kept

        found, sure = every_core(range(7), together, core, most=20)
        sets = [set(each) for size in range(1, 4) for each in combinations(range(7), size)]
        bad = [each for each in sets if not together(list(each))]
        least = {frozenset(each) for each in bad if not any(other < each for other in bad)}
        assert sure and {frozenset(each) for each in found} == least
        tried += len(least) > 2
    assert tried > 20


CLASH = """
  a: {limit: {sessions: fly, per: week, at_least: 3}, lint: {floor-above-cap: "both on purpose"}}
  b: {limit: {sessions: fly, per: week, at_most: 2}}
  c: {limit: {sessions: lift, per: week, at_most: 4}}
  d: {limit: {sessions: lift, per: week, at_most: 5}}
  e: {level: should, limit: {sessions: lift, per: week, at_least: 6}}
"""


def test_a_contradiction_does_not_silence_the_rest(tmp_path: Path) -> None:
    """The other rules are judged as they will be when it is mended; what it decides is not told."""
    either = """
  f: {level: should, limit: {sessions: fly, per: week, at_least: 3}}
  g: {limit: {sessions: fly, per: week, at_most: 3}, lint: {implied: by b}}
  h: {limit: {sessions: fly, per: week, at_most: 4}, lint: {dead: no finding}}
"""
    assert told(book(tmp_path, CLASH + either)) == {
        ("floor-above-cap", "b", "a"),
        ("implied", "d", "c"),
        ("never-met", "e", "c"),
        ("implied", "h", "b"),
        ("idle-waiver", "h"),
    }


def test_what_a_contradiction_decides_is_no_idle_waiver(tmp_path: Path) -> None:
    """A wish that can be met or not, depending on which rule gives, keeps its waiver."""
    wish = '  f: {level: should, limit: {sessions: fly, per: week, at_least: 4}, lint: {never-met: "for later"}}\n'
    assert told(book(tmp_path, CLASH + wish)) == {
        ("floor-above-cap", "b", "a"),
        ("implied", "d", "c"),
        ("never-met", "e", "c"),
    }


def test_ways_out() -> None:
    """One rule of each contradiction is taken, none of them in vain, and others where some had better stay."""
    clashes = [frozenset("ab"), frozenset("ac"), frozenset("de")]
    assert way_out(clashes) == {"a", "d"}
    assert way_out(clashes, but={"a", "d"}) == {"b", "c", "e"}


# ---- one rule -------------------------------------------------------------------------------------------


def test_dead_rules(tmp_path: Path) -> None:
    """No day, or no session of the catalogue, is meant."""
    rules = """
  no-day: {limit: {days: lift, at_most: 2}, when: {phase: taper, not: {phase: taper}}}
  no-session: {limit: {sessions: {all: [tempo, lift]}, at_most: 1}}
  alive: {limit: {days: lift, at_most: 2}}
"""
    assert told(book(tmp_path, rules)) == {("dead", "no-day"), ("dead", "no-session")}


def test_words_that_no_session_has(tmp_path: Path) -> None:
    """They are told with the nearest one, even where the rule says more, and nothing else of that rule."""
    rules = """
  ride: {limit: {days: bycicle, at_least: 3}}
  pair: {pairing: {each: fly, needs: lfit, within: [same day]}}
  row: {pattern: {avoid: [fly, any, fly]}}
"""
    found = book(tmp_path, rules)
    assert [(each.code, each.rule.id, each.says) for each in found] == [
        ("dead", "ride", "No session, tag or class is called 'bycicle'."),
        ("dead", "pair", "No session, tag or class is called 'lfit'; did you mean 'lift'?"),
    ]


@pytest.mark.parametrize(
    "who", ["events: 5k", "events: 100x", "events: 0m", 'events: "²00m"', "level: foo", "tags: ß"]
)
def test_athletes_that_there_cannot_be(who: str, tmp_path: Path) -> None:
    """A rule about them is dead, with examples and without."""
    rule = f"limit: {{days: lift, at_most: 2}}, who: {{{who}}}"
    rules = f"  bare: {{{rule}}}\n  tried: {{{rule}, examples: {{holds: {{one: lift . .}}}}}}\n"
    found = told(book(tmp_path, rules))
    assert found == {("dead", "bare"), ("unnoticed", "tried")}
    faults = checked(tmp_path / "constraints/own.yaml").problems
    assert any("no athlete can be meant by" in str(each) for each in faults)


def test_implied_rules(tmp_path: Path) -> None:
    """A rule that others keep alone is told with them, and of two alike only the later one."""
    rules = """
  rest: {limit: {days: rest, per: week, at_least: 1}}
  in-a-row: {run: {of: [low, medium, high], at_most: 6}}
  once: {limit: {sessions: lift, at_most: 1}}
  once-again: {limit: {days: lift, at_most: 1}}
  twice-in-the-taper: {limit: {sessions: lift, at_most: 2}, when: {phase: taper}}
"""
    assert told(book(tmp_path, rules)) == {
        ("implied", "rest", "in-a-row"),
        ("implied", "once-again", "once"),
        ("implied", "twice-in-the-taper", "once"),
    }


def test_wishes(tmp_path: Path) -> None:
    """A wish that the musts rule out, one that they fulfil, and none to be told of; by level."""
    rules = """
  cap: {limit: {sessions: lift, at_least: 1, at_most: 2, should: {at_least: 3}}}
  some: {level: prefer, limit: {days: lift, at_least: 1}}
  more: {level: should, limit: {sessions: lift, at_least: 2}}
  at-times: {level: should, limit: {sessions: lift, at_least: {taper: 3, otherwise: 2}}}
"""
    found = {(each.code, each.rule.id): each for each in book(tmp_path, rules)}
    assert set(found) == {("never-met", "cap"), ("always-met", "some"), ("never-met", "at-times")}
    assert found["never-met", "cap"].says == "Its 'should': no plan that keeps its own must can meet it."
    assert [each.id for each in found["never-met", "at-times"].others] == ["cap"]
    assert all(each.startswith("taper") for each in found["never-met", "at-times"].where)


def test_rules_that_nothing_could_break(tmp_path: Path) -> None:
    """The catalogue has no dose beyond the limit: whatever the other rules say."""
    rules = "  short: {limit: {minutes: fly, per: day, at_most: 600}}\n"
    assert told(book(tmp_path, rules)) == {("vacuous", "short")}


def test_numbers_that_no_example_notices(tmp_path: Path) -> None:
    """As `speedfirst test` tells it; of rules without examples nothing is said."""
    rules = """
  few: {limit: {sessions: lift, at_most: 3}}
  days:
    limit: {days: lift, at_most: 2}
    examples: {holds: {none: . . . . . . .}, breaks: {four: lift lift lift lift . . .}}
"""
    found = book(tmp_path, rules)
    assert [each.says for each in found if each.code == "unnoticed"] == [
        "limit.at_most: 2 -> 1 unnoticed.",
        "limit.at_most: 2 -> 3 unnoticed.",
    ]
    assert {each.rule.id for each in found if each.code == "unnoticed"} == {"days"}


# ---- a scenario over its rulebooks ----------------------------------------------------------------------


def test_overrides_of_no_effect(tmp_path: Path) -> None:
    """What was there already is told at its place, and an override that leaves a rule nothing to forbid."""
    rules = """
  speed-every-week: {limit: {at_least: 2, at_most: 4}}
  days-apart: on
  tempo-metres: {limit: {at_least: 0, at_most: 90000}}
"""
    found = scenario(tmp_path, rules)
    assert told(found) == {
        ("shadowed", "speed-every-week", "speed-every-week"),
        ("shadowed", "days-apart", "days-apart"),
        ("vacuous", "tempo-metres"),
    }
    (same,) = [each for each in found if each.rule.id == "speed-every-week"]
    assert same.rule.mark.file.endswith("scenarios/week.yaml")
    assert same.others[0].mark.file.endswith("constraints/basics.yaml")
    assert same.says == "limit.at_least is 2 there already."


def test_rules_of_a_scenario(tmp_path: Path) -> None:
    """They are judged with those of its rulebooks, on its own days."""
    rules = """
  no-wednesdays: {pin: {avoid: all}, when: {weekdays: [mon, wed, thu, fri, sat]}}
  juniors: {limit: {days: lift, at_most: 2}, who: {tags: junior}}
"""
    rules = rules.replace("avoid: all", "avoid: [low, medium, high]")
    assert told(scenario(tmp_path, rules)) == {
        ("contradiction", "no-wednesdays", "speed-every-week"),
        ("dead", "juniors"),
    }


def test_a_modifier_that_another_one_replaces(tmp_path: Path) -> None:
    """Two rulebooks have one of the same name: the first is of no effect."""
    club(tmp_path)
    for name, share in (("one", "50%"), ("two", "60%")):
        text = (
            f"rulebook: {name}\ntitle: {name}\nmodifiers:\n  easy: {{floors: {share}, when: {{weeks: 1}}}}\n"
        )
        write(tmp_path, f"constraints/{name}.yaml", text)
    file = tmp_path / "scenarios" / "week.yaml"
    file.write_text(file.read_text().replace("[basics]", "[basics, one, two]"))
    (finding,) = lint([file]).findings
    assert (finding.code, finding.rule.path) == ("shadowed", "modifiers.easy")
    assert finding.rule.mark.file.endswith("one.yaml") and finding.others[0].mark.file.endswith("two.yaml")


# ---- waivers ----------------------------------------------------------------------------------------------

WAIVED = """
  once: {limit: {sessions: lift, at_most: 1}}
  twice: {limit: {sessions: lift, at_most: 2}, lint: {implied: "for the reader"}}
  days: {limit: {days: lift, at_most: 1}, lint: {dead: "for nobody"}, level: should}
"""


def test_waivers(tmp_path: Path) -> None:
    """A waiver lets its finding pass, and is itself found where there is none."""
    found = {each.code: each for each in book(tmp_path, WAIVED)}
    assert set(found) == {"implied", "always-met", "idle-waiver"}
    assert found["implied"].waived == "for the reader" and not found["always-met"].waived
    assert (found["idle-waiver"].rule.id, found["idle-waiver"].rule.mark.line) == ("days", 7)


def test_a_waiver_may_name_the_other_rules(run: Run) -> None:
    """Then it covers no contradiction with any other one; and the screen lists what is waived."""
    rules = """
  few: {limit: {sessions: lift, at_most: 1}, lint: {floor-above-cap: {with: two, because: "by turns"}}}
  two: {limit: {sessions: lift, at_least: 2}}
  six: {limit: {sessions: lift, at_least: 6}}
"""
    write(Path(), "constraints/own.yaml", HEAD + rules)
    code, out, _ = run("lint", "constraints/own.yaml")
    assert code == 1 and "floor-above-cap  rules.six\n" in out and "rules.two\n" not in out
    assert out.endswith(
        "1 file: 1 finding, 1 finding waived:\n"
        "  constraints/own.yaml:6:8  floor-above-cap  rules.two with few  by turns\n"
    )
    write(Path(), "constraints/own.yaml", HEAD + rules.replace("with: two", "with: [two, six]"))
    code, out, _ = run("lint", "constraints/own.yaml")
    assert code == 0 and out.count("rules.two with few") == out.count("rules.six with few") == 1


def test_a_rulebook_may_waive_as_a_whole(tmp_path: Path) -> None:
    """Then its rules are not meant to go together, and each is judged by itself."""
    club(tmp_path)
    text = """
rulebook: sayings
title: To be copied
lint: {contradiction: to be copied one by one}
rules:
  some: {limit: {sessions: lift, at_least: 1}}
  none: {pin: {avoid: lift}}
  few: {limit: {sessions: lift, at_most: 3}}
  fewer: {limit: {sessions: lift, at_most: 2}}
"""
    (finding,) = lint([write(tmp_path, "constraints/sayings.yaml", text)]).findings
    assert (finding.code, finding.waived) == ("contradiction", "to be copied one by one")


def test_a_waiver_has_a_reason(run: Run) -> None:
    """A text, or with the other rules; anything else is refused where it stands."""
    rule = "  {}: {{limit: {{days: lift, at_most: 2}}, lint: {{contradiction: {}}}}}\n"
    rules = [rule.format("a", "5"), rule.format("b", "{with: a}"), rule.format("c", "{wiht: a, because: x}")]
    write(Path(), "constraints/own.yaml", HEAD + "".join(rules))
    code, _, err = run("lint", "constraints/own.yaml")
    assert code == 2 and "expected a reason, or a mapping with 'because' and 'with'" in err
    assert "'because' is missing" in err and "unknown word 'wiht'; did you mean 'with'?" in err


def test_a_word_for_a_finding_must_be_known(run: Run) -> None:
    """A waiver for a finding that there is not is refused with the nearest one that there is."""
    write(Path(), "constraints/own.yaml", HEAD + WAIVED.replace("implied", "implyed"))
    code, _, err = run("lint", "constraints/own.yaml")
    assert code == 2 and "unknown finding 'implyed'; did you mean 'implied'?" in err


# ---- the command --------------------------------------------------------------------------------------------


def test_nothing_found(run: Run) -> None:
    """One line, and 0; by default all of constraints/ and scenarios/ is looked at."""
    assert run("lint", "scenarios") == (0, "2 files: nothing found\n", "")
    code, out, _ = run("lint")
    assert code == 1 and out.endswith("3 files: 4 findings\n") and out.count("  unnoticed  ") == 4


def test_findings_on_the_screen(run: Run) -> None:
    """Place, word, rule, what was found with the other rules, and what can be done; 1."""
    write(
        Path(),
        "constraints/own.yaml",
        HEAD
        + """
  once: {says: One lift a week., limit: {sessions: lift, at_most: 1}}
  twice: {limit: {sessions: lift, at_most: 2}}
""",
    )
    code, out, err = run("lint", "constraints/own.yaml")
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "constraints/own.yaml:6:10  implied  rules.twice",
        "  at most 2 lift sessions per week",
        "  Every plan that keeps this rule keeps it too. In: general preparation; specific preparation; "
        "pre competition; competition; taper; transition.",
        "    once  constraints/own.yaml:5  One lift a week.",
        "  Leave it out, or make it stricter than the others.",
        "",
        "1 file: 1 finding",
    ]


def test_many_contradictions_by_one_rule() -> None:
    """Three are shown, the smallest first, and how many more there are."""

    def part(name: str, line: int) -> Named:
        return Named(name, Mark("own.yaml", line, 3))

    bad, others = part("bad", 1), [part(f"r{line}", line) for line in range(2, 9)]
    triples = [
        Finding("contradiction", one, "No.", (bad, two)) for one, two in zip(others[1:], others, strict=False)
    ]
    pair = Finding("contradiction", others[-1], "No.", (bad,))
    out = as_text(Linted(["own.yaml"], sorted([*triples, pair], key=lambda each: each.place)))
    shown = [line.split()[-1] for line in out.splitlines() if line.startswith("own.yaml")]
    assert shown == ["rules.r3", "rules.r4", "rules.r8"]
    assert out.count("and 4 more that bad is in") == 1 and out.endswith("1 file: 7 findings\n")


def test_json(run: Run) -> None:
    """Findings, what is waived with its reason, and what could not be told."""
    write(Path(), "constraints/own.yaml", HEAD + WAIVED)
    code, out, _ = run("lint", "constraints/own.yaml", "--format", "json", "--out", "lint.json")
    assert code == 1 and out == "written to lint.json\n"
    data = json.loads(Path("lint.json").read_text())
    assert [each["code"] for each in data["findings"]] == ["always-met", "idle-waiver"]
    assert [(each["path"], each["reason"]) for each in data["waived"]] == [("rules.twice", "for the reader")]
    assert data["waived"][0]["others"][0]["line"] == 5 and data["undecided"] == []


def test_all_is_read_before_anything_is_judged(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read is told at once, of all files."""
    monkeypatch.setattr(Judge, "judge", lambda *_: pytest.fail("judged before all was read"))
    write(Path(), "constraints/zz.yaml", HEAD + "  a: {limit: {days: lift, at_mots: 2}}\n")
    write(Path(), "scenarios/zz.yaml", "scenario: zz\ntitel: Nothing\n")
    code, out, err = run("lint")
    assert (code, out) == (2, "") and "constraints/zz.yaml:4" in err and "scenarios/zz.yaml:2" in err


@pytest.mark.parametrize("words", [["lint", "--format", "xml"], ["lint", "nowhere.yaml"]])
def test_what_cannot_be_read(words: list[str], run: Run) -> None:
    """Unreadable input is 2, and nothing is written."""
    code, out, err = run(*words, "--out", "report.txt")
    assert code == 2 and not out and err and not Path("report.txt").exists()


def test_sarif(tmp_path: Path) -> None:
    """All that SARIF 2.1.0 requires is there, for names that need escaping too."""
    club(tmp_path)
    says = 'Once, \\"or\\" <never> 100 % ü'
    rules = f'  once: {{says: "{says}", limit: {{sessions: lift, at_most: 1}}}}\n' + WAIVED.split("\n", 2)[2]
    result = lint([write(tmp_path, "constraints/our ü #1.yaml", HEAD + rules)])
    data = json.loads(as_sarif(result))
    assert data["version"] == "2.1.0" and data["$schema"].endswith("sarif-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] and [each["id"] for each in driver["rules"]] == list(CODES)
    assert len(run["results"]) == len(result.findings) == 3
    for each, finding in zip(run["results"], result.findings, strict=True):
        assert driver["rules"][each["ruleIndex"]]["id"] == each["ruleId"] == finding.code
        assert each["message"]["text"] and each["level"] in ("none", "note", "warning", "error")
        for place in (*each["locations"], *each.get("relatedLocations", ())):
            physical = place["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert uri.startswith("file:///") and uri.endswith("our%20%C3%BC%20%231.yaml")
            assert physical["region"]["startLine"] > 0 and physical["region"]["startColumn"] > 0
        for other in each.get("relatedLocations", ()):
            assert other["message"]["text"] == 'once: Once, "or" <never> 100 % ü'
    waived = [each["suppressions"] for each in run["results"] if "suppressions" in each]
    assert waived == [[{"kind": "inSource", "justification": "for the reader"}]]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["constraints", "constraints/schools"])
def test_shipped_rulebooks_are_in_order(folder: str) -> None:
    """Nothing is found in the shipped rulebooks that is not waived with a reason."""
    result = lint(sorted((shipped() / folder).glob("*.yaml")))
    assert [(each.code, each.rule.id) for each in result.open] == []
    assert (result.waived or folder != "constraints") and result.undecided == []


@pytest.mark.slow
# the seasons of scenarios/by-school take half a minute; `make schools` looks at them before it plans them
@pytest.mark.parametrize("name", sorted(each.stem for each in (shipped() / "scenarios").glob("*.yaml")))
def test_shipped_scenarios_are_in_order(name: str) -> None:
    """Nothing is found in the shipped scenarios that is not waived with a reason."""
    result = lint([shipped() / "scenarios" / f"{name}.yaml"])
    assert [(each.code, each.rule.id) for each in result.open] == [] and result.undecided == []
