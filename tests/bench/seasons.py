"""Seasons and squads from seeds, written as the scenarios of a coach.

The same words give the same bytes. Everything that a scenario names is shipped, so that what is measured is
what a coach would run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench import history
from tests.bench.dice import Dice
from tests.bench.people import GROUPS, NAMES, NEVER, QUARTER, Group, Person, person
from tests.bench.shape import BEFORE, GENERAL, RACING, SPECIFIC, Shape, shape
from tests.bench.squads import members, squad_away, squad_rules

BOOKS = "speed-first, high-low, volume-caps, strength, plyometrics, exposure, order, groups, loading, competition, rhythm"
SLOTS = {1: "", 2: ", slots: {am: 10:00, pm: 17:00}"}
#: Three high days a week that leave 48 hours between them.
HIGH_DAYS = ("tue, thu, sat", "mon, wed, sat", "mon, thu, sat", "mon, wed, fri")
MEETS, AWAY = 0.6, 0.25


def season(
    weeks: int, seed: int, slots: int = 1, athletes: int = 1, meets: float = MEETS, away: float = AWAY
) -> str:
    """The scenario of a season, or of a squad if there is more than one athlete.

    Parameters
    ----------
    weeks
        1 to 60; up to four are one phase, from 36 on there are two peaks.
    slots
        One session time a day, or two.
    meets, away
        The share of weeks with a meet among those in which there may be one, and of weeks with days away.
    """
    if athletes > 1:
        return squad(weeks, seed, athletes, slots, away)
    dice = Dice("season", weeks, seed, slots, meets, away)
    people = [person(dice, dice.one(NAMES), dice.one(GROUPS))]
    drawn = shape(dice, weeks, meets, away)
    return _text(_page(dice, name(weeks, seed, slots), people, drawn, slots))


def squad(weeks: int, seed: int, athletes: int, slots: int = 2, away: float = AWAY) -> str:
    """The scenario of a squad (of one athlete too) in specific preparation; see :func:`season`."""
    dice = Dice("squad", weeks, seed, slots, athletes, away)
    people = members(dice, athletes)
    drawn = shape(dice, weeks, 0, away)
    drawn = Shape(drawn.starts, [(SPECIFIC, weeks)], [], [], drawn.gone[:1], None)
    return _text(_page(dice, name(weeks, seed, slots, athletes), people, drawn, slots))


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def name(weeks: int, seed: int, slots: int = 1, athletes: int = 0) -> str:
    """The word for an instance; a squad has its number of athletes."""
    who = f"squad-{athletes}" if athletes else "season"
    return f"{who}-{weeks}w{'-am-pm' if slots == 2 else ''}-{seed}"


def _page(dice: Dice, word: str, people: Sequence[Person], drawn: Shape, slots: int) -> Iterator[str]:
    weeks, alone = len(drawn.weeks), word.startswith("season")
    whole = f"{weeks} week{'s' if weeks > 1 else ''}"
    yield f"scenario: {word}"
    yield f"title: {whole}, {people[0].group.title if alone else f'a squad of {len(people)}'}"
    leaves = (*people[0].group.leaves, *NEVER) if alone else NEVER
    yield f"sessions: {{not: [{', '.join(leaves)}]}}"
    yield f"calendar: {{starts: {drawn.starts}, weeks: {weeks}{SLOTS[slots]}, per_slot: 3}}"
    if alone:
        yield f"athlete: {people[0].written()}"
    else:
        yield "athletes:"
        yield from (f"  - {each.written()}" for each in people)
    yield "phases:"
    yield from (f"  - {{phase: {phase}, weeks: {length}}}" for phase, length in drawn.phases)
    if alone:
        unload = f", unload: [{', '.join(map(str, drawn.unload))}]" if drawn.unload else ""
        yield f"loading: {{pattern: 3:1, phases: [{GENERAL}, {SPECIFIC}]{unload}}}"
    yield from _calendar(people, drawn, slots, alone)
    yield from _history(dice, people, drawn, slots, alone)
    yield f"rulebooks: [{BOOKS}]"
    yield "rules:"
    yield from _rules(dice, people[0].group, drawn, slots) if alone else squad_rules(people, slots)


def _calendar(people: Sequence[Person], drawn: Shape, slots: int, alone: bool) -> Iterator[str]:
    """Meets, days away, labels."""
    group, slot = people[0].group, ", slot: pm" if slots == 2 else ""
    if drawn.meets:
        yield "competitions:"
    for meet in drawn.meets:
        date = drawn.date(meet.day)
        race = group.indoor if date.month < 4 else group.race
        rounds = min(meet.rounds, 2) if race in ("race-400", "race-200") else meet.rounds
        yield (
            f"  - {{date: {date}, name: '{meet.name}', priority: {meet.priority}, rounds: {rounds}, "
            f"session: {race}{slot}}}"
        )
    away = [
        f"  - {{from: {drawn.date(g.first)}, to: {drawn.date(g.last)}, reason: {g.reason}}}"
        for g in drawn.gone
    ]
    if not alone:
        away = [*squad_away(people, drawn, slots)]
    if away:
        yield "away:"
        yield from away
    if drawn.exams is not None:
        first, last = drawn.date(7 * drawn.exams), drawn.date(7 * drawn.exams + 4)
        yield "labels:"
        yield f"  - {{from: {first}, to: {last}, label: exams}}"


def _history(dice: Dice, people: Sequence[Person], drawn: Shape, slots: int, alone: bool) -> Iterator[str]:
    """What was done before day one, of each athlete."""
    phase, weeks = drawn.weeks[0], len(drawn.weeks)
    first = min(min(history.diary(each, phase, weeks)) for each in people)
    yield "history:"
    yield f"  since: {drawn.date(first // 7 * 7)}"
    yield "  days:"
    for each in people:
        whose = "" if alone else f"athlete: {each.name}, "
        for day, sessions in history.diary(each, phase, weeks).items():
            for done in sessions:
                session, reps, distance = history.varied(dice, done)
                slot = ", slot: pm" if slots == 2 and session in history.LIFTED else ""
                metres = f", distance: {distance}" if distance else ""
                yield f"    - {{date: {drawn.date(day)}, {whose}session: {session}, reps: {reps}{metres}{slot}}}"
    yield "  totals:"
    for each in people:
        whose = "" if alone else f"athlete: {each.name}, "
        for session, times in history.totals(each, phase).items():
            yield f"    - {{{whose}session: {session}, times: {times}}}"


def _rules(dice: Dice, group: Group, drawn: Shape, slots: int) -> Iterator[str]:
    """What a coach adds to the shipped rulebooks."""
    days = dice.one(HIGH_DAYS)
    yield from _rule(
        "our-week", f"High days are {days}.", "level: prefer", "weight: 6",
        f"when: {{not: {{weekdays: [{days}]}}}}", "pin: {avoid: high}",
    )  # fmt: skip
    if slots == 2:
        yield from _rule(
            "track-in-the-morning", "The track is open in the morning, the weight room in the afternoon.",
            "pin: {avoid: [{all: [running, {not: race}]}, technique], slot: pm}",
        )  # fmt: skip
        yield from _rule(
            "lift-in-the-afternoon", "Lifting and jumps are in the afternoon.",
            "pin: {avoid: [strength, plyometrics, power, recovery], slot: am}",
        )  # fmt: skip
    if drawn.exams is not None:
        yield from _rule(
            "exams", "One session a day in the week of exams.", "when: {label: exams}",
            "limit: {sessions: [low, medium, high], per: day, at_most: 1}",
        )  # fmt: skip
    phases = set(drawn.weeks)
    if group.longer and {SPECIFIC, BEFORE} <= phases and RACING in phases:
        yield from _rule(
            "special-endurance-weekly", "From the fifth week of specific preparation special endurance once a week.",
            "level: should", f"when: {{any: [{{phase: {SPECIFIC}, not: {{phase_weeks: 1-4}}}}, {{phase: {BEFORE}}}]}}",
            "limit: {sessions: special-endurance, per: week, at_least: {unload: 0, otherwise: 1}}",
        )  # fmt: skip
    if group is QUARTER and SPECIFIC in phases:
        yield from _rule(
            "intensive-tempo-weekly", "Intensive tempo once a week in specific preparation.", "level: should",
            f"when: {{phase: {SPECIFIC}, loading: loading}}",
            "limit: {sessions: intensive-tempo, per: week, at_least: 1}",
        )  # fmt: skip


def _rule(word: str, says: str, *lines: str) -> Iterator[str]:
    yield f"  {word}:"
    yield f"    says: {says}"
    yield from (f"    {line}" for line in lines)
