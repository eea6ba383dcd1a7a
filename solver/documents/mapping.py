"""A coach's own words for what speedfirst knows: sessions, slots, athletes, headings.

::

    mapping: my-words
    title: How I write my weeks
    words:
      flat out: sprints-60
      gym: {session: max-strength, work: 4 sets}
    slots: {morning: am}
    athletes: {Addie: Ada}
    columns: {Datum: date}
    ignore: [physio, see the whiteboard]

A line such as `6x60 flat out` then stands for six repetitions of `sprints-60`; what the coach wrote is kept.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from solver.documents.base import Document, Line, Word, wrong
from solver.documents.quantities import WorkField

MOST = 2000


def folded(text: str) -> str:
    """A text as it is compared: small letters, single blanks."""
    return " ".join(text.split()).casefold()


def _meaning(value: Any) -> Any:
    return {"session": value} if isinstance(value, str) else value


def _apart(value: Any) -> Any:
    """Refuse two keys that differ in blanks or capitals only."""
    seen: dict[str, str] = {}
    for name in value if isinstance(value, dict) else ():
        if folded(str(name)) in seen:
            raise wrong(f"{name!r} is the same as {seen[folded(str(name))]!r}", (name,))
        seen[folded(str(name))] = str(name)
    return value


class Meaning(Document):
    """The session that a coach's words stand for; `work` is the dose where they tell none."""

    session: Line
    work: WorkField | None = None


class MappingFile(Document):
    """A mapping file. `ignore` are lines that are no sessions and are left out."""

    mapping: Word
    title: Line | None = None
    words: Annotated[
        dict[Line, Annotated[Meaning, BeforeValidator(_meaning)]],
        BeforeValidator(_apart),
        Field(max_length=MOST),
    ] = {}
    slots: Annotated[dict[Line, Word], BeforeValidator(_apart), Field(max_length=MOST)] = {}
    athletes: Annotated[dict[Line, Line], BeforeValidator(_apart), Field(max_length=MOST)] = {}
    columns: Annotated[dict[Line, Line], BeforeValidator(_apart), Field(max_length=MOST)] = {}
    ignore: Annotated[list[Line], Field(max_length=MOST)] = []
