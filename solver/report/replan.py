"""What a replan changes and why, on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from solver.actuals.done import Lapse
from solver.auditor import LEVELS, Finding, by_rule
from solver.calendar import concerns
from solver.replans.events import Absent
from solver.replans.happened import Happened
from solver.replans.reasons import Reason
from solver.replans.replan import Point, Replan
from solver.report import screen as s
from solver.report.score import finding_says
from solver.report.why import brief
from solver.season import Season
from solver.words import day_span, listed, number, plural

#: The most changes shown, and musts named for one of them.
SHOWN, RULES = 40, 2
WORDS = {
    "dose": "other dose", "time": "other time", "moved": "moved", "replaced": "replaced",
    "dropped": "falls out", "added": "new",
}  # fmt: skip


def show_replan(found: Replan, since: Happened, published: int) -> None:
    """Print what becomes of a plan."""
    screen, season = s.console(), found.season
    who = listed([each.name for each in season.athletes[:3]]) + (" ..." if len(season.athletes) > 3 else "")
    head = Text(f"From {season.calendar.name(season.starts)} on", style="bold")
    s.tell(screen, head.append(f"   {who}   {season.scenario.title}", style="not bold"))
    for lapse in since.lived.lapses:
        s.tell(screen, Text(_lapse(season, lapse), style=s.DIM))
    for each in since.absent:
        s.tell(screen, Text(_absent(season, each), style="yellow"))
    s.tell(screen, Text(verdict(found), style=s.GOOD if found.same else "yellow"))
    _show_changes(screen, season, found.changes)
    for line in _fence(found, published):
        s.tell(screen, Text(line))
    for rule, places in by_rule(found.lost):
        more = f", and {plural(len(places) - 1, 'more place')}" if len(places) > 1 else ""
        says = f"cannot be kept any more: {rule}   {finding_says(season, places[0])}{more}"
        says += _without_days(season, places[0])
        s.tell(screen, Text(says, style=s.MUST))
    s.tell(screen, Text(_score(found)))
    if len(found.curve) > 1:
        _show_curve(screen, found.curve)


def _without_days(season: Season, place: Finding) -> str:
    """Where there is too little of something: the days on which there can be none, and why."""
    days, calendar = set(place.breach.days), season.calendar
    parts = []
    for away in season.scenario.away if place.breach.under else ():
        there = sorted(days & {day for day, _ in calendar.spots(away)})
        if (
            there
            and not away.slots
            and any(concerns(away.for_, season.athlete(name)) for name in place.athletes)
        ):
            parts.append(f"{away.reason} {day_span(calendar.date(there[0]), calendar.date(there[-1]))}")
    return f"; days without training: {listed(parts)}" if parts else ""


def verdict(found: Replan) -> str:
    """What becomes of a plan, in a sentence."""
    if found.same:
        still = "no change would mend what is lost" if found.lost else "every must holds as it is planned"
        return f"Nothing has to change: {still}."
    out = len(found.base.fallen)
    parts = []
    if out:
        parts.append(f"{plural(out, 'session')} cannot stand")
    if found.changed:
        more = "more " if out else ""
        parts.append(
            f"{plural(found.changed, f'{more}session')} {'changes' if found.changed == 1 else 'change'}"
        )
    text = ", ".join(parts) or "The races of new meets come in, nothing else changes"
    if found.changed and len(found.curve) > 1:
        return f"{text[0].upper()}{text[1:]}, for the sake of the score too."
    proof = "fewer may do: that is not proven"
    if found.proven:
        kept = " and as much of what is published" if found.apart else ""
        proof = f"no plan that keeps the musts{kept} changes fewer"
    return f"{text[0].upper()}{text[1:]}; {proof}." if found.changed else f"{text[0].upper()}{text[1:]}."


def _lapse(season: Season, lapse: Lapse) -> str:
    """What was done otherwise than planned on a day."""
    several = f"{lapse.athlete} " if len(season.athletes) > 1 else ""
    parts = []
    if lapse.missed:
        why = " (not in the log)" if lapse.silent else ""
        parts.append(f"not done: {listed([brief(season, each) for each in lapse.missed])}{why}")
    if lapse.more:
        parts.append(f"done instead or besides: {listed([brief(season, each) for each in lapse.more])}")
    return f"{several}{season.calendar.name(lapse.day)}   {'; '.join(parts)}"


def _absent(season: Season, each: Absent) -> str:
    """A meet at which an athlete does not start."""
    day = season.calendar.name(season.calendar.index(each.date))
    return f"{each.athlete} does not start at {each.meet}, {day}: {each.because}"


def _show_changes(screen: Console, season: Season, changes: Sequence[Reason]) -> None:
    table = s.grid("left", "wrap", "wrap")
    for each in changes[:SHOWN]:
        table.add_row(
            Text(f"  {_word(each)}"),
            Text(turned(season, each)),
            Text(why(season, each), style=s.DIM),
        )
    screen.print(table)
    if len(changes) > SHOWN:
        screen.print(Text(f"  and {plural(len(changes) - SHOWN, 'more change')}", style=s.DIM))


def _word(each: Reason) -> str:
    """What has become of a session, in a word or two."""
    return "moved, other dose" if each.change.altered else WORDS[each.change.sort]


def turned(season: Season, each: Reason) -> str:
    """A session as it was and as it is."""
    old, new, several = each.change.old, each.change.new, len(season.athletes) > 1
    who = f"{each.change.athlete}: " if several else ""
    parts = [f"{season.calendar.name(done.day)} {brief(season, done)}" for done in (old, new) if done]
    if old and new and old.day == new.day:
        parts[1] = brief(season, new)
    return who + " -> ".join(parts)


def why(season: Season, each: Reason) -> str:
    """Why a session changes, in words."""
    parts = [each.event] if each.event else []
    musts = [f"{finding_says(season, places[0])} ({rule})" for rule, places in by_rule(each.forced)]
    if musts:
        more = f" and {plural(len(musts) - RULES, 'more must')}" if len(musts) > RULES else ""
        parts.append(f"else {listed(musts[:RULES])}{more}")
    elif each.saved:
        points = [
            f"{number(abs(n))} {level} {'saved' if n > 0 else 'more'}" for level, n in each.saved.items()
        ]
        rules = listed([rule for rule, _ in by_rule(each.gains)][:RULES])
        parts.append(f"{listed(points)}{f' ({rules})' if rules else ''}")
    return "; ".join(parts) or "as good and milder together with the others"


def _fence(found: Replan, published: int) -> Iterator[str]:
    """What becomes of the published days."""
    if not published:
        return
    season, last = found.season, found.season.starts + published - 1
    name = season.calendar.name(min(last, season.calendar.length - 1))
    rules = list(dict.fromkeys(each.rule for reason in found.fenced for each in reason.forced))
    if rules:
        yield f"published up to {name}: {plural(len(found.fenced), 'change')}, forced by {listed(rules)}"
    elif found.fenced:
        yield f"published up to {name}: {plural(len(found.fenced), 'change')}"
    else:
        yield f"published up to {name}: nothing moves" + (" that could stand" if found.base.fallen else "")


def _score(found: Replan) -> str:
    """The points from here on, before and after."""
    parts = []
    for level in LEVELS:
        was, now = found.before.score[level], found.verdict.score[level]
        parts.append(f"{level} {number(was)}" + (f" -> {number(now)}" if was != now else ""))
    musts = "all musts hold" if not found.lost else "all other musts hold"
    return f"{musts}, audited   from here on: {'   '.join(parts)}"


def _show_curve(screen: Console, curve: Sequence[Point]) -> None:
    screen.print("The best plan found for each number of changes:")
    table = s.grid("right", "right", "right")
    for point in curve:
        table.add_row(
            plural(point.changed, "change"), *(f"{level} {number(point.score[level])}" for level in LEVELS)
        )
    screen.print(table)
