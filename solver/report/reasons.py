"""Why there is no plan, and the ways out, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from solver.calendar import Calendar
from solver.reasons.conflicts.conflict import Bite, Conflict
from solver.reasons.relaxations.explanation import Explanation, Way
from solver.report import screen as s
from solver.season import Season
from solver.words import listed, number

#: Places where a member bites that are named one by one.
NAMED = 3
POSSIBLE = "There is a plan: all that must hold can hold together."
NONE = "No way out: none of these can be changed so that there is a plan, nor up to three of them together."
LATE = "No way out was found by what was tried; it may take more changes together, or more --effort."


def show_explanation(screen: Console, season: Season, found: Explanation) -> None:
    """Print conflicts and ways out."""
    show_conflicts(screen, season, found.conflicts)
    if not found.ways:
        screen.print(NONE if found.all_tried else LATE)
        return
    screen.print(
        s.heading("Ways out, the smallest changes first, each with what an audited plan costs then:")
    )
    table = s.grid("right", "title", "left")
    for place, way in enumerate(found.ways, 1):
        table.add_row(f"  {place}", Text(way.repair.says), Text(_costs(way), style=s.DIM))
    screen.print(table)


def show_conflicts(screen: Console, season: Season, conflicts: Sequence[Conflict]) -> None:
    """Print conflicts, and an empty line after them."""
    for place, clash in enumerate(conflicts):
        if place:
            screen.print()
        _show_conflict(screen, season, clash)
    screen.print()


def _show_conflict(screen: Console, season: Season, clash: Conflict) -> None:
    alone = len(clash.bites) == 1
    head = "No plan can keep this:" if alone else "No plan keeps all of these together:"
    screen.print(s.heading(head))
    show_bites(screen, season, clash, clash.bites)
    checked = "checked: even alone it has no plan"
    if not alone:
        checked = "checked: these alone have no plan; without any one of them the others have one"
    s.tell(screen, Text(f"  ({checked})", style=s.DIM))


def show_bites(screen: Console, season: Season, clash: Conflict, bites: Sequence[Bite]) -> None:
    """Print members of a conflict: what each says, where it stands, where it bites."""
    width = max(len(each.member.title) for each in bites)
    for bite in bites:
        member = bite.member
        line = Text("  ")
        line.append(member.title.ljust(width), style="bold")
        line.append(f"   {member.says}")
        s.tell(screen, line, width + 5)
        where = [str(member.mark or ""), _bites(season, clash, bite), listed(list(member.sources))]
        said = "   ".join(part for part in where if part)
        s.tell(screen, Text(f"  {' ' * width}   {said}", style=s.DIM), width + 5)


def _bites(season: Season, clash: Conflict, bite: Bite) -> str:
    """'week 7', 'Sun 18 Apr', 'every week'."""
    if not bite.days:
        return ""
    if not clash.few(season) and len(clash.stretches) > 1:
        weeks = sorted({week for each in clash.stretches for week in range(each.first, each.last + 1)})
        return _weeks(weeks, season.calendar.weeks)
    days = sorted({day for each in bite.days for day in each})
    runs = _runs(days)
    spans = [season.calendar.span(range(first, last + 1)) for first, last in runs]
    who = f"{listed(list(bite.athletes))}: " if bite.athletes and len(season.athletes) > 1 else ""
    more = f" and {len(spans) - NAMED} more" if len(spans) > NAMED else ""
    also = f"; likewise {_others(season.calendar, clash)}" if len(clash.stretches) > 1 else ""
    return f"{who}{', '.join(spans[:NAMED])}{more}{also}"


def _others(calendar: Calendar, clash: Conflict) -> str:
    others = [each for each in clash.stretches if each != clash.where]
    return listed([calendar.span(range(7 * each.first, 7 * each.last + 7)) for each in others])


def _weeks(weeks: Sequence[int], length: int) -> str:
    """'every week', 'weeks 1 to 8 and 12'."""
    if len(weeks) == length:
        return "every week"
    said = [str(first + 1) if first == last else f"{first + 1} to {last + 1}" for first, last in _runs(weeks)]
    return f"weeks {listed(said)}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each run without a gap."""
    found: list[tuple[int, int]] = []
    for each in numbers:
        if found and each == found[-1][1] + 1:
            found[-1] = found[-1][0], each
        else:
            found.append((each, each))
    return found


def _costs(way: Way) -> str:
    """'should 4, prefer 52', with what is proven."""
    said = []
    for level, points in way.outcome.score.items():
        proven = way.outcome.bounds[level] == points
        said.append(f"{level} {number(points)}{' (proven)' if proven else ''}")
    return "   ".join(said)
