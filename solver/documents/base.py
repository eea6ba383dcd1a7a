"""What all documents share: unknown words are refused, and every problem is said where it stands."""

from __future__ import annotations

import types
from typing import Annotated, Any, ClassVar, TypeVar, Union, get_args, get_origin

from pydantic import AliasGenerator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from solver.errors import InputError, Problem
from solver.source import Path_, Source
from solver.words import unknown

D = TypeVar("D", bound="Document")

Word = Annotated[
    str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9 _.+-]*$", max_length=60, strict=True)
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, strict=True)]


def spoken(name: str) -> str:
    """The YAML spelling of a field: `from_` is written `from`."""
    return name.rstrip("_")


class Document(BaseModel):
    """A mapping in a YAML file: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=True,
        alias_generator=AliasGenerator(alias=spoken),
        ser_json_inf_nan="strings",
    )

    #: Words that are understood besides the fields, for the sake of messages.
    also: ClassVar[tuple[str, ...]] = ()


def wrong(message: str, path: Path_ = ()) -> PydanticCustomError:
    """An error for validators: the message in a coach's words, `path` below the validated value."""
    return PydanticCustomError("spoken", "{said}", {"said": message, "path": list(path)})


def validate(model: type[D], source: Source) -> D:
    """Read a document from its source.

    Raises
    ------
    InputError
        With one located problem for each thing that is wrong.
    """
    if not isinstance(source.data, dict):
        found = shown(source.data)
        raise InputError([source.problem((), f"found {found}, expected a mapping of words to values")])
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise InputError(_problem(model, source, each) for each in error.errors()) from None


def shown(value: Any) -> str:
    """A value as a message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(str(value)) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(model: type[Document], source: Source, error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    path, cut = _real(source.data, (*error["loc"], *context.get("path", ())))
    if error["type"] == "extra_forbidden":
        known = _words_at(model, path[:-1])
        return source.problem(path, unknown("word", str(path[-1]), known), key=True)
    if error["type"] == "missing":
        return source.problem(path[:-1] if path in source.values else path, f"{cut!r} is missing")
    if "said" in context:
        return source.problem(path, str(context["said"]))
    return source.problem(path, f"found {shown(error['input'])}, expected {_expected(error)}")


def _real(data: Any, loc: tuple[str | int, ...]) -> tuple[Path_, str]:
    """The part of pydantic's location that exists in the data, and the first step that does not."""
    path: list[str | int] = []
    missing = ""
    for step in loc:
        if (isinstance(data, dict) and step in data) or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
        else:
            missing = missing or str(step)
            continue
        path.append(step)
    return tuple(path), missing


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
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "string_pattern_mismatch": "a word of letters, digits and '-'",
    "string_too_long": "a shorter text (at most {max_length} characters)",
    "string_too_short": "some text",
    "greater_than_equal": "a number of at least {ge:g}",
    "greater_than": "a number above {gt:g}",
    "less_than_equal": "a number of at most {le:g}",
    "less_than": "a number below {lt:g}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "too_long": "at most {max_length} entries",
    "too_short": "at least {min_length} entries",
    "finite_number": "a finite number",
}


def _expected(error: ErrorDetails) -> str:
    form = _EXPECTED.get(error["type"])
    if form is None:
        return error["msg"][:1].lower() + error["msg"][1:]
    return form.format(**error.get("ctx", {}))


def _words_at(model: Any, path: Path_) -> list[str]:
    """The words that may stand below `path` in a document of type `model`."""
    for step in path:
        if isinstance(model, type) and issubclass(model, Document):
            fields = {spoken(name): info.annotation for name, info in model.model_fields.items()}
            model = _document_in(fields.get(str(step)))
        elif isinstance(step, int) or get_origin(model) is dict:
            model = _document_in(get_args(model)[-1] if get_args(model) else model)
    if isinstance(model, type) and issubclass(model, Document):
        return [*(spoken(name) for name in model.model_fields), *model.also]
    return []


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
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, Document)):
        return annotation
    return None
