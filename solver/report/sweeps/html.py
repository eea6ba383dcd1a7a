"""A sweep as a page, with its plot."""

from __future__ import annotations

from solver.report.html import TableCell, page
from solver.report.plots import inline
from solver.report.sweeps import words
from solver.report.sweeps.plot import chart
from solver.search.outcome import LEVELS
from solver.sweeps.made import Made
from solver.sweeps.result import Sweep

Table = tuple[str, list[str], list[list[TableCell | str]]]


def as_html(sweep: Sweep) -> str:
    """A sweep as the text of a page."""
    drawing = chart(sweep)
    return page(
        "sweep.html",
        title=words.title(sweep),
        subtitle=words.varied(sweep),
        picture=inline(drawing, "points"),
        seen=drawing.title,
        tables=_grids(sweep) if len(sweep.grid.axes) == 2 else [_rows(sweep)],
        gaps=words.STANDS if words.gaps(sweep) else "",
        below=list(words.below(sweep)),
        heading=words.BINDING,
        binding=words.sentences(sweep),
        restless=", ".join(sweep.binding.now_and_then),
    )


def _grids(sweep: Sweep) -> list[Table]:
    """A table for each level: the first parameter down, the second across."""
    rows, columns = sweep.grid.axes
    names = words.clashes(sweep)
    found = []
    for level in LEVELS:
        body: list[list[TableCell | str]] = [
            [word, *(_cell(sweep.at[k, j].made, level, names) for j in range(len(columns.words)))]
            for k, word in enumerate(rows.words)
        ]
        caption = f"Points of {level}: {rows.short} down, {columns.short} across"
        found.append((caption, [rows.short, *columns.words], body))
    return found


def _rows(sweep: Sweep) -> Table:
    """A row for each cell."""
    names, axes = words.clashes(sweep), sweep.grid.axes
    body: list[list[TableCell | str]] = [
        [*each.words, *(_cell(each.made, level, names) for level in LEVELS)] for each in sweep.cells
    ]
    return "Points of each plan", [*(axis.short for axis in axes), *LEVELS], body


def _cell(made: Made | None, level: str, names: dict[tuple[str, ...], str]) -> TableCell:
    text = words.points(made, level, names)
    return TableCell(text, words.tone(made, text))
