"""Plans side by side, on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from solver.auditor import LEVELS
from solver.comparing.comparison import Comparison
from solver.report import screen as s
from solver.report.comparison import words
from solver.report.comparison.screen_days import show_days
from solver.report.comparison.screen_matrix import show_matrix
from solver.report.comparison.screen_trained import show_form, show_trained
from solver.words import number, plural

#: Rules that are shown unless all are wanted.
RULES, ASKED = 12, 8


def show_comparison(comparison: Comparison, everything: bool = False) -> None:
    """Print plans side by side.

    Parameters
    ----------
    everything
        Whether all rules, weeks and days are wanted, and not just those that differ most.
    """
    screen = s.console()
    _show_sides(screen, comparison)
    if comparison.same:
        screen.print()
        screen.print("The plans are the same, and so is what they are asked.")
        return
    _show_asked(screen, comparison, everything)
    _show_rules(screen, comparison, everything)
    show_trained(screen, comparison, everything)
    show_form(screen, comparison)
    show_days(screen, comparison, everything)
    show_matrix(screen, comparison, everything)


def _show_sides(screen: Console, comparison: Comparison) -> None:
    """Print who is compared, and what each scores."""
    table = s.grid("left", "wrap", "left", *("right" for _ in LEVELS))
    table.add_row("", "", *(Text(word, style=s.DIM) for word in ("must", *LEVELS)))
    for place, (letter, side) in enumerate(zip(words.letters(comparison), comparison.sides, strict=True)):
        audit = comparison.audits[place]
        name = Text(side.name, style="bold").append(f"   {words.of_whom(side)}", style=f"not bold {s.DIM}")
        name.append(f", {side.known}" if side.known else "", style=f"not bold {s.DIM}")
        kept = Text(words.musts(comparison, place), style=s.MUST if audit.broken else s.GOOD)
        scores = (number(audit.score[level]) for level in LEVELS)
        table.add_row(Text(letter, style="bold"), name, kept, *scores)
    screen.print(table)
    screen.print(Text("Points as the auditor counts them now; fewer are better.", style=s.DIM))
    for letter, side in zip(words.letters(comparison), comparison.sides, strict=True):
        for note in side.notes:
            s.tell(screen, Text(f"{letter}: {note}", style="yellow"))
    for note in comparison.notes:
        screen.print(Text(note, style="yellow"))


def _show_asked(screen: Console, comparison: Comparison, everything: bool) -> None:
    """Print which rules not all plans are asked to keep."""
    found = words.asked(comparison)
    if not found:
        return
    screen.print()
    screen.print(s.heading("Asked otherwise"))
    table = s.grid("left", "title")
    shown = found if everything else found[:ASKED]
    for who, says in shown:
        table.add_row(Text(who, style="bold"), says)
    screen.print(table)
    if len(found) > len(shown):
        screen.print(
            Text(f"and {plural(len(found) - len(shown), 'more rule')}; --all shows them", style=s.DIM)
        )


def _show_rules(screen: Console, comparison: Comparison, everything: bool) -> None:
    """Print what the plans score rule by rule: first where a rule holds in one and not in another."""
    found = words.lines(comparison, everything)
    if not found:
        screen.print()
        screen.print("No rule costs one plan more than another.")
    for turns, heading in (
        (True, "Rules that hold in one plan and not in another, with points"),
        (False, "All other rules" if everything else "Other rules that cost one plan more than another"),
    ):
        lines = [each for each in found if each.turns is turns]
        if not lines:
            continue
        screen.print()
        screen.print(s.heading(heading))
        table = s.grid("left", *("right" for _ in comparison.sides), "title")
        table.add_row("", *(Text(each, style="bold") for each in words.letters(comparison)), "")
        shown = lines if everything else lines[:RULES]
        for line in shown:
            table.add_row(Text(line.level, style=s.DIM), *map(_cell, line.cells), line.says)
        screen.print(table)
        if len(lines) > len(shown):
            more = plural(len(lines) - len(shown), "more line")
            screen.print(Text(f"and {more}; --all shows them", style=s.DIM))


def _cell(text: str) -> Text:
    style = s.MUST if text == "broken" else s.DIM if text in ("-", "0", "holds") else ""
    return Text(text, style=style)
