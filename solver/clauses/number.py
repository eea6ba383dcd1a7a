"""Numbers in rules: plain, per cent, by phase, event or level, or computed from the athlete.

====================================  ==========================================================
``2``, ``10.5``, ``10 %``             the number itself
``{taper: 700, otherwise: 1200}``     by the words that hold: phase, label, event, level, tag, sex,
                                      loading or unload, `week 5`, and with ``per: slot`` the slot
``age + 2``, ``min(60 * age, 900)``   from the athlete: `age`, `training_age`, `body_mass`,
                                      `best_100m` (seconds); plain arithmetic, nothing else
====================================  ==========================================================

Mappings nest; the first word that holds counts, a week before all others, `otherwise` if none does, and no
number (so no bound) where even that is missing.
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
from solver.files.data import figure
from solver.files.reader import MAX_NUMBER
from solver.words import listed, nearest, number

_PERCENT = re.compile(r"(-?[0-9]{1,4}(?:\.[0-9]{1,3})?) ?%\Z")
#: What a formula is made of: words, plain decimal numbers, signs. No `1_000`, `0x1F`, `1e9`.
_FORMULA = re.compile(r"(?: |[a-z_][a-z0-9_]*|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9a-z_.])|[-+*/(),])+\Z")
_WEEK = re.compile(r"week [0-9]+\Z")
_NAME = re.compile(r"(age|training_age|body_mass|best_[0-9]{2,4}m?h?)\Z")
_SUMS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_FIGURES = ("age", "training_age", "body_mass", "best_100m")
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
            yield from _names(ast.parse(self.formula, mode="eval").body)
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
        return figure(self.constant)

    def __str__(self) -> str:
        if self.choice:
            return self._choice_in_words()
        if self.constant is None:
            said = self.formula.replace("_", " ").replace("*", "x")
            return said if said.startswith(("min(", "max(")) else f"({said})"
        return f"{number(self.constant * 100)} %" if self.is_percent else number(self.constant)

    def _choice_in_words(self) -> str:
        """'600 (taper), else 900'; the outer of two choices as 'club: 600 (taper), else 900; elite: ...'."""
        said = [(word.replace("-", " "), str(below), bool(below.choice)) for word, below in self.choice]
        if any(nested for *_, nested in said):
            return "; ".join(f"{'else' if word == OTHERWISE else word}: {below}" for word, below, _ in said)
        return ", ".join(
            f"else {below}" if word == OTHERWISE else f"{below} ({word})" for word, below, _ in said
        )


def parse_number(value: Any) -> Number:
    """Read a number as a rule may write it."""
    if isinstance(value, bool) or value is None or value == {}:
        raise wrong(f"found {shown(value)}, expected a number")
    if isinstance(value, int | float):
        return Number(Fraction(str(value)))
    if isinstance(value, dict):
        choice = [(str(k), _below(str(k), v)) for k, v in value.items()]
        return Number(choice=tuple(sorted(choice, key=lambda each: _place(each[0]))))
    if isinstance(value, str):
        return _from_text(value)
    raise wrong(f"found {shown(value)}, expected a number, or one for each phase, event or level")


def _place(word: str) -> int:
    """Weeks come first, whatever was written before them in a file below; `otherwise` comes last."""
    return 0 if _WEEK.match(word) else 2 if word == OTHERWISE else 1


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
    tree = _tree(text)
    names = sorted(set(_names(tree)))
    for name in names:
        if not _NAME.match(name):
            close = nearest(name, _FIGURES)
            raise wrong(f"unknown figure {name!r}; did you mean {close!r}?") if close else _no_number(text)
    if not names:
        value = _constant(tree, text)
        if abs(value) > MAX_NUMBER:
            raise wrong(f"{text} is beyond {MAX_NUMBER:,}")
    return Number(formula=text) if names else Number(value)


def _no_number(text: str) -> Exception:
    expected = f"a number, a percentage or arithmetic on {listed(_FIGURES, 'or')}"
    if text[:1] in tuple("0123456789.+-,") and "*" not in text:
        expected = "a plain number such as 2000 or 10.5, or a percentage such as 10 %"
    if text.count("(") > text.count(")"):
        expected = "all of the formula; put one that has a comma in quotes"
    return wrong(f"found {shown(text)}, expected {expected}")


def _tree(text: str) -> ast.expr:
    """The formula as a tree, if there is nothing in it but arithmetic."""
    if not _FORMULA.match(text):
        raise _no_number(text)
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _no_number(text) from None
    if not _is_arithmetic(tree):
        raise _no_number(text)
    return tree


def _is_arithmetic(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() | float()) | ast.Name():
            return True
        case ast.BinOp(left=left, op=op, right=right):
            return type(op) in _SUMS and _is_arithmetic(left) and _is_arithmetic(right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_arithmetic(operand)
        case ast.Call(func=ast.Name(id="min" | "max"), args=args, keywords=[]):
            return bool(args) and all(map(_is_arithmetic, args))
    return False


def _constant(tree: ast.expr, text: str) -> Fraction:
    try:
        return _evaluate(tree, {})
    except ZeroDivisionError:
        raise wrong(f"{text} divides by zero") from None


def _names(tree: ast.expr) -> Iterator[str]:
    """The figures in a formula."""
    calls = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    yield from (n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in calls)


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
