"""Print-ready pages: one week a page, for the wall of the weight room; no scripts, no network."""

from __future__ import annotations

from solver.exports.export import Export
from solver.exports.writer import Writer
from solver.report.booklet.weeks import Sheets
from solver.report.html import page
from solver.report.season import since, who


def write(export: Export) -> bytes:
    """The weeks of each athlete."""
    season = export.season
    diary = season.diary(export.sessions)
    said = {id(done): words for done, words in export.said.items()}
    past = {id(done): target for done, target in export.past.items()}
    athletes = [
        (
            each.name,
            [
                week
                for week in Sheets(season, diary, each, None, said, past).weeks()
                if week.number in export.numbers
            ],
        )
        for each in export.athletes
    ]
    subtitle = f"{who([each.name for each in export.athletes])}, {since(season)}"
    title = season.scenario.title
    return page("weeks.html", title=title, subtitle=subtitle, mark=export.mark, athletes=athletes).encode()


WRITER = Writer("html", ".html", "pages to print, one week a page", write)
