"""A trade-off as a page."""

from __future__ import annotations

from solver.fronts.front import Front
from solver.report.front import words
from solver.report.front.plot import chart
from solver.report.html import TableCell, page
from solver.report.plots import inline
from solver.season import Season
from solver.words import listed, plural


def as_html(season: Season, front: Front) -> str:
    """The page of a trade-off."""
    names = listed([athlete.name for athlete in season.athletes])
    weeks = plural(season.calendar.weeks, "week")
    drawing = chart(front) if len(front.points) > 1 else None
    return page(
        "tradeoff.html",
        title=words.title(front),
        subtitle=f"{season.scenario.title}, {names}, {weeks} from {season.calendar.name(0)}",
        known=words.known(front),
        said=" ".join(words.turning(front)),
        here=words.nearest(front),
        picture=inline(drawing, "front") if drawing else None,
        seen=drawing.title if drawing else "",
        head=["plan", *words.heads(front)],
        rows=[_row(front, number) for number in range(len(front.points))],
        kinds=["", *["number"] * len(words.heads(front))],
    )


def _row(front: Front, number: int) -> list[str | TableCell]:
    point = front.points[number]
    notes = (
        *(["the knee"] if number == front.knee() else []),
        *([] if point.proven else ["not proven", words.unproven(front, point)]),
    )
    return [TableCell(str(number + 1), notes=notes) if notes else str(number + 1), *words.cells(front, point)]
