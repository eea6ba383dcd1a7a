"""A kind of rule is one file in `solver/rules`: no other file goes by the names of kinds."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from solver.rules import KINDS
from tests.test_layers import ROOT, TREES, run
from tests.typed_season import RULES, SHELF

# ---- twins ----------------------------------------------------------------------------------------------

MORE = """\
  rolled: {limit: {days: tempo, per: 9 days, at_most: 1}}
  rolled-least: {limit: {days: tempo, per: 9 days, at_least: 1}}
  phase: {limit: {metres: running, per: phase, at_most: 2000}}
  phase-least: {limit: {days: lift, per: season, at_least: 2}}
  phase-one-of: {limit: {days: tempo, per: phase, one_of: [0, 2]}}
  around: {limit: {days: tempo, per: {priority: A, from: -3, to: -1}, at_most: 1}}
  should: {limit: {days: running, should: {at_most: 2}}}
  apart-strict: {spacing: {between: tempo, at_most: 3 days, edges: strict}}
  lift-before: {pairing: {each: lift, needs: high, within: [1 day before, same day]}}
  lift-never: {pairing: {each: lift, avoids: high, within: [1 day after]}}
  two-in-a-row: {run: {of: rest, at_least: 2}}
  no-lift: {pin: {avoid: lift}, when: {weekdays: [mon, sat]}}
  form: {level: prefer, peak: {at: [A]}}
  phases: {progression: {days: running, from: phase, rise: {at_most: 10%}}}
  share-rolling: {ratio: {of: {metres: accel}, to: {metres: tempo}, per: 10 days, at_most: 50%}}
  among: {choice: {of: [{limit: {days: tempo, at_least: 1}}, {limit: {days: lift, at_least: 1}}], per: phase}}
  no-week: {choice: {of: [{run: {of: tempo, at_most: 1}}, {limit: {days: lift, at_least: 1}}]}}"""

WEEKS = [
    "days: {mon: tempo, tue: rest, wed: accel, thu: rest, fri: tempo 10x100 m, sat: lift, sun: rest}",
    "days: {mon: [accel, lift], tue: tempo, wed: tempo, thu: tempo, fri: accel, sat: '?', sun: rest}",
    "days: {mon: tempo, tue: '?', thu: '?', fri: [tempo, '?'], sat: lift, sun: lift}",
    "days: {mon: rest, tue: rest, wed: rest, thu: rest, fri: rest, sat: rest, sun: rest}",
    """weeks:
  - {days: {mon: accel, tue: tempo, wed: rest, thu: accel, fri: lift, sat: tempo, sun: rest}}
  - {days: {mon: accel, tue: rest, wed: tempo, thu: running, fri: lift, sat: rest, sun: rest}}""",
]

VERDICTS = """
    import json, pathlib
    from solver.typed import audit_week, read_week

    def verdict(each):
        says = [(finding.level, finding.breach.says) for finding in each.findings]
        return each.rule.id, each.state, each.missing, each.within, each.reading, says

    for week in sorted(pathlib.Path().glob("week-*.yaml")):
        books = ("ours", "theirs")
        one, two = ([verdict(v) for v in audit_week(read_week(week, [f"{name}.yaml"]))] for name in books)
        print(json.dumps([week.name, one, two]))
"""


def twinned(folder: Path) -> None:
    """The package, with a copy of every kind's file under another word."""
    (folder / "solver" / "rules").mkdir(parents=True)
    for each in [*ROOT.iterdir(), *(ROOT / "rules").iterdir()]:
        if each.name not in ("rules", "__pycache__"):
            (folder / "solver" / each.relative_to(ROOT)).symlink_to(each)
    for word in KINDS:
        text = (ROOT / "rules" / f"{word}.py").read_text(encoding="utf-8")
        (folder / "solver" / "rules" / f"twin{word}.py").write_text(text, encoding="utf-8")


