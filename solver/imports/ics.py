"""Calendars (RFC 5545), ours or others': the summary of an event is a session on one line.

The day and the time of the event count, wherever a coach has moved it: the slot is the last one that has
begun by then. Where the event lasts all day, its slot is the one that it was exported with. Our own mark
tells whose it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from solver.errors import Mark, Problem, refuse
from solver.exports.ics import ATHLETE, SLOT
from solver.files.text import STEERING, decoded, unshown
from solver.imports.reader import FoundLine, Reader, ToRead

MOST_EVENTS = 20_000
_BEGIN = re.compile(r"BEGIN:VEVENT\s*\Z", re.IGNORECASE)
UTC_ONLY = (
    "found a time in UTC, expected a local time; which zone the calendar has is not said (X-WR-TIMEZONE)"
)


def read(given: ToRead, problems: list[Problem]) -> Iterator[FoundLine]:
    """The sessions of all events that are not called off."""
    from icalendar import Calendar

    # line ends may be folded within a letter: only whole text is decoded
    lines = decoded(given.raw, given.file).splitlines()
    places = [number for number, line in enumerate(lines, 1) if _BEGIN.match(line)]
    if len(places) > MOST_EVENTS:
        raise refuse(f"more than {MOST_EVENTS:,} events", Mark(given.file, places[MOST_EVENTS], 1))
    try:
        calendar = Calendar.from_ical(given.raw)
        events = calendar.walk("VEVENT")
        zone = str(calendar.get("X-WR-TIMEZONE", ""))
    except Exception:
        # whatever a broken or a hostile file makes the library stumble over
        raise refuse("not a calendar that can be read (iCalendar)", Mark(given.file, 1, 1)) from None
    for place, event in enumerate(events):
        mark = Mark(given.file, places[place] if place < len(places) else 1, 1)
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        try:
            yield _entry(given, event, mark, zone)
        except _Odd as odd:
            problems.append(Problem(str(odd), mark))


class _Odd(Exception):
    """Raised where an event is none that a plan can have."""


def _entry(given: ToRead, event: Any, mark: Mark, zone: str) -> FoundLine:
    """The session of an event."""
    summary = " ".join(str(event.get("SUMMARY", "")).split())
    if "RRULE" in event or "RDATE" in event:
        raise _Odd(f"found {summary[:40]!r} as an event that repeats, expected an event for each session")
    if steering := STEERING.search(summary):
        raise _Odd(unshown(steering))
    begins = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(begins, dt.date):
        raise _Odd(f"found {summary[:40]!r} without a day (DTSTART)")
    begins = _local(begins, zone)
    names = [each.name for each in given.season.athletes]
    athlete = str(event.get(ATHLETE, "")) or None
    for name in names if len(names) > 1 else ():
        if summary.startswith(f"{name}: ") and athlete in (None, name):
            athlete, summary = name, summary.removeprefix(f"{name}: ")
    slot = _slot(given, begins) or str(event.get(SLOT, "")) or None
    date = begins.date() if isinstance(begins, dt.datetime) else begins
    return FoundLine(mark, date, athlete, slot, summary, path="SUMMARY")


def _local(begins: dt.date, zone: str) -> dt.date:
    """A time as a clock on the wall shows it."""
    if not isinstance(begins, dt.datetime) or begins.tzinfo is None:
        return begins
    if begins.utcoffset() == dt.timedelta() and str(begins.tzinfo) in ("UTC", "Etc/UTC", "Z"):
        try:
            return begins.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        except (ValueError, KeyError, OSError, OverflowError):
            raise _Odd(UTC_ONLY) from None
    return begins.replace(tzinfo=None)


def _slot(given: ToRead, begins: dt.date) -> str | None:
    """The last slot that has begun at a time, or the first; None where nobody knows when slots begin."""
    starts = [(each.starts, each.slot) for each in given.season.scenario.calendar.slots if each.starts]
    if not isinstance(begins, dt.datetime) or not starts:
        return None
    clocks = sorted((dt.time.fromisoformat(clock.zfill(5)), slot) for clock, slot in starts)
    return next((slot for clock, slot in reversed(clocks) if clock <= begins.time()), clocks[0][1])


READER = Reader(".ics", read)
