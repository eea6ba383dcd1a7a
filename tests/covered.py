"""Which branches of the language, of the auditor and of the explanations are tested, and why others are not.

Run as ``python -m tests.covered`` after the tests were run under ``coverage`` (``make coverage`` does both). In each
group of rooms 95 % of the branches must be taken, and what is not taken stands in ``uncovered.yaml`` with its reason:
by module, the function that it is `in`, the `line`, and `why`. What stands there and is tested, or is gone, fails too.
"""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import ast
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
#: The rooms of each group, folders and files below ``solver``.
GROUPS = {
    "language": (
        "active.py", "applying.py", "bounds.py", "calendar.py", "catalogue.py", "clauses", "diary.py", "documents",
        "files", "frame.py", "lived.py", "loading", "overlays", "rules", "scope.py", "season.py",
    ),
    "auditor": ("auditor.py", "typed"),
    "explanations": ("reasons",),
}  # fmt: skip
LEAST = 95.0

#: Module, function and source of a line from which a way was never taken, or that was never reached.
Gap = tuple[str, str, str]


@dataclass
class Group:
    """What was taken of a group of rooms."""

    taken: int = 0
    branches: int = 0
    run: int = 0
    lines: int = 0
    gaps: dict[Gap, int] = field(default_factory=dict)

    def add(self, file: Path, measured: Mapping[str, Any]) -> None:
        """Count a file in."""
        summary = measured["summary"]
        self.taken += summary["covered_branches"]
        self.branches += summary["num_branches"]
        self.run += summary["covered_lines"]
        self.lines += summary["num_statements"]
        self.gaps |= dict(gaps(file, measured))

    @property
    def percent(self) -> float:
        """The branches that were taken, of a hundred."""
        return 100 * self.taken / self.branches


# ---- what was measured ---------------------------------------------------------------------------------


def measured() -> Mapping[str, Any]:
    """What coverage has measured, by file."""
    import json

    from coverage import Coverage

    cover = Coverage()
    cover.load()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "covered.json"
        cover.json_report(outfile=str(out))
        files: Mapping[str, Any] = json.loads(out.read_text(encoding="utf-8"))["files"]
    return files


def gaps(file: Path, measured: Mapping[str, Any]) -> Iterator[tuple[Gap, int]]:
    """What was never taken, told once: where the way to it was left out, else where it begins."""
    source = file.read_text(encoding="utf-8")
    lines, within = source.splitlines(), functions(source)
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    missing = set(measured["missing_lines"])
    untaken = [(start, end) for start, end in measured["missing_branches"] if start not in missing]
    told = {end for _, end in untaken}
    inside = {end for start, end in measured["missing_branches"] if start in missing}
    begun = {line for line in missing if line not in told | inside and _before(line, lines) not in missing}
    for line in sorted({start for start, _ in untaken} | begun):
        yield (
            (module, within.get(line, ""), lines[line - 1].partition("  # ")[0].strip().removesuffix(":")),
            line,
        )


def functions(source: str) -> Mapping[int, str]:
    """The function that each line is in."""
    found: dict[int, str] = {}
    for node in ast.walk(ast.parse(source)):  # outer ones come first
        if isinstance(node, ast.FunctionDef):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.name)
    return found


def _before(line: int, lines: list[str]) -> int:
    """The line before that has anything on it."""
    line -= 1
    while line and not lines[line - 1].strip():
        line -= 1
    return line


def excused() -> Mapping[Gap, str]:
    """What is not covered for a reason."""
    listed = yaml.safe_load((ROOT / "tests" / "uncovered.yaml").read_text(encoding="utf-8")) or {}
    return {
        (module, each["in"], each["line"]): each["why"]
        for module, entries in listed.items()
        for each in entries
    }


# ---- what is told of it --------------------------------------------------------------------------------


def group_of(file: str) -> str | None:
    """The group that a file belongs to."""
    parts = Path(file).parts
    inside = [name for name, rooms in GROUPS.items() if parts[0] == "solver" and parts[1] in rooms]
    return inside[0] if inside else None


def main() -> int:
    """Tell what was taken by group, and what is amiss."""
    groups = {name: Group() for name in GROUPS}
    for file, each in measured().items():
        if name := group_of(file):
            groups[name].add(ROOT / file, each)
    wrong = 0
    print(f"{'':14}{'branches':>18}{'lines':>18}")
    for name, group in groups.items():
        lines = 100 * group.run / group.lines
        print(f"{name:14}{group.taken:>6,} of {group.branches:>6,}{group.percent:>6.1f}%", end="")
        print(f"{group.run:>6,} of {group.lines:>6,}{lines:>6.1f}%")
        wrong += group.percent < LEAST
    found = {gap: line for group in groups.values() for gap, line in group.gaps.items()}
    listed = excused()
    for module, function, line in sorted(set(found) - set(listed)):
        print(
            f"{module}:{found[module, function, line]} {function}: not covered, and no reason listed: {line}"
        )
    for module, function, line in sorted(set(listed) - set(found)):
        print(f"{module} {function}: listed as not covered, but it is, or is gone: {line}")
    return int(bool(wrong or set(found) ^ set(listed)))


if __name__ == "__main__":
    sys.exit(main())