def test_a_twin_is_judged_alike(tmp_path: Path) -> None:
    """On weeks that stand alone a rule has the same verdict under a new word: the file says all of a kind."""
    twinned(tmp_path)
    (tmp_path / "constraints").mkdir()
    (tmp_path / "constraints" / "catalogue.yaml").write_text(SHELF.read_text())
    rules = f"{RULES}\n{MORE}"
    theirs, count = re.subn(rf"\b({'|'.join(KINDS)}): \{{", r"twin\1: {", rules)
    assert count > 35 and not [word for word in KINDS if f"twin{word}: {{" not in theirs]
    for name, text in (("ours", rules), ("theirs", theirs)):
        (tmp_path / f"{name}.yaml").write_text(f"rulebook: mine\ntitle: Mine\nrules:\n{text}\n")
    for number, week in enumerate(WEEKS):
        (tmp_path / f"week-{number}.yaml").write_text(f"week: lone\ntitle: A week alone\n{week}\n")
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r})"
    weeks = [json.loads(line) for line in run(f"{path}\n{dedent(VERDICTS)}", tmp_path).splitlines()]
    assert len(weeks) == len(WEEKS)
    for week, one, two in weeks:
        for ours, twin in zip(one, two, strict=True):
            assert ours == twin, week
    met = Counter(state for _, one, _ in weeks for _, state, *_ in one)
    assert {state for state, times in met.items() if times > 9} == {
        "holds",
        "broken",
        "unknown",
        "not judged",
    }


# ---- names -----------------------------------------------------------------------------------------------

#: Files that speak of a kind by its word, with the words and the reason.
WORDS = {
    "calendar": ({"pattern"}, "the pattern of loading weeks, no kind"),
    "documents.scenario": ({"pattern"}, "the pattern of loading weeks, no kind"),
    "typed.weeks": ({"pattern"}, "the pattern of loading weeks, no kind"),
    "cli.batch": ({"run"}, "a command"),
    "exports.intervals": ({"run"}, "what an athlete does"),
    "exports.sport": ({"run"}, "what an athlete does"),
    "fronts.goals": ({"peak"}, "a coach's word for form as a goal"),
    "batch.job": ({"pin"}, "writes a rule"),
    "reasons.days.day": ({"pin"}, "writes rules"),
    "reasons.whynot.wish": ({"limit", "pin"}, "writes rules"),
}
#: Files that know the class, or a word, of one kind, with the kinds and the reason.
CLASSES = {
    "report.booklet.form": ({"peak"}, "draws the model of form that `peak` is, with its numbers"),
    "fronts.aims": ({"peak"}, "form as a goal is the model of form that `peak` is"),
    "fronts.goals": ({"peak"}, "form as a goal is the model of form that `peak` is"),
    "loading.notes": ({"order"}, "a note on the fields of `order`; of other kinds there is none"),
    "lint.dead": ({"pattern"}, "the word `any` of its days, which is no session"),
}
OUTSIDE = {name: tree for name, tree in TREES.items() if name.partition(".")[0] != "rules"}


def spoken(tree: ast.AST) -> set[str]:
    """The kinds that a file names by their words or by the names of their classes."""
    names = {word: word for word in KINDS} | {kind.__name__: word for word, kind in KINDS.items()}
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {word for name, word in names.items() if name in strings}


def imported(tree: ast.AST) -> set[str]:
    """The kinds of which a file imports anything."""
    modules: Iterator[str] = (
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{each.name}" for each in node.names)]
        )
    )
    return {word for name in modules for word in KINDS if name == f"solver.rules.{word}"}


def test_no_file_goes_by_the_words_of_kinds() -> None:
    """Outside `solver/rules` no file names a kind but those on the list, and each of those does."""
    found = {name: words for name, tree in OUTSIDE.items() if (words := spoken(tree))}
    assert found == {name: words for name, (words, _) in WORDS.items()}


def test_no_file_knows_the_class_of_a_kind() -> None:
    """Outside `solver/rules` no file imports from a kind's but those on the list, and each of those does."""
    found = {name: words for name, tree in OUTSIDE.items() if (words := imported(tree))}
    assert found == {name: words for name, (words, _) in CLASSES.items()}


@pytest.mark.parametrize(
    "text",
    ["if rule.word == 'steady': pass", "type(kind).__name__ != 'Limit'", "BY_DAY = ('run', 'pattern')"],
)
def test_names_are_found(text: str) -> None:
    """A word in a comparison, the name of a class and a table of words are all seen."""
    assert spoken(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "from solver.rules.limit import Limit",
        "from solver.rules import limit",
        "import solver.rules.limit",
    ],
)
def test_imports_are_found(text: str) -> None:
    """However a kind is imported, it is seen."""
    assert imported(ast.parse(text)) == {"limit"}
