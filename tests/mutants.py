"""Does anybody notice? Plants one small fault at a time and runs a fast net over it.

Run as a script: ``python tests/mutants.py`` (all faults, over half an hour) or ``--sample 150 --seed 1``.
The faults are comparisons turned round, sums for differences, constants off by one, `and` for `or`,
a `not` or a minus that is gone, `min` for `max`, `any` for `all`: in the bounds and in the breaches of
the kinds, in the clauses that both sides read in their own way, in the frame and in the audit.
"""

# ruff: noqa: T201 - a script that prints what it found
from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# what is imported here is shared by all the runs; nothing of the solver may be
import numpy as np  # noqa: F401
import pydantic  # noqa: F401
import pytest
import yaml  # noqa: F401

ROOT = Path(__file__).parent.parent
MODULES = (
    "solver.rules.limit", "solver.rules.ratio", "solver.rules.progression", "solver.rules.spacing",
    "solver.rules.pairing", "solver.rules.run", "solver.rules.pattern", "solver.rules.order",
    "solver.rules.steady", "solver.rules.pin", "solver.rules.choice", "solver.rules.peak",
    "solver.clauses.amount", "solver.clauses.per", "solver.clauses.given", "solver.frame", "solver.audit",
)  # fmt: skip
#: Functions that say, read or refuse: other tests are for them.
SPOKEN = {
    "says",
    "named",
    "noun",
    "written",
    "__str__",
    "parse_per",
    "_times",
    "_percent",
    "_must",
    "_never",
    "_kind",
    "_written",
    "_amount",
    "_on",
    "_link",
    "_where",
    "_place",
    "_span",
}
SWAPS: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub,
    ast.Sub: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Seconds after which a run without an end is taken as noticed.
PATIENCE = 90
QUIET = ("--assert=plain", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")


@dataclass(frozen=True)
class Fault:
    """One fault: where, what it was and what it is, and the tree with it."""

    module: str
    line: int
    was: str
    now: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.was}  ->  {self.now}"


