"""A plan as the text of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.auditor import LEVELS, Earned
from solver.comparing.sides import Again
from solver.documents.scenario import Athlete
from solver.plans.figures import Week, easy_running, phase_name, weeks
from solver.reasons.days.serves import Serving
from solver.report.booklet.form import form
from solver.report.booklet.glance import PHONE, WIDE, Figures, glance
from solver.report.booklet.kinds import hours
from solver.report.booklet.origin import counted, origin, proof, proven
from solver.report.booklet.rules import books, shortfalls
from solver.report.booklet.shapes import Picture
from solver.report.booklet.strips import PhaseBand
from solver.report.booklet.weeks import Sheets, WeekSheet, colour
from solver.report.html import Row, TableCell, page
from solver.report.season import musts, since, who
from solver.season import Season
from solver.words import day_name, listed, number, plural, tenths

BREAKS = "No plan keeps all the musts together. This one breaks as little as can be:"
OWN_BREAKS = "This plan breaks what must hold:"
#: Plans of more weeks have a picture.
SHORT = 2
Table = tuple[str, list[str], list[Row], list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What the page has of one athlete; `word` sets its anchors apart from those of others."""

    name: str
    word: str
    facts: str
    pictures: Sequence[Picture]
    seen: str
    kinds: Sequence[str]
    phases: Sequence[PhaseBand]
    unload: bool
    away: bool
    meets: Table | None
    figures: Table | None
    weeks: Sequence[WeekSheet]


def as_html(again: Again, athletes: Sequence[Athlete], watch: Callable[[str], None] = lambda _: None) -> str:
    """The page of a plan.

    Parameters
    ----------
    athletes
        Whose plan it shows.
    watch
        Is told what is being worked out.
    """
    season = again.season
    serving = Serving(season, again.sessions, again.audit)
    parts = []
    for place, athlete in enumerate(athletes, start=1):
        word = f"a{place}-" if len(athletes) > 1 else ""
        parts.append(_part(again, serving, athlete, word, watch))
    every = books(season, again.audit, frozenset(athlete.name for athlete in athletes))
    return page(
        "report.html",
        title=season.scenario.title,
        subtitle=f"{who([each.name for each in athletes])}, {since(season)}",
        state=_state(again),
        good=again.audit.passed,
        proof=proof(again),
        proven=proven(again),
        breaks=BREAKS if again.plan.effort else OWN_BREAKS,
        broken=[] if again.audit.passed else [each.breach.says for each in again.audit.broken],
        counted=counted(again),
        parts=parts,
        books=every,
        short=shortfalls(every),
        origin=origin(again),
        squad=len(season.athletes) > 1,
    )


def _state(again: Again) -> list[tuple[str, str]]:
    """Each level and how it is kept."""
    score = again.audit.score
    levels = [(level, plural(score[level], "point")) for level in LEVELS]
    return [("must", musts(again.season, again.audit)), *levels]


def _part(again: Again, serving: Serving, athlete: Athlete, word: str, watch: Callable[[str], None]) -> Part:
    season = again.season
    diary = serving.diary
    every = weeks(season, diary, athlete)
    figures = _figures(again, serving, athlete, every)
    long = len(every) > SHORT
    return Part(
        name=athlete.name,
        word=word,
        facts=_facts(athlete),
        pictures=[glance(figures, width) for width in (WIDE, PHONE)] if long else [],
        seen=_seen(season, figures),
        kinds=list(figures.hours),
        phases=figures.phases,
        unload=any(week.unload for week in every),
        away=bool(figures.away),
        meets=_meets(season, figures, _earned(again, athlete)),
        figures=_table(season, every) if long else None,
        weeks=Sheets(season, diary, athlete, serving, _said(again), _past(again), watch).weeks(),
    )


def _said(again: Again) -> dict[int, str]:
    """The coach's own words for sessions, by their identity."""
    pairs = zip(again.sessions, again.plan.sessions, strict=True)
    return {id(done): each.said for done, each in pairs if each.said is not None}


