"""Why a day is as it is: what each of its sessions is for, and why it is no easier or harder day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from solver.auditor import Finding
from solver.clauses.what import REST, parse_what
from solver.diary import Done
from solver.plans.planfile import in_order
from solver.reasons.days.serves import Serving
from solver.reasons.whynot.foil import Foil
from solver.reasons.whynot.verdict import Answer, Planned
from solver.reasons.whynot.where import Where
from solver.reasons.whynot.whynot import WhyNot
from solver.reasons.whynot.wish import Wish, wished
from solver.search.outcome import Progress, Settings
from solver.season import Season
from solver.words import listed


@dataclass(frozen=True, slots=True)
class Held:
    """A session of the day.

    Parameters
    ----------
    serves
        What would be broken or cost more without it, all else as it is.
    without
        What becomes of a plan without it there; None for a race.
    """

    done: Done
    serves: Sequence[Finding]
    without: Answer | None


@dataclass(frozen=True, slots=True)
class DayAsked:
    """A day of an athlete, and the answers to why it is so.

    Parameters
    ----------
    fixed
        What settles the day beforehand: a meet, an absence; nothing where the plan was free.
    others
        For each other class what would become of a day of that class.
    """

    day: int
    athlete: str
    fixed: str
    sessions: Sequence[Held]
    others: Sequence[tuple[str, Answer]]


def why(
    season: Season,
    plan: Planned,
    athlete: str,
    where: Where,
    settings: Settings,
    watch: Callable[[Progress], None],
) -> DayAsked:
    """Find out why a day is as it is; `watch` is told of every step."""
    day = where.days[0]
    sessions = on_day(season, plan.sessions, athlete, day)
    fixed = _fixed(season, athlete, day)
    trained = [each for each in sessions if each.form not in season.race_forms]
    others = [] if fixed else [word for word in season.catalogue.classes if word != _class(season, sessions)]
    wishes = [
        *(Wish(f"no {each.session} {where}", where, ({"pin": {"avoid": each.session}},)) for each in trained),
        *(of_class(word, where) for word in others),
    ]
    foils = [Foil.of([wish], athlete, season) for wish in wishes]
    answers = iter(WhyNot(season, plan, foils, settings, watch).answers())
    serving = Serving(season, plan.sessions, plan.audit)
    held = [Held(each, serving.of(each), next(answers) if each in trained else None) for each in sessions]
    return DayAsked(day, athlete, fixed, held, list(zip(others, answers, strict=True)))


def on_day(season: Season, sessions: Sequence[Done], athlete: str, day: int) -> list[Done]:
    """The sessions of an athlete on a day, in their order."""
    return in_order(season, [each for each in sessions if (each.athlete, each.day) == (athlete, day)])


def instead(value: Any, where: Where, season: Season, sessions: Sequence[Done], athlete: str) -> list[Wish]:
    """A wish for a place in which what the plan has there is left out: the hardest sessions of the day.

    Raises
    ------
    PydanticCustomError
        With what is wrong, in a coach's words.
    """
    if not where.is_week and where.slot is None and value in season.catalogue.classes:
        return [of_class(value, where)]
    wish = wished(value, where, season)
    if where.is_week:
        return [wish]
    there = [
        each for each in on_day(season, sessions, athlete, where.days[0]) if where.slot in (None, each.slot)
    ]
    ranks = {each: season.catalogue.rank(each.form) for each in there}
    hardest = sorted({each.session for each, rank in ranks.items() if rank == max(ranks.values())})
    if not hardest or wish.what is None or wish.what.day or wish.what.has_rest():
        return [wish]
    other = parse_what({"all": [{"any": hardest}, {"not": wish.what}]})
    if not season.catalogue.select(other):
        return [wish]
    says = f"no {listed(hardest, 'or')} {where}".replace("-", " ")
    return [wish, Wish(says, where, ({"pin": {"avoid": other, "slot": where.slot}},))]


def of_class(word: str, where: Where) -> Wish:
    """The wish for a day of a class."""
    if word == REST:
        return Wish(f"{REST} {where}", where, ({"pin": {"do": REST}},))
    return Wish(f"a {word} day {where}", where, ({"pin": {"do": {"day": word}}},))


def _class(season: Season, sessions: Sequence[Done]) -> str:
    """The class of a day: that of its hardest session."""
    ranks = [season.catalogue.rank(each.form) for each in sessions]
    return season.catalogue.classes[max(ranks, default=0)]


def _fixed(season: Season, athlete: str, day: int) -> str:
    person = season.athlete(athlete)
    meet = next((each for each in season.calendar.meets(person) if each.day == day), None)
    if meet:
        return f"{meet.name} ({meet.priority})"
    closed = season.calendar.closed(person)
    reasons = [closed.get((day, slot)) for slot in season.calendar.slots]
    return f"away: {reasons[0]}" if all(reasons) else ""
