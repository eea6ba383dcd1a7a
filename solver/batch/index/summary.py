"""An index as a table for programs: CSV that a spreadsheet opens without running anything, or Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

from solver.batch.index.lines import Line, Lines, Meet, notes, path, points, points_of, state
from solver.batch.look import Look
from solver.errors import refuse
from solver.exports.table import as_csv

Value = str | int | float | None
TEXTS = ("athlete", "plan", "scenario", "status", "notes", "file", "report")
WHOLE = (
    "musts broken", "should", "prefer", "weeks", "sessions", "high days", "load a week", "sprint m a week"
)  # fmt: skip
MISSING = "Parquet needs pyarrow: pip install 'speedfirst[parquet]'"


class Summary:
    """The table of an index: texts, whole numbers, points by rule (by its id), form at each meet."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.rules = sorted(each.id for each in lines.rules if each.costs or each.points)
        self.columns = [
            *TEXTS, *WHOLE, *(f"points {name}" for name in self.rules), *(_form(meet) for meet in lines.meets)
        ]  # fmt: skip

    def rows(self) -> Iterator[list[Value]]:
        """The values of each line."""
        for line in self.lines.all:
            yield [*self._texts(line), *_whole(line), *self._by_rule(line.look), *self._forms(line)]

    def _texts(self, line: Line) -> list[Value]:
        look = line.look
        report = self.lines.reports.get(look.row.file, "")
        said = "; ".join(notes(look))
        return [line.name, path(look), look.row.scenario, state(look), said, look.row.file, report]

    def _by_rule(self, look: Look) -> list[Value]:
        found = {each.id: points_of(each) for each in look.rules}
        return [found.get(name, 0) if look.planned else None for name in self.rules]

    def _forms(self, line: Line) -> list[Value]:
        form = line.trained.form if line.trained else {}
        return [round(float(form[meet]), 1) if meet in form else None for meet in self.lines.meets]

    def as_csv(self) -> bytes:
        """The table as CSV."""
        return as_csv([self.columns, *self.rows()])

    def as_parquet(self) -> bytes:
        """The table as Parquet.

        Raises
        ------
        InputError
            If pyarrow is not installed.
        """
        check_parquet()
        import pyarrow as pa
        from pyarrow import parquet

        whole = len(self.columns) - len(self.lines.meets)
        kinds = [
            pa.string() if place < len(TEXTS) else pa.int64() if place < whole else pa.float64()
            for place in range(len(self.columns))
        ]  # fmt: skip
        columns = list(zip(*self.rows(), strict=True)) or [()] * len(self.columns)
        arrays = [pa.array(list(c), kind) for c, kind in zip(columns, kinds, strict=True)]
        stream = io.BytesIO()
        parquet.write_table(pa.table(arrays, names=self.columns), stream)
        return stream.getvalue()


def check_parquet() -> None:
    """Find out early whether Parquet can be written.

    Raises
    ------
    InputError
        If pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise refuse(MISSING)


def _whole(line: Line) -> list[Value]:
    look, trained = line.look, line.trained
    musts = len(look.broken) if look.planned else None
    if trained is None:
        return [musts, *points(look), *[None] * 5]
    return [
        musts, *points(look), look.weeks, trained.sessions, trained.high_days,
        round(trained.load), round(trained.sprint),
    ]  # fmt: skip


def _form(meet: Meet) -> str:
    date, name = meet
    return f"form at {name} on {date}"