def faults(module: str) -> Iterator[Fault]:
    """Every fault that can be planted in a module."""
    tree = ast.parse((ROOT / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8"))
    for path, node in _nodes(tree, ()):
        for changed in _changed(node):
            other = copy.deepcopy(tree)
            parent = _at(other, path[:-1])
            _put(parent, path[-1], changed)
            ast.fix_missing_locations(other)
            line = getattr(node, "lineno", 0)
            yield Fault(module, line, ast.unparse(node), ast.unparse(changed), other)


Step = tuple[str, int | None]


def _nodes(
    node: ast.AST, path: tuple[Step, ...], inside: bool = False
) -> Iterator[tuple[tuple[Step, ...], ast.AST]]:
    """The nodes inside functions that do something, with the path to each."""
    if isinstance(node, ast.FunctionDef):
        decorators = {ast.unparse(each) for each in node.decorator_list}
        checks = any("validator" in each for each in decorators)
        if node.name in SPOKEN or checks:
            return
        inside = True
    if inside and path:
        yield path, node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        if isinstance(node, ast.JoinedStr | ast.Match):
            continue
        for number, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield from _nodes(child, (*path, (name, number)), inside)


def _at(node: Any, path: Sequence[Step]) -> Any:
    for name, number in path:
        node = getattr(node, name)
        node = node if number is None else node[number]
    return node


def _put(parent: Any, step: Step, changed: ast.AST) -> None:
    name, number = step
    if number is None:
        setattr(parent, name, changed)
    else:
        getattr(parent, name)[number] = changed


def _changed(node: ast.AST) -> Iterator[Any]:
    """The node with a fault, in each way that there is."""
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                other = copy.deepcopy(node)
                other.ops[number] = SWAPS[type(op)]()
                yield other
        case ast.BinOp(op=ast.Add() | ast.Sub() as op) | ast.AugAssign(op=ast.Add() | ast.Sub() as op):
            other = copy.deepcopy(node)
            other.op = SWAPS[type(op)]()
            yield other
        case ast.BoolOp(op=op):
            other = copy.deepcopy(node)
            other.op = SWAPS[type(op)]()
            yield other
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield ast.copy_location(ast.Constant(value + 1), node)
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            other = copy.deepcopy(node)
            other.func = ast.Name(NAMES[name], ast.Load())
            yield other


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives out one module with its fault, and leaves the others alone."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.fault.module:
            return None
        file = (ROOT / Path(*name.split("."))).with_suffix(".py")
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module: Any) -> None:
        exec(compile(self.fault.tree, module.__file__, "exec"), module.__dict__)


# ---- the net -------------------------------------------------------------------------------------------


def noticed(module: str) -> bool:
    """Whether the net notices anything, with what the module is now."""
    part = module.rpartition(".")[2]
    if part in ("frame", "audit"):
        return _tests("test_bounds_frame.py", "test_rules_audit.py")
    return (
        _manual() or _small(part) or (part in ("amount", "per", "given") and _tests("test_rules_clauses.py"))
    )


def _manual() -> bool:
    from solver.examples import examples_of, manual_catalogue
    from solver.examples.check import played
    from solver.examples.stage import stage
    from solver.rules import KINDS

    for kind in KINDS:
        for example in examples_of(kind):
            for word, row in example.rows:
                scene = stage(example.rule, row, example.setting, manual_catalogue())
                if list(played(example.entry, example.rule, row, word != "breaks", scene, with_solver=False)):
                    return True
    return False


def _small(part: str) -> bool:
    """Whether a comparison on small calendars differs: first few calendars of every rule, then more."""
    from tests.small import CASES, WORLDS, Grid

    words = {"amount": "", "per": "per", "given": "over"}
    mine = [
        Grid(rule, WORLDS[world])
        for world, rule, _ in CASES
        if f'"{words.get(part, part)}' in rule or (part == "given" and ("given" in rule or "unless" in rule))
    ]
    fine = 41 if part == "amount" else 11
    return any(grid.compare(step)[2] for step in (173, fine) for grid in mine)


def _tests(*files: str) -> bool:
    return bool(pytest.main(["-x", "-q", *QUIET, *(str(ROOT / "tests" / file) for file in files)]))


def run(fault: Fault | None, module: str) -> bool:
    """Run the net in a process of its own; whether it noticed (an error or a timeout is noticed too)."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            signal.alarm(PATIENCE)
            sys.path.insert(0, str(ROOT))
            if fault:
                sys.meta_path.insert(0, Planted(fault))
            code = int(noticed(module))
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] != 0


def main() -> int:
    """Plant the faults, print the share that was noticed and the survivors."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sample", type=int, help="so many faults instead of all")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--only", default="", help="modules with this in their name")
    words.add_argument("--minutes", type=float, default=60.0, help="plant nothing more after so long")
    words.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at a time")
    chosen = words.parse_args()
    modules = [module for module in MODULES if chosen.only in module]
    planted = [fault for module in modules for fault in faults(module)]
    random.Random(chosen.seed).shuffle(planted)
    planted = planted[: chosen.sample]
    for module in modules:
        if run(None, module):
            print(f"the net notices something in {module} as it is", file=sys.stderr)
            return 1
    until = time.monotonic() + 60 * chosen.minutes
    seen: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    with ThreadPoolExecutor(chosen.jobs) as pool:
        runs = pool.map(lambda each: run(each, each.module) if time.monotonic() < until else None, planted)
        for fault, answer in zip(planted, runs, strict=True):
            if answer is None:
                continue
            seen[fault.module] += 1
            caught[fault.module] += answer
            if not answer:
                print(f"survived  {fault}", flush=True)
    for module in modules:
        print(f"{module:28} {caught[module]:4} of {seen[module]:4}")
    share = sum(caught.values()) / max(sum(seen.values()), 1)
    print(f"{sum(caught.values())} of {sum(seen.values())} noticed, {share:.0%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
