"""What all results have in common: a text, a page in a notebook, columns for a data frame."""

from __future__ import annotations

import contextlib
import io
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solver.report.plots import Chart

#: Rows of a table that a notebook shows at once.
ROWS = 200
#: A column name with its values, one for each row.
Columns = dict[str, list[Any]]


class Result(ABC):
    """An answer that can be printed, shown in a notebook and made a data frame of."""

    @abstractmethod
    def _print(self) -> None:
        """Print what the command prints."""

    @abstractmethod
    def table(self) -> Columns:
        """The result as columns, which ``pandas.DataFrame(...)`` and ``polars.DataFrame(...)`` take."""

    def __str__(self) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as text:
            self._print()
        return text.getvalue().rstrip("\n")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {' '.join(' '.join(self._head()).split())}>"

    def _repr_html_(self) -> str:
        from solver.report.html import page

        return page("notebook.html", lines=self._head(), picture=self._picture(), tables=self._tables())

    def _head(self) -> list[str]:
        """What is said first: the text up to the first empty line."""
        return str(self).split("\n\n", 1)[0].splitlines()

    def _tables(self) -> Sequence[Mapping[str, Any]]:
        """The tables of a notebook: that of the data frame."""
        return [shown("", self.table())]

    def _chart(self) -> Chart | None:
        """What is drawn in a notebook."""
        return None

    def _picture(self) -> str:
        """A picture on white, since nobody knows how dark a notebook is; nothing without Matplotlib."""
        from importlib.util import find_spec

        chart = self._chart()
        if chart is None or find_spec("matplotlib") is None:
            return ""
        from solver.report.plots import picture

        return "data:image/png;base64," + b64encode(picture(chart, ".png")).decode()


def shown(caption: str, columns: Columns, folded: bool = False) -> Mapping[str, Any]:
    """A table of columns as the template has it."""
    rows = [[_cell(each) for each in row] for row in zip(*columns.values(), strict=True)]
    kinds = ["number" if any(_is_number(each) for each in column) else "" for column in columns.values()]
    more = f"{len(rows) - ROWS:,} more rows: table() has them all" if len(rows) > ROWS else ""
    return {
        "caption": caption, "head": list(columns), "rows": rows[:ROWS], "kinds": kinds, "more": more,
        "folded": folded,
    }  # fmt: skip


def columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Columns:
    """Rows as columns."""
    return {name: [row[name] for row in rows] for name in names}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)
