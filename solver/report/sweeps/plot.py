"""A sweep as a plot: the points of each level against a parameter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from solver.reasons.whynot.slack import STEP, counted_in
from solver.report.plots import Chart, Panel, Point, Series, Ticks
from solver.report.sweeps.words import LACKS, LEFT
from solver.search.outcome import LEVELS
from solver.sweeps.axes import Axis
from solver.sweeps.grid import Place
from solver.sweeps.made import Made
from solver.sweeps.result import Sweep
from solver.words import listed

#: Series that can be told apart in one plot.
SERIES = 6
_LIMIT = re.compile(r"rules\.([^.]+)\.\w+\.(?:at_least|at_most|exactly)")


def chart(sweep: Sweep) -> Chart:
    """The points of each level: the parameter of most values to the right, a line for each other value."""
    axes = sweep.grid.axes
    along = max(range(len(axes)), key=lambda n: (axes[n].numbers is not None, len(axes[n].values), -n))
    numbers = axes[along].numbers
    xs = [float(x) for x in numbers] if numbers else [float(n) for n in range(len(axes[along].values))]
    lines: dict[tuple[str, ...], list[Place]] = {}
    for each in sweep.cells:
        others = tuple(word for k, word in enumerate(each.words) if k != along)
        lines.setdefault(others, []).append(each.place)
    panels = [
        Panel(
            f"{level} (points)",
            [
                Series(", ".join(others), [_point(sweep.at[p].made, level, xs[p[along]]) for p in places],
                       joined=numbers is not None)
                for others, places in list(lines.items())[:SERIES]
            ],
        )
        for level in LEVELS
    ]  # fmt: skip
    rest = [axis.short for k, axis in enumerate(axes) if k != along]
    more = f" (the first {SERIES} of {len(lines)})" if len(lines) > SERIES else ""
    words = axes[along].words
    return Chart(
        title=f"Points of {listed(LEVELS)} by {listed([axis.short for axis in axes])}",
        x=_label(sweep, axes[along]),
        panels=panels,
        ticks=Ticks(xs, _marks(words)) if len(xs) <= 12 else None,
        key=f"{', '.join(rest)}{more}" if rest else "",
    )


def _point(made: Made | None, level: str, x: float) -> Point:
    if made is None:
        return Point(x, None, says=LEFT)
    if made.state != "planned":
        return Point(x, None, says=LACKS[made.state])
    low, y = made.bounds[level], made.score[level]
    return Point(x, y, low, low == y)


def _units(words: Sequence[str]) -> str:
    """The unit that all values have behind their number."""
    units = {word.partition(" ")[2].removesuffix("s") for word in words}
    if all(word.endswith("%") for word in words):
        return "%"
    return units.pop() if len(units) == 1 else ""


def _label(sweep: Sweep, axis: Axis) -> str:
    """What goes to the right, with its unit."""
    unit = _units(axis.words) or _counted(sweep, axis)
    plain = unit in ("", "%", "m", "min", "AU")
    return f"{axis.short} ({unit if plain else f'{unit}s'})" if unit else axis.short


def _counted(sweep: Sweep, axis: Axis) -> str:
    """What a limit of a rule is counted in."""
    found = _LIMIT.fullmatch(axis.path)
    season = next(iter(sweep.grid.cells.values())).season
    for each in season.rules if found else ():
        if found and each.id == found[1] and each.scopes:
            unit = counted_in(each.rule.kind, each.scopes[0])
            return "" if unit == STEP else unit
    return ""


def _marks(words: Sequence[str]) -> list[str]:
    """The values without the unit that the label has."""
    unit = _units(words)
    if unit == "%":
        return [word.removesuffix("%") for word in words]
    return [word.partition(" ")[0] for word in words] if unit else list(words)
