"""A chart drawn by Matplotlib; the only module that knows it.

Drawn for the width of a phone, with letters that can still be read there; on a desk it grows. Series differ
in their marker and their line as well as in their colour. A full marker is proven, an empty one is not, and
has a bar down to what no plan can be below.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from solver.report.html.colours import LIGHT, SERIES
from solver.report.plots.chart import Chart, Panel, Point, Series

#: Inches, 96 pixels each: the whole, a panel, the axis below it, a line of the key.
WIDTH, PANEL, BELOW, LINE = 4.4, 1.9, 0.55, 0.22
#: The share of the way between two values over which series are spread.
SPREAD = 0.3
#: The share of a panel at its foot that is kept for what has no plan.
FOOT = 0.13
MARKERS = ("o", "s", "^", "D", "v", "P")
LINES: tuple[Any, ...] = (
    "-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1, 1, 1)),
)  # fmt: skip
INK, QUIET, RULE, PAPER = (LIGHT[name] for name in ("ink", "quiet", "line", "paper"))
STYLE: Any = {
    "font.family": "DejaVu Sans", "font.size": 10.5, "svg.fonttype": "none", "svg.hashsalt": "speedfirst",
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": QUIET, "xtick.color": INK,
    "ytick.color": INK, "axes.labelsize": 10.5, "xtick.labelsize": 10.5, "ytick.labelsize": 10.5,
    "legend.fontsize": 10.5, "legend.title_fontsize": 10.5, "axes.spines.top": False,
    "axes.spines.right": False, "axes.grid": True, "axes.grid.axis": "y", "grid.color": RULE,
    "grid.linewidth": 0.6, "axes.axisbelow": True, "lines.linewidth": 1.6, "lines.markersize": 6,
    "text.parse_math": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What a series looks like, and how far to the right of its values it stands."""

    colour: str
    marker: str
    line: Any
    shift: float


def drawn(chart: Chart, kind: str) -> bytes:
    """A chart as `svg`, without a ground of its own, or as `png` on white; always the same bytes."""
    with rc_context(STYLE):
        figure = _figure(chart)
        stream = io.BytesIO()
        if kind == "svg":
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            figure.savefig(stream, format="svg", transparent=True, metadata=nothing)
        else:
            figure.savefig(stream, format="png", dpi=200, facecolor=PAPER, metadata={"Software": None})
        return stream.getvalue()


def _figure(chart: Chart) -> Figure:
    looks = _looks(chart)
    names, signs = list(_names(looks)), list(_signs(chart, looks))
    lines = max(len(names), len(signs)) + bool(chart.key and names)
    height = PANEL * len(chart.panels) + BELOW + LINE * lines
    layout = ConstrainedLayoutEngine(h_pad=0.06, w_pad=0.04)
    figure = Figure(figsize=(WIDTH, height), layout=layout)
    stack = figure.subplots(len(chart.panels), 1, sharex=True, squeeze=False)[:, 0]
    for axes, panel in zip(stack, chart.panels, strict=True):
        _panel(axes, chart, panel, looks)
    stack[-1].set_xlabel(chart.x)
    if chart.ticks is not None:
        stack[-1].set_xticks(list(chart.ticks.at), list(chart.ticks.words))
    if names or signs:
        figure.legend(
            handles=_side_by_side(names, signs), loc="outside lower left", ncols=2 if names else 1,
            frameon=False, title=chart.key if names else None, alignment="left", handlelength=2.4,
            columnspacing=1.5, borderaxespad=0.1,
        )  # fmt: skip
    return figure


def _looks(chart: Chart) -> dict[str, Look]:
    """What each series looks like; they stand side by side, so that none hides another."""
    names = list(dict.fromkeys(each.name for panel in chart.panels for each in panel.series))
    xs = sorted({point.x for panel in chart.panels for each in panel.series for point in each.points})
    apart = 0.0 if chart.steps else min((b - a for a, b in pairwise(xs)), default=1.0) * SPREAD / len(names)
    return {
        name: Look(
            SERIES[place % len(SERIES)], MARKERS[place % len(MARKERS)], LINES[place % len(LINES)],
            (place - (len(names) - 1) / 2) * apart,
        )
        for place, name in enumerate(names)
    }  # fmt: skip


