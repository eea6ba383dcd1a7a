"""Rows as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from solver.files.text import FORMULA


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8, with lines that end as RFC 4180 has it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([[safe(each) for each in row] for row in rows])
    return stream.getvalue().encode()


def safe(value: object) -> object:
    """A cell; a text that would be run as a formula begins with an apostrophe, as does one that has one."""
    text = value if isinstance(value, str) else ""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else "" if value is None else value


def unsafe(text: str) -> str:
    """What :func:`safe` was given."""
    return text[1:] if text.startswith("'") and text[1:2] in (*FORMULA, "'") else text
