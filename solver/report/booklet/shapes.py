"""What a picture is made of; a template writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Shape:
    """A `rect` (x, y, width, height), a `line` (x1, y1, x2, y2), a `circle` (x, y, radius) or a `path`.

    Parameters
    ----------
    look
        Its class in the style of the page.
    at
        Its numbers, written down; of a path what is drawn.
    says
        What is told where a pointer rests on it.
    """

    kind: str
    look: str
    at: Sequence[str]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A text; `anchor` is `start`, `middle` or `end`."""

    x: str
    y: str
    text: str
    look: str = ""
    anchor: str = "start"


@dataclass
class Picture:
    """A picture under way."""

    width: int
    height: float = 0
    shapes: list[Shape] = field(default_factory=list)
    labels: list[Caption] = field(default_factory=list)

    def draw(self, kind: str, look: str, *at: float, says: str = "") -> None:
        """Add a shape."""
        self.shapes.append(Shape(kind, look, [short(each) for each in at], says))

    def path(self, look: str, points: Sequence[tuple[float, float]], closed: bool = False) -> None:
        """Add a line through points."""
        steps = [f"{'L' if place else 'M'}{short(x)} {short(y)}" for place, (x, y) in enumerate(points)]
        self.shapes.append(Shape("path", look, ["".join(steps) + ("Z" if closed else "")]))

    def write(self, x: float, y: float, text: str, look: str = "", anchor: str = "start") -> None:
        """Add a text."""
        self.labels.append(Caption(short(x), short(y), text, look, anchor))


def short(value: float) -> str:
    """A number of a picture, to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def round_top(most: Fraction | float) -> int:
    """The next round number."""
    power = 1
    while power * 10 <= most:
        power *= 10
    steps = (power, 2 * power, 3 * power, 4 * power, 6 * power, 8 * power, 10 * power)
    return next(step for step in steps if step >= most)
