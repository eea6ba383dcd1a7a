"""Documents: what is written in a mapping, and what is said where it is not."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError

from solver.documents.base import Document, Line, Word, shown, validate
from solver.documents.catalogue import CatalogueFile
from solver.documents.fields import Clock, Date, Event, Weekday, Weeks
from solver.documents.scenario import Scenario
from solver.errors import InputError
from solver.files.source import parse


class Inner(Document):
    """Something inside."""

    from_: int
    kind: Literal["a", "b"] = "a"


class Outer(Document):
    """Something with all sorts of values."""

    name: Line = "x"
    word: Word = "x"
    inner: Inner | None = None
    many: Annotated[list[Inner], Field(max_length=2)] = []
    named: dict[Word, Inner] = {}
    weeks: Weeks = ()
    day: Weekday = "mon"
    date: Date | None = None
    event: Event = "100m"
    clock: Clock = "9:00"
    whole: Annotated[int, Field(ge=1, le=5)] = 1
    share: float = 0


def said(text: str, model: type[Document] = Outer) -> list[str]:
    """The problems of a document, each in one line."""
    with pytest.raises(InputError) as caught:
        validate(model, parse(text, "f"))
    return [str(problem).replace("\n ", "") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nam: x", "f:1:1  nam unknown word 'nam'; did you mean 'name'?"),
        ("inner: {form: 1}", "f:1:8  inner 'from' is missing"),
        ("inner: {from: 1, knd: a}", "f:1:18  inner.knd unknown word 'knd'; did you mean 'kind'?"),
        ("many: [{from: 1, kin: a}]", "f:1:18  many[0].kin unknown word 'kin'; did you mean 'kind'?"),
        ("named: {x: {from: 1, kin: a}}", "f:1:22  named.x.kin unknown word 'kin'; did you mean 'kind'?"),
        ("inner: {from: 1, kind: c}", "f:1:24  inner.kind found 'c', expected 'a' or 'b'"),
        ("many: [{from: 1}, {from: 1}, {from: 1}]", "f:1:7  many found a list, expected at most 2 entries"),
        ("named: {a/b: {from: 1}}",
         "f:1:9  named.a/b found 'a/b', expected a word of the letters a-z, digits and '-'"),
        ("name: ' '", "f:1:7  name found ' ', expected some text"),
        ("word: a\\b", "f:1:7  word found 'a\\\\b', expected a word of the letters a-z, digits and '-'"),
        ("weeks: [1, 0]", "f:1:8  weeks found 0, expected week numbers such as 3, '1-4' or [1-4, 7]"),
        ("day: mo", "f:1:6  day unknown weekday 'mo'; did you mean 'mon'?"),
        ("date: 1999-12-31", "f:1:7  date found 1999-12-31, expected a year from 2000 to 2100"),
        ("event: 100", "f:1:8  event found 100, expected an event such as 100m"),
        ("clock: 24:00", "f:1:8  clock found '24:00', expected a time of day such as 9:00 or 17:30"),
        ("whole: 6", "f:1:8  whole found 6, expected a number of at most 5"),
        ("whole: true", "f:1:8  whole found true, expected a whole number"),
        ("share: x", "f:1:8  share found 'x', expected a number"),
        ("- x", "f:1:1 found a list, expected a mapping of words to values"),
    ],
)  # fmt: skip
def test_messages(text: str, problem: str) -> None:
    """Each problem says where it stands, what was found, what was expected."""
    assert problem in said(text)


def test_all_at_once() -> None:
    """All that is wrong is said at once, in the order of the file."""
    assert len(said("whole: 0\nshare: x\ndate: 3\nnam: 1\n")) == 4


def test_lines_are_folded() -> None:
    """Text over several lines reads as one."""
    document = validate(Outer, parse("name: >\n  one\n  two\n"))
    assert document.name == "one two"


def test_frozen() -> None:
    """A document cannot be changed."""
    document = validate(Outer, parse("whole: 2"))
    with pytest.raises(ValidationError):
        document.whole = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "nothing"), (True, "true"), ({}, "an empty mapping"), ({"a": 1}, "a mapping"),
     ([], "an empty list"), ([1], "a list"), ("a", "'a'"), (2.5, "2.5"), ("x" * 99, "'" + "x" * 56 + "...")],
)  # fmt: skip
def test_shown(value: Any, text: str) -> None:
    """Values are named in a few words."""
    assert shown(value) == text


def test_rest_between_repetitions() -> None:
    """A rest is minutes, or minutes for every ten metres."""
    page = "catalogue: c\ntitle: C\nsessions: {a: {title: A, class: low, rest: %s}}"
    assert validate(CatalogueFile, parse(page % "3")).sessions["a"].rest == 3
    assert validate(CatalogueFile, parse(page % "{per_10m: 1}")).sessions["a"].rest.per_10m == 1  # type: ignore[union-attr]
    assert said(page % "x", CatalogueFile) == ["f:3:44  sessions.a.rest found 'x', expected a number"]


def test_slots() -> None:
    """Slots are a list of words, or words with the time at which each starts."""
    page = (
        "scenario: s\ntitle: S\nathlete: {name: A, events: 100m}\nphases: [{phase: taper, weeks: 1}]\n"
        "calendar: {starts: 2026-10-05, weeks: 1, slots: %s}"
    ).replace("events: 100m", "events: [100m]")
    for slots in ("[am, pm]", "{am: 9:00, pm: 17:00}"):
        scenario = validate(Scenario, parse(page % slots))
        assert [slot.slot for slot in scenario.calendar.slots] == ["am", "pm"]
    assert scenario.calendar.slots[1].starts == "17:00"
