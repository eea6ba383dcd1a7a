"""The report of a plan as a coach gets it, at a hundred columns, line by line for each athlete.

To print a page there has to be an audit; it goes straight into the page, and no check of the eye reads it.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from types import SimpleNamespace

from solver.auditor import audit
from solver.documents.plan import PlanFile
from solver.files.source import Source
from solver.plans.planfile import sessions_of
from solver.report.pages import show_plan
from solver.season import Season

COLUMNS = "100"


def printed(season: Season, plan: PlanFile, source: Source) -> dict[str, list[str]]:
    """The lines for each athlete; head and closing sections go with the first and the last of them."""
    sessions = sessions_of(plan, source, season)
    outcome = SimpleNamespace(
        sessions=sessions,
        status=plan.status,
        interrupted=plan.interrupted,
        windows=plan.windows,
        score={level.level: level.points for level in plan.levels},
        bounds={level.level: level.at_least for level in plan.levels},
    )
    text = io.StringIO()
    with contextlib.redirect_stdout(text), _columns():
        verdict = audit(season, season.diary(sessions))
        show_plan(season, outcome, verdict, set(range(1, season.calendar.weeks + 1)))
    return by_athlete([athlete.name for athlete in season.athletes], text.getvalue().splitlines())


@contextlib.contextmanager
def _columns() -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = COLUMNS
    try:
        yield
    finally:
        del os.environ["COLUMNS"]
        if before is not None:
            os.environ["COLUMNS"] = before


def by_athlete(names: list[str], lines: list[str]) -> dict[str, list[str]]:
    """The lines from each line that is an athlete's name on, to the next such line."""
    found: dict[str, list[str]] = {name: [] for name in names}
    mine = found[names[0]]
    for line in lines:
        mine = found.get(line.strip(), mine)
        mine.append(line)
    return found
