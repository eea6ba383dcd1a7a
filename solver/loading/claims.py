"""Claims: what a source says, and which rules and sessions answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from solver.catalogue import Catalogue
from solver.documents.fields import Claim
from solver.loading.books import Book


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim and what comes of it.

    Parameters
    ----------
    source, name, claim
        The word for the source, and the claim with its number there.
    rules
        The rules that name it.
    sessions
        What of the catalogue names it, as ``extensive-tempo (intensity)``.
    """

    source: str
    name: str
    claim: Claim
    rules: Sequence[str]
    sessions: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.rules or self.sessions or self.claim.no_rule)


def answers(books: Sequence[Book], shelf: Catalogue) -> list[Answer]:
    """Every claim of every source, in the order of the files, with the rules and sessions that name it."""
    rules = [(cited, rule) for book in books for cited, rule in _rules(book)]
    sessions = list(_sessions(shelf))
    found: dict[tuple[str, str], Answer] = {}
    for book in books:
        for source, claims in book.claims.items():
            for name, claim in claims.items():
                key = (source, name)
                found.setdefault(
                    key, Answer(source, name, claim, _naming(key, rules), _naming(key, sessions))
                )
    return list(found.values())


Citation = tuple[str, str]


def _naming(key: Citation, cited: Iterable[tuple[Citation, str]]) -> list[str]:
    return list(dict.fromkeys(name for citation, name in cited if citation == key))


def _rules(book: Book) -> Iterator[tuple[Citation, str]]:
    for name, rule in book.rules.items():
        for each in (rule, *book.others.get(name, {}).values()):
            yield from ((citation, name) for text in each.source for citation in citations(text))
    for name, modifier in book.modifiers.items():
        yield from ((citation, name) for text in modifier.source for citation in citations(text))


def _sessions(shelf: Catalogue) -> Iterator[tuple[Citation, str]]:
    for name, session in shelf.sessions.items():
        for field, texts in session.sources.items():
            for text in texts:
                yield from ((each, f"{name} ({field.replace('_', ' ')})") for each in citations(text))


def citations(text: str) -> Iterator[Citation]:
    """What a citation such as 'speed-first S7 S8' names: the source, and each place in it."""
    source, *places = text.split()
    yield from ((source, place) for place in places)
