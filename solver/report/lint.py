"""What `lint` found: on the screen, and as JSON."""

from __future__ import annotations

import json
from typing import Any

from solver.lint import CODES, Finding, Linted, Named
from solver.words import plural


def as_text(result: Linted) -> str:
    """Each finding with its place, the rules that it takes, where it holds and what can be done."""
    lines = [line for each in result.open for line in _finding(each)]
    waived = f", {plural(len(result.waived), 'finding')} waived" if result.waived else ""
    count = plural(len(result.open), "finding") if result.open else "nothing found"
    lines.append(f"{plural(len(result.files), 'file')}: {count}{waived}")
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> list[str]:
    """The lines of a finding."""
    rule = finding.rule
    lines = [f"{rule.mark}  {finding.code}  {rule.path}"]
    lines += [f"  {rule.says}"] if rule.says else []
    where = f" In: {'; '.join(finding.where)}." if finding.where else ""
    lines.append(f"  {finding.says}{where}")
    lines += [
        f"    {each.id}  {_place(each)}{f'  {each.says}' if each.says else ''}" for each in finding.others
    ]
    lines.append(f"  {finding.advice}")
    return [*lines, ""]


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
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


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
