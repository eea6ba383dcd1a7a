"""Why a day is as it is, on the screen."""

from __future__ import annotations

from rich.text import Text

from solver.auditor import by_rule
from solver.reasons.days.day import DayAsked, Held
from solver.reasons.whynot.verdict import Answer, Possible
from solver.report import screen as s
from solver.report.score import finding_says
from solver.report.verdict import in_short, notes
from solver.report.why import PLACES, brief, head
from solver.season import Season
from solver.words import listed


def show_day(season: Season, asked: DayAsked) -> None:
    """Print why a day is as it is."""
    screen = s.console()
    says = f"Why {season.calendar.name(asked.day)}{f', {asked.fixed},' if asked.fixed else ''} is as it is"
    s.tell(screen, head(season, says, asked.athlete))
    if not asked.sessions:
        screen.print("  no training" if asked.fixed else "  rest")
    table = s.grid("wrap", "wrap")
    for held in asked.sessions:
        table.add_row(Text(f"  {brief(season, held.done)}", style="bold"), _for_what(season, held))
    screen.print(table)
    if asked.others:
        screen.print("Why not")
        table = s.grid("left", "wrap")
        for word, answer in asked.others:
            name = word if word == "rest" else f"a {word} day"
            table.add_row(Text(f"  {name}", style="bold"), Text(in_short(season, answer)))
        screen.print(table)
    answers = [each.without for each in asked.sessions] + [each for _, each in asked.others]
    for note in dict.fromkeys(note for each in answers if isinstance(each, Possible) for note in notes(each)):
        s.tell(screen, Text(note, style=s.DIM))


def _for_what(season: Season, held: Held) -> Text:
    """What a session is for, and below it whether it could be elsewhere."""
    rules = list(by_rule(held.serves))
    text = Text("no rule needs it as things are" if held.without else "the meet")
    if rules:
        rule, found = rules[0]
        names = [f"{rule} (else {finding_says(season, found[0])})", *(each for each, _ in rules[1:PLACES])]
        names += [f"{len(rules) - PLACES} more"] if len(rules) > PLACES else []
        text = Text(f"for {listed(names)}")
    if held.without is not None:
        text.append(f"\nwithout it here: {_without(season, held, held.without)}", style=s.DIM)
    return text


def _without(season: Season, held: Held, answer: Answer) -> str:
    """What becomes of a plan without a session there, and where the session goes."""
    said = in_short(season, answer)
    if not isinstance(answer, Possible):
        return said
    before = set(answer.plan.sessions)
    days = sorted(
        {
            each.day for each in answer.sessions
            if each not in before and (each.athlete, each.session) == (held.done.athlete, held.done.session)
        } - {held.done.day}
    )  # fmt: skip
    moved = listed([season.calendar.name(day) for day in days])
    return f"{said} (then on {moved})" if days else said
