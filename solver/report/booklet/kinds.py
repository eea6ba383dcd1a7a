"""What the time of a week goes to, by kind of session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from solver.diary import Diary, Done
from solver.documents.scenario import Athlete
from solver.plans.figures import easy_running
from solver.season import Season

SPRINTS, REST = "sprints and races", "all else"
#: Kinds without running that have a name of their own; the others are one.
NAMED = 2


def hours(season: Season, diary: Diary, athlete: Athlete) -> Mapping[str, Sequence[Fraction]]:
    """The hours of each kind, week by week; sprints first, what is least last."""
    weeks: list[Counter[str]] = []
    for number in range(season.calendar.weeks):
        held: Counter[str] = Counter()
        for day in range(7 * number, 7 * number + 7):
            for done in diary.on(athlete.name, day):
                held[_kind(season, done)] += done.amounts.get("minutes", Fraction(0))  # type: ignore[assignment]
        weeks.append(held)
    every = sum(weeks, Counter())
    running = [SPRINTS, easy_running(season)]
    others = sorted((name for name in every if name not in running), key=lambda name: (-every[name], name))
    kinds = [name for name in running if every[name]] + others[:NAMED]
    found = {name: [Fraction(week[name]) / 60 for week in weeks] for name in kinds}
    if left := others[NAMED:]:
        found[REST] = [Fraction(sum(week[name] for name in left)) / 60 for week in weeks]
    return found


def _kind(season: Season, done: Done) -> str:
    """Sprints, easy running, or what the first tag of a session says."""
    shelf, session = season.catalogue, season.catalogue.sessions[done.session]
    if "metres" in done.amounts or done.form in season.race_forms:
        hardest = session.class_ == shelf.classes[-1]
        return SPRINTS if hardest or done.form in season.race_forms else easy_running(season)
    return (session.tags[0] if session.tags else session.title).replace("-", " ").lower()
