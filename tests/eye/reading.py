"""From a scenario and a plan file to the sheets that the eye looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from solver.catalogue import rest_minutes
from solver.diary import Done
from solver.documents import scenario as documents
from solver.documents.catalogue import Session
from solver.documents.plan import PlanFile, PlannedSession
from solver.loading.load import load
from solver.plans.planfile import load_plan
from solver.season import Season
from tests.eye.model import Athlete, Meet, Sheet, Week
from tests.eye.printed import printed
from tests.eye.row import Row

TIME = r"(?:(\d+):)?(\d+(?:\.\d+)?)"
TARGET = re.compile(rf"in {TIME}(?: to {TIME}| or (faster|slower))?")


def read(scenario: Path, plan: Path) -> list[Sheet]:
    """The sheets of a plan file, one for each athlete."""
    season = load(scenario)
    document, source = load_plan(plan)
    lines = printed(season, document, source)
    sheets = [_sheet(season, document, athlete, lines[athlete.name]) for athlete in season.athletes]
    return [replace(one, mates=tuple(other for other in sheets if other is not one)) for one in sheets]


def _sheet(season: Season, plan: PlanFile, who: documents.Athlete, lines: Iterable[str]) -> Sheet:
    calendar, page = season.calendar, season.scenario
    history = [_done(season, each) for each in season.history if each.athlete == who.name]
    planned = [_planned(season, each) for each in plan.sessions if each.athlete == who.name]
    if page.calendar.repeats:  # the week before a week that follows itself is that week
        history = [replace(row, day=row.day - calendar.length) for row in planned]
    totals = page.history.totals if page.history else []
    return Sheet(
        rows=(*history, *planned),
        weeks=tuple(
            Week(day.phase, day.block, day.loading == "unload") for day in calendar.days if day.index % 7 == 0
        ),
        athlete=Athlete(who.name, tuple(who.events), dict(who.best), who.born, frozenset(who.tags)),
        first=page.calendar.starts,
        slots=tuple(slot.slot for slot in page.calendar.slots),
        clocks={slot.slot: _hours(slot.starts) for slot in page.calendar.slots if slot.starts},
        meets=tuple(Meet(each.day, each.name, each.priority, each.rounds) for each in calendar.meets(who)),
        closed=_closed(page, who),
        labels=_labels(page, who),
        known_from=-calendar.length if page.calendar.repeats else season.known_from,
        sprinted_before=any(
            "acceleration" in season.catalogue.sessions[each.session].tags
            and each.athlete in (None, who.name)
            for each in totals
        ),
        report=tuple(lines),
        ids=ids(season),
        other_school=any(name.startswith("schools/") for name in page.rulebooks),
    )


def ids(season: Season) -> frozenset[str]:
    """Names of the files that are no words: those with a hyphen that stand in no title."""
    shelf = season.catalogue.sessions
    titles = " ".join(each.title for each in shelf.values()).lower()
    tags = {tag for each in shelf.values() for tag in each.tags}
    phases = {each.phase for each in season.scenario.phases if not each.phase.startswith("pre-")}
    found = {word for word in {*shelf, *tags, *phases} if "-" in word and word not in titles}
    return frozenset(found - {rule.id for rule in season.rules})


def _hours(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) + int(minutes) / 60


# ---- the calendar -------------------------------------------------------------------------------------


def _mine(span: documents.Span, who: documents.Athlete) -> bool:
    return not span.for_ or bool(set(span.for_) & {who.name, *who.tags, *who.events})


def _days(page: documents.Scenario, span: documents.Span) -> range:
    first = (span.from_ - page.calendar.starts).days
    return range(first, (span.to - page.calendar.starts).days + 1)


def _closed(page: documents.Scenario, who: documents.Athlete) -> frozenset[tuple[int, str]]:
    slots = [slot.slot for slot in page.calendar.slots]
    return frozenset(
        (day, slot)
        for away in page.away
        if _mine(away, who)
        for day in _days(page, away)
        for slot in away.slots or slots
    )


def _labels(page: documents.Scenario, who: documents.Athlete) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for label in page.labels:
        for day in _days(page, label) if _mine(label, who) else ():
            found[day] = found.get(day, frozenset()) | {label.label}
    return found


# ---- sessions -----------------------------------------------------------------------------------------


def _row(season: Season, name: str, day: int, slot: str, count: int, distance: int | None) -> Row:
    """What the catalogue tells of a session."""
    session: Session = season.catalogue.sessions[name]
    given, rest = session.intensity, rest_minutes(session, distance)
    race = "race" in session.tags or name in {meet.session for meet in season.scenario.competitions}
    return Row(
        day=day,
        session=name,
        title=session.title,
        slot=slot,
        class_=session.class_,
        tags=frozenset(session.tags),
        count=count,
        counted=session.dose.counted()[0] if session.dose else "reps",
        distance=distance,
        run_in=session.run_in,
        low=given.at_least if given else None,
        high=given.at_most if given else None,
        of=given.of if given else "",
        rest=None if rest is None else float(rest),
        warm_up=session.warm_up,
        race=race,
        wished=tuple(session.slots),
    )


def _planned(season: Season, each: PlannedSession) -> Row:
    day = (each.date - season.scenario.calendar.starts).days
    row = _row(season, each.session, day, each.slot, each.count, each.distance)
    fastest, slowest = target(each.target or "")
    return replace(
        row, class_=each.class_, minutes=each.minutes, load=each.load, fastest=fastest, slowest=slowest
    )


def _done(season: Season, done: Done) -> Row:
    row = _row(season, done.session, done.day, done.slot, done.count, done.distance)
    minutes, load = (float(done.amounts.get(name, 0)) for name in ("minutes", "load"))
    return replace(row, minutes=minutes, load=load)


def target(text: str) -> tuple[float | None, float | None]:
    """The fastest and the slowest time of a target as it is written, in seconds."""
    found = TARGET.match(text)
    if not found:
        return None, None
    first = int(found[1] or 0) * 60 + float(found[2])
    if found[4]:
        return first, int(found[3] or 0) * 60 + float(found[4])
    return (
        (None, first) if found[5] == "faster" else (first, None) if found[5] == "slower" else (first, first)
    )
