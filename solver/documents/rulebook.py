"""Rules and rulebooks: the envelope that all kinds share, and the files that hold rules."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, Field, create_model, field_validator, model_validator

from solver.clauses.given import Given
from solver.clauses.number import NumberField
from solver.clauses.when import When
from solver.clauses.who import Who
from solver.documents.base import Document, Line, Word, shown, wrong
from solver.documents.fields import Code, ExcuseField, Level, Lines, Sources, one_or_more
from solver.documents.scenario import Cycle, Event, Weekday, Weeks
from solver.rules import KINDS
from solver.rules.kind import Kind
from solver.words import listed, unknown

Points = Annotated[int, Field(ge=1, le=1000)]
Row = Annotated[str, Field(min_length=1, max_length=4000)]


class Weights(Document):
    """Points for each step too little and too much."""

    under: Points = 1
    over: Points = 1


def _weights(value: Any) -> Any:
    return {"under": value, "over": value} if isinstance(value, int) else value


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
    level: Literal["developing", "club", "national", "elite"] | None = None
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


class Envelope(Document):
    """What every rule has besides its kind.

    Where a principle can be understood in several ways, `readings` holds, by name, the words that belong to
    each way, and `reading` names the one used. A rule that is `off` holds where a scenario switches it on.
    """

    says: Line | None = None
    why: Line | None = None
    source: Lines = []
    tags: list[Word] = []
    when: When = When.model_construct()
    who: Who = Who.model_construct()
    level: Level = "must"
    weight: Annotated[Weights, BeforeValidator(_weights)] = Weights.model_construct()
    penalty: Literal["per unit", "per occurrence", "quadratic"] = "per unit"
    given: Given | None = None
    unless: Given | None = None
    off: bool = False
    reading: Word | None = None
    readings: dict[Word, dict[Word, Any]] = {}
    lint: dict[Code, ExcuseField] = {}  # findings that are waived, with the reason
    examples: Examples | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Envelope:
        if self.reading not in (self.readings or (None,)):
            missing = "'reading' is missing: it names the one of the readings that is used"
            found = unknown("reading", self.reading, self.readings) if self.reading else missing
            raise wrong(found, ("reading",) if "reading" in self.model_fields_set else ("readings",))
        given = [word for word in KINDS if getattr(self, word, None) is not None]
        if len(given) != 1:
            found = listed(given) or "no kind of rule"
            raise wrong(f"found {found}, expected exactly one of {', '.join(KINDS)}")
        if given == ["peak"] and self.level == "must":
            raise wrong("form at competitions is a goal: give it the level 'should' or 'prefer'", ("peak",))
        return self

    @property
    def kind(self) -> Kind:
        """The rule's kind with its fields."""
        return next(kind for word in KINDS if (kind := getattr(self, word)) is not None)  # type: ignore[no-any-return]

    @property
    def word(self) -> str:
        """The word of the rule's kind."""
        return next(word for word in KINDS if getattr(self, word) is not None)

    def sentence(self) -> str:
        """The whole rule in English: what, where, when, for whom, how strictly."""
        parts = [self.kind.says()]
        parts += [f"for {self.who}"] if str(self.who) else []
        parts += [str(self.when)] if str(self.when) else []
        parts += [f"given {self.given.says()}"] if self.given else []
        parts += [f"unless {self.unless.says()}"] if self.unless else []
        return ", ".join(parts)

    def points(self, under: int, over: int) -> int:
        """The points for so many steps too little and too much at one place."""
        return self.weight.under * self._shape(under) + self.weight.over * self._shape(over)

    def _shape(self, steps: int) -> int:
        if self.penalty == "per occurrence":
            return int(steps > 0)
        return steps * steps if self.penalty == "quadratic" else steps


Rule = create_model(
    "Rule",
    __base__=Envelope,
    __doc__="A rule: the envelope and exactly one kind.",
    **cast("Any", {word: (kind | None, None) for word, kind in KINDS.items()}),
)


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


class Modifier(Document):
    """What changes in other rules on some days: floors and caps scaled, or the rules at rest."""

    says: Line | None = None
    why: Line | None = None
    source: Lines = []
    when: When = When.model_construct()
    who: Who = Who.model_construct()
    rules: Annotated[list[Word], BeforeValidator(one_or_more)] = []
    floors: NumberField | None = None
    caps: NumberField | None = None
    rest: bool = False
    given: Given | None = None
    unless: Given | None = None
    lint: dict[Code, Line] = {}
    examples: ModifierExamples | None = None

    @model_validator(mode="after")
    def _some_change(self) -> Modifier:
        if self.floors is None and self.caps is None and not self.rest:
            raise wrong("expected 'floors', 'caps' or 'rest: true'")
        if (self.given or self.unless) and not self.rest:
            raise wrong("a condition on the plan goes with 'rest: true' only")
        return self

    def scale(self, name: str) -> Fraction:
        """By how much floors or caps are multiplied."""
        number = getattr(self, name)
        return Fraction(1) if number is None or number.constant is None else number.constant

    def sentence(self) -> str:
        """The modifier in English."""
        changes = [f"floors are taken at {self.floors}"] if self.floors else []
        changes += [f"caps are taken at {self.caps}"] if self.caps else []
        changes += ["these rules rest"] if self.rest else []
        which = f"for {', '.join(self.rules)}" if self.rules else "for all rules"
        parts = [" and ".join(changes), which, str(self.when), f"for {self.who}" if str(self.who) else ""]
        parts += [f"given {self.given.says()}"] if self.given else []
        parts += [f"unless {self.unless.says()}"] if self.unless else []
        return ", ".join(part for part in parts if part)


class Rulebook(Document):
    """A rulebook file; `rules` by id. `lint` waives findings for all of them, each with the reason."""

    rulebook: Word
    title: Line
    sources: Sources = {}
    lint: dict[Code, Line] = {}
    rules: dict[Word, Any] = {}
    modifiers: dict[Word, Any] = {}


def switch(value: Any) -> bool | None:
    """Whether `off` or `on` stands where a rule is overridden; None for anything else."""
    return {"on": True, "off": False}.get(value) if isinstance(value, str) else None


def refuse_rule(value: Any) -> str:
    """What to say of something that is no rule."""
    return f"found {shown(value)}, expected a rule (a mapping with one kind of rule), 'on' or 'off'"
