"""Other plans on the screen: how far from the plan each is, its score, and the days that differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from solver.comparing.days import glance
from solver.diary import Diary, Done
from solver.reasons.alternatives.alternatives import Alternative, Alternatives
from solver.reasons.alternatives.within import says
from solver.report import screen as s
from solver.search.outcome import LEVELS, Outcome
from solver.season import Season
from solver.words import number, plural

#: Days shown of one alternative.
DAYS = 21


def show_alternatives(season: Season, plan: Outcome, others: Alternatives, quiet: bool = False) -> None:
    """Print the difference of each alternative from the plan."""
    screen = s.console()
    before = season.diary(plan.sessions)
    for place, other in enumerate(others.found, start=2):
        screen.print()
        s.tell(screen, _head(place, plan, other))
        if not quiet:
            _show_days(screen, season, before, other)
    if others.ended:
        screen.print()
        s.tell(screen, _ended(others))


def _head(place: int, plan: Outcome, other: Alternative) -> Text:
    """'Plan 2   6 days differ, the most there can be (proven)   should 0 points   prefer 2 points'."""
    text = Text(f"Plan {place}", style="bold")
    text.append(f"   {_differ(len(other.days))}", style="not bold")
    if place > 2:
        text.append(f", {number(other.apart)} or more from each plan above", style="not bold")
    text.append(f", {_most(other)}", style=f"not bold {s.DIM}")
    for level in LEVELS:
        points, more = other.outcome.score[level], other.outcome.score[level] - plan.score[level]
        text.append(f"   {level} ", style=f"not bold {s.DIM}")
        text.append(plural(points, "point"), style="not bold")
        if more:
            text.append(f" ({number(abs(more))} {'more' if more > 0 else 'fewer'})", style="not bold")
    text.append("   audited", style=f"not bold {s.GOOD}")
    return text


def _differ(days: int) -> str:
    return "1 day differs" if days == 1 else f"{plural(days, 'day')} differ"


def _most(other: Alternative) -> str:
    """How different a plan could be at most."""
    if other.most is None:
        return "more may be possible"
    return (
        "the most there can be (proven)"
        if other.apart == other.most
        else f"no plan has more than {other.most}"
    )


def _show_days(screen: Console, season: Season, before: Diary, other: Alternative) -> None:
    after = season.diary(other.outcome.sessions)
    several = len(season.athletes) > 1
    table = s.grid("left", "left", "title", "left", "left", "title")
    for athlete, day in other.days[:DAYS]:
        was, now = before.on(athlete, day), after.on(athlete, day)
        name = f"{athlete}  " if several else ""
        table.add_row(f"{name}{season.calendar.name(day)}", *_day(season, was), "->", *_day(season, now))
    screen.print(table)
    if len(other.days) > DAYS:
        rest = plural(len(other.days) - DAYS, "more day")
        screen.print(Text(f"and {rest}; --out writes the plan whole", style=s.DIM))


def _day(season: Season, sessions: Sequence[Done]) -> tuple[Text, str]:
    """The class of a day and its hardest sessions."""
    seen = glance(season, sessions)
    return Text(seen.class_, style=s.class_style(seen.class_, list(season.catalogue.classes))), ", ".join(
        seen.titles
    )


def _ended(others: Alternatives) -> str:
    """Why there are no more alternatives."""
    reach = says(others.allowed)
    if others.ended == "stopped":
        return "Stopped before there were more."
    if others.ended == "none":
        which = "differs from all of these" if others.found else "differs from this one"
        return f"No other plan that is {reach} {which} in the themes of its days (proven)."
    return f"No other plan that is {reach} was found."
