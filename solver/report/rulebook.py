"""A rulebook in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from solver.documents.rulebook import Envelope, Modifier
from solver.loading.books import cited
from solver.report import screen as s
from solver.words import plural

LEVEL_STYLES = {"must": s.MUST, "should": "yellow", "prefer": "cyan"}


class Titled(Protocol):
    """A rulebook, as far as it is shown."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def sources(self) -> Mapping[str, str]:
        """What its rules cite."""

    @property
    def rules(self) -> Mapping[str, Envelope]:
        """Its rules."""

    @property
    def others(self) -> Mapping[str, Mapping[str, Envelope]]:
        """The other readings of its rules."""

    @property
    def modifiers(self) -> Mapping[str, Modifier]:
        """Its modifiers."""


def show_book(screen: Console, book: Titled) -> None:
    """Print a rulebook."""
    screen.print(s.heading(book.title) + Text(f"   {plural(len(book.rules), 'rule')}", style="not bold"))
    for name, rule in book.rules.items():
        _show_rule(screen, name, rule, book)
    for name, modifier in book.modifiers.items():
        screen.print()
        screen.print(Text(name, style="bold") + Text("   changes other rules", style="not bold"))
        lines = [modifier.says, modifier.sentence(), _labelled("why", modifier.why)]
        lines += [_labelled("source", cited(each, book.sources)) for each in modifier.source]
        _indented(screen, lines)


def _show_rule(screen: Console, name: str, rule: Envelope, book: Titled) -> None:
    screen.print()
    screen.print(
        Text(name, style="bold")
        + Text(f"   {rule.level}", style=f"not bold {LEVEL_STYLES[rule.level]}")
        + Text(f", {rule.costs()}" if rule.costs() else "", style="not bold")
        + Text("   off, unless a scenario switches it on" if rule.off else "", style="not bold")
    )
    generated = rule.sentence()
    exactly = _labelled("exactly", generated) if rule.says else f"{generated[:1].upper()}{generated[1:]}."
    lines = [rule.says, exactly, _labelled("why", rule.why)]
    lines += [_labelled("source", cited(each, book.sources)) for each in rule.source]
    lines += [_labelled("reading", rule.reading)]
    lines += [
        f"or {other}: {each.says or each.sentence()}" for other, each in book.others.get(name, {}).items()
    ]
    _indented(screen, lines)


def _labelled(label: str, text: str | None) -> str | None:
    return f"{label}: {text}" if text else None


def _indented(screen: Console, lines: list[str | None]) -> None:
    for line in lines:
        if line:
            screen.print(Padding(Text(line), (0, 0, 0, 4)))
