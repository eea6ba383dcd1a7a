"""A plan as JSON for other programs: everything that can be derived is there, in plain numbers and words."""

from __future__ import annotations

from typing import Literal

from solver.documents.base import Document, Line
from solver.documents.plan import Amount, Date


class ExportedMeet(Document):
    """A meet on a day of an athlete."""

    date: Date
    name: Line
    priority: Literal["A", "B", "C"]
    rounds: int


class ExportedWeek(Document):
    """A week of an athlete. Metres of sprints with their run-ins and of other running; load in AU."""

    athlete: Line
    week: int
    starts: Date
    phase: Line
    unload: bool
    sprint_metres: Amount
    other_metres: Amount
    minutes: Amount
    load: Amount
    high_days: int
    meets: list[ExportedMeet]


class ExportedSession(Document):
    """A session. `starts` and `ends` are local times, where the scenario has any; warm-up in minutes.

    `said` is what the coach wrote for it in his own words, `breaks` the musts that its day breaks.
    """

    uid: Line
    athlete: Line
    date: Date
    week: int
    slot: Line
    starts: str | None
    ends: str | None
    session: Line
    count: int
    distance: int | None
    said: Line | None
    title: Line
    class_: Line
    tags: list[Line]
    dose: str
    target: str
    recovery: str
    warm_up: Amount
    metres: Amount
    minutes: Amount
    load: Amount
    meet: Line | None
    breaks: list[Line]


class ExportFile(Document):
    """An audited plan, or some athletes and weeks of it. `broken` are the musts that it breaks."""

    export: Literal[1]
    scenario: Line
    title: Line
    speedfirst: Line
    starts: Date
    athletes: list[Line]
    broken: list[Line]
    weeks: list[ExportedWeek]
    sessions: list[ExportedSession]
