"""The days on which plans differ, on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from solver.comparing.comparison import Comparison, Trained
from solver.comparing.days import Day
from solver.report import screen as s
from solver.report.comparison import words
from solver.words import listed, plural

#: Days that are listed of two plans unless all are wanted.
DAYS = 12
#: The columns of a week.
WEEK = 8


def show_days(screen: Console, comparison: Comparison, everything: bool) -> None:
    """Print a grid of the days that differ, and of two plans what stands on them."""
    for trained in comparison.trained:
        name = f"{trained.person.name}: " if len(comparison.trained) > 1 else ""
        said = words.counted(comparison, trained.person.name)
        screen.print()
        screen.print(s.heading(f"{name}{said}" if name else said[:1].upper() + said[1:]))
        mine = [each for each in comparison.days if each.person == trained.person.name]
        if mine:
            _show_grid(screen, comparison, trained)
        if len(comparison.sides) == 2:
            _show_list(screen, comparison, mine, everything)


def _show_grid(screen: Console, comparison: Comparison, trained: Trained) -> None:
    """Print a sign for each day; weeks in which nothing differs are left out."""
    person = trained.person.name
    rows = {
        place: words.signs(comparison, person, place)
        for place, name in enumerate(trained.person.names) if name is not None
    }  # fmt: skip
    heads = words.week_heads(comparison.weeks)
    weeks = sorted({each.week for each in comparison.days if each.person == person})
    per_line = max(1, (screen.width - 4) // WEEK)
    for first in range(0, len(weeks), per_line):
        part = weeks[first : first + per_line]
        table = s.grid("left", *("left" for _ in part))
        table.padding = (0, 1, 0, 0)
        table.add_row("", *(Text(heads[week].replace("week ", "wk "), style=s.DIM) for week in part))
        for place, signs in rows.items():
            letter = Text(words.letters(comparison)[place], style="bold")
            table.add_row(letter, *(Text(signs[week]) for week in part))
        screen.print(table)
    classes = comparison.sides[0].season.catalogue.classes
    key = "   ".join(f"{words.class_sign(each, classes)} {each}" for each in classes)
    screen.print(Text(f"{key}   {words.KEYS}", style=s.DIM))


def _show_list(screen: Console, comparison: Comparison, days: list[Day], everything: bool) -> None:
    """Print what stands on the days that differ at a glance, in both plans."""
    seen = [each for each in days if each.apart != "dose"]
    shown = seen if everything else seen[:DAYS]
    table = s.grid("left", "left", "wrap", "left", "left", "wrap")
    for day in shown:
        was, now = _glance(comparison, day, 0), _glance(comparison, day, 1)
        table.add_row(Text(words.when(comparison, day), style=s.DIM), *was, "->", *now)
    if shown:
        screen.print()
        screen.print(table)
    if len(seen) > len(shown):
        screen.print(Text(f"and {plural(len(seen) - len(shown), 'more day')}; --all shows them", style=s.DIM))


def _glance(comparison: Comparison, day: Day, place: int) -> tuple[Text, str]:
    glance = day.glances[place]
    if glance is None:
        return Text("-", style=s.DIM), ""
    classes = tuple(comparison.sides[place].season.catalogue.classes)
    return Text(glance.class_, style=s.class_style(glance.class_, classes)), listed(list(glance.titles))
