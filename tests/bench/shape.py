"""The shape of a season: phases, unload weeks, meets, days away, labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.dice import Dice

GENERAL, SPECIFIC = "general-preparation", "specific-preparation"
BEFORE, RACING, TAPER, BREAK = "pre-competition", "competition", "taper", "transition"
#: Shares of the weeks before the taper.
SHARES = ((GENERAL, 8), (SPECIFIC, 10), (BEFORE, 3), (RACING, 5))
#: Weeks up to which all is one phase, and from which a season has two peaks.
ONE_PHASE, TWO_PEAKS = 4, 36
#: Weeks of the second preparation, from the indoor season to the outdoor peak.
OUTDOOR = 20
#: The Saturday on which a season ends, and on which a short plan of one phase does.
LAST = dt.date(2027, 7, 10)
LAST_OF = {GENERAL: dt.date(2026, 11, 14), SPECIFIC: dt.date(2027, 4, 10), RACING: dt.date(2027, 6, 26)}


@dataclass(frozen=True)
class Meet:
    """A meet on a day of the plan."""

    day: int
    name: str
    priority: str
    rounds: int = 1


@dataclass(frozen=True)
class Gone:
    """Days away, both ends included."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Shape:
    """All of a season that is not about the athlete."""

    starts: dt.date
    phases: Sequence[tuple[str, int]]
    unload: Sequence[int]
    meets: Sequence[Meet]
    gone: Sequence[Gone]
    exams: int | None

    @property
    def weeks(self) -> list[str]:
        """The phase of each week."""
        return [phase for phase, weeks in self.phases for _ in range(weeks)]

    def date(self, day: int) -> dt.date:
        """The date of a day of the plan."""
        return self.starts + dt.timedelta(days=day)


def shape(dice: Dice, weeks: int, meets: float, away: float) -> Shape:
    """Draw a season of some weeks.

    Parameters
    ----------
    meets
        The share of weeks before and between the big meets that have one.
    away
        The share of weeks in which the athlete is away for a day or some.
    """
    phases = _phases(dice, weeks)
    last = LAST if weeks > ONE_PHASE else LAST_OF[phases[0][0]]
    starts = last + dt.timedelta(weeks=dice.between(-2, 2), days=2 - 7 * weeks)
    each = [phase for phase, length in phases for _ in range(length)]
    held = _meets(dice, each, meets)
    busy = {meet.day // 7 for meet in held}
    unload = [week + 1 for week in _between(each) if week not in busy]
    gone = _gone(dice, each, held, away)
    free = [
        week
        for week, phase in enumerate(each)
        if phase == GENERAL and week not in {g.first // 7 for g in gone}
    ]
    exams = dice.one(free) if len(free) > 2 and dice.chance(0.5) else None
    return Shape(starts, phases, unload, held, gone, exams)


def _phases(dice: Dice, weeks: int) -> list[tuple[str, int]]:
    if weeks <= ONE_PHASE:
        return [(dice.one((GENERAL, SPECIFIC, SPECIFIC, RACING)), weeks)]
    if weeks < TWO_PEAKS:
        return _to_a_peak(dice, weeks)
    indoor = weeks - OUTDOOR - 1 + dice.between(-1, 1)
    return [*_to_a_peak(dice, indoor), (BREAK, 1), *_to_a_peak(dice, weeks - indoor - 1)]


def _to_a_peak(dice: Dice, weeks: int) -> list[tuple[str, int]]:
    """Phases in sensible proportion, the taper last; a few weeks have no season of meets."""
    taper = 1 if weeks < 12 else 2
    shares = SHARES if weeks >= 12 else SHARES[:3]
    left, total = weeks - taper, sum(share for _, share in shares)
    lengths = [max(1, left * share // total) for _, share in shares]
    lengths[1] += left - sum(lengths)
    if lengths[1] > 4 and dice.chance(0.5):
        lengths[0], lengths[1] = lengths[0] + 1, lengths[1] - 1
    return [*zip([phase for phase, _ in shares], lengths, strict=True), (TAPER, taper)]


def _between(each: Sequence[str]) -> list[int]:
    """The third week of every season of meets, from 0: an easy one if there is no meet."""
    starts = [
        week for week, phase in enumerate(each) if phase == RACING and (week == 0 or each[week - 1] != RACING)
    ]
    return [
        week + 2 for week in starts if week + 3 < len(each) and each[week + 2] == each[week + 3] == RACING
    ]


def _meets(dice: Dice, each: Sequence[str], share: float) -> list[Meet]:
    """An A meet at the end of each taper, smaller ones on Saturdays before."""
    found: list[Meet] = []
    for week, phase in enumerate(each):
        last = week + 1 == len(each) or each[week + 1] != phase
        day = 7 * week + 5
        if phase == TAPER and last:
            found.append(
                Meet(
                    day, f"Championship {1 + sum(m.priority == 'A' for m in found)}", "A", dice.between(1, 3)
                )
            )
        elif phase == BEFORE and last and dice.chance(share):
            found.append(Meet(day, f"Club match, week {week + 1}", "C"))
        elif phase == RACING and dice.chance(share):
            big = dice.chance(0.5)
            name = f"{'Invitational' if big else 'Evening meet'}, week {week + 1}"
            found.append(Meet(day, name, "B" if big else "C", dice.between(1, 2) if big else 1))
    return found


def _gone(dice: Dice, each: Sequence[str], meets: Sequence[Meet], share: float) -> list[Gone]:
    """Days away, not in a taper, nor in the week of a big meet or the one after it."""
    big = {meet.day // 7 for meet in meets if meet.priority != "C"}
    held, found = {meet.day for meet in meets}, []
    for week, phase in enumerate(each):
        draw, length, first = dice.chance(share), dice.one((1, 1, 1, 2, 2, 3)), dice.between(0, 6)
        if not draw or phase == TAPER or {week, week - 1} & big:
            continue
        # nobody plans a start that is a week after the last sprint of the history
        first = 7 * week + min(max(first, 0 if week else 3), 7 - length)
        days = range(first, first + length)
        if not held & set(days):
            found.append(Gone(days[0], days[-1], dice.one(("travel", "family", "work", "a wedding"))))
    return found
