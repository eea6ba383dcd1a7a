"""Lines about the rhythm of a season: gaps, weekdays, free days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.eye.model import GENERAL, TAPER, TRANSITION, Hit, Sheet
from tests.eye.row import Row

#: Line 20: the most days from one session of a quality to the next.
SPEED_GAP, ENDURANCE_GAP, STRENGTH_GAP = 7, 21, 28
#: Line 22: the most changes of weekday of a theme in so many weeks.
CHANGES, IN_WEEKS = 1, 4
#: Line 25: so many hard days, from so late in the day (hours).
CROWD, EVENING = 3, 16
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def gaps(sheet: Sheet) -> Iterator[Hit]:
    """Line 20: at most 7 days from one fast run to the next, 21 for speed endurance, 28 for heavy legs.

    Days away and transitions do not count, for endurance neither general preparation nor taper, for lifting no
    taper. Endurance and lifting count from their first session, after a transition anew; speed counts from the
    first known day on, unless the athlete returns from an injury.
    """
    begun = "returning" not in sheet.athlete.tags
    if not sheet.other_school:
        yield from _gap(sheet, "fast run", lambda row: row.fast, SPEED_GAP, (TRANSITION,), (), begun)
    rests = (TRANSITION, TAPER, GENERAL)
    yield from _gap(sheet, "speed endurance", _enduring, ENDURANCE_GAP, rests, rests)
    yield from _gap(
        sheet, "heavy legs", lambda row: row.legs, STRENGTH_GAP, (TRANSITION, TAPER), (TRANSITION,)
    )


def _enduring(row: Row) -> bool:
    # a race of 100 m is speed endurance at full speed
    return row.long_sprint or (row.race and (row.distance or 0) >= 100)


def _gap(
    sheet: Sheet,
    what: str,
    wanted: Callable[[Row], bool],
    most: int,
    rests: tuple[str, ...],
    anew: tuple[str, ...],
    begun: bool = False,
) -> Iterator[Hit]:
    """Hits on the first day that is too late; a gap goes on until the last day of the plan.

    In the phases of `rests` days do not count, and after those of `anew` it begins with the first session.
    """
    days = {row.day for row in sheet.rows if wanted(row)}
    count = 0 if begun else None
    for day in range(sheet.known_from, sheet.length):
        if sheet.phase(day) in anew:
            count = None
        elif count is not None and sheet.phase(day) not in rests and not sheet.away(day):
            count += 1
        if count == most + 1 and day >= 0:
            yield Hit(day, f"no {what} for more than {most} days")
        if day in days:
            count = 0


def carousel(sheet: Sheet) -> Iterator[Hit]:
    """Line 22: inside a phase a theme changes its weekdays at most once in four weeks without a cause.

    Themes are acceleration, maximal velocity, endurance and heavy legs. Fewer or more days of a theme are no
    change as long as the others stay; unload weeks, meets, labels and days away are causes.
    """
    themes: dict[str, Callable[[Row], bool]] = {
        "acceleration": lambda row: "acceleration" in row.tags,
        "maximal velocity": lambda row: row.top_speed,
        "speed endurance": lambda row: row.long_sprint,
        "heavy legs": lambda row: row.legs,
    }
    for block in sheet.blocks():
        for theme, belongs in themes.items():
            changed = list(_changes(sheet, block, belongs))
            for number, (week, was, now) in enumerate(changed):
                recent = [each for each, _, _ in changed[: number + 1] if each > week - IN_WEEKS]
                if len(recent) > CHANGES:
                    yield Hit(7 * week, f"{theme} on {_named(now)}, before on {_named(was)}")


def _changes(
    sheet: Sheet, block: range, belongs: Callable[[Row], bool]
) -> Iterator[tuple[int, set[int], set[int]]]:
    calm = [week for week in block if not (sheet.weeks[week].unload or sheet.disturbed(week))]
    days = [(w, {row.day % 7 for row in sheet.over(sheet.days(w)) if belongs(row)}) for w in calm]
    for (_, was), (week, now) in pairwise([each for each in days if each[1]]):
        if not (was <= now or now <= was):
            yield week, was, now


def _named(days: set[int]) -> str:
    return " and ".join(WEEKDAYS[day] for day in sorted(days))


def free_days(sheet: Sheet) -> Iterator[Hit]:
    """Line 25: the only open day of a week is used, and hard evenings do not crowd before an empty weekend.

    How scarce the track is can be seen only from closed days and slots; that a slot is an evening only where
    the calendar has clocks.
    """
    for week in range(len(sheet.weeks)):
        days = sheet.days(week)
        trained = [day for day in days if any(row.trains for row in sheet.on(day))]
        free = [day for day in days if not any((day, slot) in sheet.closed for slot in sheet.slots)]
        if len(free) == 1 and trained and free[0] not in trained:
            yield Hit(free[0], "no training on the only day that is open")
        evenings = {
            row.day for row in sheet.over(days[:5]) if row.hard and sheet.clocks.get(row.slot, 0) >= EVENING
        }
        weekend = [day for day in days[5:] if not sheet.away(day)]
        if len(evenings) >= CROWD and len(weekend) == 2 and not set(weekend) & set(trained):
            yield Hit(days[0], f"{len(evenings)} hard evenings from Monday to Friday, the weekend empty")
