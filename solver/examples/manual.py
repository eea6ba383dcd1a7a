"""The examples in the docstrings of the kinds of rules, and the catalogue that they speak of."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from solver.catalogue import Catalogue
from solver.documents.base import validate
from solver.documents.rulebook import Envelope, Example, Setting
from solver.files.source import parse
from solver.loading.load import RuleEntry, read_catalogue
from solver.rules import KINDS

WORDS = ("rule", "setting", "says", "holds", "breaks", "earns")


@cache
def manual_catalogue() -> Catalogue:
    """The sessions of the manual's examples."""
    return read_catalogue(Path(__file__).with_name("manual.yaml"))


@dataclass(frozen=True)
class ManualExample:
    """One block of a kind's docstring: a rule, the sentence it reads as, and rows.

    Each row comes with the word before it: `holds`, `breaks` or `earns`.
    """

    kind: str
    entry: RuleEntry
    rule: Envelope
    setting: Setting
    says: str
    rows: tuple[tuple[str, Example], ...]


def manual(kind: str) -> str:
    """The manual page of a kind: the docstring of its module."""
    return inspect.getdoc(sys.modules[KINDS[kind].__module__]) or ""


def prose(kind: str) -> str:
    """The page of a kind without its examples."""
    return manual(kind).partition("\nExamples\n--------\n")[0].strip()


def examples_of(kind: str) -> Iterator[ManualExample]:
    """The examples on the page of a kind."""
    _, _, text = manual(kind).partition("\nExamples\n--------\n")
    for number, block in enumerate(text.strip().split("\n\n"), 1):
        lines = [line.partition(": ")[::2] for line in block.splitlines()]
        unknown = [word for word, _ in lines if word not in WORDS]
        assert not unknown, f"{kind}: unknown word {unknown} in an example"
        once = {word: value for word, value in lines if word in ("rule", "setting", "says")}
        entry = RuleEntry(f"{kind}-{number}", parse(once["rule"], kind), "manual")
        setting = validate(Setting, parse(once.get("setting", "{}"), kind))
        rows = tuple(
            (word, _row(word, value)) for word, value in lines if word in ("holds", "breaks", "earns")
        )
        yield ManualExample(kind, entry, entry.rule, setting, once["says"], rows)


def _row(word: str, text: str) -> Example:
    if word != "earns":
        return Example(days=text)
    days, _, gain = text.partition(" -> ")
    return Example(days=days, gain=int(gain))
