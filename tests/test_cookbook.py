"""The cookbook: whatever the language can say is said in it once, to be copied.

What there is to say is read off the models of rules themselves, so that a new kind, a new field or a new
word of a clause without a recipe fails here. That its examples are true, and notice every number, is tested
with those of all rulebooks.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from solver.catalogue import MEASURES
from solver.clauses.counted import CountFields
from solver.clauses.given import Given
from solver.clauses.length import Length, Offset
from solver.clauses.number import Number
from solver.clauses.per import NAMED, Per
from solver.clauses.what import ATTRIBUTES, RANGES, What
from solver.documents.base import Document, spoken, validate
from solver.documents.fields import LEVELS
from solver.documents.rulebook import Envelope, Examples, Modifier, ModifierExamples, Rule, Rulebook
from solver.examples.check import read_rules, rows_of
from solver.examples.modifiers import read_modifiers
from solver.files.shelves import open_file, shipped
from solver.rules import KINDS
from solver.rules.kind import Kind

PATH = shipped() / "constraints" / "cookbook.yaml"
RULES = read_rules(PATH)
MODIFIERS = read_modifiers(PATH)
#: What is tested by being there: the examples; and what is said to the linter alone.
APART = {"examples", "lint"}
#: The words of `clauses.number` that are computed from the athlete.
FIGURES = ("age", "training_age", "body_mass", "best_")


# ---- what there is to say -----------------------------------------------------------------------------


def models(annotation: Any) -> Iterator[type[Document]]:
    """Every document inside an annotation."""
    if get_origin(annotation) in (Annotated, Union, types.UnionType, list, dict, tuple):
        for each in get_args(annotation):
            yield from models(each)
    elif isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation


def choices(annotation: Any) -> Iterator[Any]:
    """Every word that an annotation lets one choose from."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in (Annotated, Union, types.UnionType, list):
        for each in get_args(annotation):
            yield from choices(each)


def owner(model: type[Document], field: str) -> str:
    """The name of the class that a field comes from: what all amounts share is one thing to say."""
    return next(each.__name__ for each in model.__mro__ if field in inspect.get_annotations(each))


def sayable(model: type[Document], seen: set[type[Document]]) -> Iterator[str]:
    """Every field of a document and of those in it, and every word of a fixed choice."""
    if model in seen:
        return
    seen.add(model)
    for name, info in model.model_fields.items():
        if name in APART:
            continue
        field = f"{owner(model, name)}.{spoken(name)}"
        if field == "Kind.across":
            continue  # what kinds have that cannot be about a squad
        yield field
        yield from (f"{field}: {word}" for word in choices(info.annotation))
        for inner in models(info.annotation):
            if inner not in (Kind, Examples, ModifierExamples):
                yield from sayable(inner, seen)


def said(document: Document) -> Iterator[str]:
    """Every field that is set in a document and in those in it, and every word chosen."""
    model = type(document)
    for name in model.model_fields:
        value, field = getattr(document, name), f"{owner(model, name)}.{spoken(name)}"
        if name in document.model_fields_set:
            yield field
        for word in value if isinstance(value, list) else [value]:
            yield from [f"{field}: {word}"] if isinstance(word, str) else []
        for inner in parts(value):
            if not isinstance(inner, Examples | ModifierExamples):
                yield from said(inner)


def parts(value: Any) -> Iterator[Document]:
    """The documents in a value."""
    if isinstance(value, Document):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from parts(each)


def inside(value: Any, wanted: type[Any]) -> Iterator[Any]:
    """Every `wanted` in a rule, also one in another of its kind."""
    if isinstance(value, wanted):
        yield value
    if isinstance(value, Document):
        for name in type(value).model_fields:
            if name not in APART:
                yield from inside(getattr(value, name), wanted)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from inside(getattr(value, field.name), wanted)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from inside(each, wanted)


def in_book(wanted: type[Any]) -> list[Any]:
    """Every `wanted` in the cookbook."""
    every: list[Document] = [rule for _, rule in RULES]
    every += [each.modifier for each in MODIFIERS]
    return [found for rule in every for found in inside(rule, wanted)]


def set_fields(values: list[Any]) -> set[str]:
    """The fields of some dataclasses that are ever other than by default."""
    return {
        field.name
        for value in values
        for field in dataclasses.fields(value)
        if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
    }


# ---- it is all said -----------------------------------------------------------------------------------


