"""One row for each session: for spreadsheets and programs; read back without loss."""

from __future__ import annotations

from solver.exports.export import Export
from solver.exports.table import as_csv
from solver.exports.writer import Writer

COLUMNS = (
    "date", "athlete", "slot", "session", "count", "distance", "said", "title", "class", "dose", "target",
    "recovery", "warm_up", "metres", "minutes", "load", "weekday", "week", "phase", "meet", "breaks",
)  # fmt: skip


def write(export: Export) -> bytes:
    """A row for each session, with all that there is to tell of it."""
    rows: list[list[object]] = [list(COLUMNS)]
    for item in export.items:
        day, done = export.season.calendar.days[item.done.day], item.done
        rows.append(
            [
                item.date.isoformat(), done.athlete, done.slot, done.session, done.count, done.distance,
                item.said, item.session.title, item.session.class_, item.dose, item.target, item.recovery,
                item.warm_up, item.amount("metres"), item.amount("minutes"), item.amount("load"),
                day.weekday, day.week, day.phase, item.meet.name if item.meet else "",
                "; ".join(item.breaks),
            ]
        )  # fmt: skip
    return as_csv(rows)


WRITER = Writer("sessions.csv", ".sessions.csv", "one row for each session", write)
