"""The season at a glance: its head, its state, and a line for each week."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Console
from rich.text import Text

from solver.auditor import LEVELS, Audit
from solver.plans.figures import Week, easy_running, phase_name
from solver.plans.planfile import Result
from solver.report import screen as s
from solver.season import Season
from solver.words import listed, number, plural

#: Signs of the longest bar, on a narrow screen and on others.
BARS = (6, 12)
NARROW = 96


def show_head(screen: Console, season: Season) -> None:
    """Print the title, who it is for, how long it is."""
    names = [athlete.name for athlete in season.athletes]
    text = Text(season.scenario.title, style="bold")
    text.append(f"   {who(names)}   {since(season)}", style="not bold")
    s.tell(screen, text)


def who(names: list[str]) -> str:
    """Some athletes by name, or how many they are."""
    return listed(names) if len(names) <= 4 else plural(len(names), "athlete")


def since(season: Season) -> str:
    """'40 weeks from Mon 5 Oct 2026'."""
    weeks = plural(season.calendar.weeks, "week")
    return f"{weeks} from {season.calendar.name(0)} {season.calendar.first.year}"


def show_state(screen: Console, season: Season, outcome: Result, audit: Audit, stopped: bool = False) -> None:
    """Print how good the plan is, and how well that is known."""
    text = Text()
    text.append("must ", style=s.DIM)
    text.append(musts(season, audit), style=s.MUST if audit.broken else s.GOOD)
    for level in LEVELS:
        points, bound = outcome.score[level], outcome.bounds[level]
        text.append(f"   {level} ", style=s.DIM)
        text.append(_points(points))
        if bound is not None and bound < points:
            text.append(f" (no plan below {number(bound)})", style=s.DIM)
    if outcome.status == "optimal":
        text.append("   proven optimal, audited", style=s.GOOD)
    else:
        text.append(f"   {'stopped early, ' if stopped else ''}not proven optimal, audited", style="yellow")
    s.tell(screen, text)
    if outcome.status != "optimal" and outcome.windows:
        s.tell(screen, Text(within_windows(outcome.windows), style=s.DIM))


def within_windows(weeks: int) -> str:
    """What is known of a plan whose windows of so many weeks are the best."""
    known = f"within any {plural(weeks, 'week')} nothing better exists while the others stay"
    return known.replace("any 1 week ", "any single week ")


def musts(season: Season, audit: Audit) -> str:
    """How many musts hold, or are broken."""
    rules = [each for each in season.rules if each.rule.level == "must" and each.scopes]
    broken = {finding.rule for finding in audit.broken}
    if broken:
        return f"{len(broken)} broken"
    return f"all {len(rules)} hold" if len(rules) != 1 else "holds"


def _points(points: int) -> str:
    return plural(points, "point")


def show_weeks(screen: Console, season: Season, weeks: list[Week]) -> None:
    """Print a line for each week of an athlete, phase by phase."""
    most = max((week.sprint for week in weeks), default=Fraction(0))
    bar = BARS[screen.width >= NARROW]
    head = ["week", "from", "sprint m", "", f"{easy_running(season)} m", "load AU", "high", ""]
    kinds = ["right", "right", "right", "left", "right", "right", "right", "wrap"]
    used = [n for n in range(len(kinds)) if n != 4 or any(week.other for week in weeks)]
    table = s.grid(*(kinds[n] for n in used))
    table.add_row(*(Text(head[n], style=s.DIM) for n in used))
    for week in weeks:
        row = [
            Text(str(week.number)),
            Text(season.calendar.name(7 * (week.number - 1))[4:]),
            Text(number(week.sprint)),
            Text(s.bar(screen, float(week.sprint / most) if most else 0, bar), style="red"),
            Text(number(week.other)),
            Text(number(round(week.load))),
            Text(str(week.high_days)),
            _notes(screen, season, week),
        ]
        table.add_row(*(row[n] for n in used))
    screen.print(table)


def _notes(screen: Console, season: Season, week: Week) -> Text:
    """A new phase, an unload week, meets and absences."""
    text = Text(phase_name(week.phase) if week.begins_phase else "", style="bold")
    if week.unload:
        text.append(f"{', ' if text.plain else ''}unload week", style="not bold italic")
    for meet in week.meets:
        text.append(", " if text.plain else "", style="not bold")
        says = f"{s.meet_sign(screen, meet.priority)} {meet.name} ({meet.priority})"
        text.append(says, style="bold red" if meet.priority == "A" else "not bold")
    for away in week.away:
        text.append(", " if text.plain else "", style="not bold")
        first, last = (season.calendar.name(day).split()[0] for day in (away.first, away.last))
        span = first if first == last else f"{first} to {last}"
        text.append(f"{away.reason} {span}", style=f"not bold {s.DIM}")
    return text


def show_squad(screen: Console, by_athlete: dict[str, list[Week]]) -> None:
    """Print a line for each athlete: sprint metres week by week, and totals."""
    most = max((float(week.sprint) for weeks in by_athlete.values() for week in weeks), default=0.0)
    table = s.grid("left", "left", "right", "right", "right")
    head = ["", "sprint metres a week", "sprint m", "load AU", "high days"]
    table.add_row(*(Text(word, style=s.DIM) for word in head))
    for name, weeks in by_athlete.items():
        table.add_row(
            Text(name, style="bold"),
            Text(s.sparkline(screen, [float(week.sprint) for week in weeks], most), style="red"),
            Text(number(sum(week.sprint for week in weeks))),
            Text(number(round(sum(week.load for week in weeks)))),
            Text(str(sum(week.high_days for week in weeks))),
        )
    screen.print(table)
