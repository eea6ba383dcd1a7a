"""What `lint` found: on the screen, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from solver.files.data import json_text
from solver.lint import CODES, Finding, Linted, Named
from solver.words import listed, plural

#: Findings of which there may be many by one rule, and how many of a rule are shown.
CLASHES, MOST = ("contradiction", "floor-above-cap"), 3


def as_text(result: Linted) -> str:
    """Each finding with its place, the rules that it takes, where it holds and what can be done.

    Of the contradictions that one rule is in only the smallest are shown, with how many more there are.
    What is waived is listed at the end.
    """
    shown, more = _some(result.open)
    lines = [line for each in shown for line in _finding(each, more.get(each.place, []))]
    waived = f", {plural(len(result.waived), 'finding')} waived" if result.waived else ""
    count = plural(len(result.open), "finding") if result.open else "nothing found"
    lines.append(f"{plural(len(result.files), 'file')}: {count}{waived}")
    lines[-1] += ":" if waived else ""
    lines += [f"  {_briefly(each)}  {each.waived}" for each in result.waived]
    return "\n".join(lines) + "\n"


def _some(findings: list[Finding]) -> tuple[list[Finding], dict[object, list[str]]]:
    """The findings to be shown, and by the last one shown of a rule what is said of the others."""
    left, seen = dict[object, str](), dict[str, list[Finding]]()
    clashes = [each for each in findings if each.code in CLASHES]
    for each in sorted(clashes, key=lambda each: len(each.others)):
        names = [each.rule.id, *(other.id for other in each.others)]
        full = [name for name in names if len(seen.get(name, ())) >= MOST]
        if full:
            left[each.place] = full[0]
        else:
            for name in names:
                seen.setdefault(name, []).append(each)
    more: dict[object, list[str]] = {}
    for name, count in Counter(left.values()).items():
        said = f"and {count} more that {name} is in; --format json has all of them"
        more.setdefault(max(each.place for each in seen[name]), []).append(said)
    return [each for each in findings if each.place not in left], more


def _briefly(finding: Finding) -> str:
    """A finding in one line: '5:3  contradiction  rules.b with a'."""
    others = f" with {listed([each.id for each in finding.others])}" if finding.others else ""
    return f"{finding.rule.mark}  {finding.code}  {finding.rule.path or 'the rulebook'}{others}"


def _finding(finding: Finding, more: Sequence[str]) -> list[str]:
    """The lines of a finding, and what is said of others that are not shown."""
    rule = finding.rule
    lines = [f"{rule.mark}  {finding.code}  {rule.path}"]
    lines += [f"  {rule.says}"] if rule.says else []
    where = f" In: {'; '.join(finding.where)}." if finding.where else ""
    lines.append(f"  {finding.says}{where}")
    lines += [
        f"    {each.id}  {_place(each)}{f'  {each.says}' if each.says else ''}" for each in finding.others
    ]
    lines.append(f"  {finding.advice}")
    return [*lines, *(f"  {each}" for each in more), ""]


def _place(part: Named) -> str:
    return f"{part.mark.file}:{part.mark.line}"


def as_json(result: Linted) -> str:
    """All of it: findings, what is waived with the reasons, what could not be told."""
    data = {
        "files": result.files,
        "findings": [_as_data(each) for each in result.open],
        "waived": [{**_as_data(each), "reason": each.waived} for each in result.waived],
        "undecided": [
            {"code": each.code, "file": each.file, "rule": each.rule, "where": each.where}
            for each in result.undecided
        ],
        "codes": {name: {"means": code.means, "advice": code.advice} for name, code in CODES.items()},
    }
    return json_text(data)


def _as_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        **_part(finding.rule),
        "found": finding.says,
        "others": [_part(each) for each in finding.others],
        "where": list(finding.where),
        "advice": finding.advice,
    }


def _part(part: Named) -> dict[str, Any]:
    mark = part.mark
    return {"file": mark.file, "line": mark.line, "column": mark.column, "path": part.path, "says": part.says}