def _panel(axes: Axes, chart: Chart, panel: Panel, looks: dict[str, Look]) -> None:
    axes.set_ylabel(panel.y)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    for each in panel.series:
        _series(axes, each, looks[each.name], "steps-post" if chart.steps else "default")
    axes.margins(x=0.08, y=0.14)
    gone = [(looks[each.name], point.x) for each in panel.series for point in each.points if point.y is None]
    if gone:
        low, high = axes.get_ylim()
        foot = low - FOOT * (high - low)
        axes.set_ylim(foot, high)
        for look, x in gone:
            axes.plot(
                [x + look.shift], [(foot + low) / 2], marker="x", markeredgewidth=1.8, linestyle="none",
                color=look.colour,
            )  # fmt: skip


def _series(axes: Axes, series: Series, look: Look, style: str) -> None:
    for stretch in _stretches(series) if series.joined else ():
        xs, ys = [x + look.shift for x, _, _ in stretch], [y for _, y, _ in stretch]
        axes.plot(xs, ys, color=look.colour, linestyle=look.line, drawstyle=style, zorder=2)
    for stretch in _stretches(series):
        for x, y, point in stretch:
            _point(axes, x + look.shift, y, point, look)


def _point(axes: Axes, x: float, y: float, point: Point, look: Look) -> None:
    """A marker, with a bar down to what is proven."""
    if not point.proven and point.low is not None and point.low != y:
        axes.plot([x, x], [point.low, y], color=look.colour, linewidth=1.2, zorder=1.5)
        axes.plot([x], [point.low], color=look.colour, marker="_", markersize=9, zorder=1.5)
    axes.plot(
        [x], [y], marker=look.marker, markerfacecolor=look.colour if point.proven else PAPER,
        markeredgecolor=look.colour, markeredgewidth=1.5, linestyle="none", zorder=3,
    )  # fmt: skip
    if point.says:
        axes.annotate(point.says, (x, y), (5, 4), textcoords="offset points")


def _stretches(series: Series) -> Iterator[list[tuple[float, float, Point]]]:
    """The points from left to right; a gap in the values ends a stretch."""
    found: list[tuple[float, float, Point]] = []
    for each in sorted(series.points, key=lambda each: each.x):
        if each.y is None:
            yield found
            found = []
        else:
            found.append((each.x, each.y, each))
    yield found


def _side_by_side(names: list[Line2D], signs: list[Line2D]) -> list[Line2D]:
    """The key column by column, each as long as the other."""
    if not names:
        return signs
    blank = Line2D([], [], linestyle="none", label=" ")
    columns = zip(*zip_longest(names, signs, fillvalue=blank), strict=True)
    return [each for column in columns for each in column]


def _names(looks: dict[str, Look]) -> Iterator[Line2D]:
    """What the series are called, if there are several."""
    for name, look in looks.items() if len(looks) > 1 else ():
        yield Line2D([], [], color=look.colour, marker=look.marker, linestyle=look.line, label=name)


def _signs(chart: Chart, looks: dict[str, Look]) -> Iterator[Line2D]:
    """What the signs mean."""
    points = [p for panel in chart.panels for each in panel.series for p in each.points]
    colour = QUIET if len(looks) > 1 else SERIES[0]
    if any(p.y is not None and p.proven for p in points):
        yield _sign("proven", "o", colour, colour)
    if any(p.y is not None and not p.proven for p in points):
        yield _sign(f"best found; no plan {chart.beyond} the bar", "o", colour, PAPER)
    for says in dict.fromkeys(p.says for p in points if p.y is None):
        yield _sign(says, "x", colour, colour)


def _sign(says: str, marker: str, colour: str, inside: str) -> Line2D:
    return Line2D(
        [], [], color=colour, marker=marker, markerfacecolor=inside, markeredgewidth=1.5, linestyle="none",
        label=says,
    )  # fmt: skip
