"""Lines about who trains: age, event, group, school, the hours of the day."""

from __future__ import annotations

from collections.abc import Iterator

from tests.eye.model import GENERAL, TAPER, TRANSITION, Hit, Sheet
from tests.eye.row import SPECIAL, Row

#: Line 6: who is a child, how heavy lifting may be (% 1RM), how many hard days a week are too many.
CHILD, HEAVY, HARD_DAYS = 16, 80, 3
#: Line 15: the event (m) from which endurance is needed every week, and that from which it is needed early.
NEEDS, EARLY = 200, 400
#: Line 15: a week with so many days away is let off.
DAYS_OFF = 3
#: Line 21: the share of sessions that two who could train together do.
TOGETHER = 0.7
#: Line 26: the hour before which a school day has no training.
SCHOOL = 8.5
#: Line 27: the least minutes of a day, and of a visit to track or gym where there are several.
LEAST_DAY, LEAST_VISIT = 30, 20
#: Line 27: the most minutes of a visit, of one under 16, and of a day.
VISIT, CHILD_VISIT, DAY = 150, 120, 210
#: Line 28: minutes of warm-up on a hard day.
WARM_UP = 20


def children(sheet: Sheet) -> Iterator[Hit]:
    """Line 6: under 16 no special endurance above 150 m, no lifting above 80 % 1RM, no three hard days a week.

    Age counts by the year, as only that is known.
    """
    for row in sheet.planned:
        if not sheet.athlete.under(CHILD, sheet.date(row.day).year):
            continue
        if row.sprint and not row.race and (row.distance or 0) > SPECIAL:
            yield Hit(row.day, f"{row} under {CHILD}")
        if row.of == "1RM" and (row.high or row.low or 0) > HEAVY:
            yield Hit(row.day, f"{row} at up to {row.high or row.low:g} % 1RM under {CHILD}")
    for week in range(len(sheet.weeks)):
        days = sheet.days(week)
        hard = sum(map(sheet.hard, days))
        if hard >= HARD_DAYS and sheet.athlete.under(CHILD, sheet.date(days[0]).year):
            yield Hit(days[0], f"{hard} hard days in a week under {CHILD}")


def endurance_by_event(sheet: Sheet) -> Iterator[Hit]:
    """Line 15: no speed endurance in general preparation, but every week later on for 200 m and more.

    From 400 m on it may begin in general preparation; every week is from specific preparation to the taper.
    Unload weeks, weeks with a race, a label or three days away, and athletes who return are let off the second.
    """
    for row in sheet.planned:
        if sheet.phase(row.day) == GENERAL and row.long_sprint and sheet.athlete.longest < EARLY:
            yield Hit(row.day, f"{row} in general preparation")
    flat = sheet.athlete.group != "hurdles" and sheet.athlete.longest >= NEEDS
    for number, week in enumerate(sheet.weeks):
        days = sheet.days(number)
        excused = week.unload or week.phase in (GENERAL, TAPER, TRANSITION) or sheet.disturbed(number)
        off = sum(map(sheet.away, days)) >= DAYS_OFF or "returning" in sheet.athlete.tags
        if flat and not excused and not off and not any(row.long_sprint for row in sheet.over(days)):
            yield Hit(days[0], f"no speed endurance for {sheet.athlete.longest} m in {week.phase}")


def split_group(sheet: Sheet) -> Iterator[Hit]:
    """Line 21: two who share events and open slots train in the same slot for 70 % of their sessions.

    The share is of the slots of the one who trains in fewer. Lanes, rooms and the coach's own wishes are not in
    a plan: a reason of that kind has to be told by the coach.
    """
    mine = _visits(sheet)
    for mate in sheet.mates:
        theirs = _visits(mate)
        alike = mate.athlete.group == sheet.athlete.group and mate.closed == sheet.closed
        same_age = sheet.athlete.under(CHILD, sheet.first.year) == mate.athlete.under(CHILD, sheet.first.year)
        if alike and same_age and mine and theirs and sheet.athlete.name < mate.athlete.name:
            share = len(mine & theirs) / min(len(mine), len(theirs))
            if share < TOGETHER:
                yield Hit(0, f"with {mate.athlete.name} in {share:.0%} of the sessions")


def _visits(sheet: Sheet) -> set[tuple[int, str]]:
    return {(row.day, row.slot) for row in sheet.planned if row.trains}


def school_hours(sheet: Sheet) -> Iterator[Hit]:
    """Line 26: a pupil does not train on Sunday to have Monday off, nor before school.

    Nobody has a session outside the slots in which the catalogue wishes it.
    """
    for row in sheet.planned:
        if row.wished and row.slot not in row.wished:
            yield Hit(row.day, f"{row} in the slot {row.slot}")
    if "school" not in sheet.athlete.tags:
        return
    for day in range(sheet.length):
        rows = [row for row in sheet.on(day) if row.trains]
        early = [row for row in rows if sheet.clocks.get(row.slot, 24) < SCHOOL]
        if day % 7 < 5 and early:
            yield Hit(day, f"{early[0]} before school")
        monday = day + 1 < sheet.length and not any(row.trains for row in sheet.on(day + 1))
        if day % 7 == 6 and rows and monday and not sheet.away(day + 1) and not sheet.raced(day):
            yield Hit(day, f"{rows[0]} on Sunday, Monday off")


def length_of_the_day(sheet: Sheet) -> Iterator[Hit]:
    """Line 27: a day takes from 30 min to 3:30 h, a visit from 20 min to 2:30 h (under 16 to 2 h).

    The warm-up is in it. Days of races are let off, shake-outs and recovery may be short. Limits of the
    athlete's own are not in a scenario.
    """
    for day in range(sheet.length):
        if sheet.raced(day):
            continue
        child = sheet.athlete.under(CHILD, sheet.date(day).year)
        visits = [
            rows for slot in sheet.slots if (rows := [row for row in sheet.on(day) if row.slot == slot])
        ]
        least = LEAST_VISIT if len(visits) > 1 else LEAST_DAY
        for rows in visits:
            yield from _visit(day, rows, least, CHILD_VISIT if child else VISIT)
        if len(visits) > 1:
            yield from _visit(day, list(sheet.on(day)), LEAST_DAY, DAY)


def _visit(day: int, rows: list[Row], least: int, most: int) -> Iterator[Hit]:
    minutes = sum(row.minutes for row in rows)
    real = any(row.trains and not row.tags & {"pre-meet", "recovery"} for row in rows)
    if minutes > most or (real and minutes < least):
        yield Hit(day, f"{minutes:.0f} min: {', '.join(map(str, rows))}")


def warm_up(sheet: Sheet) -> Iterator[Hit]:
    """Line 28: every hard day has a warm-up of 20 min, and nothing called speed is drills alone.

    The warm-up is that of the sessions in the slot of the first hard one. A cool-down is not in a plan and
    cannot be seen.
    """
    for day in range(sheet.length):
        rows = sheet.on(day)
        first = next((row for row in rows if row.hard), None)
        if first is not None:
            before: list[Row] = [row for row in rows if row.slot == first.slot and not row.race]
            if not first.race and max((row.warm_up for row in before), default=0) < WARM_UP:
                yield Hit(day, f"{first} with {max(row.warm_up for row in before):g} min of warm-up")
        for row in rows:
            if row.tags >= {"speed", "technique"} and not row.distance:
                yield Hit(day, f"{row} is called speed")
