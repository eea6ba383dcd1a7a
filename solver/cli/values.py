"""What the values of options are called in the help: words instead of the names of Python's types."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.models import OptionInfo

NAMES = {Path: "FILE", int: "NUMBER", float: "NUMBER", str: "TEXT"}


def call(app: typer.Typer) -> None:
    """Give a name to the value of every option that has none."""
    for group in app.registered_groups:
        if group.typer_instance:
            call(group.typer_instance)
    for command in app.registered_commands:
        assert command.callback
        # what was read from text is new each time; from now on the command has it as it is here
        hints = typing.get_type_hints(command.callback, include_extras=True)
        command.callback.__annotations__ = hints
        for annotation in hints.values():
            if typing.get_origin(annotation) is typing.Annotated:
                _name(*typing.get_args(annotation))


def _name(kind: Any, *notes: Any) -> None:
    for each in notes:
        if isinstance(each, OptionInfo) and each.metavar is None:
            each.metavar = next((NAMES[part] for part in _parts(kind) if part in NAMES), None)


def _parts(kind: Any) -> Iterator[Any]:
    """A type and those that it is made of: of `list[str] | None` it is `str`, among others."""
    yield kind
    for each in typing.get_args(kind):
        yield from _parts(each)
