"""The plan CSV that other programs import into TrainingPeaks and intervals.icu, for one athlete.

`tss` stays empty: our load is session RPE x minutes (AU), which is something else. `subtype` is the id of the
session; the slot stands in the description where there are several, so that the file is read back as the same
plan.
"""

from __future__ import annotations

from solver.exports.export import Export, Item
from solver.exports.sport import sport
from solver.exports.table import as_csv
from solver.exports.writer import Writer

COLUMNS = (
    "day", "sport", "subtype", "title", "duration_minutes", "tss", "description", "phase",
    "planned_distance", "planned_distance_unit",
)  # fmt: skip
SLOT = "Slot: "


def write(export: Export) -> bytes:
    """A row for each session of an athlete."""
    return as_csv([COLUMNS, *(_row(export, item) for item in export.items)])


def _row(export: Export, item: Item) -> list[object]:
    metres = item.amount("metres")
    slot = [f"{SLOT}{item.done.slot}"] if len(export.season.calendar.slots) > 1 else []
    return [
        item.date.isoformat(),
        sport(item.session),
        item.done.session,
        item.line,
        item.amount("minutes"),
        "",
        "\n".join([*slot, *item.told()]),
        export.season.calendar.days[item.done.day].phase,
        metres or "",
        "m" if metres else "",
    ]


WRITER = Writer("csv", ".csv", "the plan CSV that training diaries import, one athlete", write, alone=True)
