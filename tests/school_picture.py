"""The picture of the README: whose plan keeps how many of whose principles, from the plans in tests/data/schools.

`make schools` plans them anew and draws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from solver.comparing import Comparison, compare, of_file

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "schools.svg"
#: The plans, in the order in which they are shown.
SCHOOLS = ("twelve-weeks", "francis", "feed-the-cats", "long-to-short", "mvp", "base-first")
LEFT, TOP, WIDE, HIGH = 150, 104, 92, 44
STYLE = """
text { font: 14px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1a1a1a; }
.title { font-weight: 600; font-size: 16px; } .quiet { fill: #555b63; } .own { font-weight: 700; }
.figure { font-size: 17px; text-anchor: middle; } .head { text-anchor: middle; }
.paper { fill: #ffffff; } .cell { fill: #d55e00; } .kept { fill: #56b4e9; fill-opacity: .35; }
@media (prefers-color-scheme: dark) {
  text { fill: #e8eaed; } .quiet { fill: #b4bbc2; } .paper { fill: #14171a; }
}
"""


def plans() -> Comparison:
    """The plans of the schools, each audited by the rules of every school."""
    return compare([of_file(ROOT / "tests" / "data" / "schools" / f"{name}.json") for name in SCHOOLS])


def picture(found: Comparison) -> str:
    """The matrix as an SVG: the more musts are broken, the stronger the colour; the figures say the same."""
    size = len(found.sides)
    width, height = LEFT + size * WIDE + 16, TOP + size * HIGH + 40
    names = [side.name for side in found.sides]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        "<title>Whose principles does whose plan keep?</title>",
        f"<desc>{escape(_said(found, names))}</desc>",
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        '<text class="title" x="12" y="26">Whose principles does whose plan keep?</text>',
        '<text class="quiet" x="12" y="47">Musts broken by the plan of a row under the rules of a column</text>',
        *_heads(names),
        *_cells(found, names),
        f'<text class="quiet" x="12" y="{height - 14}">0: every must holds</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _said(found: Comparison, names: list[str]) -> str:
    rows = (
        f"{name}: {', '.join(f'{len(cell.broken)} of {other}' for cell, other in zip(row, names, strict=True))}"
        for name, row in zip(names, found.matrix.rows, strict=True)
    )
    return "; ".join(rows)


def _heads(names: list[str]) -> Iterator[str]:
    """The names above the columns, a word in a line where there are two or more."""
    for place, name in enumerate(names):
        first, _, rest = name.partition(" ")
        x = LEFT + place * WIDE + WIDE // 2
        for y, part in ((TOP - 26, first if rest else ""), (TOP - 9, rest or first)):
            if part:
                yield f'<text class="head" x="{x}" y="{y}">{escape(part)}</text>'


def _cells(found: Comparison, names: list[str]) -> Iterator[str]:
    most = max(len(cell.broken) for row in found.matrix.rows for cell in row)
    for down, (name, row) in enumerate(zip(names, found.matrix.rows, strict=True)):
        y = TOP + down * HIGH
        yield f'<text x="12" y="{y + 27}">{escape(name)}</text>'
        for across, cell in enumerate(row):
            x, count = LEFT + across * WIDE, len(cell.broken)
            kind = (
                f'class="cell" fill-opacity="{0.08 + 0.42 * count / most:.2f}"' if count else 'class="kept"'
            )
            yield f'<rect {kind} x="{x + 2}" y="{y + 2}" width="{WIDE - 4}" height="{HIGH - 4}" rx="4"/>'
            own = " own" if down == across else ""
            yield f'<text class="figure{own}" x="{x + WIDE // 2}" y="{y + 28}">{count}</text>'


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(plans()), encoding="utf-8")
