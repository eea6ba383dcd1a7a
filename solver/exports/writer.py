"""What a format is to those who choose one: its word, its endings, what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from solver.exports.export import Export


@dataclass(frozen=True, slots=True)
class Writer:
    """One format; a module of this folder that has one as its `WRITER` is found by itself.

    Parameters
    ----------
    word
        The word for `--as`.
    ending
        The ending of files in this format; of several that fit the longest counts.
    says
        What it is for, in a few words.
    write
        What makes the file.
    alone
        Whether a file is about one athlete.
    updates
        Whether it goes on from the file that is there already.
    typed_in
        Whether people type in such files, so that none is replaced unasked.
    text
        Whether it can be shown on a screen.
    """

    word: str
    ending: str
    says: str
    write: Callable[[Export], bytes]
    alone: bool = False
    updates: bool = False
    typed_in: bool = False
    text: bool = True
