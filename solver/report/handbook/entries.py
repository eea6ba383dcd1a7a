"""A rule of the handbook: its sentence, what is said of it, its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Modifier
from solver.examples.modifiers import Rules
from solver.loading.books import cited
from solver.plans.figures import phase_name
from solver.report.handbook.weeks import Strips, strips
from solver.words import listed


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule (or a modifier).

    Parameters
    ----------
    number
        Its place in the handbook, from 1.
    anchor
        Its name within the handbook: the id, changed only where that is taken already.
    level
        How strictly it holds; empty for a modifier.
    title
        The coach's sentence, or the generated one.
    exactly
        The generated sentence, where the title is another one.
    lines
        What else there is to say, each text with a word before it.
    sources
        What it cites, by full titles.
    """

    number: int
    id: str
    anchor: str
    level: str
    title: str
    exactly: str
    lines: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    examples: Strips


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a rule or a modifier; see :class:`Entry`."""

    title: str
    exactly: str
    lines: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def said(thing: Envelope | Modifier, sources: Mapping[str, str]) -> Said:
    """A rule or a modifier in words."""
    sentence = thing.sentence()
    return Said(
        title=thing.says or f"{sentence[:1].upper()}{sentence[1:]}.",
        exactly=f"{sentence}." if thing.says else "",
        lines=(*([("Why", thing.why)] if thing.why else []), *_limited(thing), *_read(thing)),
        sources=tuple(cited(each, sources) for each in thing.source),
    )


class Marks:
    """The numbers and anchors of a document, each given once."""

    def __init__(self) -> None:
        self.last = 0
        self.taken: set[str] = set()

    def number(self) -> int:
        """The next number, from 1."""
        self.last += 1
        return self.last

    def anchor(self, name: str) -> str:
        """A name without blanks that nothing else in the document has."""
        wanted = free = name.replace(" ", "_")
        count = 1
        while free in self.taken:
            count += 1
            free = f"{wanted}-{count}"
        self.taken.add(free)
        return free


def rule_entry(
    name: str,
    rule: Envelope,
    every: Rules,
    sources: Mapping[str, str],
    shelves: Sequence[Catalogue],
    marks: Marks,
) -> Entry:
    """A rule as it stands in the handbook."""
    return _entry(name, rule, rule.level, every, sources, shelves, marks)


def modifier_entry(
    name: str,
    modifier: Modifier,
    every: Rules,
    sources: Mapping[str, str],
    shelves: Sequence[Catalogue],
    marks: Marks,
) -> Entry:
    """A modifier as it stands in the handbook."""
    return _entry(name, modifier, "", every, sources, shelves, marks)


def _entry(
    name: str,
    thing: Envelope | Modifier,
    level: str,
    every: Rules,
    sources: Mapping[str, str],
    shelves: Sequence[Catalogue],
    marks: Marks,
) -> Entry:
    words = said(thing, sources)
    return Entry(
        number=marks.number(),
        id=name,
        anchor=marks.anchor(name),
        level=level,
        title=words.title,
        exactly=words.exactly,
        lines=words.lines,
        sources=words.sources,
        examples=strips(name, thing, every, shelves),
    )


def _read(thing: Envelope | Modifier) -> Iterator[tuple[str, str]]:
    """Which of several readings it has, and whether it has to be switched on."""
    if isinstance(thing, Envelope):
        if thing.reading:
            others = [word for word in thing.readings if word != thing.reading]
            yield "Reading", f"{thing.reading} (others: {listed(others)})" if others else thing.reading
        if costs := thing.costs():
            yield "Costs", costs
        if thing.off:
            yield "Off", "it holds only where a scenario switches it on"


def _limited(thing: Envelope | Modifier) -> Iterator[tuple[str, str]]:
    """For which phases, on which days and for whom, where that is not all of them."""
    if phase := thing.when.phase:
        names = listed([phase_name(word) for word in phase.any or phase.not_])
        yield "Phases", names if phase.any else f"all but {names}"
    if days := str(thing.when.model_copy(update={"phase": None})):
        yield "When", days
    if who := str(thing.who):
        yield "For", who
