"""A trade-off as a plot: one goal to the right, the other up, a point for each plan."""

from __future__ import annotations

from solver.fronts.aims import Aim
from solver.fronts.front import Front
from solver.report.front import words
from solver.report.plots import Chart, Panel, Point, Series

#: Points up to which each has its number beside it; of more, only the ends and the knee do.
NUMBERED = 12


def chart(front: Front) -> Chart:
    """The points, joined in steps: what the second goal can be while the first is no worse than here."""
    # steps go from left to right, so that what is better when it is little goes there
    right = 1 if front.aims[0].most and not front.aims[1].most else 0
    across, up = front.aims[right], front.aims[1 - right]
    marked = {0, front.knee(), len(front.points) - 1}
    points = []
    for number, point in enumerate(front.points):
        x, y, low = point.figures[right], point.figures[1 - right], point.best[1 - right]
        says = str(number + 1) if len(front.points) <= NUMBERED or number in marked else ""
        says += " (knee)" if number == front.knee() else ""
        points.append(Point(float(x), float(y), None if low is None else float(low), point.proven, says))
    stepped = not across.most
    return Chart(
        title=words.title(front),
        x=_label(across),
        panels=[Panel(_label(up), [Series("", points, joined=stepped)])],
        steps=stepped,
        beyond="above" if up.most else "below",
    )


def _label(aim: Aim) -> str:
    """What an axis shows, with its unit."""
    unit = aim.unit
    return f"{aim.name} ({unit})" if unit and not aim.name.startswith(unit) else aim.name
