"""The audit of a week that stands alone, on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from solver.files.data import json_text
from solver.plans.figures import phase_name
from solver.report import screen as s
from solver.report.audit import Line, plain, show_lines, state_of
from solver.typed import Week
from solver.words import listed

#: Said at the end where a rule is broken: rules are a school, not the truth.
SCHOOL = "A week that breaks a rule is not a bad week; it is one of another school than the rulebook."


def show_week(week: Week, lines: Sequence[Line], books: Sequence[str]) -> None:
    """Print the audit of a week: what it is, how it stands, rule by rule."""
    screen = s.console()
    file, season = week.file, week.season
    head = Text(file.title, style="bold")
    phases = listed(list(dict.fromkeys(phase_name(each.phase) for each in season.scenario.phases)))
    head.append(f"   {phases}   by {listed(list(books))}", style="not bold")
    s.tell(screen, head)
    for source in file.source:
        s.tell(screen, Text(f"source: {source}", style=s.DIM))
    s.tell(screen, state_of(lines))
    if week.plan.contradictions:
        screen.print()
        screen.print(s.heading("Two numbers that cannot both be right (judged as anything between)"))
        for each in week.plan.contradictions:
            s.tell(screen, f"  {season.calendar.name(each.day)}  {each.says}   {each.mark}")
    screen.print()
    show_lines(screen, season, lines)
    if any(line.state == "broken" for line in lines):
        screen.print()
        s.tell(screen, Text(SCHOOL))


def week_as_json(week: Week, lines: Sequence[Line], books: Sequence[str]) -> str:
    """The audit of a week as JSON; days are named as on the screen."""
    name = week.season.calendar.name
    data = {
        "week": week.file.week,
        "title": week.file.title,
        "source": week.file.source,
        "rulebooks": list(books),
        "contradictions": [
            {"day": name(each.day), "says": each.says, "at": str(each.mark)}
            for each in week.plan.contradictions
        ],
        **plain(lines, name),
    }
    return json_text(data)
