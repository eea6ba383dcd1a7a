"""The screen: how wide it is, which colours stand for which class, which signs it can show."""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Columns where the width is not known: a pipe or a file.
WIDTH = 100
#: The least width of a column of titles.
TITLE = 14

#: From the hardest class down; whatever is easier than the last is dim.
CLASS_STYLES = ("red", "yellow", "green")
MUST = "bold red"
GOOD = "green"
DIM = "bright_black"

_BARS = " ▁▂▃▄▅▆▇█"
_PLAIN_BARS = " .:-=+*#@"


def console(stream: TextIO | None = None) -> Console:
    """A console that writes plain text wherever nobody watches."""
    stream = stream or sys.stdout
    watched = stream.isatty()
    width = None if watched or "COLUMNS" in os.environ else WIDTH
    file = stream if watched else cast("TextIO", _Trimmed(stream))
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


class _Trimmed:
    """A stream without blanks at the ends of its lines, as files and pipes like it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.encoding = stream, stream.encoding

    def write(self, text: str) -> None:
        """Write whole lines."""
        self.stream.write("\n".join(line.rstrip() for line in text.split("\n")))

    def flush(self) -> None:
        """Pass it on."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Never: terminals are written to as they are."""
        return False


def class_style(word: str, classes: list[str] | tuple[str, ...]) -> str:
    """The colour of a class."""
    place = len(classes) - 1 - classes.index(word) if word in classes else len(CLASS_STYLES)
    return CLASS_STYLES[place] if place < len(CLASS_STYLES) and word != "rest" else DIM


def grid(*columns: str) -> Table:
    """A table without lines; columns are 'left', 'right', or may wrap ('wrap'; 'title' is not narrow)."""
    table = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for kind in columns:
        wraps = kind in ("wrap", "title")
        table.add_column(
            justify="right" if kind == "right" else "left",
            no_wrap=not wraps,
            overflow="fold" if wraps else "ellipsis",
            min_width=TITLE if kind == "title" else None,
        )
    return table


def rich_signs(screen: Console) -> bool:
    """Whether bars and dots can be shown."""
    return "utf" in (screen.encoding or "").lower()


def bar(screen: Console, share: float, width: int) -> str:
    """A horizontal bar: a share of `width` signs."""
    sign = "█" if rich_signs(screen) else "#"
    whole = round(max(0.0, min(share, 1.0)) * width)
    return sign * (whole or int(share > 0))


def sparkline(screen: Console, values: list[float], most: float) -> str:
    """One sign for each value."""
    signs = _BARS if rich_signs(screen) else _PLAIN_BARS
    top = len(signs) - 1
    return "".join(signs[0 if v <= 0 else max(1, round(v / most * top))] if most > 0 else " " for v in values)


def meet_sign(screen: Console, priority: str) -> str:
    """The sign of a meet; that of an A meet is full."""
    if not rich_signs(screen):
        return "*" if priority == "A" else "+"
    return "●" if priority == "A" else "▲"


def tell(screen: Console, said: Text | str, indent: int | None = None) -> None:
    """Print a line. Where somebody watches, what does not fit goes on below it, `indent` blanks further in.

    In a pipe or a file a line stays one.
    """
    text = Text(said) if isinstance(said, str) else said
    if not (screen.is_terminal or "COLUMNS" in os.environ) or text.cell_len <= screen.width:
        screen.print(text, soft_wrap=True)
        return
    lead = len(text.plain) - len(text.plain.lstrip()) + 2 if indent is None else indent
    lead = min(lead, screen.width // 2)
    first = text.wrap(screen, screen.width)[0]
    rest = text[len(text.plain) - len(text.plain[len(first) :].lstrip()) :]
    screen.print(first, soft_wrap=True)
    for each in rest.wrap(screen, screen.width - lead):
        screen.print(Text(" " * lead).append_text(each), soft_wrap=True)


def heading(text: str) -> Text:
    """A heading."""
    return Text(text, style="bold")
