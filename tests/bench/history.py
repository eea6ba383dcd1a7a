"""What an athlete did before day one, fit for the phase that comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.dice import Dice
from tests.bench.people import HURDLES, PUPILS, QUARTER, SHORT, Person
from tests.bench.shape import GENERAL

#: A session with repetitions and a distance (0: the session has one of its own).
Done = tuple[str, int, int]
LIFTED = frozenset(
    {"general-strength", "basic-strength", "max-strength", "upper-body", "circuit", "low-jumps"}
)

#: Four weeks from the off-season on, by day (negative: before day one).
EARLY: Mapping[int, Sequence[Done]] = {
    -27: [("circuit", 2, 0)], -25: [("extensive-tempo", 8, 0)], -23: [("hill-sprints", 6, 0)],
    -21: [("general-strength", 2, 0)], -19: [("hill-sprints", 6, 0)], -18: [("extensive-tempo", 8, 0)],
    -16: [("circuit", 3, 0)],
    -14: [("hill-sprints", 6, 0)], -13: [("extensive-tempo", 10, 0), ("general-strength", 2, 0)],
    -10: [("acceleration", 6, 20)], -9: [("circuit", 3, 0)],
    -7: [("hill-sprints", 8, 0)], -6: [("extensive-tempo", 10, 0), ("general-strength", 3, 0)],
    -5: [("acceleration", 8, 20)], -4: [("extensive-tempo", 10, 0)], -3: [("general-strength", 3, 0)],
}  # fmt: skip
#: What a short plan needs of the early weeks: the last one.
LAST_EARLY = {day: done for day, done in EARLY.items() if day >= -7}
#: Two weeks of somebody in full training.
LATE: Mapping[int, Sequence[Done]] = {
    -14: [("sprints-60", 4, 0), ("max-strength", 4, 0)], -13: [("extensive-tempo", 12, 0)],
    -12: [("long-speed-endurance", 3, 100), ("max-strength", 4, 0)], -11: [("upper-body", 3, 0)],
    -9: [("acceleration", 6, 30), ("low-jumps", 60, 0)],
    -7: [("flying", 5, 30), ("max-strength", 4, 0)], -6: [("extensive-tempo", 14, 0)],
    -5: [("long-speed-endurance", 3, 80), ("max-strength", 4, 0)], -3: [("upper-body", 3, 0)],
    -2: [("acceleration", 6, 20), ("low-jumps", 60, 0)],
}  # fmt: skip
#: A week of a pupil, by weekday; the history has it twice.
YOUNG_WEEK: Mapping[int, Sequence[Done]] = {
    1: [("acceleration", 8, 20), ("basic-strength", 3, 0)], 2: [("extensive-tempo", 10, 0)],
    3: [("upper-body", 2, 0)], 4: [("flying", 4, 20)], 5: [("general-strength", 3, 0)],
}  # fmt: skip
YOUNG = {monday + day: done for monday in (-14, -7) for day, done in YOUNG_WEEK.items()}
EARLY_TOTALS = {"acceleration": 30, "extensive-tempo": 20, "low-jumps": 4}
YOUNG_TOTALS = {
    "acceleration": 16, "general-strength": 16, "basic-strength": 6, "low-jumps": 8, "flying": 6, "extensive-tempo": 12,
}  # fmt: skip
LATE_TOTALS = {
    **YOUNG_TOTALS, "max-strength": 4, "long-speed-endurance": 6, "basic-strength": 8,
}  # fmt: skip


def diary(who: Person, phase: str, weeks: int) -> Mapping[int, Sequence[Done]]:
    """The days before day one, known in full from the first of them on."""
    if who.group is PUPILS:
        return YOUNG
    if phase == GENERAL:
        return EARLY if weeks > 1 else LAST_EARLY
    if who.group is HURDLES:
        return {**LATE, -7: [("hurdle-sprints", 4, 0), ("max-strength", 4, 0)]}
    return LATE


def totals(who: Person, phase: str) -> Mapping[str, int]:
    """How often each session was done before those days."""
    if who.group is PUPILS:
        return YOUNG_TOTALS
    if phase == GENERAL:
        return EARLY_TOTALS
    more = {"special-endurance-1": 3} if who.group not in (SHORT, HURDLES) else {}
    if who.group is QUARTER:
        more["intensive-tempo"] = 3
    return {**LATE_TOTALS, **more}


def varied(dice: Dice, done: Done) -> Done:
    """A little more or less of what is counted in dozens."""
    session, reps, distance = done
    return session, reps + 2 * dice.between(-1, 1) if session == "extensive-tempo" else reps, distance
