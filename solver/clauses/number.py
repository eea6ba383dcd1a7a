"""Numbers in rules: plain, per cent, by phase, event or level, or computed from the athlete.

====================================  ==========================================================
``2``, ``10.5``, ``10 %``             the number itself
``{taper: 700, otherwise: 1200}``     by the words that hold: phase, event, level, tag, sex
``age + 2``, ``min(60 * age, 900)``   from the athlete: `age`, `training_age`, `body_mass`,
                                      `best_100m` (seconds); plain arithmetic, nothing else
====================================  ==========================================================

Mappings nest; the first word that holds counts, `otherwise` if none does, and no number (so no
bound) where even that is missing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from solver.documents.base import shown, wrong
from solver.words import listed, number, unknown

_PERCENT = re.compile(r"(-?[0-9]{1,4}(?:\.[0-9]{1,3})?) ?%\Z")
_NAME = re.compile(r"(age|training_age|body_mass|best_[0-9]{2,4}m?h?)\Z")
_SUMS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a number may depend on: the words that hold, and the athlete's figures."""

    words: frozenset[str] = frozenset()
    figures: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a rule: a constant, a formula, or a choice by words."""

    constant: Fraction | None = None
    formula: str = ""
    choice: tuple[tuple[str, Number], ...] = ()
    is_percent: bool = False

    def at(self, facts: Facts) -> Fraction | None:
        """The number that holds under `facts`, or None where the rule gives none."""
        if self.choice:
            for word, below in self.choice:
                if word in facts.words or word == OTHERWISE:
                    return below.at(facts)
            return None
        if self.formula:
            return _evaluate(ast.parse(self.formula, mode="eval").body, facts.figures)
        return self.constant

    def words(self) -> Iterator[str]:
        """Every word that the number is chosen by."""
        for word, below in self.choice:
            yield from () if word == OTHERWISE else (word,)
            yield from below.words()

    def figures(self) -> Iterator[str]:
        """Every figure of the athlete that the number is computed from."""
        if self.formula:
            yield from (n.id for n in ast.walk(ast.parse(self.formula)) if isinstance(n, ast.Name))
        for _, below in self.choice:
            yield from below.figures()

    def written(self) -> Any:
        """The number as YAML would hold it."""
        if self.choice:
            return {word: below.written() for word, below in self.choice}
        if self.constant is None:
            return self.formula
        if self.is_percent:
            return f"{number(self.constant * 100)}%"
        exact = self.constant
        return exact.numerator if exact.denominator == 1 else float(exact)

    def __str__(self) -> str:
        if self.choice:
            return listed([f"{below} in {word}" if word != OTHERWISE else f"{below} otherwise"
                           for word, below in self.choice])  # fmt: skip
        if self.constant is None:
            return self.formula.replace("_", " ")
        return f"{number(self.constant * 100)} %" if self.is_percent else number(self.constant)


def parse_number(value: Any) -> Number:
    """Read a number as a rule may write it."""
    if isinstance(value, Number):
        return value
    if isinstance(value, bool) or value is None:
        raise wrong(f"found {shown(value)}, expected a number")
    if isinstance(value, int | float):
        return Number(Fraction(str(value)))
    if isinstance(value, dict) and value:
        return Number(choice=tuple((str(k), _below(str(k), v)) for k, v in value.items()))
    if isinstance(value, str):
        return _from_text(value)
    raise wrong(f"found {shown(value)}, expected a number, or one for each phase, event or level")


def _below(word: str, value: Any) -> Number:
    try:
        return parse_number(value)
    except Exception as error:
        context = getattr(error, "context", None) or {}
        raise wrong(context.get("said", str(error)), (word, *context.get("path", ()))) from None


def _from_text(text: str) -> Number:
    if found := _PERCENT.match(text):
        return Number(Fraction(found[1]) / 100, is_percent=True)
    if len(text) > 80:
        raise wrong("a formula may have 80 characters at most")
    try:
        tree = ast.parse(text, mode="eval").body
        known = {node.id: Fraction(1) for node in ast.walk(tree) if isinstance(node, ast.Name)}
        _evaluate(tree, known)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError, OverflowError):
        raise wrong(
            f"found {shown(text)}, expected a number, a percentage or arithmetic on the athlete's figures"
        ) from None
    for name in known:
        if not _NAME.match(name) and name not in ("min", "max"):
            raise wrong(unknown("figure", name, ("age", "training_age", "body_mass", "best_100m")))
    return Number(formula=text)


def _evaluate(node: ast.expr, figures: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Fraction(str(value))
        case ast.Name(id=name) if name in figures:
            return figures[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUMS:
            return _SUMS[type(op)](_evaluate(left, figures), _evaluate(right, figures))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, figures)
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=args, keywords=[]) if args:
            pick = min if name == "min" else max
            return pick(_evaluate(each, figures) for each in args)
    raise ValueError(ast.dump(node))


NumberField = Annotated[
    Number,
    PlainValidator(parse_number),
    PlainSerializer(Number.written),
    WithJsonSchema(
        {
            "anyOf": [{"type": "number"}, {"type": "string"}, {"type": "object"}],
            "examples": [2, "10%", {"taper": 700, "otherwise": 1200}, "60 * age"],
        }
    ),
]
