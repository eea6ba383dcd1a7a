"""What a plan costs and earns, rule by rule, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from solver.auditor import LEVELS, Audit, Earned, Finding, Verdict
from solver.report import screen as s
from solver.season import Season
from solver.words import listed, number, plural, tenths

#: Rules shown for each level, and breaches for each rule.
RULES, SHOWN = 8, 3


def show_score(screen: Console, season: Season, audit: Audit) -> None:
    """Print which soft rules cost how much and where, the dearest first."""
    for level in LEVELS:
        dear = [(cost, verdict) for verdict in audit.verdicts if (cost := costs(verdict, level)) > 0]
        dear.sort(key=lambda pair: (-pair[0], pair[1].rule.id))
        if dear:
            total = sum(cost for cost, _ in dear)
            screen.print()
            less = (
                f", less {number(total - audit.score[level])} for form" if total > audit.score[level] else ""
            )
            screen.print(s.heading(f"What the plan falls short of: {level}, {plural(total, 'point')}{less}"))
        for cost, verdict in dear[:RULES]:
            _show_rule(screen, season, verdict, level, cost)
        rest = dear[RULES:]
        if rest:
            left = plural(sum(cost for cost, _ in rest), "point")
            screen.print(Text(f"  and {plural(len(rest), 'more rule')}: {left}", style=s.DIM))


def show_broken(screen: Console, season: Season, audit: Audit) -> None:
    """Print every breach of a must, in a plan that had to break some."""
    if not audit.broken:
        return
    screen.print()
    screen.print(s.heading("A compromise: no plan keeps all the musts, and this one breaks"))
    for name in dict.fromkeys(each.rule for each in audit.broken):
        screen.print(Text(f"  {name}", style=s.MUST))
        found = [each for each in audit.broken if each.rule == name]
        show_findings(screen, season, found, indent=4, most=len(found))
    hint = "as little as can be; a scenario may say what may be broken first: gives_way: [rule-id]"
    screen.print(Text(f"  ({hint})", style=s.DIM))


def costs(verdict: Verdict, level: str) -> int:
    """What a rule costs at a level, whatever it earns."""
    return sum(each.points for each in verdict.findings if each.level == level)


def _show_rule(screen: Console, season: Season, verdict: Verdict, level: str, cost: int) -> None:
    text = Text(f"  {plural(cost, 'point')}".ljust(13))
    text.append(verdict.rule.id, style="bold")
    says = f"   {verdict.rule.says()}"
    if len(text.plain) + len(says) <= screen.width:
        text.append(says, style=s.DIM)
    s.tell(screen, text)
    findings = [each for each in verdict.findings if each.level == level and each.points]
    show_findings(screen, season, findings, indent=13)


def show_findings(
    screen: Console, season: Season, findings: Sequence[Finding], indent: int, most: int = SHOWN
) -> None:
    """Print breaches in words, the dearest first, and how many more there are."""
    ordered = sorted(findings, key=lambda each: (-each.points, each.breach.days))
    for each in ordered[:most]:
        s.tell(screen, Text(" " * indent + finding_says(season, each)))
    if len(ordered) > most:
        screen.print(Text(" " * indent + f"and {len(ordered) - most} more", style=s.DIM))


def finding_says(season: Season, finding: Finding) -> str:
    """A breach in words, with names where there are several athletes."""
    several = len(season.athletes) > 1
    who = f"{listed(list(finding.athletes))}: " if several else ""
    return f"{who}{finding.breach.says}"


def earned_says(each: Earned) -> str:
    """What was earned at one place, in words."""
    return f"{each.gain.says}: {number(round(each.gain.amount, 1))} (earns {plural(each.points, 'point')})"


def show_form(screen: Console, season: Season, audit: Audit) -> None:
    """Print the form at meets, where a rule rewards it."""
    earned = [each for verdict in audit.verdicts for each in verdict.earned]
    if not earned:
        return
    screen.print()
    screen.print(s.heading("Form: fitness less fatigue, in AU a day; it means something only in comparison"))
    table = s.grid("left", "left", "right", "left")
    for each in sorted(earned, key=lambda e: (e.gain.days, e.athletes)):
        table.add_row("", *_form(season, each))
    screen.print(table)


def _form(season: Season, each: Earned) -> tuple[str, str, str]:
    who = f"{listed(list(each.athletes))}, " if len(season.athletes) > 1 else ""
    day = season.calendar.name(each.gain.days[0])
    points = f"{plural(each.points, 'point')} of {each.level}"
    return f"{who}{each.gain.says}, {day}", tenths(each.gain.amount), points
