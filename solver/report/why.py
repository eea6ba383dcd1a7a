"""Why this and why not that, on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from solver.diary import Done
from solver.plans import prescription
from solver.plans.planfile import in_order
from solver.reasons.whynot.compared import Charge, compared
from solver.reasons.whynot.verdict import Answer, Blocked, Possible, There
from solver.report import screen as s
from solver.report.reasons import show_bites
from solver.report.score import finding_says
from solver.report.verdict import against, bare, notes, verdict
from solver.season import Season
from solver.words import plural

#: The most rules, days and places shown.
RULES, DAYS, PLACES = 6, 8, 3
NO_ROOM = "Blocked: no plan has it and keeps all of these:"
CHECKED = "checked: these leave no room for it, and without any one of them the others do"


def show_answer(season: Season, answer: Answer) -> None:
    """Print what becomes of a foil."""
    screen = s.console()
    s.tell(screen, head(season, f"What if {answer.foil.says}?", answer.foil.athlete))
    if isinstance(answer, There):
        screen.print("The plan has it.")
    elif isinstance(answer, Blocked):
        _show_blocked(screen, season, answer)
    else:
        _show_possible(screen, season, answer)


def head(season: Season, says: str, athlete: str) -> Text:
    """The head of an answer: what was asked, of whom, of which scenario."""
    text = Text(says, style="bold")
    return text.append(f"   {athlete}   {season.scenario.title}", style="not bold")


# ---- blocked ------------------------------------------------------------------------------------------


def _show_blocked(screen: Console, season: Season, answer: Blocked) -> None:
    if not answer.bites:
        s.tell(screen, f"Blocked: {bare(season, answer)}.")
        return
    s.tell(screen, Text(NO_ROOM, style=s.MUST))
    show_bites(screen, season, answer.conflict, answer.bites)
    checked = CHECKED if len(answer.bites) > 1 else "checked: without it there is room"
    s.tell(screen, Text(f"  ({checked})", style=s.DIM))


# ---- possible -----------------------------------------------------------------------------------------


def _show_possible(screen: Console, season: Season, answer: Possible) -> None:
    style = {"costs": "yellow", "equal": s.GOOD, "better": s.GOOD}[answer.kind]
    s.tell(screen, Text(verdict(answer), style=style))
    for note in (*notes(answer), *against(answer)):
        s.tell(screen, Text(note, style=s.DIM))
    show_costs(screen, season, compared(answer.plan.audit, answer.audit))
    _show_days(screen, season, answer)


def show_costs(screen: Console, season: Season, changes: Sequence[Charge]) -> None:
    """Print what gets worse and what gets better, rule by rule."""
    for change in changes[:RULES]:
        more = f"{change.points:+d} {change.level}"
        text = Text(f"  {more.ljust(10)}  ")
        text.append(change.rule.id, style="bold")
        says = f"   {change.rule.says()}"
        if len(text.plain) + len(says) <= screen.width:
            text.append(says, style=s.DIM)
        s.tell(screen, text)
        for finding in change.findings[:PLACES]:
            before = "" if change.points > 0 else "no longer: "
            s.tell(screen, Text(f"{' ' * 14}{before}{finding_says(season, finding)}"))
    if len(changes) > RULES:
        screen.print(Text(f"  and {plural(len(changes) - RULES, 'more rule')}", style=s.DIM))


def _show_days(screen: Console, season: Season, answer: Possible) -> None:
    """Print the days that change, as they were and as they are."""
    was, now = set(answer.plan.sessions), set(answer.sessions)
    differing = sorted({(each.athlete, each.day) for each in was ^ now}, key=lambda each: (each[1], each[0]))
    if not differing:
        return
    several = len(season.athletes) > 1
    screen.print("The days that change, as in the plan and with it:")
    table = s.grid("left", "wrap", "left", "wrap")
    for athlete, day in differing[:DAYS]:
        before, after = (
            in_order(season, [each for each in sessions if (each.athlete, each.day) == (athlete, day)])
            for sessions in (was, now)
        )
        who = f"{athlete} " if several else ""
        name = f"  {who}{season.calendar.name(day)}"
        left, right = _turned(season, before, after)
        table.add_row(Text(name), Text(left), Text("->", style=s.DIM), Text(right))
    screen.print(table)
    if len(differing) > DAYS:
        screen.print(Text(f"  and {plural(len(differing) - DAYS, 'more day')}", style=s.DIM))


def _turned(season: Season, before: Sequence[Done], after: Sequence[Done]) -> tuple[str, str]:
    """A day as it was and as it is; where some sessions stay, only what changes."""
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    if gone and new:
        return _listed(season, gone), _listed(season, new)
    if new:
        as_is = "as it is, and " if before else ""
        return _listed(season, before), f"{as_is}{_listed(season, new)}"
    return _listed(season, gone), f"{'only ' if after else ''}{_listed(season, after)}"


def _listed(season: Season, sessions: Sequence[Done]) -> str:
    """Some sessions of a day, in short."""
    return ", ".join(brief(season, each) for each in sessions) or "rest"


def brief(season: Season, done: Done) -> str:
    """A session and its dose, with the slot where there are several: 'Flying sprints 3 x 20 m'."""
    session, form = season.catalogue.sessions[done.session], season.catalogue.forms[done.form]
    slot = f"{done.slot} " if len(season.calendar.slots) > 1 else ""
    return f"{slot}{prescription.title(session)} {prescription.dose(form, done.count, session)}".strip()
