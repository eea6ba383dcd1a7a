"""Why this and why not that, on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from solver import prescription
from solver.audit import LEVELS
from solver.diary import Done
from solver.plan import in_order
from solver.reasons.compared import Change, compared
from solver.reasons.conflict import Bite
from solver.reasons.foil import Foil
from solver.reasons.verdict import Answer, Blocked, Possible, There
from solver.report import screen as s
from solver.report.reasons import show_bites
from solver.report.score import finding_says
from solver.season import Season
from solver.words import listed, plural

#: The most rules, days and places shown.
RULES, DAYS, PLACES = 6, 8, 3
#: The most names in a line.
SHORT = 4
NO_ROOM = "Blocked: no plan has it and keeps all of these:"
CHECKED = "checked: these leave no room for it, and without any one of them the others do"


def show_answer(season: Season, answer: Answer) -> None:
    """Print what becomes of a foil."""
    screen = s.console()
    screen.print(head(season, f"What if {answer.foil.says}?", answer.foil.athlete), soft_wrap=True)
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
        screen.print(
            f"Blocked by the calendar and the catalogue: {_bare(season, answer.foil)}", soft_wrap=True
        )
        return
    screen.print(Text(NO_ROOM, style=s.MUST), soft_wrap=True)
    show_bites(screen, season, answer.conflict, answer.bites)
    checked = CHECKED if len(answer.bites) > 1 else "checked: without it there is room"
    screen.print(Text(f"  ({checked})", style=s.DIM))


def _bare(season: Season, foil: Foil) -> str:
    """What blocks a foil where no rule is needed for it."""
    forms = {form for rule in foil.rules for what in rule.kind.whats() for form in _forms(season, what)}
    if forms and forms <= season.race_forms:
        return "a race is on the day of a meet, and nowhere else."
    return "there is no room for it, whatever the rules say."


def _forms(season: Season, what: object) -> frozenset[str]:
    return season.catalogue.select(what).forms  # type: ignore[arg-type]


# ---- possible -----------------------------------------------------------------------------------------


def _show_possible(screen: Console, season: Season, answer: Possible) -> None:
    style = {"costs": "yellow", "equal": s.GOOD, "better": s.GOOD}[answer.kind]
    screen.print(Text(verdict(answer), style=style), soft_wrap=True)
    for note in notes(answer):
        screen.print(Text(note, style=s.DIM), soft_wrap=True)
    _show_changes(screen, season, compared(answer.base.audit, answer.audit))
    _show_days(screen, season, answer)


def verdict(answer: Possible) -> str:
    """What a foil comes to, in a sentence."""
    differing = [level for level in LEVELS if answer.extra(level)]
    if not differing:
        same = " and ".join(f"{level} {plural(answer.audit.score[level], 'point')}" for level in LEVELS)
        return f"Equally good: {same}, as in the plan."
    first, *others = differing
    also = [f"; {level} {_more(answer.extra(level))}" for level in others]
    if answer.kind == "better":
        said = f"Better than without it: {plural(-answer.extra(first), 'point')} of {first} fewer"
    else:
        said = _costs(answer, first)
    return f"{said}{''.join(also)}."


def _costs(answer: Possible, level: str) -> str:
    least, most = answer.between(level)
    if most is not None and least == most:
        return f"Costs {plural(most, 'point')} of {level} (proven)"
    if most is None:
        return f"Costs {plural(answer.extra(level), 'point')} of {level} as far as was found"
    known = f"at least {least}" if least is not None and least > 0 else "perhaps nothing"
    return f"Costs at most {plural(most, 'point')} of {level}, {known}"


def _more(points: int) -> str:
    return f"{plural(abs(points), 'point')} {'more' if points > 0 else 'fewer'}"


def notes(answer: Possible) -> Iterator[str]:
    """What an answer rests on."""
    if answer.weeks:
        first, last = answer.weeks
        weeks = f"weeks {first} to {last} are" if first < last else f"week {first} is"
        yield f"With the other weeks as they are: {weeks} planned anew."
    if answer.alone:
        yield "With the other athletes as they are."
    better = [each for each in LEVELS if answer.base.audit.score[each] != answer.plan.audit.score[each]]
    if better:
        points = answer.plan.audit.score[better[0]] - answer.base.audit.score[better[0]]
        fewer = f"{plural(points, 'point')} of {better[0]} fewer"
        yield f"Compared with the best that these weeks could be without it: {fewer} than in the plan."


def _show_changes(screen: Console, season: Season, changes: Sequence[Change]) -> None:
    """Print what gets worse and what gets better, rule by rule."""
    for change in changes[:RULES]:
        more = f"{change.points:+d} {change.level}"
        text = Text(f"  {more.ljust(10)}  ")
        text.append(change.rule.id, style="bold")
        says = f"   {change.rule.says()}"
        if len(text.plain) + len(says) <= screen.width:
            text.append(says, style=s.DIM)
        screen.print(text, soft_wrap=True)
        for finding in change.findings[:PLACES]:
            before = "" if change.points > 0 else "no longer: "
            screen.print(Text(f"{' ' * 14}{before}{finding_says(season, finding)}"), soft_wrap=True)
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
        gone, new = (
            in_order(season, [each for each in sessions if (each.athlete, each.day) == (athlete, day)])
            for sessions in (was - now, now - was)
        )
        who = f"{athlete} " if several else ""
        name = f"  {who}{season.calendar.name(day)}"
        table.add_row(
            Text(name), Text(_listed(season, gone)), Text("->", style=s.DIM), Text(_listed(season, new))
        )
    screen.print(table)
    if len(differing) > DAYS:
        screen.print(Text(f"  and {plural(len(differing) - DAYS, 'more day')}", style=s.DIM))


def _listed(season: Season, sessions: Sequence[Done]) -> str:
    """Some sessions of a day, in short."""
    return ", ".join(brief(season, each) for each in sessions) or "nothing more"


def brief(season: Season, done: Done) -> str:
    """A session and its dose, with the slot where there are several: 'Flying sprints 3 x 20 m'."""
    session, form = season.catalogue.sessions[done.session], season.catalogue.forms[done.form]
    slot = f"{done.slot} " if len(season.calendar.slots) > 1 else ""
    return f"{slot}{prescription.title(session)} {prescription.dose(form, done.count, session)}".strip()


def in_short(season: Season, answer: Answer) -> str:
    """What a foil comes to, in a line."""
    if isinstance(answer, There):
        return "the plan has it"
    if isinstance(answer, Blocked):
        names = _few([_name(each) for each in answer.bites])
        return f"blocked by {listed(names)}" if names else f"blocked: {_bare(season, answer.foil)}"
    if answer.kind == "equal":
        return "equally good"
    level = next(each for each in LEVELS if answer.extra(each))
    said = verdict(answer).partition(";")[0].rstrip(".").removesuffix(" (proven)")
    changes = compared(answer.base.audit, answer.audit)
    worse = [
        f"{each.rule.id} {each.points:+d}" for each in changes if each.level == level and each.points > 0
    ]
    return f"{said[0].lower()}{said[1:]}{': ' if worse else ''}{listed(_few(worse))}"


def _name(bite: Bite) -> str:
    """What a member of a conflict is called in a list."""
    member = bite.member
    if member.sort == "sessions":
        return "what may be planned"
    return member.title if member.title == member.name else f"{member.title} ({member.says.split(',')[0]})"


def _few(names: list[str]) -> list[str]:
    """The first names, and how many more there are."""
    left = len(names) - SHORT
    return [*names[:SHORT], f"{left} more"] if left > 1 else names
