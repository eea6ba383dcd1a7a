"""A squad of two with slots on the clock, a meet and days away: for tests of exports and imports, unsolved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from solver.auditor import audit
from solver.diary import Done
from solver.documents.plan import PlanFile
from solver.exports.export import Export
from solver.exports.formats import WRITERS
from solver.loading.load import load
from solver.plans.planfile import plan_file
from solver.plans.text import dumps
from solver.season import Season

MONDAY = "2026-10-05"
#: Each name that a coach may choose, as it usually is here.
NAMES: Mapping[str, str] = {
    "title": "Two weeks in October", "ada": "Ada", "ben": "Ben", "fly": "Flying sprints", "meet": "Autumn cup",
    "reason": "family", "recovery": "walk back",
}  # fmt: skip


def page(names: Mapping[str, str] = NAMES, **changes: Any) -> dict[str, Any]:
    """The scenario as data."""
    athletes = [
        {"name": names["ada"], "events": ["100m"], "best": {"100m": 10.0}},
        {"name": names["ben"], "events": ["400m"]},
    ]
    return {
        "scenario": "handed-on",
        "title": names["title"],
        "catalogue": "shelf",
        "calendar": {"starts": "DATE", "weeks": 2, "slots": {"am": "9:00", "pm": "17:30"}},
        "athletes": athletes,
        "phases": [{"phase": "general-preparation", "weeks": 1}, {"phase": "competition", "weeks": 1}],
        "competitions": [
            {"date": "2026-10-17", "name": names["meet"], "priority": "A", "rounds": 2, "slot": "pm"}
        ],
        "away": [{"from": "2026-10-11", "to": "2026-10-11", "reason": names["reason"], "for": names["ben"]}],
    } | changes


def shelf(names: Mapping[str, str] = NAMES) -> dict[str, Any]:
    """The catalogue as data."""
    reps = {"reps": {"from": 1, "to": 10}}
    return {
        "catalogue": "shelf",
        "title": "Few sessions",
        "sessions": {
            "fly": {
                "title": names["fly"], "class": "high", "tags": ["running"], "dose": {**reps, "distance": [20, 30]},
                "intensity": {"at_least": 98}, "run_in": 30, "rest": {"per_10m": 1}, "recovery": names["recovery"],
                "warm_up": 35, "minutes": 10, "rpe": 7, "aka": ["flyings"],
            },
            "tempo": {
                "title": "Extensive tempo", "class": "low", "tags": ["running"], "dose": {**reps, "distance": 100},
                "intensity": {"at_least": 65, "at_most": 75}, "rest": 1.5, "minutes": 20, "rpe": 3,
            },
            "lift": {"title": "Basic strength", "class": "medium", "tags": ["strength"], "minutes": 20, "rpe": 6,
                     "dose": {"sets": {"from": 3, "to": 5}, "of": 5}, "rest": 3},
            "jumps": {"title": "Jumps", "class": "medium", "minutes": 20, "rpe": 5,
                      "dose": {"contacts": {"from": 40, "to": 100, "step": 10}}},
            "easy": {"title": "Easy bike", "class": "low", "rpe": 2, "dose": {"minutes": {"from": 20, "to": 40}}},
            "shake": {"title": "Shake-out, two build-ups", "class": "low", "minutes": 25, "rpe": 2},
            "race": {"title": "Race", "class": "high", "tags": ["race", "running"], "minutes": 60, "rpe": 9,
                     "dose": {**reps, "distance": 100}},
        },
    }  # fmt: skip


def season(folder: Path, names: Mapping[str, str] = NAMES, **changes: Any) -> Season:
    """The season, from files written to a folder."""
    (folder / "shelf.yaml").write_text(json.dumps(shelf(names), ensure_ascii=False), encoding="utf-8")
    text = json.dumps(page(names, **changes), ensure_ascii=False)
    for date in (MONDAY, "2026-10-11", "2026-10-12", "2026-10-17"):
        text = text.replace(f'"{date}"', date)
    (folder / "scenario.yaml").write_text(text.replace('"DATE"', MONDAY), encoding="utf-8")
    return load(folder / "scenario.yaml")


def done(season: Season, who: int, day: int, slot: str, form: str, count: int) -> Done:
    """A session of an athlete."""
    return Done.of(season.athletes[who].name, day, slot, season.catalogue.forms[form], count)


def usual(season: Season) -> list[Done]:
    """A plan that holds: every kind of session, two in one slot, and the meet."""
    wanted = [
        (0, 0, "am", "fly@30", 4), (0, 0, "am", "lift", 3), (0, 1, "am", "tempo", 10), (0, 3, "pm", "fly@20", 3),
        (0, 8, "am", "easy", 30), (0, 10, "pm", "shake", 1), (0, 12, "pm", "race", 2), (1, 2, "am", "jumps", 60),
        (1, 4, "pm", "tempo", 8), (1, 12, "pm", "race", 2),
    ]  # fmt: skip
    return [done(season, *each) for each in wanted]


@dataclass
class Found:
    """What a search would have come to."""

    sessions: Sequence[Done]
    status: Literal["optimal", "feasible"] = "optimal"
    interrupted: bool = False
    windows: int = 0
    score: dict[str, int] = field(default_factory=lambda: {"should": 0, "prefer": 0})
    bounds: dict[str, int | None] = field(default_factory=lambda: {"should": 0, "prefer": 0})


def document(season: Season, sessions: Sequence[Done], broken: Sequence[str] = ()) -> PlanFile:
    """The plan file of some sessions."""
    return plan_file(season, Found(sessions), "scenario.yaml", 1.0, "", broken)


def write(folder: Path, season: Season, sessions: Sequence[Done], broken: Sequence[str] = ()) -> Path:
    """Write `plan.json`."""
    (folder / "plan.json").write_text(dumps(document(season, sessions, broken)), encoding="utf-8")
    return folder / "plan.json"


def export(
    season: Season, sessions: Sequence[Done], word: str, who: Sequence[int] | None = None,
    said: Mapping[Done, str] | None = None, before: bytes | None = None, weeks: Sequence[int] = (1, 2),
) -> bytes:  # fmt: skip
    """A plan in a format."""
    verdict = audit(season, season.diary(sessions))
    athletes = [season.athletes[n] for n in who] if who is not None else season.athletes
    made = Export(season, document(season, sessions), verdict, sessions, said or {}, athletes, weeks, before)
    return WRITERS[word].write(made)
