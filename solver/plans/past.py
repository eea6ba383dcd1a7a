"""A season in the midst of it: the days before some day are done, and the rest is still to be planned.

What was done is history like that before day one: it feeds windows, runs, spacings and progressions. Rules
are asked only of places that reach into the days to come, and so is the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from solver.diary import Diary, Done
from solver.documents.plan import PlanFile
from solver.errors import refuse
from solver.files.source import Source
from solver.lived import Lived
from solver.loading.entries import STATED
from solver.plans.planfile import sessions_of
from solver.season import Season


def as_of(season: Season, day: int, past: Iterable[Done]) -> Season:
    """The season as it is on the morning of a day.

    Parameters
    ----------
    season
        The season from its first day on.
    day
        The first day that is still to be planned.
    past
        What was done on the days of the plan before it.
    """
    if season.calendar.repeats:
        raise refuse("a plan that follows itself has no past: its calendar 'repeats'")
    before = [each for each in season.history if each.day < 0]
    done = [each for each in past if 0 <= each.day < day]
    lived = Lived(day, Diary((*before, *done), season.calendar.length))
    rules = [replace(rule, lived=lived) for rule in season.rules]
    return replace(season, history=(*before, *done), starts=day, rules=rules)


def opened(plan: PlanFile, source: Source, season: Season) -> tuple[Season, list[Done]]:
    """The sessions of a plan file, and the season as it was when the plan was made.

    Raises
    ------
    InputError
        If the file names an athlete, date, slot or session that the season does not have.
    """
    sessions = sessions_of(plan, source, season)
    if plan.from_ is None:
        return season, sessions
    day = season.calendar.index(plan.from_)
    if not 0 < day < season.calendar.length:
        said = f"{plan.from_} is not a day of the plan after its first"
        raise refuse(said, source.mark(("from",)), "from")
    told = _as_told(plan, sessions, day)
    return as_of(season, day, told), told


def _as_told(plan: PlanFile, sessions: Sequence[Done], day: int) -> list[Done]:
    """Sessions with the amounts that a plan says were done, as far as they are past."""
    return [
        replace(done, amounts={**done.amounts, **_stated(each, done)}) if done.day < day else done
        for each, done in zip(plan.sessions, sessions, strict=True)
    ]


def _stated(each: object, done: Done) -> dict[str, Fraction]:
    """Amounts that differ from those of the catalogue; files round, which is no difference."""
    found = {name: Fraction(str(getattr(each, name))) for name in STATED}
    usual = {name: done.amounts.get(name, Fraction(0)) for name in STATED}
    return {name: value for name, value in found.items() if abs(value - usual[name]) > Fraction(1, 100)}
