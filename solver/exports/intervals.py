"""Events for intervals.icu, for one athlete: `POST /api/v1/athlete/{id}/events/bulk?upsert=true`.

`external_id` is made as the UIDs of our calendars are, so that a later upload moves what is there. The steps
of a workout are text: `m` is minutes and `mtr` metres there. Our intensities are no per cent of a threshold
pace, and our load (AU) is not theirs; targets are told in words, and the load is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from solver.catalogue import rest_minutes
from solver.exports.export import Export, Item
from solver.exports.sport import sport
from solver.exports.uids import uids
from solver.exports.writer import Writer
from solver.files.data import json_text


def write(export: Export) -> bytes:
    """The events of an athlete."""
    known = uids(export.season, [each.done for each in export.items])
    events = [_event(item, known[item.done]) for item in export.items]
    return json_text(events).encode()


def _event(item: Item, uid: str) -> Mapping[str, Any]:
    metres = item.amount("total_metres") or item.amount("metres")
    starts = item.starts.isoformat() if item.starts else f"{item.date.isoformat()}T00:00:00"
    event: dict[str, Any] = {
        "start_date_local": starts,
        "category": f"RACE_{item.meet.priority}" if item.meet else "WORKOUT",
        "type": sport(item.session),
        "name": item.line,
        "description": _description(item),
        "moving_time": round(60 * item.amount("minutes")),
        "tags": [item.session.class_, *item.session.tags],
        "external_id": uid,
        "uid": uid,
    }
    if metres:
        event["distance"] = metres
    return event


def _description(item: Item) -> str:
    """What there is to know, and the steps where they are measured."""
    told = [f"Note: {each}" if each.startswith("-") else each for each in item.told()]
    return "\n".join([*told, *_steps(item)])


def _steps(item: Item) -> list[str]:
    """The workout as steps; one repeat, since repeats inside repeats are not read."""
    if item.meet is not None or item.done.distance is None:
        return []
    run = f"- {item.target or 'run'} {item.done.distance}mtr"
    rest = _clock(rest_minutes(item.session, item.done.distance) or Fraction(0))
    warm_up = ["", "Warm-up", f"- {item.session.warm_up:g}m"] if item.session.warm_up else []
    return [*warm_up, "", f"Main set {item.done.count}x", run, *([f"- Rest {rest}"] if rest else []), ""]


def _clock(minutes: Fraction) -> str:
    """'3m', '1m30s', '45s'; '' for none."""
    whole, seconds = divmod(round(minutes * 60), 60)
    return (f"{whole}m" if whole else "") + (f"{seconds}s" if seconds else "")


WRITER = Writer("intervals", ".intervals.json", "events for intervals.icu, one athlete", write, alone=True)
