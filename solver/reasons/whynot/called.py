"""Sessions as coaches call them: by word, by the title on the calendar, with blanks, in the plural."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from pydantic_core import PydanticCustomError

from solver.catalogue import Catalogue
from solver.clauses.what import REST, What
from solver.documents.base import shown, wrong
from solver.documents.quantities import PLAIN
from solver.plans import prescription
from solver.words import nearest

#: What may stand behind a name.
SESSIONS, DAYS = ("", "-sessions", "-session", "s"), ("-days", "-day")
#: So many names are given for one that is not known, and letters that a part has to have in common.
SEVERAL, LETTERS = 4, 3
#: How a dose begins.
_DOSE = re.compile(r"x[0-9]*\Z|[0-9]")


def called(text: str, catalogue: Catalogue) -> What | None:
    """What is meant by a name; None if it is none.

    `high days` are days of that class, `flying sprints` may be the title of several sessions.
    """
    if text == REST or catalogue.named(text) is not None:
        return What(word=text)
    name, names = _plain(text), _names(catalogue)
    for ending in SESSIONS:
        if name.endswith(ending) and (found := names.get(name.removesuffix(ending))):
            return _any(found)
    for ending in DAYS:
        word = name.removesuffix(ending) if name.endswith(ending) else ""
        if word == REST:
            return What(word=REST)
        if word in catalogue.classes:
            return What(day=word)
    return _any(names[f"{name}s"]) if f"{name}s" in names else None


def name_and_dose(words: Sequence[str], catalogue: Catalogue) -> tuple[str, str] | None:
    """A name and the dose behind it; None where there is no dose. The longest name that is known counts."""
    text = " ".join(words)
    starts = [i for i in range(len(words) - 1, 0, -1) if _DOSE.match(words[i].translate(PLAIN))]
    if not starts or called(text, catalogue):
        return None
    names = [i for i in starts if called(" ".join(words[:i]), catalogue)]
    at = (names or starts[-1:])[0]
    return " ".join(words[:at]), " ".join(words[at:])


def unknown_session(text: str, catalogue: Catalogue) -> PydanticCustomError:
    """The error for a name that is not known, with the nearest."""
    words = [*catalogue.words, REST]
    said = f"unknown session, tag or class {shown(text)}"
    if close := nearest(_plain(text), words):
        return wrong(f"{said}; did you mean {close!r}?")
    parts = [each for each in _plain(text).split("-") if len(each) >= LETTERS]
    near = [word for word in sorted(words) if any(part in word for part in parts)]
    near = near or difflib.get_close_matches(_plain(text)[:60], sorted(words), n=SEVERAL, cutoff=0.5)
    if near:
        return wrong(f"{said}; the nearest: {', '.join(near[:SEVERAL])}")
    return wrong(f"{said}; speedfirst sessions lists what there is")


def _names(catalogue: Catalogue) -> dict[str, list[str]]:
    """The words that each name stands for; a word of the catalogue comes before a title."""
    titles = dict[str, list[str]]()
    for title, session in _titles(catalogue):
        titles.setdefault(title, []).append(session)
    return titles | {_plain(word): [word] for word in [*sorted(catalogue.words, reverse=True), REST]}


def _titles(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for name, session in catalogue.sessions.items():
        for title in sorted({_plain(session.title), _plain(prescription.title(session))}):
            yield title, name


def _any(words: list[str]) -> What:
    several = tuple(What(word=each) for each in words)
    return several[0] if len(several) == 1 else What(any_of=several)


def _plain(text: str) -> str:
    """A name without capitals, with hyphens for blanks."""
    return "-".join(text.lower().replace("_", " ").split())
