"""A sweep on the screen: a table of its cells, and where rules start or stop binding."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from solver.report import screen as s
from solver.report.sweeps import words
from solver.search.outcome import LEVELS
from solver.sweeps.made import Made
from solver.sweeps.result import Sweep
from solver.words import listed, plural

#: Sentences about rules that are shown.
SENTENCES = 12
TONES = {"dim": s.DIM, "bad": s.MUST, "good": s.GOOD, "": ""}


def show_sweep(sweep: Sweep) -> None:
    """Print a sweep."""
    screen = s.console()
    s.tell(screen, s.heading(words.title(sweep)))
    screen.print(words.varied(sweep))
    if len(sweep.grid.axes) == 2 and _fits(screen, sweep):
        for level in LEVELS:
            screen.print()
            _show_grid(screen, sweep, level)
    else:
        screen.print()
        _show_rows(screen, sweep)
    below = list(words.below(sweep))
    if words.gaps(sweep) or below:
        screen.print()
    if words.gaps(sweep):
        _line(screen, words.STANDS, style=s.DIM)
    for said in below:
        _line(screen, said)
    _show_binding(screen, sweep)


def _fits(screen: Console, sweep: Sweep) -> bool:
    """Whether a grid of two parameters is not too wide."""
    names = words.clashes(sweep)
    cells = [words.points(each.made, level, names) for each in sweep.cells for level in LEVELS]
    rows, columns = sweep.grid.axes
    widest = max(len(word) for word in (*cells, *columns.words))
    first = max(len(word) for word in (*rows.words, rows.short))
    return first + 2 + (widest + 2) * len(columns.words) <= screen.width


def _show_grid(screen: Console, sweep: Sweep, level: str) -> None:
    """One level: a row for each value of the first parameter, a column for each of the second."""
    names, (rows, columns) = words.clashes(sweep), sweep.grid.axes
    table = s.grid("right", *["right"] * len(columns.words))
    table.add_row(Text(rows.short, style=s.DIM), *(Text(word, style=s.DIM) for word in columns.words))
    for k, word in enumerate(rows.words):
        cells = [sweep.at[k, j].made for j in range(len(columns.words))]
        table.add_row(word, *(_cell(words.points(made, level, names), made) for made in cells))
    screen.print(Text.assemble((level, "bold"), f" points by {columns.short} (across)"))
    screen.print(table)


def _show_rows(screen: Console, sweep: Sweep) -> None:
    """A row for each cell."""
    names, axes = words.clashes(sweep), sweep.grid.axes
    table = s.grid(*["right"] * (len(axes) + len(LEVELS)))
    table.add_row(*(Text(word, style=s.DIM) for word in (*(axis.short for axis in axes), *LEVELS)))
    for each in sweep.cells:
        planned = each.made is not None and each.made.state == "planned"
        cells = [_cell(words.points(each.made, level, names), each.made) for level in LEVELS]
        table.add_row(*each.words, *(cells if planned else cells[:1]))
    screen.print(table)


def _cell(text: str, made: Made | None) -> Text:
    return Text(text, style=TONES[words.tone(made, text)])


def _show_binding(screen: Console, sweep: Sweep) -> None:
    said, restless = words.sentences(sweep), sweep.binding.now_and_then
    screen.print()
    if not said and not restless:
        screen.print(words.NO_BINDING)
        return
    screen.print(s.heading(words.BINDING))
    for line in said[:SENTENCES]:
        _line(screen, line)
    more = [f"{len(said) - SENTENCES} more"] if len(said) > SENTENCES else []
    more += [f"{plural(len(restless), 'rule')} now and then"] if restless else []
    if more:
        _line(screen, f"and {listed(more)} (--json tells which)", style=s.DIM)


def _line(screen: Console, text: str, style: str = "") -> None:
    screen.print(Padding(Text(text, style=style), (0, 0, 0, 2)))
