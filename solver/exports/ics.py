"""A calendar (RFC 5545) that phones and desks read: an event for each session, at its time or all day.

Written over an older calendar it goes on from there: events keep their UID (:mod:`solver.exports.uids`),
those that changed count up their SEQUENCE, those without a session are CANCELLED; whoever imports it
again has every session once. There is no clock in it: DTSTAMP is the first day of the year before the
season, and a minute later with every change. Times are local ones, of no time zone, as the scenario has
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from solver.errors import refuse
from solver.exports.export import Export, Item
from solver.exports.uids import Event, uids
from solver.exports.writer import Writer
from solver.version import __version__

OURS = "speedfirst"
SCENARIO, ATHLETE, SESSION, SLOT = (
    f"X-SPEEDFIRST-{word}" for word in ("SCENARIO", "ATHLETE", "SESSION", "SLOT")
)
#: What does not make an event another one.
_STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


#: So often no event is changed by us: a larger number was written by somebody else.
MOST_CHANGES = 1_000_000


def write(export: Export) -> bytes:
    """The calendar of a plan."""
    from icalendar import Calendar

    old = _older(export)
    calendar = Calendar()
    calendar.add("prodid", f"-//{OURS}//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", export.title)
    calendar.add("x-wr-calname", export.title)
    if export.mark:
        calendar.add("description", export.mark)
        calendar.add("x-wr-caldesc", export.mark)
    calendar.add(SCENARIO, export.season.scenario.scenario)
    known = uids(
        export.season,
        [each.done for each in export.items],
        [event for each in old.values() if (event := _event_of(export, each))],
    )
    made = {known[item.done]: _event(export, item, known[item.done]) for item in export.items}
    events = [_revised(export, event, old.get(uid)) for uid, event in made.items()]
    events += [_without(export, event) for uid, event in old.items() if uid not in made]
    for event in sorted(events, key=lambda each: (str(_begins(each)), str(each["UID"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(export: Export, item: Item, uid: str) -> Any:
    """The event of a session, before it is stamped."""
    from icalendar import Event as CalendarEvent

    event = CalendarEvent()
    event.add("uid", uid)
    event.add("summary", f"{item.done.athlete}: {item.line}" if export.several else item.line)
    event.add("description", "\n".join(item.told()))
    if item.starts and item.ends:
        event.add("dtstart", item.starts)
        event.add("dtend", item.ends)
    else:
        event.add("dtstart", item.date)
        event.add("dtend", item.date + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    event.add("categories", [f"{item.meet.priority} meet" if item.meet else item.session.class_])
    event.add(ATHLETE, item.done.athlete)
    event.add(SESSION, item.done.session)
    event.add(SLOT, item.done.slot)
    return event


# ---- going on from an older calendar ------------------------------------------------------------------


def _older(export: Export) -> Mapping[str, Any]:
    """The events of the calendar that is written over, by UID.

    Raises
    ------
    InputError
        If what stands there is no calendar of the same plan.
    """
    if export.before is None:
        return {}
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(export.before)
        ours = str(calendar.get(SCENARIO, "")) == export.season.scenario.scenario
        found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    except Exception:
        # whatever a file that is no calendar makes the library stumble over
        ours, found = False, {}
    if not ours:
        raise refuse("the file that is there is no calendar of this scenario; name another one with --out")
    return found


def _event_of(export: Export, event: Any) -> Event | None:
    """An older event as far as it tells whose session it was; None if it is of no use."""
    begins = _begins(event)
    if begins is None or ATHLETE not in event or SESSION not in event:
        return None
    day = export.season.calendar.index(begins.date() if isinstance(begins, dt.datetime) else begins)
    athlete, session, slot = (str(event.get(word, "")) for word in (ATHLETE, SESSION, SLOT))
    return Event(str(event["UID"]), athlete, session, day, slot) if _is_exported(export, event) else None


def _is_exported(export: Export, event: Any) -> bool:
    """Whether an older event is of the athletes and weeks that are exported."""
    begins = _begins(event)
    if begins is None:
        return False
    day = export.season.calendar.index(begins.date() if isinstance(begins, dt.datetime) else begins)
    whose = {each.name for each in export.athletes}
    return day // 7 + 1 in export.numbers and str(event.get(ATHLETE, "")) in whose


def _begins(event: Any) -> dt.date | None:
    begins = getattr(event.get("DTSTART"), "dt", None)
    return begins if isinstance(begins, dt.date) else None


def _revised(export: Export, event: Any, old: Any) -> Any:
    """An event with its stamps; one that says what it said keeps them."""
    number = 0 if old is None else _number(old) + (_plain(event) != _plain(old))
    return _stamped(export, event, number)


def _without(export: Export, event: Any) -> Any:
    """An older event without a session: called off, unless it is of others than those exported."""
    if not _is_exported(export, event) or str(event.get("STATUS", "")) == "CANCELLED":
        return event
    event["STATUS"] = "CANCELLED"
    return _stamped(export, event, _number(event) + 1)


def _number(event: Any) -> int:
    """How often an older event was changed; 0 where what it says is no such number."""
    try:
        number = int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0
    return number if 0 <= number < MOST_CHANGES else 0


def _stamped(export: Export, event: Any, number: int) -> Any:
    before = dt.datetime(export.season.calendar.first.year - 1, 1, 1, tzinfo=dt.UTC)
    for name in _STAMPS:
        event.pop(name, None)
    event.add("sequence", number)
    for name in _STAMPS[:2]:
        event.add(name.lower(), before + dt.timedelta(minutes=number))
    return event


def _plain(event: Any) -> Mapping[str, bytes]:
    """What an event says, without its stamps."""
    lines = event.to_ical().decode().replace("\r\n ", "").split("\r\n")
    return {name: line for line in lines if (name := line.partition(":")[0]) not in _STAMPS}


WRITER = Writer("ics", ".ics", "a calendar", write, updates=True)
