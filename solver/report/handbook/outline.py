"""The handbook: rulebooks as a document for athletes and assistants, before it is Markdown or HTML.

Every text here is plain; whoever writes it down escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.catalogue import Catalogue
from solver.clauses.what import What
from solver.examples.modifiers import Rules
from solver.files.source import parse
from solver.loading.books import Book
from solver.loading.load import RuleEntry
from solver.report.handbook.entries import Entry, Marks, modifier_entry, rule_entry
from solver.rules.kind import parts_of
from solver.words import listed, plural

#: The levels: the title of their rules, and what the level means.
MEANINGS: Mapping[str, tuple[str, str]] = {
    "must": ("What always holds", "A plan that breaks one of these rules is no plan."),
    "should": (
        "What we aim for",
        "These rules are kept wherever they can be. What falls short costs points; of all plans that keep "
        "the musts, the one with the fewest points wins.",
    ),
    "prefer": ("What we like", "These rules decide between plans that are equally good by all others."),
}
#: How the verdicts are marked; the word stands beside the sign.
SIGNS = {"holds": "✓", "breaks": "✗", "costs": "○", "earns": "↑"}
NOTHING = "·"
#: The title of a scenario's own rules.
OF_OUR_OWN = "Rules of our own"
CHANGES = "What changes other rules"
OF_EXAMPLES = (
    "The examples are weeks from Monday to Sunday, judged by the same auditor as our plans. Where a rule "
    "speaks of a kind of session, one session of that kind stands for all of them."
)


@dataclass(frozen=True, slots=True)
class Part:
    """The rules of one level in one rulebook, or its modifiers."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A rulebook."""

    title: str
    anchor: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """The whole document.

    Parameters
    ----------
    origin
        The files that it is made from.
    counts
        How many rules there are of each level.
    meanings
        Each level that occurs with what it means.
    words
        What the words of the rules mean: a tag or a class with the titles of its sessions.
    sources
        What is cited, with the numbers of the rules that cite it.
    notes
        What the coach should know but the reader need not.
    """

    title: str
    origin: str
    counts: str
    meanings: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[tuple[str, tuple[int, ...]], ...]
    notes: tuple[str, ...]

    def entries(self) -> Iterator[Entry]:
        """Every rule and modifier, in the order of the document."""
        for chapter in self.chapters:
            for part in chapter.parts:
                yield from part.entries

    def has_examples(self) -> bool:
        """Whether any example is shown."""
        return any(entry.examples.shown for entry in self.entries())


@dataclass(frozen=True)
class Material:
    """A rulebook and the catalogues that its examples may speak of, the likeliest first."""

    book: Book
    shelves: Sequence[Catalogue]


def handbook(title: str, materials: Sequence[Material], origin: str) -> Handbook:
    """Lay out rulebooks as one document, in their order."""
    marks = Marks()
    every: Rules = {
        name: (RuleEntry(name, parse("{}", name), each.book.title), rule)
        for each in materials
        for name, rule in each.book.rules.items()
    }
    chapters = tuple(
        Chapter(each.book.title, marks.anchor(f"-{each.book.id}"), tuple(_parts(each, every, marks)))
        for each in materials
    )
    levels = [rule.level for each in materials for rule in each.book.rules.values()]
    used = [level for level in MEANINGS if level in levels]
    entries = [entry for chapter in chapters for part in chapter.parts for entry in part.entries]
    return Handbook(
        title=title,
        origin=origin,
        counts=f"{plural(len(levels), 'rule')}: {listed([f'{levels.count(each)} {each}' for each in used])}",
        meanings=tuple((level, MEANINGS[level][1]) for level in used),
        chapters=chapters,
        words=tuple(sorted(_words(materials).items())),
        sources=tuple(_sources(materials, entries)),
        notes=tuple(note for entry in entries for note in entry.examples.notes),
    )


def span(chapter: Chapter) -> str:
    """The numbers of a chapter's rules: 'rules 1 to 17'."""
    numbers = [entry.number for part in chapter.parts for entry in part.entries]
    return rules_named(numbers) if numbers else "no rules"


def rules_named(numbers: Sequence[int]) -> str:
    """'rule 3', 'rules 3 and 8', 'rules 1, 2 and 5 to 8'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [[f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(each) for each in run] for run in runs]
    return f"{'rule' if len(numbers) == 1 else 'rules'} {listed([each for run in said for each in run])}"


def _parts(material: Material, every: Rules, marks: Marks) -> Iterator[Part]:
    """The rules of a rulebook by level, each level in the order of the file, then the modifiers."""
    book, shelves = material.book, material.shelves
    for level, (title, _) in MEANINGS.items():
        rules = [(name, rule) for name, rule in book.rules.items() if rule.level == level]
        if rules:
            found = (rule_entry(name, rule, every, book.sources, shelves, marks) for name, rule in rules)
            yield Part(title, tuple(found))
    if book.modifiers:
        changes = book.modifiers.items()
        found = (modifier_entry(name, each, every, book.sources, shelves, marks) for name, each in changes)
        yield Part(CHANGES, tuple(found))


def _words(materials: Sequence[Material]) -> dict[str, tuple[str, ...]]:
    """The tags and classes that rules name, with the titles of their sessions."""
    found: dict[str, tuple[str, ...]] = {}
    for material in materials:
        shelf = material.shelves[0]
        for thing in (*material.book.rules.values(), *material.book.modifiers.values()):
            for word in (word for what in parts_of(thing, What) for word in what.words()):
                meant = {shelf.forms[form].session for form in shelf.named(word) or ()}
                if meant - {word}:
                    titles = tuple(each.title for name, each in shelf.sessions.items() if name in meant)
                    found.setdefault(word.replace("-", " "), titles)
    return found


def _sources(
    materials: Sequence[Material], entries: Sequence[Entry]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every source that is cited, in the order of the files, with the rules that cite it."""
    titles = dict.fromkeys(title for each in materials for title in each.book.sources.values())
    cites: dict[str, list[int]] = {title: [] for title in titles}
    for entry in entries:
        for text in entry.sources:
            of = max((t for t in titles if text == t or text.startswith(f"{t}, ")), key=len, default=text)
            cites.setdefault(of, []).append(entry.number)
    for title, numbers in cites.items():
        if numbers:
            yield title, tuple(dict.fromkeys(numbers))
