"""A trade-off on the screen: a line for each point, and what it costs to go from one to the next."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from solver.fronts.front import Front
from solver.report import screen as s
from solver.report.front import words
from solver.report.season import show_head
from solver.season import Season


def show_front(season: Season, front: Front) -> None:
    """Print a trade-off."""
    screen = s.console()
    show_head(screen, season)
    text = Text(words.title(front), style="bold")
    text.append(f"   {words.known(front)}", style="not bold " + (s.GOOD if front.whole else "yellow"))
    text.append(", audited", style=f"not bold {s.GOOD}")
    s.tell(screen, text)
    screen.print()
    _table(screen, front)
    screen.print()
    for line in (*words.turning(front), words.nearest(front), words.hint(front)):
        if line:
            s.tell(screen, line)
    for says in words.counted(front):
        screen.print(says, style=s.DIM)


def _table(screen: Console, front: Front) -> None:
    heads = words.heads(front)
    table = s.grid("right", *["right"] * len(heads), "wrap")
    table.add_row("", *(Text(head, style=s.DIM) for head in heads), "")
    knee = front.knee()
    for number, point in enumerate(front.points):
        notes = Text("knee" if number == knee else "", style="bold")
        if not point.proven:
            known = words.unproven(front, point)
            notes.append(f"{'   ' if notes.plain else ''}not proven", style="not bold yellow")
            notes.append(f": {known}" if known else "", style=f"not bold {s.DIM}")
        table.add_row(str(number + 1), *(Text(said) for said in words.cells(front, point)), notes)
    screen.print(table)
