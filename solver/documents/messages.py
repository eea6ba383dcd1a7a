"""What is said of a document that cannot be read: the value, what was expected, the word that was meant."""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from solver.errors import Problem
from solver.files.source import Path_, Source, dotted
from solver.words import dated, is_dated, listed, meant, unknown, without_comma

#: Where one value is expected that may not be several, by the kinds of errors.
_ALONE = ("int_type", "float_type", "literal_error", "enum")
_NUMBER = re.compile(r"\bnumber\b")
_QUOTED = re.compile(r"'([^']*)'")


def spoken(name: str) -> str:
    """The YAML spelling of a field: `from_` is written `from`."""
    return name.rstrip("_")


def shown(value: Any) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    text = repr(str(value)) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def problem_of(model: type[BaseModel], source: Source, error: ErrorDetails, above: str) -> Problem:
    """A problem of a document where it stands; `above` is where the document stands in its file."""
    context = error.get("ctx", {})
    path = _real(source.data, (*error["loc"], *context.get("path", ())))
    in_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    said = _misplaced(model, source.data, path, above) if error["type"] == "extra_forbidden" else ""
    return source.problem(path, said or message_of(model, error, path), key=in_key)


def message_of(model: type[BaseModel], error: ErrorDetails, path: Path_) -> str:
    """What is wrong, in a coach's words."""
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        word, document = str(error["loc"][-1]), _document_at(model, path[:-1])
        why = getattr(document, "instead", {}).get(word)
        return f"{word!r} does not go here: {why}" if why else unknown("word", word, _words_of(document))
    if error["type"] == "missing":
        return f"{str(error['loc'][-1])!r} is missing"
    found = error["input"]
    if isinstance(found, str) and is_dated(found) and dated(found) is None:
        return f"the date {found} does not exist"
    if said := context.get("said"):
        return f"{said}{_comma(_inside(found, context.get('path', ())), said)}"
    expected = _expected(error, _words_of(_document_at(model, path)))
    close = meant(found, _QUOTED.findall(expected)) if error["type"] in ("literal_error", "enum") else ""
    alone = isinstance(found, dict) and error["type"] in _ALONE
    several = getattr(model, "constant", "") if alone else ""
    more = f"; {several}" if several else _comma(found, expected)
    return f"found {shown(found)}, expected {expected}{close}{more}"


def _inside(data: Any, path: Path_) -> Any:
    """What stands at a path, as far as the path leads."""
    for step in _real(data, path):
        data = data[step]
    return data


def _comma(found: Any, expected: str) -> str:
    """How to write a number with a comma, where such a number is expected."""
    without = without_comma(found) if isinstance(found, str) else None
    fits = without and _NUMBER.search(expected) and not ("." in without and "a whole number" in expected)
    hint = f"; write {without}"
    return hint if fits and hint not in expected else ""


def _misplaced(model: type[BaseModel], data: Any, path: Path_, above: str) -> str:
    """What to say of a word that belongs into a part beside it, or a step further out."""
    word = str(path[-1])
    beside = data
    for step in path[:-1]:
        beside = beside[step]
    for other in beside if isinstance(beside, dict) else ():
        inner = (*path[:-1], other)
        if isinstance(beside[other], dict) and word in _words_of(_document_at(model, inner)):
            return f"{word!r} belongs into {other!r}: {_full(above, (*inner, word))}"
    for size in range(len(path) - 2, -1, -1):
        outer = path[:size]
        if word in _words_of(_document_at(model, outer)) and not isinstance(path[size], int):
            return f"{word!r} stands beside {path[size]!r}: {_full(above, (*outer, word))}"
    return ""


def _full(above: str, path: Path_) -> str:
    return ".".join(part for part in (above, dotted(path)) if part)


def _real(data: Any, loc: tuple[str | int, ...]) -> Path_:
    """The part of pydantic's location that exists in the data."""
    path: list[str | int] = []
    for step in loc:
        inside = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if step in inside:
            data = data[step]
            path.append(step)
    return tuple(path)


_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-10-05",
    "is_instance_of": "a date such as 2026-10-05",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "model_type": "a mapping{words}",
    "model_attributes_type": "a mapping{words}",
    "string_pattern_mismatch": "a word of the letters a-z, digits and '-'",
    "string_too_long": "a shorter text (at most {max_length} characters)",
    "string_too_short": "some text",
    "greater_than_equal": "a number of at least {ge:g}",
    "greater_than": "a number above {gt:g}",
    "less_than_equal": "a number of at most {le:g}",
    "less_than": "a number below {lt:g}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "too_long": "at most {entries}",
    "too_short": "at least {entries}",
    "finite_number": "a finite number",
}


def _expected(error: ErrorDetails, words: Sequence[str]) -> str:
    form = _EXPECTED.get(error["type"])
    if form is None:
        return error["msg"][:1].lower() + error["msg"][1:]
    context = dict(error.get("ctx", {}))
    entries = context.get("min_length", context.get("max_length", 0))
    quoted = isinstance(error["input"], str) and is_dated(error["input"])
    if form.startswith("a date") and quoted:
        form = "a date without quotes"
    some = f" with {'words such as ' if len(words) > 6 else ''}{listed(words[:6], 'or')}" if words else ""
    return form.format(**context, words=some, entries=f"{entries} {'entry' if entries == 1 else 'entries'}")


def _document_at(model: Any, path: Path_) -> Any:
    """The document at `path` in a document of type `model`; None if there is none."""
    for step in path:
        if isinstance(step, int):
            continue  # a list stands for what is in it
        if isinstance(model, type) and issubclass(model, BaseModel):
            fields = {spoken(name): info.annotation for name, info in model.model_fields.items()}
            model = _document_in(fields.get(str(step)))
        elif get_origin(model) is dict:
            model = _document_in(get_args(model)[-1] if get_args(model) else model)
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _words_of(document: Any) -> list[str]:
    """The words that may stand in a document."""
    return [*(spoken(name) for name in document.model_fields), *document.also] if document else []


def _document_in(annotation: Any) -> Any:
    """The document (or the dict or list of documents) inside an annotation such as `X | None`."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _document_in(args[0])
    if origin in (Union, types.UnionType):
        found = [each for each in map(_document_in, args) if each is not None]
        return found[0] if found else None
    if origin is tuple:
        return _document_in(args[0])
    if origin is list:
        return _document_in(args[0])
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return annotation
    return None
