"""Whose principles whose plan keeps, on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from solver.comparing.comparison import Comparison
from solver.report import screen as s
from solver.report.comparison import words
from solver.words import plural

#: Broken musts that are shown of each set of rules unless all are wanted.
BROKEN = 3
LEGEND = "Rows: plans. Columns: the rules that judge them. Musts broken / points of should"


def show_matrix(screen: Console, comparison: Comparison, everything: bool) -> None:
    """Print every plan under the rules of every other, and which musts are broken."""
    found = comparison.matrix
    if len(found.columns) == 1 and found.own[0] is not None:
        return
    screen.print()
    screen.print(s.heading("Whose principles does whose plan keep?"))
    screen.print(Text(LEGEND, style=s.DIM))
    table = s.grid("left", *("right" for _ in found.columns))
    heads = words.column_heads(comparison)
    table.add_row(Text("plan", style=s.DIM), *(Text(head, style="bold") for head in heads))
    for letter, side, row in zip(words.letters(comparison), comparison.sides, found.rows, strict=True):
        name = Text(f"{letter}  ", style="bold").append(side.name, style="not bold")
        table.add_row(name, *(_cell(words.cell_text(each), bool(each.broken)) for each in row))
    screen.print(table)
    for said in words.beaten(comparison):
        screen.print(Text(said, style="yellow"))
    for column in range(len(found.columns)):
        _show_broken(screen, comparison, column, everything)


def _cell(text: str, broken: bool) -> Text:
    return Text(text, style=s.DIM if text == "?" else s.MUST if broken else s.GOOD)


def _show_broken(screen: Console, comparison: Comparison, column: int, everything: bool) -> None:
    """Print the musts of some rules that plans break, and which plans do."""
    broken = words.breakers(comparison, column)
    foreign = [
        (letter, row[column].foreign)
        for letter, row in zip(words.letters(comparison), comparison.matrix.rows, strict=True)
        if row[column].foreign
    ]
    if not broken and not foreign:
        return
    name = words.column_name(comparison, column)
    rules = comparison.matrix.columns[column]
    owned = comparison.matrix.own[0] is not None
    screen.print()
    screen.print(
        Text(
            f"Musts of {name}, {rules.name}, that are broken"
            if owned
            else f"Musts of {name} that are broken",
            style="bold",
        )
    )
    table = s.grid("left", "title")
    shown = broken if everything else broken[:BROKEN]
    for who, says in shown:
        table.add_row(Text(f"by {who}", style=s.MUST), says)
    for letter, says in foreign:
        table.add_row(Text(f"{letter} ?", style=s.DIM), f"cannot be judged by them: {says}")
    screen.print(table)
    if len(broken) > len(shown):
        screen.print(
            Text(f"and {plural(len(broken) - len(shown), 'more must')}; --all shows them", style=s.DIM)
        )
