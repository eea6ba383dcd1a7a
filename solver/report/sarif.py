"""What `lint` found, as SARIF 2.1.0: for editors and code review."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from solver.errors import Mark
from solver.files.data import json_text
from solver.lint import CODES, Finding, Linted
from solver.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: The places of the codes among the rules of the tool.
_INDEX = {code: place for place, code in enumerate(CODES)}


def as_sarif(result: Linted) -> str:
    """One run, with a result for each finding; what is waived is suppressed in its source."""
    driver = {
        "name": "speedfirst lint",
        "version": __version__,
        "rules": [
            {"id": name, "shortDescription": {"text": code.means}, "help": {"text": code.advice}}
            for name, code in CODES.items()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in result.files],
        "results": [_result(each) for each in result.findings],
    }
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(data)


def _result(finding: Finding) -> dict[str, Any]:
    """A finding; the other rules that it takes are related places."""
    where = f" In: {'; '.join(finding.where)}." if finding.where else ""
    about = f"{finding.rule.path}: " if finding.rule.path else ""
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": "error" if finding.code in ("contradiction", "floor-above-cap") else "warning",
        "message": {"text": f"{about}{finding.says}{where} {finding.advice}"},
        "locations": [_location(finding.rule.mark)],
    }
    if finding.others:
        found["relatedLocations"] = [
            {"id": place, **_location(each.mark), "message": {"text": f"{each.id}: {each.says}"}}
            for place, each in enumerate(finding.others)
        ]
    if finding.waived:
        found["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return found


def _location(mark: Mark) -> dict[str, Any]:
    region = {"startLine": mark.line, "startColumn": mark.column}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(mark.file)}, "region": region}}


def _uri(file: str) -> str:
    """A path as part of a URI; one from the root of a disk as a whole one."""
    path = quote(file.replace("\\", "/"), safe="/")
    return f"file://{path}" if path.startswith("/") else path
