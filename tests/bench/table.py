"""Tables as plain text: aligned columns under a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Iterator[str]:
    """A table; the first column to the left, the others to the right unless they hold words."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    left = [column == 0 or any(_wordy(row[column]) for row in cells[1:]) for column in range(len(head))]
    yield ""
    yield title
    if note:
        yield note
    for row in cells:
        laid = (
            cell.ljust(width) if wordy else cell.rjust(width)
            for cell, width, wordy in zip(row, widths, left, strict=True)
        )
        yield "  ".join(laid).rstrip()


def _wordy(cell: str) -> bool:
    """Whether a cell is more than a number with its unit."""
    return len(cell) > 3 and cell[0].isalpha()


def seconds(value: float | None) -> str:
    """Seconds in three digits."""
    if value is None:
        return "-"
    if value < 0.01:
        return f"{1000 * value:.1f} ms"
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s" if value < 100 else f"{value:.0f} s"


def points(value: float | None) -> str:
    """Points with thousands apart."""
    return "-" if value is None else f"{value:,.0f}"


def score(value: Sequence[int] | None) -> str:
    """Points of should and of prefer."""
    return "no plan" if value is None else " ".join(points(each) for each in value)
