"""What plans train and how fit that makes, side by side on the screen."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console
from rich.text import Text

from solver.comparing.comparison import Comparison, Trained
from solver.comparing.volume import KindRow
from solver.report import screen as s
from solver.report.comparison import words
from solver.words import day_name, number, plural, tenths

#: Kinds of session that are shown unless all are wanted.
KINDS = 8
#: Weeks beside each other in one line of figures.
PER_LINE = 8


def show_trained(screen: Console, comparison: Comparison, everything: bool) -> None:
    """Print what each plan has, week by week and by kind of session."""
    for trained in comparison.trained:
        name = f"{trained.person.name}: " if len(comparison.trained) > 1 else ""
        screen.print()
        screen.print(s.heading(f"{name}{'w' if name else 'W'}eek by week, a week on average, and in all"))
        _show_measures(screen, comparison, trained)
        if everything:
            _show_weeks(screen, comparison, trained)
        _show_kinds(screen, comparison, trained, everything)


def _show_measures(screen: Console, comparison: Comparison, trained: Trained) -> None:
    table = s.grid("left", "left", "left", "right", "right")
    for measure, says in words.measures(comparison):
        there = [each for each in trained.volumes if each is not None]
        most = max((float(value or 0) for each in there for value in each.series(measure)), default=0.0)
        if not most:
            continue
        for place, (letter, volume) in enumerate(
            zip(words.letters(comparison), trained.volumes, strict=True)
        ):
            if volume is not None:
                line = s.sparkline(screen, [float(value or 0) for value in volume.series(measure)], most)
                mean, whole = volume.mean(measure), volume.sum(measure)
                table.add_row(
                    Text(says if place == 0 else "", style=s.DIM),
                    Text(letter, style="bold"),
                    Text(line, style="red" if measure in ("sprint", "high_days") else ""),
                    number(round(mean, 1) if measure == "high_days" else round(mean)),
                    number(round(whole)),
                )
    screen.print(table)


def _show_weeks(screen: Console, comparison: Comparison, trained: Trained) -> None:
    """Print the figures of every week."""
    heads = words.week_heads(comparison.weeks)
    for first in range(0, len(heads), PER_LINE):
        part = slice(first, first + PER_LINE)
        table = s.grid("left", "left", *("right" for _ in heads[part]))
        table.add_row("", "", *(Text(head.removeprefix("week "), style=s.DIM) for head in heads[part]))
        for measure, says in words.measures(comparison):
            for place, (letter, volume) in enumerate(
                zip(words.letters(comparison), trained.volumes, strict=True)
            ):
                if volume is not None:
                    cells = ("-" if v is None else number(round(v)) for v in volume.series(measure)[part])
                    head = Text(says if place == 0 else "", style=s.DIM)
                    table.add_row(head, Text(letter, style="bold"), *cells)
        screen.print()
        screen.print(table)


def _show_kinds(screen: Console, comparison: Comparison, trained: Trained, everything: bool) -> None:
    """Print metres, else load, by kind of session: where plans are furthest apart."""
    most = [each for each in trained.kinds if each.apart]
    dearest = sorted(most, key=lambda each: -each.apart)[: None if everything else KINDS]
    shown = [each for each in (trained.kinds if everything else most) if everything or each in dearest]
    if not shown:
        return
    screen.print()
    head = "By session: load AU and metres" if everything else "Furthest apart by session: load AU and metres"
    screen.print(s.heading(head))
    table = s.grid("title", *("right" for _ in comparison.sides))
    table.add_row("", *(Text(each, style="bold") for each in words.letters(comparison)))
    for kind in shown:
        table.add_row(kind.title, *(_amount(kind, place) for place in range(len(comparison.sides))))
    screen.print(table)
    if len(most) > len(shown):
        screen.print(
            Text(f"and {plural(len(most) - len(shown), 'more kind')}; --all shows them", style=s.DIM)
        )


def _amount(kind: KindRow, place: int) -> Text:
    """'1,790 AU 15,200 m'."""
    if not kind.sessions[place]:
        return Text("-", style=s.DIM)
    text = Text(number(round(kind.load[place])))
    if any(kind.metres):
        text.append(f"\n{number(kind.metres[place])} m", style=s.DIM)
    return text


def show_form(screen: Console, comparison: Comparison) -> None:
    """Print the form at each meet."""
    form = comparison.form
    if form is None:
        return
    screen.print()
    screen.print(
        s.heading("Form at meets: fitness less fatigue, AU a day; it means something only in comparison")
    )
    table = s.grid("title", *("right" for _ in comparison.sides))
    table.add_row("", *(Text(each, style="bold") for each in words.letters(comparison)))
    for row in form.rows:
        dates = {each for each in row.dates if each is not None}
        when = f", {day_name(next(iter(dates)))}" if len(dates) == 1 else ", on other dates"
        table.add_row(f"{row.says}{when}", *(_form(each) for each in row.amounts))
    screen.print(table)


def _form(amount: Fraction | None) -> str:
    return "-" if amount is None else tenths(amount)
