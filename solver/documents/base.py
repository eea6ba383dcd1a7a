"""What all documents share: unknown words are refused, and every problem is said where it stands."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, AliasGenerator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from solver.documents.parts import Part, gathered
from solver.errors import InputError, Problem
from solver.files.source import Path_, Source
from solver.words import unknown

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
D = TypeVar("D", bound="Document")

Word = Annotated[
    str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9 _.+-]*$", max_length=60, strict=True)
]


def one_line(value: str) -> str:
    """Fold line ends and runs of blanks into one blank, as on paper."""
    folded = " ".join(value.split())
    if not folded:
        raise wrong(f"found {shown(value)}, expected some text")
    return folded


Line = Annotated[str, StringConstraints(max_length=2000, strict=True), AfterValidator(one_line)]


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
        defer_build=True,
    )

    #: Words that are understood besides the fields, for the sake of messages.
    also: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def parts(self) -> list[Part]:
        """The document and all in it but plain words and numbers; see :func:`gathered`."""
        return gathered(self)

    @cached_property
    def picked(self) -> dict[type[Any], list[Any]]:
        """Parts of some types, as far as they have been asked for."""
        return {}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed; what was worked out from the fields is worked out anew."""
        copy = super().model_copy(update=update, deep=deep)
        for name in [name for name in copy.__dict__ if name not in type(self).model_fields]:
            del copy.__dict__[name]
        return copy

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        # what is frozen may be shared; defaults are, in every document that is read
        return self


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


def first_wrong(model: type[Document], error: ValidationError, path: Path_ = ()) -> PydanticCustomError:
    """The first problem of a document inside a value that a validator reads, for `raise`."""
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    context = first.get("ctx", {})
    where = (*path, *first["loc"], *context.get("path", ()))
    return wrong(_message(model, first, first["loc"]), where[:-1] if first["type"] == "missing" else where)


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


def _problem(model: type[Document], source: Source, error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    path = _real(source.data, (*error["loc"], *context.get("path", ())))
    in_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    return source.problem(path, _message(model, error, path), key=in_key)


def _message(model: type[Document], error: ErrorDetails, path: Path_) -> str:
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return unknown("word", str(error["loc"][-1]), _words_at(model, path[:-1]))
    if error["type"] == "missing":
        return f"{str(error['loc'][-1])!r} is missing"
    if "said" in context:
        return str(context["said"])
    return f"found {shown(error['input'])}, expected {_expected(error)}"


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
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
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


def _expected(error: ErrorDetails) -> str:
    form = _EXPECTED.get(error["type"])
    if form is None:
        return error["msg"][:1].lower() + error["msg"][1:]
    context = dict(error.get("ctx", {}))
    entries = context.get("min_length", context.get("max_length", 0))
    quoted = isinstance(error["input"], str) and _DATE.match(error["input"])
    if form.startswith("a date") and quoted:
        form = "a date without quotes"
    return form.format(**context, entries=f"{entries} {'entry' if entries == 1 else 'entries'}")


def _words_at(model: Any, path: Path_) -> list[str]:
    """The words that may stand below `path` in a document of type `model`."""
    for step in path:
        if isinstance(step, int):
            continue  # a list stands for what is in it
        if isinstance(model, type) and issubclass(model, Document):
            fields = {spoken(name): info.annotation for name, info in model.model_fields.items()}
            model = _document_in(fields.get(str(step)))
        elif get_origin(model) is dict:
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
    if origin is list:
        return _document_in(args[0])
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, Document)):
        return annotation
    return None
