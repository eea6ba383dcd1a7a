"""Examples of rules and modifiers: weeks in one line, and the calendar that they play in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from solver.documents.base import Document, Word, wrong
from solver.documents.fields import one_or_more
from solver.documents.scenario import Cycle, Event, Standing, Weekday, Weeks

Row = Annotated[str, Field(min_length=1, max_length=4000)]


class Setting(Document):
    """The calendar and the athlete of a rule's examples, where it matters.

    `phases` and `loading` may give one word a week; the last one goes on. `labels` name days from 1, as in
    ``{exams: 2-4}``; `history` is a row that ends the day before the plan, `totals` were done before it.
    Without more, the athlete is one whom the rule concerns, and all else the first that its `when` names.
    """

    starts: dt.date | None = None
    phase: Word | None = None
    phases: list[Word] = []
    loading: Annotated[list[str], BeforeValidator(one_or_more)] = []
    slots: list[Word] = []
    cycle: Cycle | None = None
    groups: dict[Word, list[Weekday]] = {}
    repeats: bool = False
    labels: dict[Word, Weeks] = {}
    history: Row | None = None
    totals: dict[Word, Annotated[int, Field(ge=1, le=10000)]] = {}
    events: list[Event] = []
    level: Standing | None = None
    tags: list[Word] = []
    born: int | None = None
    training_age: float | None = None
    body_mass: float | None = None
    sex: Literal["female", "male"] | None = None
    best: dict[Event, float] = {}

    @field_validator("loading")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        pattern = len(value) == 1 and re.match(r"[1-9]:1\Z", value[0])
        if not pattern and not set(value) <= {"loading", "unload"}:
            raise wrong("expected a pattern such as 3:1, or 'loading' or 'unload' for each week")
        return value


class Example(Setting):
    """One row of an example: the days, what they cost or earn, and a setting of its own."""

    days: Row
    points: Annotated[int, Field(ge=0)] | None = None
    gain: int | None = None


ExampleField = Annotated[Example, BeforeValidator(lambda v: {"days": v} if isinstance(v, str) else v)]


class Examples(Document):
    """Weeks that keep the rule and weeks that break it, by a name for each."""

    setting: Setting = Setting.model_construct()
    holds: dict[Word, ExampleField] = {}
    breaks: dict[Word, ExampleField] = {}


class ModifierExample(Example):
    """A row of a modifier's examples: judged by `rule`, with the modifier at work."""

    rule: Word | None = None


ModifierRow = Annotated[ModifierExample, BeforeValidator(lambda v: {"days": v} if isinstance(v, str) else v)]


class ModifierExamples(Document):
    """Weeks that keep and weeks that break a rule which the modifier changes.

    A row is judged by the rule that it names, else by the first one in the modifier's `rules`.
    """

    setting: Setting = Setting.model_construct()
    holds: dict[Word, ModifierRow] = {}
    breaks: dict[Word, ModifierRow] = {}
