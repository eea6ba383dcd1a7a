"""A trade-off as plain data and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from solver.documents.fields import LEVELS
from solver.documents.plan import level_scores
from solver.files.data import figure, json_text
from solver.fronts.aims import Aim
from solver.fronts.front import Front, Point
from solver.season import Season


def as_json(season: Season, front: Front, effort: float, files: Sequence[str] = ()) -> str:
    """All points as JSON.

    Parameters
    ----------
    files
        Where the plans of the points have been written, if they have.
    """
    return json_text(as_data(season, front, effort, files))


def as_data(season: Season, front: Front, effort: float, files: Sequence[str] = ()) -> dict[str, Any]:
    """All points as plain data."""
    knee = front.knee()
    return {
        "scenario": season.scenario.scenario,
        "effort": effort,
        "goals": [_goal(aim) for aim in front.aims],
        "within": dict(front.allowed),
        "all": front.whole,
        "proven": front.proven,
        "stopped": front.stopped,
        "knee": None if knee is None else knee + 1,
        "plan": {
            "figures": [figure(each, 4) for each in front.here],
            "levels": {level: front.plan.score[level] for level in LEVELS},
        },
        "points": [
            _point(number, point, files[number - 1] if files else None)
            for number, point in enumerate(front.points, start=1)
        ],
    }


def _goal(aim: Aim) -> dict[str, Any]:
    better = "more" if aim.most else "less"
    return {"goal": str(aim), "of": aim.name, "better": better, "step": figure(aim.step, 4)}


def _point(number: int, point: Point, file: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "point": number,
        "figures": [figure(each, 4) for each in point.figures],
        "proven": point.proven,
        "no_better_than": [None if best is None else figure(best, 4) for best in point.best],
        "levels": [each.model_dump() for each in level_scores(point.outcome.score, point.least)],
        "audited": point.audit.passed,
    }
    return found | ({"file": file} if file else {})
