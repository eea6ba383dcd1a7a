"""The plan file: what was planned, from which inputs, how good it is known to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from solver.documents.base import Document, Line, one_line, shown, wrong
from solver.documents.fields import LEVELS
from solver.words import dated


def _date(value: Any) -> Any:
    """JSON has no dates, only text that looks like one."""
    if not isinstance(value, str):
        return value
    if (found := dated(value)) is None:
        raise wrong(f"found {shown(value)}, expected a date such as 2026-10-05")
    return found


Date = Annotated[dt.date, BeforeValidator(_date)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
#: A change as `path=value`; the athletes of a group are one.
ChangeLine = Annotated[str, Field(max_length=20_000, strict=True), AfterValidator(one_line)]
Amount = Annotated[float, Field(ge=0, le=1_000_000)]


class LevelScore(Document):
    """The points of a level and what they cannot be below (None if nothing is known)."""

    level: Literal["should", "prefer"]
    points: int
    at_least: int | None


def level_scores(score: Mapping[str, int], bounds: Mapping[str, int | None]) -> list[LevelScore]:
    """The points of all levels, and what they cannot be below."""
    return [
        LevelScore.model_validate({"level": level, "points": score[level], "at_least": bounds[level]})
        for level in LEVELS
    ]


class PlannedSession(Document):
    """One session of a plan. Distances in metres, time in minutes, load in AU.

    `said` is what the coach wrote for it, where those are his own words.
    """

    athlete: Line
    date: Date
    slot: Line
    session: Line
    count: Annotated[int, Field(ge=1, le=1000)]
    distance: Annotated[int, Field(ge=1, le=50000)] | None
    title: Line
    class_: Line
    dose: str
    target: str | None
    recovery: str
    metres: Amount
    minutes: Amount
    load: Amount
    said: Line | None = None


class LineageFile(Document):
    """One of the files of a scenario: itself, or an overlay on it."""

    file: Line
    sha256: Digest


class PlanFile(Document):
    """A plan.

    `inputs` are the files it was made from, with their SHA-256; `lineage` those of them that are the
    scenario and its overlays, the uppermost last, and `changes` what was changed besides, as `path=value`.
    `windows` is a number of weeks: within any so many of them, all else standing still, nothing better
    exists; 0 where that is not known. `broken` are the musts that this plan breaks: because no plan keeps
    them with all the others, or because a coach wants it so. `effort` is 0 where nothing was searched: the
    plan is a coach's own. A plan that was replanned says `from` which day on; what it has before that is what
    was done. `before` is the plan that it took the place of.
    """

    plan: Literal[1]
    scenario: Line
    title: Line
    file: Line
    speedfirst: Line
    ortools: str
    inputs: dict[str, Digest]
    lineage: list[LineageFile] = []
    changes: list[ChangeLine] = []
    from_: Date | None = None
    before: LineageFile | None = None
    effort: Annotated[float, Field(ge=0)]
    status: Literal["optimal", "feasible"]
    interrupted: bool = False
    windows: Annotated[int, Field(ge=0)] = 0
    broken: list[Line] = []
    levels: list[LevelScore]
    sessions: list[PlannedSession]
