"""Markdown: a table for each week, for notes, wikis and mails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from solver.documents.scenario import Athlete
from solver.exports.export import Export, Item
from solver.exports.writer import Writer
from solver.plans.figures import Week, easy_running, phase_name
from solver.words import listed, number, plural

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_HEAD = ("", "Session", "Dose", "Target", "Rest", "Warm-up")


def write(export: Export) -> bytes:
    """A heading and the weeks of each athlete."""
    return "\n".join([*_lines(export), ""]).encode()


def _lines(export: Export) -> Iterator[str]:
    names = listed([each.name for each in export.athletes])
    since = f"{export.season.calendar.name(0)} {export.season.calendar.first.year}"
    yield f"# {_escaped(export.season.scenario.title)}"
    yield ""
    yield f"{_escaped(names)}, {plural(export.season.calendar.weeks, 'week')} from {since}."
    if export.mark:
        yield ""
        yield f"**{_escaped(export.mark)}.**"
    for week_number in export.numbers:
        for athlete in export.athletes:
            yield ""
            yield from _week(export, athlete, export.figures[athlete.name][week_number - 1])


def _week(export: Export, athlete: Athlete, week: Week) -> Iterator[str]:
    whose = f", {_escaped(athlete.name)}" if export.several else ""
    unload = ", unload week" if week.unload else ""
    yield f"## Week {week.number}{whose}: {_escaped(phase_name(week.phase))}{unload}"
    yield ""
    figures = [f"sprint {number(week.sprint)} m with run-ins"] if week.sprint else []
    figures += [f"{easy_running(export.season)} {number(week.other)} m"] if week.other else []
    yield ", ".join([*figures, f"load {number(round(week.load))} AU"])
    yield ""
    slots = export.season.calendar.slots
    head = [*_HEAD[:1], *([""] if len(slots) > 1 else []), *_HEAD[1:]]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    closed = export.season.calendar.closed(athlete)
    for day in export.week(week.number):
        rows = [_row(item, len(slots) > 1) for item in export.on(athlete.name, day)]
        shut = dict.fromkeys(closed[day, slot] for slot in slots if (day, slot) in closed)
        free = [*([""] if len(slots) > 1 else []), _escaped(listed(list(shut))) or "rest"]
        for place, row in enumerate(rows or [free]):
            cells = ["" if place else export.season.calendar.name(day), *row]
            yield f"| {' | '.join([*cells, *[''] * (len(head) - len(cells))])} |"


def _row(item: Item, several: bool) -> list[str]:
    name = f"{item.name} ({item.meet.priority})" if item.meet and not item.said else item.name
    broken = "".join(f"; breaks {each}" for each in item.breaks)
    cells = [name + broken, item.dose, item.target, item.recovery, item.warm_up]
    return [_escaped(each) for each in (*([item.done.slot] if several else []), *cells)]


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


WRITER = Writer("md", ".md", "Markdown, a table for each week", write)