def test_there_are_many_sentences() -> None:
    """The book holds more than fifty rules, each a sentence of its own with where it comes from."""
    sentences = [rule.says for _, rule in RULES]
    assert len(set(sentences)) == len(sentences) > 50
    assert all(rule.says and rule.source == ["invented"] for _, rule in RULES)
    assert "invented" in validate(Rulebook, open_file(PATH)).sources


def test_every_field_has_a_recipe() -> None:
    """Every kind, every field of each, of the envelope and of modifiers, and every fixed word is in it."""
    seen: set[type[Document]] = {Envelope}
    wanted = set(sayable(Rule, seen)) | set(sayable(Modifier, seen))
    assert len(wanted) > 180
    found = {word for _, rule in RULES for word in said(rule)}
    found |= {word for each in MODIFIERS for word in said(each.modifier)}
    assert sorted(wanted - found) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_several_recipes(kind: str) -> None:
    """No kind is shown by name only: peak and steady, which have one shape, once, the others more often."""
    several = {rule.says for _, rule in RULES for each in inside(rule, KINDS[kind]) if each}
    assert len(several) >= (1 if kind in ("peak", "steady") else 2)


def test_every_form_of_selector_has_a_recipe() -> None:
    """Words, lists, all of, none of, whole days, each attribute, each side of a range, rest."""
    found = in_book(What)
    assert set_fields(found) == {field.name for field in dataclasses.fields(What)}
    ranges = [each for what in found for each in what.ranges]
    assert {attribute for attribute, _ in ranges} == set(ATTRIBUTES)
    assert {side for _, limits in ranges for side, _ in limits} == set(RANGES)
    words = {what.word for what in found}
    assert {"rest", "any", "speed", "high", "flying"} <= words


def test_every_form_of_window_has_a_recipe() -> None:
    """Each named window, groups of days, rolling ones, those around meets and between them."""
    found = in_book(Per)
    names = {per.name for per in found}
    assert set(NAMED) | {"weekend"} <= names
    assert names - {*NAMED, "weekend"}, "a group of days"
    assert set_fields(found) == {field.name for field in dataclasses.fields(Per)}


def test_every_form_of_number_has_a_recipe() -> None:
    """Plain ones, percentages, choices, choices in choices, formulas with each figure."""
    found = in_book(Number)
    assert set_fields(found) == {field.name for field in dataclasses.fields(Number)}
    assert any(below.choice for number in found for _, below in number.choice)
    figures = {name for number in found for name in number.figures()}
    assert {figure for figure in FIGURES if any(name.startswith(figure) for name in figures)} == set(FIGURES)


def test_every_form_of_length_has_a_recipe() -> None:
    """Days and hours; neighbours before and after, the same day, the same, an earlier, a later slot."""
    assert {length.unit for length in in_book(Length)} == {"day", "hour"}
    offsets = in_book(Offset)
    assert {offset.slot for offset in offsets} == {"", "same", "earlier", "later"}
    assert {(offset.days > 0) - (offset.days < 0) for offset in offsets} == {-1, 0, 1}


def test_every_place_of_a_condition_has_a_recipe() -> None:
    """Conditions look at the week, the day, the phase, the season and some days before."""
    places = {condition.over for condition in in_book(Given)}
    assert {"week", "day", "phase", "season"} < places
    assert any(place.endswith("before") for place in places)


def test_every_measure_has_a_recipe() -> None:
    """Every count of the language is used, and so is a measure that only a catalogue knows."""
    counted = {amount.counted for amount in in_book(CountFields)}
    assert set(CountFields.COUNTS) - {"measure"} <= counted
    assert counted - {*CountFields.COUNTS} - set(MEASURES)


def test_every_level_has_a_recipe() -> None:
    """Musts, shoulds and prefers; a must with narrower limits inside."""
    assert {rule.level for _, rule in RULES} == {"must", *LEVELS}


# ---- and it can be copied -------------------------------------------------------------------------------


def test_examples_state_complaints_or_points() -> None:
    """Every rule and modifier shows what is said, or what it costs, where it is broken."""
    documents: list[Envelope | Modifier] = [rule for _, rule in RULES if rule.word != "peak"]
    for document in [*documents, *(each.modifier for each in MODIFIERS)]:
        rows = [row for (word, _), row in rows_of(document) if word == "breaks"]
        assert any(" -> " in row.days or row.points is not None for row in rows), document.says


def test_no_scenario_uses_it() -> None:
    """The rules of the cookbook contradict each other, so no shipped scenario names it."""
    for path in (shipped() / "scenarios").glob("*.yaml"):
        assert "cookbook" not in path.read_text(encoding="utf-8")
