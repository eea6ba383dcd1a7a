"""A session on one line, as a coach writes it in a cell: `Flying sprints: 4 x 30 m`, `6x60 flat out`.

The name is that of a session (its id, its title, what others call it) or a coach's own words from a
mapping file; the dose stands after a colon, or before or after the name. Words of one's own may say on
the spot what they stand for: `hill day [hill-sprints: 8 x 30 m]`. A remark may follow in brackets: `tempo
10x100 (on grass)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic_core import PydanticCustomError

from solver.calendar import Meet
from solver.catalogue import Catalogue, Form
from solver.documents.base import shown
from solver.documents.mapping import MappingFile, Meaning, folded
from solver.documents.quantities import COUNTED, LENGTHS, NUMBER, TIMES, Known, Work, parse_work
from solver.documents.week import REST, WeekEntry
from solver.plans import prescription
from solver.typed.said import Ambiguous, Said, said_in
from solver.words import listed, plural, unknown

_UNIT = "|".join(sorted((*LENGTHS, *TIMES, *COUNTED, "clearances", "rounds"), key=len, reverse=True))
_NOUN = "|".join(("contact", "throw", "rep", "set", "clearance", "round"))
#: A dose in the middle of words: 6x60, 3 x 10 min, 2x3x70 m, 60 contacts, 500+400+300 m.
_DOSE = re.compile(
    rf"(?<![\w.,])(?:{NUMBER}(?:\s*[x*\u00d7]\s*{NUMBER}){{1,2}}(?:\s*(?:{_UNIT})\b)?|{NUMBER}(?:\+{NUMBER})+\s*m?\b"
    rf"|{NUMBER}\s*(?:{_UNIT}|{_NOUN})\b)(?:\s+of\s+[0-9]+\b)?",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"(.+?)\s*\[([^\[\]]+)\]\Z", re.DOTALL)
_REMARK = re.compile(r"(.+?)\s*\(([^()]*)\)\Z", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
#: Words that are counted one by one, as reps are.
_SINGLE = re.compile(r"\b(contact|throw|rep|set|clearance|round)\b", re.IGNORECASE)
_AS_REPS = re.compile(r"\b(?:clearances|rounds)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+[0-9]+\Z", re.IGNORECASE)

#: Characters of a line, and of one that is searched for a dose amid words.
MOST, MOST_DOSED = 6000, 300


class Unread(Exception):
    """Raised where a line is no session; says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Read:
    """A session that was read from a line.

    Parameters
    ----------
    said
        The line itself, where it is the coach's own words; else None.
    remark
        What stands in brackets after it.
    """

    form: Form
    count: int
    said: str | None = None
    remark: str | None = None


