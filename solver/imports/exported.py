"""JSON as `export --as json` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from solver.documents.base import validate
from solver.documents.export import ExportFile
from solver.errors import InputError, Problem
from solver.files.source import parse
from solver.files.text import decoded
from solver.imports.reader import FoundLine, Reader, ToRead


def read(given: ToRead, _: list[Problem]) -> Iterator[FoundLine]:
    """The sessions of the file."""
    source = parse(decoded(given.raw, given.file), given.file)
    if isinstance(source.data, dict) and "plan" in source.data:
        raise InputError(
            [source.problem((), "this is a plan already: audit, export and others read it as it is")]
        )
    file = validate(ExportFile, source)
    for number, each in enumerate(file.sessions):
        yield FoundLine(
            source.mark(("sessions", number)), each.date, each.athlete, each.slot, None,
            each.session, each.count, each.distance, each.said, f"sessions[{number}]",
        )  # fmt: skip


READER = Reader(".json", read)
