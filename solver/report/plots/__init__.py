"""Plots as pictures: for a phone and a desk, by day and by night, told apart without colour.

A plot is a :class:`solver.report.plots.chart.Chart`, plain data; :func:`picture` draws it as SVG or PNG and
:func:`inline` as SVG for a page of :mod:`solver.report.html`. Matplotlib draws, and is loaded only then; it
comes with ``speedfirst[plots]``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from solver.errors import refuse
from solver.report.plots.chart import Chart as Chart
from solver.report.plots.chart import Panel as Panel
from solver.report.plots.chart import Point as Point
from solver.report.plots.chart import Series as Series
from solver.report.plots.chart import Ticks as Ticks

if TYPE_CHECKING:
    from markupsafe import Markup

#: The files that can be written.
KINDS = (".svg", ".png")


def check(file: Path | None = None) -> None:
    """Find out early whether a plot can be drawn, and written to a file if there is one.

    Raises
    ------
    InputError
        If Matplotlib is missing, or the file is of another kind.
    """
    if file is not None and file.suffix.lower() not in KINDS:
        raise refuse(f"--plot {file}: expected a file that ends in {' or '.join(KINDS)}")
    if find_spec("matplotlib") is None:
        raise refuse("plots are drawn by Matplotlib, which is missing: pip install 'speedfirst[plots]'")


def picture(chart: Chart, kind: str) -> bytes:
    """A plot as a file: `.svg` follows the reader's light or dark screen, `.png` is on white."""
    from solver.report.plots.drawing import drawn
    from solver.report.plots.svg import alone

    if kind.lower() == ".png":
        return drawn(chart, "png")
    return alone(drawn(chart, "svg").decode(), chart.title).encode()


def inline(chart: Chart, name: str) -> Markup:
    """A plot for a page, in the colours of the page.

    Parameters
    ----------
    name
        A word that no other plot on the page has.
    """
    from markupsafe import Markup

    from solver.report.plots.drawing import drawn
    from solver.report.plots.svg import inside

    return Markup(inside(drawn(chart, "svg").decode(), chart.title, name))
