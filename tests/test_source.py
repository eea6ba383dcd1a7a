"""YAML as a coach writes it becomes plain data, and every piece of it knows where it stood."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from solver.errors import InputError, Mark
from solver.files import reader
from solver.files.source import Source, dotted, parse


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2", 2), ("-3", -3), ("+4", 4), ("0", 0), ("10.73", 10.73), ("-0.5", -0.5),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("2026-10-05", dt.date(2026, 10, 5)), ("'2026-10-05'", "2026-10-05"), ("'2'", "2"),
        ("on", "on"), ("off", "off"), ("yes", "yes"), ("no", "no"), ("y", "y"), ("True", "True"),
        ("3:1", "3:1"), ("1:30", "1:30"), ("9:00", "9:00"), ("010", "010"), ("0x1F", "0x1F"), ("0o7", "0o7"),
        ("1_000", "1_000"), ("1e3", "1e3"), (".inf", ".inf"), (".nan", ".nan"), ("1.", "1."), (".5", ".5"),
        ("10 %", "10 %"), ("2026-10-05 09:00", "2026-10-05 09:00"), ("2026-1-5", "2026-1-5"),
    ],
)  # fmt: skip
def test_plain_values(written: str, read: Any) -> None:
    """Numbers, dates, true, false and null are what they look like; all else is text."""
    data = parse(f"x: {written}").data["x"]
    assert (data, type(data)) == (read, type(read))


def test_marks() -> None:
    """Every key and value has its line and column, from 1."""
    source = parse("a: 1\nb:\n  - x\n  - {c: y}\n", "file.yaml")
    assert source.data == {"a": 1, "b": ["x", {"c": "y"}]}
    assert source.mark(("a",)) == Mark("file.yaml", 1, 4)
    assert source.mark(("b",), key=True) == Mark("file.yaml", 2, 1)
    assert source.mark(("b", 1, "c")) == Mark("file.yaml", 4, 9)
    assert source.mark(("b", 1, "nothing", "there")) == Mark("file.yaml", 4, 5)


def test_aliases() -> None:
    """An alias repeats its anchor, with the places of the anchor's parts."""
    source = parse("a: &it {x: [1, 2]}\nb: *it\nc: *it\n")
    assert source.data["b"] == source.data["c"] == {"x": [1, 2]}
    assert source.mark(("c", "x", 1)).line == 1


def test_alias_of_an_alias_inside() -> None:
    """An anchor may stand inside another one and be repeated later."""
    assert parse("a: &one [&two {x: 1}, *two]\nb: *one\n").data["b"] == [{"x": 1}, {"x": 1}]


def test_part() -> None:
    """A part of a source counts its paths from there."""
    part = parse("rules:\n  one: {limit: 3}\n").at(("rules", "one"))
    assert part.data == {"limit": 3}
    assert str(part.mark(("limit",))) == "<text>:2:16"


def test_merged() -> None:
    """Laid over one another, mappings merge key by key, all else is replaced; marks follow."""
    below = parse("a: {x: 1, y: [1, 2]}\nb: 1\n", "below")
    over = parse("a: {y: [3]}\nc: {d: 1}\n", "over")
    both = below.merged(over)
    assert both.data == {"a": {"x": 1, "y": [3]}, "b": 1, "c": {"d": 1}}
    assert both.mark(("a", "x")).file == "below"
    assert both.mark(("a", "y", 0)).file == both.mark(("c", "d")).file == "over"
    assert ("a", "y", 1) not in both.values
    assert below.data == {"a": {"x": 1, "y": [1, 2]}, "b": 1}


def test_dotted() -> None:
    """Paths read like addresses."""
    assert dotted(("rules", "tempo-days", "within", 0, "x")) == "rules.tempo-days.within[0].x"


def refused(text: str) -> InputError:
    """The error that a text raises."""
    with pytest.raises(InputError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: @home", "text that begins with '@' needs quotes"),
        ("x: `a`", "text that begins with '`' needs quotes"),
        ("x: [1, 2\ny: 3", "expected ',' or ']': is the '[' of line 1 closed?"),
        ("x:\n  a: 1\n b: 2", "expected a word in the same column as those above; mend the indentation"),
        ("x: 1\nword\ny: 2", "expected 'word: value'; is the ':' (with a blank after it) missing?"),
        ("x: - a", "a list ('- ') may not begin here; put it on a line of its own"),
        ("a: 1\n'b", "the quote that opens here is never closed"),
        ('x: "a\\q"', "a '\\' that means nothing here; put such a text in single quotes"),
        ("!!str x: 1", "the tag '!!str'; expected a plain value without one"),
        ("? [a]\n: 1", "a key must be a word"),
        ("x: 1\n...\ny: 2", "a second document; expected one per file"),
        ("x: \x07", "not YAML: a character that text may not have"),
        ("{x: 11,80}", "found 11,80, expected a number without a comma: 11.80"),
        ("{x: 12,5 %}", "found 12,5 %, expected a number without a comma: 12.5 %"),
        ("x: 1\n---\ny: 2", "a second document ('---'); expected one per file"),
    ],
)
def test_words_for_what_is_not_yaml(text: str, said: str) -> None:
    """What YAML cannot read is said in words that help."""
    assert [problem.message for problem in refused(text).problems] == [said]


def test_a_key_with_a_value_is_no_rest_of_a_number() -> None:
    """What stands right after a number and a comma, and has a value, is a word of its own."""
    assert parse("{x: 11,60m: 7, y: 2,3: [4]}").data == {"x": 11, "60m": 7, "y": 2, "3": [4]}


def test_all_at_once() -> None:
    """Problems of values are gathered, in the order of the file."""
    error = refused("a: 2027-02-30\nb: !x 1\nc: 1\nc: 99999999999\n")
    assert [problem.mark.line for problem in error.problems if problem.mark] == [1, 2, 4, 4]


def test_long_keys() -> None:
    """A key of a thousand letters is refused in a short message."""
    assert len(str(refused(f"{'k' * 1000}: 1"))) < 120


@pytest.mark.parametrize("anchor", ["", "&all "])
def test_values_are_counted(anchor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than any plan needs are refused, however short the file, with an anchor or without."""
    monkeypatch.setattr(reader, "MAX_VALUES", 2000)
    assert "more than 2,000 values" in str(refused(f"x: {anchor}[" + "1," * 2001 + "]"))


def test_anchors_of_words() -> None:
    """A word may have an anchor, as lists and mappings have."""
    assert parse("a: &it word\nb: *it\n").data == {"a": "word", "b": "word"}


def test_bare_source() -> None:
    """A source without marks points to the beginning of its file."""
    assert Source("file", {"a": 1}).problem(("a",), "wrong").mark == Mark("file", 1, 1)
