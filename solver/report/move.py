"""What a move by hand breaks and costs, on the screen."""

from __future__ import annotations

from rich.text import Text

from solver.auditor import LEVELS, by_rule
from solver.replans.moving import Moved
from solver.report import screen as s
from solver.report.score import finding_says
from solver.report.why import brief, show_costs
from solver.words import number, plural

#: Places shown of a rule.
PLACES = 3


def show_move(found: Moved) -> None:
    """Print what becomes of a plan by a move."""
    screen, season = s.console(), found.season
    for old, new in found.moved:
        who = f"{old.athlete}: " if len(season.athletes) > 1 else ""
        where = f"{season.calendar.name(old.day)} -> {season.calendar.name(new.day)}"
        s.tell(screen, Text(f"{where}   {who}{brief(season, old)}", style="bold"))
    for says, findings, style in (("breaks", found.breaks, s.MUST), ("mends", found.mends, s.GOOD)):
        for rule, places in by_rule(findings):
            s.tell(screen, Text(f"  {says} {rule}", style=style))
            for each in places[:PLACES]:
                s.tell(screen, Text(f"      {finding_says(season, each)}"))
            if len(places) > PLACES:
                screen.print(Text(f"      and {plural(len(places) - PLACES, 'more place')}", style=s.DIM))
    if not found.breaks:
        screen.print(Text("  breaks no must", style=s.GOOD))
    show_costs(screen, season, found.costs)
    score = [
        f"{level} {number(found.before.score[level])} -> {number(found.after.score[level])}"
        for level in LEVELS
    ]
    still = len(found.after.broken) - len(found.breaks)
    more = f"   {plural(still, 'must place')} broken before and still" if still > 0 else ""
    screen.print("   ".join(score) + more)
