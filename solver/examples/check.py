"""Whether the examples of a rule are true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from solver import frame
from solver.auditor import LEVELS, Verdict, judge
from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Example, Modifier, ModifierExample
from solver.errors import InputError, Mark, Problem
from solver.examples.agreement import disagreements, solved
from solver.examples.modifiers import ModifierEntry, Rules, cast, in_book, read_modifiers, rule_of
from solver.examples.shelves import catalogue_of
from solver.examples.stage import Stage, stage
from solver.examples.words import strange, strange_in
from solver.files.shelves import open_file
from solver.loading.books import every_reading
from solver.loading.load import RuleEntry, opened
from solver.words import listed


@dataclass(frozen=True, slots=True)
class ExampleProblem:
    """Something wrong with an example: of which rule (or modifier), in which row, and what.

    Where the rule itself makes no sense there is no row, and `path` is the place in the rule.
    """

    rule: str
    row: str
    message: str
    mark: Mark | None = None
    section: str = "rules"
    path: str = ""

    def __str__(self) -> str:
        path = ".".join(part for part in (self.section, self.rule, "examples", self.row) if part)
        return str(Problem(self.message, self.mark, self.path or path))


@dataclass(frozen=True)
class Checked:
    """What came of the examples of a rulebook: how many there were, and what is wrong."""

    rules: int
    rows: int
    problems: list[ExampleProblem]


def checked(path: Path, catalogue: Catalogue | None = None, with_solver: bool = False) -> Checked:
    """Play every row of every rule and of every modifier of a rulebook.

    Parameters
    ----------
    path
        The rulebook.
    catalogue
        Whose sessions the rows name; by default that of :func:`catalogue_of`.
    with_solver
        Whether OR-Tools is asked as well.

    Raises
    ------
    InputError
        If the rulebook itself cannot be read.
    """
    rules = read_rules(path)
    shelf = catalogue or catalogue_of(path)
    problems: list[ExampleProblem] = []
    rows = 0
    for entry, rule in rules:
        problems += _of_rule(entry, rule, shelf, with_solver)
        rows += len(list(rows_of(rule)))
    by_id = by_name(rules)
    for modifier in read_modifiers(path):
        problems += _of_modifier(modifier, by_id, shelf, with_solver)
        rows += len(list(rows_of(modifier.modifier)))
    return Checked(len(by_id), rows, list(dict.fromkeys(problems)))


def _of_rule(
    entry: RuleEntry, rule: Envelope, shelf: Catalogue, with_solver: bool
) -> Iterator[ExampleProblem]:
    """What is wrong with a rule and its rows; those of a rule that makes no sense are not played."""
    for said in missing(rule):
        yield ExampleProblem(entry.id, "", said, entry.source.mark(()))
    wrong = strange(entry, rule, shelf)
    yield from (ExampleProblem(entry.id, "", each.message, each.mark, path=each.path) for each in wrong)
    for at, example in () if wrong else rows_of(rule):
        mark = entry.source.mark(("examples", *at))
        for said in problems_of(entry, rule, example, at[0] == "holds", shelf, with_solver):
            yield ExampleProblem(entry.id, ".".join(at), said, mark)


def _of_modifier(
    entry: ModifierEntry, rules: Rules, shelf: Catalogue, with_solver: bool
) -> Iterator[ExampleProblem]:
    """What is wrong with the rows of a modifier; it may do without if its rules are in other rulebooks."""
    lacking = missing(entry.modifier) if entry.modifier.examples or in_book(entry.modifier, rules) else []
    for said in lacking:
        yield ExampleProblem(entry.id, "", said, entry.source.mark(()), "modifiers")
    wrong = strange_in(entry, rules, shelf)
    yield from (ExampleProblem(entry.id, "", each.message, each.mark, path=each.path) for each in wrong)
    for at, example in () if wrong else rows_of(entry.modifier):
        mark = entry.source.mark(("examples", *at))
        assert isinstance(example, ModifierExample)
        try:
            rule = rule_of(entry.modifier, example, rules)
            if strange(*rule, shelf):
                continue  # told with the rule
            problems = problems_of(*rule, example, at[0] == "holds", shelf, with_solver, entry.modifier)
        except InputError as error:
            problems = [problem.message for problem in error.problems]
        for said in problems:
            yield ExampleProblem(entry.id, ".".join(at), said, mark, "modifiers")


def read_rules(path: Path) -> list[tuple[RuleEntry, Envelope]]:
    """The rules of a rulebook.

    Raises
    ------
    InputError
        With everything that is wrong in any of them.
    """
    _, entries = opened(open_file(path))
    found: list[tuple[RuleEntry, Envelope]] = []
    problems: list[Problem] = []
    for entry in every_reading(entries):
        try:
            found.append((entry, entry.rule))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def by_name(rules: Iterable[tuple[RuleEntry, Envelope]]) -> Rules:
    """The rules by id, each in the reading that it names (the first one)."""
    found: dict[str, tuple[RuleEntry, Envelope]] = {}
    for entry, rule in rules:
        found.setdefault(entry.id, (entry, rule))
    return found


def rows_of(rule: Envelope | Modifier) -> Iterator[tuple[tuple[str, str], Example]]:
    """Every row of the examples of a rule or modifier, with its place below `examples`."""
    if rule.examples:
        for word, rows in (("holds", rule.examples.holds), ("breaks", rule.examples.breaks)):
            for name, example in rows.items():
                yield (word, name), example


def missing(rule: Envelope | Modifier) -> list[str]:
    """What the examples of a rule or modifier lack: a week that holds and one that breaks, or a gain."""
    rows: Mapping[str, object] = dict(rule.examples.__dict__) if rule.examples else {}
    if isinstance(rule, Envelope) and rule.kind.traits.goal:
        stated = [example for _, example in rows_of(rule) if example.gain is not None]
        return [] if stated else ["no example states a 'gain'"]
    lacking = [word for word in ("holds", "breaks") if not rows.get(word)]
    return [f"no example of a week that {listed(lacking)} the rule"] if lacking else []


def problems_of(
    entry: RuleEntry,
    rule: Envelope,
    example: Example,
    holds: bool,
    shelf: Catalogue,
    with_solver: bool,
    modifier: Modifier | None = None,
) -> list[str]:
    """Everything that is wrong with one row of a rule, or of a modifier that changes the rule."""
    try:
        scene = staged(rule, example, shelf, modifier)
    except InputError as error:
        return [problem.message for problem in error.problems]
    return list(played(entry, rule, example, holds, scene, with_solver, [modifier] if modifier else []))


def staged(rule: Envelope, example: Example, shelf: Catalogue, modifier: Modifier | None = None) -> Stage:
    """The season of one row of a rule, or of a modifier that changes the rule."""
    examples = modifier.examples if modifier else rule.examples
    assert examples
    return stage(cast(rule, modifier) if modifier else rule, example, examples.setting, shelf)


def played(
    entry: RuleEntry,
    rule: Envelope,
    example: Example,
    holds: bool,
    scene: Stage,
    with_solver: bool,
    modifiers: Sequence[Modifier] = (),
) -> Iterator[str]:
    """Everything that is wrong with one row, once its season stands."""
    wrong = [breach.says for _, breach in frame.breaches(scene.season, scene.diary)]
    if wrong:
        yield f"cannot be planned: {'; '.join(wrong)}"
        return
    active = scene.play(entry, rule, modifiers)
    verdict = judge(active, scene.diary)
    yield from judged(rule, example, holds, scene.row.complaint, verdict)
    yield from disagreements(active, scene.diary, scene.season)
    if with_solver:
        yield from solved(replace(scene.season, rules=[active]), scene.diary)


def judged(rule: Envelope, example: Example, holds: bool, complaint: str, verdict: Verdict) -> Iterator[str]:
    """Where a verdict differs from what a row claims."""
    says = [finding.breach.says for finding in verdict.findings]
    strict = [finding for finding in verdict.findings if finding.level == rule.level]
    if holds and (strict or (says and example.points is None)):
        yield f"breaks the rule: {'; '.join(says)}"
    if not holds and not says:
        yield "holds the rule" if verdict.rule.scopes else "holds: the rule applies to no day of it"
    if complaint and says and complaint not in says:
        yield f"the complaint is: {'; '.join(says)}"
    points, gain = outcome(verdict)
    if example.points is not None and points != example.points:
        yield f"costs {points} points, expected {example.points}"
    if example.gain is not None and gain != example.gain:
        yield f"gains {gain}, expected {example.gain}"


def outcome(verdict: Verdict) -> tuple[int, int]:
    """What a plan costs under a rule at the soft levels, and what it gains."""
    cost = sum(finding.points for finding in verdict.findings if finding.level in LEVELS)
    return cost, sum(earned.points for earned in verdict.earned)
