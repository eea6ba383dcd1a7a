"""The handbook in Markdown: CommonMark, with tables as most readers of it know them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from solver.report.handbook.entries import Entry
from solver.report.handbook.outline import NOTHING, OF_EXAMPLES, SIGNS, Chapter, Handbook, rules_named, span
from solver.report.handbook.weeks import DayCell, Strip
from solver.words import WEEKDAYS, plural

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#$]|&(?=#?\w+;)")
_BLOCK = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def as_markdown(book: Handbook) -> str:
    """The handbook as a Markdown file."""
    return "\n\n".join(_blocks(book)) + "\n"


def escaped(text: str) -> str:
    """A coach's text, so that every sign of it is shown and none is obeyed."""
    text = _SPECIAL.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    return _BLOCK.sub(lambda f: f"{f[1]}\\{f[2]}" if f[1] else f"\\{f[3]}", text)


def _blocks(book: Handbook) -> Iterator[str]:
    """The blocks of the document, between which stands a blank line."""
    several = len(book.chapters) > 1
    yield f"# {escaped(book.title)}"
    yield escaped(book.counts)
    yield "## Contents"
    if several:
        yield _listed([f"{escaped(each.title)} ({span(each)})" for each in book.chapters])
    else:
        yield from _contents(book.chapters)
    yield "## How to read it"
    yield _listed([f"**{word}**: {escaped(meaning)}" for word, meaning in book.meanings])
    if book.has_examples():
        yield escaped(OF_EXAMPLES)
    for chapter in book.chapters:
        if several:
            yield f"## {escaped(chapter.title)}"
            yield from _contents([chapter])
        for part in chapter.parts:
            yield f"{'###' if several else '##'} {escaped(part.title)}"
            for entry in part.entries:
                yield from _rule(entry, "####" if several else "###")
    yield from _end(book)


def _contents(chapters: Sequence[Chapter]) -> Iterator[str]:
    """The sentences of all rules, with their numbers."""
    for chapter in chapters:
        for part in chapter.parts:
            yield f"**{escaped(part.title)}**"
            yield "\n".join(f"{entry.number}. {escaped(entry.title)}" for entry in part.entries)


def _listed(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _rule(entry: Entry, heading: str) -> Iterator[str]:
    yield f"{heading} {entry.number}. {escaped(entry.title)}"
    if entry.exactly:
        yield f"Exactly: {escaped(entry.exactly)}"
    lines = [f"**{label}:** {escaped(text)}" for label, text in entry.lines]
    lines += [f"**Source:** {escaped(text)}" for text in entry.sources]
    level = f" ({entry.level})" if entry.level else ""
    yield _listed([*lines, f"**In the file:** `{entry.id}`{level}"])
    shown = entry.examples.shown
    if shown:
        yield _table(shown)
        if said := [f"{_name(each)}: {escaped(each.says)}" for each in shown if each.says]:
            yield _listed(said)
    if entry.examples.left_out:
        yield f"{plural(entry.examples.left_out, 'more example')} in the file."


def _name(strip: Strip) -> str:
    return f"{SIGNS[strip.verdict]} {strip.verdict}, {escaped(strip.name)}"


def _table(shown: Sequence[Strip]) -> str:
    """The weeks of the examples, one line each."""
    rows = [["Example", *(day.capitalize() for day in WEEKDAYS)], ["---"] * 8]
    for strip in shown:
        for place, week in enumerate(strip.weeks):
            setting = f" ({escaped(strip.setting)})" if strip.setting else ""
            name = _name(strip) + setting if place == 0 else ""
            label = ": ".join(part for part in (name, escaped(week.label)) if part)
            rows.append([label, *map(_cell, week.cells)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: DayCell) -> str:
    text = " + ".join(escaped(each) for each in cell.sessions)
    return f"**{text}**" if text and cell.marked else text or NOTHING


def _end(book: Handbook) -> Iterator[str]:
    if book.words:
        yield "## What the words mean"
        yield _listed([f"**{escaped(word)}**: {escaped('; '.join(titles))}" for word, titles in book.words])
    if book.sources:
        yield "## Sources"
        yield _listed([f"{escaped(title)} ({rules_named(numbers)})" for title, numbers in book.sources])
    yield f"Made with speedfirst from {escaped(book.origin)}."
