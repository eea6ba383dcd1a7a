"""The log: what was done, session by session."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from solver.documents.base import Document, Line
from solver.documents.scenario import Noted


class LogEntry(Noted):
    """A session that was done, or `missed`. Distances in metres, time in minutes, effort from 0 to 10.

    `missed` alone is the whole day (or its slot); `missed tempo` is one session of it.
    """

    rpe: Annotated[float, Field(ge=0, le=10)] | None = None


class LogFile(Document):
    """A log in YAML: its name, and `days`, one entry for each session."""

    log: Line
    days: Annotated[list[LogEntry], Field(min_length=1, max_length=20_000)]
