"""Rules and rulebooks: the envelope that all kinds share, and the files that hold rules."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, Field, create_model, model_validator

from solver.clauses.counted import CountFields
from solver.clauses.given import Given
from solver.clauses.number import NumberField
from solver.clauses.when import When
from solver.clauses.who import Who
from solver.documents.base import Document, Line, Word, shown, wrong
from solver.documents.example import Example as Example
from solver.documents.example import Examples as Examples
from solver.documents.example import ModifierExample as ModifierExample
from solver.documents.example import ModifierExamples as ModifierExamples
from solver.documents.example import Setting as Setting
from solver.documents.fields import Code, ExcuseField, Level, Lines, Sources, one_or_more
from solver.rules import KINDS
from solver.rules.kind import Kind, parts_of
from solver.words import listed, plural, unknown

Points = Annotated[int, Field(ge=1, le=1000)]


class Weights(Document):
    """Points for each step too little and too much."""

    under: Points = 1
    over: Points = 1


def _weights(value: Any) -> Any:
    return {"under": value, "over": value} if isinstance(value, int) else value


class Envelope(Document):
    """What every rule has besides its kind.

    Where a principle can be understood in several ways, `readings` holds, by name, the words that belong to
    each way, and `reading` names the one used. A rule that is `off` holds where a scenario switches it on.
    """

    constant = "it is the same everywhere: for another one write a second rule with 'when' or 'who'"

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
        if self.kind.traits.goal and self.level == "must":
            raise wrong("form at meets is a goal: give it the level 'should' or 'prefer'", (given[0],))
        for word in (*given, "given", "unless"):
            if not self.kind.of_squad and any(
                each.athletes for each in parts_of(getattr(self, word), CountFields)
            ):
                said = (
                    "the rule is about each athlete alone; 'athletes' goes with 'limit' and 'across: squad'"
                )
                raise wrong(said, (word,))
        return self

    @cached_property
    def kind(self) -> Kind:
        """The rule's kind with its fields."""
        return next(kind for word in KINDS if (kind := getattr(self, word)) is not None)  # type: ignore[no-any-return]

    @cached_property
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

    def costs(self) -> str:
        """What a breach costs, in words, where it is not one point for each step; nothing for a must."""
        soft = (
            self.level != "must" or getattr(self.kind, "should", None) or getattr(self.kind, "prefer", None)
        )
        under, over = self.weight.under, self.weight.over
        if not soft or (under, over, self.penalty) == (1, 1, "per unit"):
            return ""
        what = {"per occurrence": "place", "quadratic": "step squared"}.get(self.penalty, "step")
        if under == over:
            return f"{plural(over, 'point')} for each {what}"
        return f"{plural(under, 'point')} for each {what} too little, {over} too much"

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


class Modifier(Document):
    """What changes in other rules on some days: floors and caps scaled, or the rules at rest.

    Amounts are scaled to whole numbers and shares exactly; conditions (`given`, `unless`) stay as they are. A
    rule about the squad is changed only by what is for every one of it.
    """

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
