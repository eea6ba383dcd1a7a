"""Lines about the order of days, and of sessions within a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.eye.model import TRANSITION, Hit, Sheet
from tests.eye.row import Row

#: Line 3: days without a sprint that make a break, accelerations that must come before full speed after it.
BREAK, ACCELERATIONS = 10, 2
#: Line 3: a break is forgotten after so many days.
MEMORY = 28
#: Line 8: days from a race to the next hard one: after rounds or 400 m, and after any other.
AFTER_ROUNDS, AFTER_RACE, FAR = 3, 2, 400
#: Line 14: the load of an easy day as a share of that of a hard one; metres and contacts that are too many.
EASY_SHARE, EASY_METRES, EASY_CONTACTS = 0.6, 3000, 150


def eve_of_a_race(sheet: Sheet) -> Iterator[Hit]:
    """Line 1: before a race of priority A or B no hard day on the eve, no heavy legs on the two days before.

    A race of its own on the eve is for line 8.
    """
    for meet in sheet.meets:
        if meet.priority not in "AB":
            continue
        hard = [row for row in sheet.on(meet.day - 1) if row.hard and not row.race]
        legs = [row for row in sheet.over((meet.day - 2, meet.day - 1)) if row.legs and row not in hard]
        for row in hard + legs:
            yield Hit(row.day, f"{row}, {meet.day - row.day} d before {meet.name}")


def back_to_back(sheet: Sheet) -> Iterator[Hit]:
    """Line 2: no two neighbouring days are hard, whatever makes them so; two days of one meet may be."""
    for day in range(sheet.length):
        two = (day - 1, day)
        if all(sheet.hard(each) for each in two) and not all(sheet.raced(each) for each in two):
            what = [next(str(row) for row in sheet.on(each) if row.hard) for each in two]
            yield Hit(day, f"{what[1]} a day after {what[0]}")


def top_speed_after_a_break(sheet: Sheet) -> Iterator[Hit]:
    """Line 3: after a break at least two accelerations come before the first run for maximal velocity.

    Breaks are ten days without a sprint, absences of ten days, transitions, and the start of a plan where
    nothing is known of the time before. The line's 98 % is read as the tag: sprints over 60 m reach full
    speed as well.
    """
    told: set[int] = set()
    for start in sorted(set(_starts(sheet))):
        days = range(start, min(start + MEMORY, sheet.length))
        first = next((row for row in sheet.over(days) if row.top_speed), None)
        if first is None or first.day < 0 or first.day in told:
            continue
        before = {row.day for row in sheet.over(range(start, first.day)) if "acceleration" in row.tags}
        if len(before) < ACCELERATIONS:
            seen = f"{first} after {len(before)} days of acceleration since {sheet.name(start)}"
            told.add(first.day)
            yield Hit(first.day, seen)


def _starts(sheet: Sheet) -> Iterator[int]:
    """The first days after breaks."""
    if not sheet.sprinted_before or "returning" in sheet.athlete.tags:
        yield sheet.known_from
    yield from (away.stop for away in sheet.absences() if len(away) >= BREAK)
    yield from (b.stop * 7 for b in sheet.blocks() if sheet.weeks[b.start].phase == TRANSITION)
    sprints = sorted({row.day for row in sheet.rows if row.sprint})
    for last, day in pairwise(sprints):
        if day - last > BREAK:
            yield day


def away_and_twice(sheet: Sheet) -> Iterator[Hit]:
    """Line 5: no session on a closed day or slot, none on days of illness, none at two places at once.

    Two places are a race and training in one slot, and a slot so full that it runs into the next.
    """
    blocked = {"ill", "illness", "sick", "injured", "injury", "closed", "blocked", "exam-blocked"}
    for row in sheet.planned:
        if (row.day, row.slot) in sheet.closed:
            yield Hit(row.day, f"{row} while away")
        if why := sheet.labels.get(row.day, frozenset()) & blocked:
            yield Hit(row.day, f"{row} on a day marked {', '.join(sorted(why))}")
    for day in range(sheet.length):
        for slot in sheet.slots:
            yield from _at_once(sheet, day, slot)


def _at_once(sheet: Sheet, day: int, slot: str) -> Iterator[Hit]:
    rows = [row for row in sheet.on(day) if row.slot == slot]
    about = {"pre-meet", "technique", "recovery"}
    other = [row for row in rows if not row.race and row.trains and not row.tags & about]
    if any(row.race for row in rows) and other:
        yield Hit(day, f"{other[0]} while at the race")
    later = [sheet.clocks[s] for s in sheet.slots[sheet.slots.index(slot) + 1 :] if s in sheet.clocks]
    minutes = sum(row.minutes for row in rows)
    busy = any(each.slot != slot for each in sheet.on(day))
    if busy and later and slot in sheet.clocks and sheet.clocks[slot] * 60 + minutes > later[0] * 60:
        yield Hit(day, f"{minutes:.0f} min in the slot {slot} run into the next")


def after_a_race(sheet: Sheet) -> Iterator[Hit]:
    """Line 8: after a race with rounds or over 400 m the next hard day is 3 days off, after others 2.

    A race that is too soon counts as well: a coach would see it, whoever chose the date. Days of one meet, by
    its name, are let off.
    """
    names = {meet.day: meet.name for meet in sheet.meets}
    for row in sheet.rows:
        if not row.race:
            continue
        free = AFTER_ROUNDS if row.count > 1 or (row.distance or 0) >= FAR else AFTER_RACE
        soon = next((d for d in range(row.day + 1, row.day + free) if sheet.hard(d)), None)
        one_meet = row.day in names and names[row.day] == names.get(soon or 0)
        if soon is not None and soon >= 0 and not one_meet:
            what = next(each for each in sheet.on(soon) if each.hard)
            yield Hit(soon, f"{what}, {soon - row.day} d after {row}")


def order_of_the_day(sheet: Sheet) -> Iterator[Hit]:
    """Line 12: within a day drills, speed, jumps, throws, lower lifting, then all that is general."""
    for day in range(sheet.length):
        rows = [row for row in sheet.on(day) if row.trains]
        for earlier, later in pairwise(rows):
            if _turn(earlier) > _turn(later):
                yield Hit(day, f"{earlier} before {later}")


def _turn(row: Row) -> int:
    """The place of a session within a day."""
    if row.tags & {"technique", "pre-meet"} and not row.sprint:
        return 0
    if row.sprint or row.tags & {"hurdles", "return-step"}:
        return 1
    if row.legs or row.tags >= {"strength", "power"}:
        return 4
    return 2 if "plyometrics" in row.tags else 3 if "power" in row.tags else 5


def tempo_as_filler(sheet: Sheet) -> Iterator[Hit]:
    """Line 13: each tempo day has a hard day next to it; in a transition there are none, so it is let off.

    Where a neighbour lies outside what is known, the day gets the benefit of the doubt.
    """
    for day in range(0 if sheet.other_school else sheet.length):
        tempo = [row for row in sheet.on(day) if row.tempo and not row.hard]
        near = (day - 1, day, day + 1)
        if not tempo or sheet.phase(day) == TRANSITION or not all(sheet.known(each) for each in near):
            continue
        if not any(sheet.hard(each) or _hard_for_now(sheet, each) for each in near):
            yield Hit(day, f"{tempo[0]} with no hard day next to it")


def _hard_for_now(sheet: Sheet, day: int) -> bool:
    """Whether somebody who returns runs anything but tempo, which is hard enough for the time being."""
    returning = "returning" in sheet.athlete.tags
    return returning and any(row.distance and not row.tempo for row in sheet.on(day))


def easy_days(sheet: Sheet) -> Iterator[Hit]:
    """Line 14: a day without a hard session is easy: no lower lift, no 3,000 m, no long circuit of jumps.

    A day with running of the class medium, such as intensive tempo, is no easy day for lifting.

    If all that is done is of the class low, its load is at most 60 % of that of a mean hard day of the phase.
    """
    for day in range(sheet.length):
        rows = [row for row in sheet.on(day) if row.trains]
        if not rows or sheet.hard(day):
            continue
        middling = any(row.class_ == "medium" and row.distance for row in rows)
        yield from (Hit(day, f"{row} on an easy day") for row in rows if row.legs and not middling)
        if (metres := sum(row.metres for row in rows)) >= EASY_METRES:
            yield Hit(day, f"{metres} m on an easy day")
        contacts = sum(row.count for row in rows if row.counted == "contacts")
        if contacts > EASY_CONTACTS:
            yield Hit(day, f"{contacts} contacts on an easy day")
        hard, load = _hard_load(sheet, day), sheet.load((day,))
        if hard and load > EASY_SHARE * hard and all(row.class_ == "low" for row in rows):
            yield Hit(
                day, f"load {load:.0f} AU on an easy day, {load / hard:.0%} of a hard one ({hard:.0f} AU)"
            )


def _hard_load(sheet: Sheet, day: int) -> float:
    """The mean load of the hard days of the phase; days of races are left out."""
    block = next(each for each in sheet.blocks() if day // 7 in each)
    days = range(7 * block.start, 7 * block.stop)
    loads = [sheet.load((each,)) for each in days if sheet.hard(each) and not sheet.raced(each)]
    return sum(loads) / len(loads) if loads else 0
