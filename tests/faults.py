"""Small faults that can be planted in a module, one at a time.

Comparisons turned round, sums for differences, constants off by one, `and` for `or`, a `not` or a minus
that is gone, `min` for `max`, `any` for `all`.
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
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


Step = tuple[str, int | None]


@dataclass(frozen=True)
class Fault:
    """One fault: where, what it was and what it is, and how to plant it."""

    module: str
    function: str
    line: int
    was: str
    now: str
    path: tuple[Step, ...]
    changed: ast.AST

    def tree(self) -> ast.Module:
        """The module with the fault in it."""
        tree = _parsed(self.module)
        _put(_at(tree, self.path[:-1]), self.path[-1], self.changed)
        return ast.fix_missing_locations(tree)

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.was}  ->  {self.now}"


def faults(module: str) -> Iterator[Fault]:
    """Every fault that can be planted in a module."""
    tree = _parsed(module)
    for path, node, function in _nodes(tree, (), ""):
        for changed in _changed(node):
            line = getattr(node, "lineno", 0)
            yield Fault(module, function, line, *_told(tree, path, node, changed), path, changed)


def _told(tree: ast.Module, path: tuple[Step, ...], node: ast.AST, changed: ast.AST) -> tuple[str, str]:
    """What a fault was and what it is; a constant with what stands around it."""
    cut = len(path)
    if isinstance(node, ast.Constant):
        while _goes_on(_at(tree, path[:cut])) and isinstance(
            _at(tree, path[: cut - 1]), ast.expr | ast.keyword
        ):
            cut -= 1
    around = _at(tree, path[:cut])
    if cut == len(path):
        return ast.unparse(node), ast.unparse(changed)
    other = copy.deepcopy(around)
    _put(_at(other, path[cut:-1]), path[-1], changed)
    return ast.unparse(around), ast.unparse(other)


def _goes_on(node: ast.AST) -> bool:
    """Whether a node says too little without what stands around it."""
    plain = isinstance(node, ast.Constant | ast.Tuple | ast.keyword)
    return plain or (isinstance(node, ast.Call) and ast.unparse(node.func) == "Fraction")


def _parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8"))


def _nodes(
    node: ast.AST, path: tuple[Step, ...], function: str
) -> Iterator[tuple[tuple[Step, ...], ast.AST, str]]:
    """The nodes inside functions that do something, with the path to each and its function."""
    if isinstance(node, ast.FunctionDef):
        decorators = {ast.unparse(each) for each in node.decorator_list}
        checks = any("validator" in each for each in decorators)
        if node.name in SPOKEN or checks:
            return
        function = node.name
    if function and path:
        yield path, node, function
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        if isinstance(node, ast.JoinedStr | ast.Match):
            continue
        for number, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield from _nodes(child, (*path, (name, number)), function)


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
        exec(compile(self.fault.tree(), module.__file__, "exec"), module.__dict__)
