"""What is inside a document: selectors, numbers, windows, other documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

P = TypeVar("P")
#: Something in a document, and where in the list of parts the next one begins that is not inside it.
Part: TypeAlias = tuple[Any, int]

_PLAIN = (str, int, float, type(None), dt.date)


def gathered(value: Any) -> list[Part]:
    """The value itself and all in it but plain words and numbers, each before what is inside it."""
    found: list[Part] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[Part]) -> None:
    if isinstance(value, _PLAIN):
        return
    if isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            _gather(each, found)
        return
    place = len(found)
    found.append((value, 0))
    if isinstance(value, BaseModel):
        inside = value.__dict__
        for name in type(value).model_fields:
            if not isinstance(each := inside[name], _PLAIN):
                _gather(each, found)
    found[place] = (value, len(found))


def picked(parts: Sequence[Part], wanted: type[P]) -> list[P]:
    """The `wanted` among some parts, but none that stands inside another one."""
    found: list[P] = []
    place = 0
    while place < len(parts):
        each, after = parts[place]
        if isinstance(each, wanted):
            found.append(each)
            place = after
        else:
            place += 1
    return found
