"""Why there is no plan, and the ways out, as JSON."""

from __future__ import annotations

from typing import Any

from solver.files.data import json_text
from solver.plans.planfile import portable
from solver.reasons.conflicts.conflict import Bite, Conflict
from solver.reasons.relaxations.explanation import Explanation, Way
from solver.season import Season


def as_json(season: Season, found: Explanation) -> str:
    """Conflicts with their members, and ways out with their changes and points."""
    data = {
        "conflicts": [_conflict(season, each) for each in found.conflicts],
        "ways": [_way(each) for each in found.ways],
    }
    return json_text(data)


def _conflict(season: Season, clash: Conflict) -> dict[str, Any]:
    weeks = sorted({week + 1 for each in clash.stretches for week in range(each.first, each.last + 1)})
    return {"members": [_member(season, each) for each in clash.bites], "weeks": weeks}


def _member(season: Season, bite: Bite) -> dict[str, Any]:
    member, mark = bite.member, bite.member.mark
    return {
        "is": member.sort,
        "name": member.title,
        "says": member.says,
        "file": mark and portable(mark.file),
        "line": mark and mark.line,
        "sources": list(member.sources),
        "days": [[season.calendar.date(day).isoformat() for day in each] for each in bite.days],
        "athletes": list(bite.athletes),
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "says": way.repair.says,
        "changes": way.repair.data,
        "points": dict(way.outcome.score),
        "at_least": dict(way.outcome.bounds),
        "status": way.outcome.status,
    }