class LineReader:
    """Reads lines by the words of a catalogue and of a coach."""

    def __init__(self, shelf: Catalogue, mapping: MappingFile | None = None) -> None:
        self.shelf = shelf
        self.names = dict(_names(shelf))
        self.own: Mapping[str, Meaning] = {
            folded(name): each for name, each in (mapping.words if mapping else {}).items()
        }
        self.ignored = {folded(each) for each in (mapping.ignore if mapping else ())}

    def read(self, line: str) -> Read | None:
        """The session of a line; None for rest and for what is to be left out.

        Raises
        ------
        Unread
            If it is no session, or one that the catalogue does not offer like this.
        """
        text = " ".join(line.split())
        if len(text) > MOST:
            raise Unread(f"found {len(text):,} characters, expected a session on one line")
        if folded(text) in (*REST, *self.ignored):
            return None
        try:
            return self._line(text)
        except Unread:
            if not (found := _REMARK.match(text)):
                raise
            return replace(self._line(found[1]), remark=found[2])

    def _line(self, text: str) -> Read:
        """The session of a line without a remark."""
        if found := _DECLARED.match(text):
            return replace(self._plain(found[2]), said=found[1])
        return self._plain(text)

    def _plain(self, text: str) -> Read:
        """The session of a line without brackets."""
        if (own := self.own.get(folded(text))) is not None:
            return self._own(text, own, None)
        if name := self.names.get(folded(text)):
            return self._dosed(name, None)
        head, colon, tail = text.rpartition(": ")
        if colon:
            if name := self.names.get(folded(head)):
                return self._dosed(name, tail)
            if (own := self.own.get(folded(head))) is not None:
                return self._own(text, own, tail)
        for found in _DOSE.finditer(text) if len(text) <= MOST_DOSED else ():
            rest = folded(f"{text[: found.start()].rstrip(' ,;:-')} {text[found.end() :].lstrip(' ,;:-')}")
            if (own := self.own.get(rest)) is not None:
                return self._own(text, own, found[0])
            if name := self.names.get(rest):
                return self._dosed(name, found[0])
        raise Unread(self._unknown(text))

    def _unknown(self, text: str) -> str:
        """What is said of a line whose name nobody knows."""
        dose = _DOSE.search(text) if len(text) <= MOST_DOSED else None
        name = text if dose is None else f"{text[: dose.start()]} {text[dose.end() :]}"
        name = " ".join(name.split()).strip(" ,;:-").casefold()
        if not name:
            return f"found {shown(text)}, expected the session as well, as in 'flying: 4 x 30 m'"
        said = unknown("session", name, [*self.names, *self.own])
        return f"found {shown(text)}, expected a session with its dose; {said.partition('; known')[0]}"

    def _own(self, text: str, meaning: Meaning, dose: str | None) -> Read:
        """What a coach's own words stand for, with the words."""
        name = self.names.get(folded(meaning.session))
        if name is None:
            raise Unread(unknown("session", meaning.session, self.shelf.sessions))
        return replace(self._dosed(name, dose, meaning.work), said=text)

    def _dosed(self, session: str, dose: str | None, usual: Work | None = None) -> Read:
        """A session in a dose; without one there must be no choice."""
        forms = [form for form in self.shelf.forms.values() if form.session == session]
        if dose is None and usual is None:
            if len(forms) == 1 and len(forms[0].counts()) == 1:
                return Read(forms[0], forms[0].first)
            raise Unread(f"how much? Expected a dose, as in '{session}: {self._example(forms[-1])}'")
        try:
            work = usual if dose is None else parse_work(_spelled(dose))
            assert work
            entry = WeekEntry.model_validate({"session": session, "work": work})
            said, _ = said_in(entry, session, forms)  # what is said once cannot contradict itself
        except (PydanticCustomError, Ambiguous) as error:
            raise Unread(str(error)) from None
        return self._fitting(session, forms, said, dose or (usual.text if usual else ""))

    def _fitting(self, session: str, forms: list[Form], said: Said, dose: str) -> Read:
        """The one form and count that a dose means."""
        found = [
            Read(form, count)
            for form in forms
            if said.distance is None or form.distance is None or _only(said.distance) == form.distance
            if (count := _count(form, said)) is not None
        ]
        if len(found) == 1:
            return found[0]
        distances = [f"{form.distance:,} m" for form in forms if form.distance]
        if found:
            raise Unread(f"found {dose!r}, expected the distance as well: {listed(distances, 'or')}")
        over = f" over {listed(distances, 'or')}" if distances else ""
        raise Unread(
            f"found {dose!r}, expected a dose of {session}{over}, as in '{self._example(forms[-1])}'"
        )

    def _example(self, form: Form) -> str:
        return prescription.dose(form, form.first, self.shelf.sessions[form.session])


def _names(shelf: Catalogue) -> Iterator[tuple[str, str]]:
    """Every name of a session that means it alone: what others call it, its title, its id above all."""
    called: dict[str, set[str]] = {}
    for name, session in shelf.sessions.items():
        for each in (prescription.title(session), session.title, *session.aka):
            called.setdefault(folded(each), set()).add(name)
    yield from ((each, next(iter(names))) for each, names in called.items() if len(names) == 1)
    for name in shelf.sessions:
        yield folded(name.replace("-", " ")), name
    yield from ((folded(name), name) for name in shelf.sessions)


def _spelled(dose: str) -> str:
    """A dose as other readers know it: no thousands, nouns in the plural, clearances and rounds as reps."""
    text = _OF.sub("", _THOUSANDS.sub("", dose.strip()))
    return _AS_REPS.sub("reps", _SINGLE.sub(r"\1s", text))


def _only(span: Known | None) -> int | None:
    """A whole number that is known."""
    known = span is not None and span.low is not None and span.low == span.high
    return int(span.low) if known and span and span.low and span.low.denominator == 1 else None


def _count(form: Form, said: Said) -> int | None:
    """How many of what a form counts were said; None where that does not go together."""
    if form.counted == "minutes":
        return _only(said.minutes)
    if form.counted == "sets":
        return _only(said.sets) or (_only(said.reps) if said.distance is None else None)
    if form.distance is None and said.distance is not None:
        return None
    metres = _only(said.metres)
    if said.reps is None and metres and form.distance:
        return metres // form.distance if metres % form.distance == 0 else None
    return _only(said.reps)


def meet_line(meet: Meet) -> str:
    """The line of a meet: 'National indoor (A), 3 rounds'."""
    return f"{meet.name} ({meet.priority}), {plural(meet.rounds, 'round')}"