def _past(again: Again) -> dict[int, str]:
    """The targets of sessions that are done, by their identity."""
    pairs = zip(again.sessions, again.plan.sessions, strict=True)
    return {id(d): each.target for d, each in pairs if d.day < again.season.starts and each.target}


def _facts(athlete: Athlete) -> str:
    parts = [listed(athlete.events)] if athlete.events else []
    best = ", ".join(f"{event} {time:.2f}" for event, time in athlete.best.items())
    return "; ".join([*parts, *([f"best {best}"] if best else [])])


def _figures(again: Again, serving: Serving, athlete: Athlete, every: Sequence[Week]) -> Figures:
    season, diary, shelf = again.season, serving.diary, again.season.catalogue
    ranks = [
        max((shelf.rank(each.form) for each in diary.on(athlete.name, day)), default=0)
        for day in range(season.calendar.length)
    ]
    hardest = len(shelf.classes) - 1 or 1
    return Figures(
        weeks=every,
        days=[(rank / hardest, colour(rank, len(shelf.classes))) for rank in ranks],
        hours=hours(season, diary, athlete),
        form=form(season, diary, athlete),
        meets=season.calendar.meets(athlete),
    )


def _seen(season: Season, figures: Figures) -> str:
    """The picture in words, for those who do not see it."""
    every = figures.weeks
    sprint, load = (max(every, key=lambda week: getattr(week, name)) for name in ("sprint", "load"))
    phases = listed([f"{each.name} in {_span(each)}" for each in figures.phases])
    meets = listed([f"{each.name} on {season.calendar.name(each.day)}" for each in figures.meets])
    parts = [
        f"Phases: {phases}.",
        f"Most sprint metres in week {sprint.number}: {number(sprint.sprint)}.",
        f"Highest load in week {load.number}: {number(round(load.load))} AU.",
        *([f"Meets: {meets}."] if meets else []),
        "All figures are in the table below.",
    ]
    return " ".join(parts)


def _span(phase: PhaseBand) -> str:
    return f"week {phase.first}" if phase.first == phase.last else f"weeks {phase.first} to {phase.last}"


def _earned(again: Again, athlete: Athlete) -> dict[int, Earned]:
    """What is earned at meets, by day."""
    return {
        each.gain.days[0]: each
        for verdict in again.audit.verdicts
        for each in verdict.earned
        if athlete.name in each.athletes
    }


def _meets(season: Season, figures: Figures, earned: dict[int, Earned]) -> Table | None:
    if not figures.meets:
        return None
    rows: list[Row] = []
    for meet in figures.meets:
        date, week = season.calendar.date(meet.day), str(meet.day // 7 + 1)
        gain = earned.get(meet.day)
        form = tenths(gain.gain.amount) if gain else ""
        name = TableCell(meet.name, notes=(f"{day_name(date)} {date.year}",))
        rows.append([name, week, meet.priority, str(meet.rounds), form])
    head = ["meet", "week", "priority", "rounds", "form"]
    kept = len(head) if earned else len(head) - 1
    kinds = ["", "number", "", "number", "number"]
    told = "Meets; form in AU a day" if earned else "Meets"
    return told, head[:kept], [row[:kept] for row in rows], kinds[:kept]


def _table(season: Season, every: Sequence[Week]) -> Table:
    """The figures of the picture, week by week."""
    head = ["week", "from", "phase", "sprint m", f"{easy_running(season)} m", "hours", "load AU", "high days"]
    rows: list[Row] = [
        [
            str(week.number),
            season.calendar.name(7 * week.number - 7)[4:],
            phase_name(week.phase) + (", unload" if week.unload else ""),
            number(week.sprint),
            number(week.other),
            f"{float(week.minutes / Fraction(60)):.1f}",
            number(round(week.load)),
            str(week.high_days),
        ]
        for week in every
    ]
    return "Week by week", head, rows, ["", "", "", *["number"] * 5]
