"""What a replan changes and why, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from solver.auditor import Finding
from solver.diary import Done
from solver.files.data import json_text
from solver.plans.planfile import planned
from solver.replans.happened import Happened
from solver.replans.reasons import Reason
from solver.replans.replan import Replan
from solver.report.replan import why
from solver.report.score import finding_says
from solver.season import Season


def replan_as_json(found: Replan, since: Happened) -> str:
    """Everything, as JSON."""
    season = found.season
    data = {
        "from": season.calendar.date(season.starts).isoformat(),
        "changed": found.changed,
        "fewest": found.proven,
        "score": {"before": dict(found.before.score), "after": dict(found.verdict.score)},
        "lapses": [
            {
                "athlete": each.athlete, "date": season.calendar.date(each.day).isoformat(),
                "missed": [_done(season, one) for one in each.missed],
                "more": [_done(season, one) for one in each.more],
            }
            for each in since.lived.lapses
        ],
        "absent": [
            {
                "athlete": each.athlete, "meet": each.meet, "date": each.date.isoformat(),
                "because": each.because,
            }
            for each in since.absent
        ],
        "changes": [_change(season, each) for each in found.changes],
        "lost": _musts(season, found.lost),
        "curve": [{"changed": each.changed, "score": dict(each.score)} for each in found.curve],
    }  # fmt: skip
    return json_text(data)


def _change(season: Season, each: Reason) -> Mapping[str, Any]:
    return {
        "change": each.change.sort, "old": _done(season, each.change.old),
        "new": _done(season, each.change.new), "event": each.event or None,
        "forced": _musts(season, each.forced), "saved": each.saved, "why": why(season, each),
    }  # fmt: skip


def _done(season: Season, each: Done | None) -> Any:
    return None if each is None else planned(season, each).model_dump(mode="json", by_alias=True)


def _musts(season: Season, findings: Sequence[Finding]) -> list[Mapping[str, Any]]:
    return [{"rule": each.rule, "says": finding_says(season, each)} for each in findings]
