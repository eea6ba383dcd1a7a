"""When to look for garbage: not while much is made that stays, which would be looked at again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Let Python look for garbage only afterwards, as it did before; also as a decorator."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def put_aside() -> Iterator[None]:
    """Let Python look for garbage only among what is made from now on, until this ends."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
