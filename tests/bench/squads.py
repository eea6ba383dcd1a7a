"""A squad: groups that share lanes, a weight room and one coach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tests.bench.dice import Dice
from tests.bench.people import NAMES, PUPILS, SQUAD, Person, person
from tests.bench.shape import Shape


def members(dice: Dice, number: int) -> list[Person]:
    """So many athletes, of every group in turn."""
    return [person(dice, NAMES[n], SQUAD[n % len(SQUAD)]) for n in range(number)]


def squad_away(people: Sequence[Person], drawn: Shape, slots: int) -> Iterator[str]:
    """School in the morning; the track closed for a day of the first week, or for its afternoon."""
    schooled = slots == 2 and any(each.group is PUPILS for each in people)
    for week in range(len(drawn.weeks)) if schooled else ():
        first, last = drawn.date(7 * week), drawn.date(7 * week + 4)
        yield f"  - {{from: {first}, to: {last}, reason: school, slots: am, for: school}}"
    for gone in drawn.gone:
        closed = ", slots: pm" if slots == 2 else ""
        yield f"  - {{from: {drawn.date(gone.first)}, to: {drawn.date(gone.first)}, reason: track closed{closed}}}"


def squad_rules(people: Sequence[Person], slots: int) -> Iterator[str]:
    """What is shared: room for four fifths of them on the track, for three fifths at the weights."""
    number = len(people)
    lanes, weights = math.ceil(0.8 * number), math.ceil(0.6 * number)
    yield "  lanes:"
    yield f"    says: Room for {lanes} at a time for fast running."
    yield f"    limit: {{athletes: [speed, special-endurance], across: squad, per: slot, at_most: {lanes}}}"
    yield "  weight-room:"
    yield f"    says: Room for {weights} at a time in the weight room."
    yield (
        "    limit: {athletes: [heavy-legs, upper-body, general-strength], across: squad, per: slot, "
        f"at_most: {weights}}}"
    )
    yield "  coach-eyes:"
    yield f"    says: {number} sprint sessions a day are all that one coach can watch."
    yield "    level: should"
    yield f"    limit: {{sessions: [speed, special-endurance], across: squad, per: day, at_most: {number}}}"
    yield "  together:"
    yield "    says: On Mondays and Thursdays three of five sprint on the same day."
    yield "    level: prefer"
    yield "    when: {weekdays: [mon, thu]}"
    yield f"    limit: {{athletes: speed, across: squad, per: day, at_least: {math.ceil(0.6 * number)}}}"
    yield "  after-school:"
    yield "    says: Two hours a day after school at most."
    yield "    who: {tags: school}"
    yield "    limit: {minutes: [low, medium, high], per: day, at_most: 120}"
    if slots == 2:
        yield "  lifting-after-sprinting:"
        yield "    says: The weight room is open in the afternoon."
        yield "    pin: {avoid: strength, slot: am}"
