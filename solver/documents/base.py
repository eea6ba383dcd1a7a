"""What all documents share: unknown words are refused, and every problem is said where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import AfterValidator, AliasGenerator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from solver.documents.messages import message_of, problem_of, spoken
from solver.documents.messages import shown as shown
from solver.documents.parts import Part, gathered
from solver.errors import InputError
from solver.files.source import Path_, Source

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
    #: Words that are looked for here in vain, with what is to be said instead.
    instead: ClassVar[Mapping[str, str]] = {}
    #: What is said where one value stands for all and several are given.
    constant: ClassVar[str] = ""

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


def validate(model: type[D], source: Source, above: str = "") -> D:
    """Read a document from its source; `above` is where that stands in its file, for messages.

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
        raise InputError(problem_of(model, source, each, above) for each in error.errors()) from None


def first_wrong(model: type[Document], error: ValidationError, path: Path_ = ()) -> PydanticCustomError:
    """The first problem of a document inside a value that a validator reads, for `raise`."""
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    context = first.get("ctx", {})
    where = (*path, *first["loc"], *context.get("path", ()))
    return wrong(message_of(model, first, first["loc"]), where[:-1] if first["type"] == "missing" else where)
