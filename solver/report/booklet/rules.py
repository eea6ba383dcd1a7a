"""The rules of a season in English, each with what the plan makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.auditor import LEVELS, Audit, Finding, Verdict
from solver.loading.books import sources_of
from solver.report.handbook.entries import Said, said
from solver.report.handbook.outline import CHANGES, OF_OUR_OWN
from solver.report.score import earned_says, finding_says
from solver.season import Season
from solver.words import number, plural

#: Breaches told of each rule.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule, or a modifier (without level and state).

    Parameters
    ----------
    state
        `holds`, `falls short`, `broken` or `does not apply`.
    """

    id: str
    level: str
    words: Said
    state: str
    cost: str
    findings: Sequence[str]
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A rulebook."""

    title: str
    rules: Sequence[RuleSheet]


def books(season: Season, audit: Audit, athletes: frozenset[str]) -> list[BookSheet]:
    """The rulebooks in their order, the modifiers last; only findings about some athletes are told."""
    sources = sources_of(season)
    held: dict[str, list[RuleSheet]] = {}
    for verdict in audit.verdicts:
        words = said(verdict.rule.rule, sources[verdict.rule.book])
        held.setdefault(verdict.rule.book, []).append(_sheet(season, verdict, words, athletes))
    own = season.scenario.title
    found = [BookSheet(OF_OUR_OWN if title == own else title, rules) for title, rules in held.items()]
    every = {word: title for each in sources.values() for word, title in each.items()}
    changes = [RuleSheet(name, "", said(each, every), "", "", ()) for name, each in season.modifiers.items()]
    return [*found, *([BookSheet(CHANGES, changes)] if changes else [])]


def _sheet(season: Season, verdict: Verdict, words: Said, athletes: frozenset[str]) -> RuleSheet:
    mine = [each for each in verdict.findings if athletes & {*each.athletes}]
    texts = [_says(season, each) for each in sorted(mine, key=lambda f: (-f.points, f.breach.days))]
    texts += [earned_says(each) for each in verdict.earned if athletes & {*each.athletes}]
    left = len(texts) - SHOWN
    return RuleSheet(
        verdict.rule.id,
        verdict.rule.rule.level,
        words,
        _state(verdict, mine),
        ", ".join(_costs(mine)),
        [*texts[:SHOWN], *([f"and {number(left)} more"] if left > 0 else [])],
        tuple(sum(each.points for each in mine if each.level == level) for level in LEVELS),
    )


def shortfalls(books: Sequence[BookSheet]) -> list[RuleSheet]:
    """The rules that are not kept everywhere, musts first, then the dearest."""
    found = [rule for book in books for rule in book.rules if rule.state in ("broken", "falls short")]
    return sorted(found, key=lambda each: (each.state != "broken", *(-points for points in each.points)))


def _state(verdict: Verdict, findings: Sequence[Finding]) -> str:
    if any(each.level == "must" for each in findings):
        return "broken"
    if findings:
        return "falls short"
    return "holds" if verdict.rule.scopes else "does not apply"


def _costs(findings: Sequence[Finding]) -> Iterator[str]:
    for level in LEVELS:
        if points := sum(each.points for each in findings if each.level == level):
            yield f"{plural(points, 'point')} of {level}"


def _says(season: Season, finding: Finding) -> str:
    points = f" ({plural(finding.points, 'point')} of {finding.level})" if finding.points else ""
    return f"{finding_says(season, finding)}{points}"
