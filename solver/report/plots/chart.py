"""What is to be drawn, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One value.

    Parameters
    ----------
    y
        None where there is nothing; `says` then tells why, as in 'no plan'.
    low
        What it cannot be below (or above); where it is not proven, a bar goes to there.
    says
        A few letters beside the point, or what there is in place of one.
    """

    x: float
    y: float | None
    low: float | None = None
    proven: bool = True
    says: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one name; `joined` by a line in the order of their x."""

    name: str
    points: Sequence[Point]
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot of those that stand below each other; `y` says what it shows, with its unit."""

    y: str
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where marks stand on an axis, and what they are called."""

    at: Sequence[float]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """Plots below each other that share what goes to the right.

    Parameters
    ----------
    title
        What is seen, in a sentence; for those who cannot see it.
    x
        What goes to the right, with its unit.
    ticks
        The marks on the x axis; None lets them fall where round numbers are.
    key
        What the series differ in, the heading of their names.
    steps
        Whether the points are joined in steps, as those of a Pareto front are.
    beyond
        Where no plan is, seen from the end of the bar of a point that is not proven: `below` or `above`.
    """

    title: str
    x: str
    panels: Sequence[Panel]
    ticks: Ticks | None = None
    key: str = ""
    steps: bool = False
    beyond: str = "below"
