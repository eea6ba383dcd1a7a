"""The session catalogue: what can be trained, in which doses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from solver.documents.base import Document, Line, Word, wrong
from solver.documents.fields import Lines, Sources

Percent = Annotated[float, Field(ge=0, le=130)]
Minutes = Annotated[float, Field(ge=0, le=600)]
Metres = Annotated[int, Field(ge=1, le=50000)]

COUNTED = ("reps", "sets", "minutes", "throws", "contacts", "clearances")


class Intensity(Document):
    """How fast, in per cent of `of`; for lifting of the one-repetition maximum."""

    at_least: Percent | None = None
    at_most: Percent | None = None
    of: Literal["100m pace", "maximal velocity", "best effort", "1RM", "effort"] = "100m pace"

    @model_validator(mode="after")
    def _in_order(self) -> Intensity:
        if self.at_least is not None and self.at_most is not None and self.at_most < self.at_least:
            raise wrong(f"from {self.at_least:g} to {self.at_most:g} % is empty", ("at_most",))
        return self


class Range(Document):
    """From one number to another, in steps."""

    from_: Annotated[int, Field(ge=1, le=1000)]
    to: Annotated[int, Field(ge=1, le=1000)]
    step: Annotated[int, Field(ge=1, le=500)] = 1

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.to < self.from_:
            raise wrong(f"from {self.from_} to {self.to} is empty", ("to",))
        if (self.to - self.from_) % self.step:
            raise wrong(f"steps of {self.step} from {self.from_} never reach {self.to}", ("step",))
        return self


def _range(value: Any) -> Any:
    return {"from": value, "to": value} if isinstance(value, int) else value


RangeField = Annotated[Range, BeforeValidator(_range)]


class Dose(Document):
    """What the planner may choose: how many, and over which distance (m).

    Exactly one of `reps`, `sets`, `minutes`, `throws`, `contacts`, `clearances`.
    """

    reps: RangeField | None = None
    sets: RangeField | None = None
    minutes: RangeField | None = None
    throws: RangeField | None = None
    contacts: RangeField | None = None
    clearances: RangeField | None = None
    distance: Annotated[
        list[Metres], BeforeValidator(lambda v: v if isinstance(v, list) else [v]), Field(max_length=8)
    ] = []
    of: Annotated[int, Field(ge=1, le=100)] | None = None

    @model_validator(mode="after")
    def _one_count(self) -> Dose:
        given = [name for name in COUNTED if getattr(self, name) is not None]
        if len(given) != 1:
            raise wrong(
                f"found {' and '.join(given) or 'no count'}, expected exactly one of {', '.join(COUNTED)}"
            )
        return self

    def counted(self) -> tuple[str, Range]:
        """The word for what is counted, and its range."""
        return next((name, getattr(self, name)) for name in COUNTED if getattr(self, name) is not None)


class PerCount(Document):
    """An amount that grows with the dose: `base` and so much for each repetition (set, minute...)."""

    base: Annotated[float, Field(ge=0, le=100000)] = 0
    each: Annotated[float, Field(ge=0, le=10000)] = 0


class PerMetres(Document):
    """A rest that grows with the distance: minutes for every ten metres."""

    per_10m: Annotated[float, Field(gt=0, le=10)]


Rest = Annotated[
    Annotated[Minutes, Tag("minutes")] | Annotated[PerMetres, Tag("by distance")],
    Discriminator(lambda v: "by distance" if isinstance(v, dict | PerMetres) else "minutes"),
]


class Session(Document):
    """A kind of session.

    `aka` is what others call it; `class` is how hard the day becomes; `rest` minutes between
    repetitions; `minutes` those besides the repetitions and their rests, warm-up included; `rpe` the
    session's rating of perceived exertion (0-10), so that load = rpe x minutes; `run_in` metres before
    the timed zone of each repetition; `order` its place within a day, earlier first.
    """

    title: Line
    tags: list[Word] = []
    aka: list[Line] = []
    class_: Word
    intensity: Intensity | None = None
    dose: Dose | None = None
    run_in: Annotated[int, Field(ge=0, le=200)] = 0
    rest: Rest | None = None
    recovery: Line | None = None
    warm_up: Minutes = 0
    minutes: Minutes = 0
    rpe: Annotated[float, Field(ge=0, le=10)] = 0
    amounts: dict[Word, PerCount] = {}
    order: Annotated[int, Field(ge=0, le=100)] = 50
    slots: list[Word] = []
    sources: dict[Word, Lines] = {}
    remarks: Line | None = None

    @model_validator(mode="after")
    def _whole(self) -> Session:
        if self.run_in and not (self.dose and self.dose.distance):
            raise wrong("a run-in needs a dose with a distance", ("run_in",))
        return self


class CatalogueFile(Document):
    """A catalogue file. `classes` go from the easiest to the hardest."""

    catalogue: Word
    title: Line
    classes: Annotated[list[Word], Field(min_length=1, max_length=9)] = ["rest", "low", "medium", "high"]
    sources: Sources = {}
    sessions: Annotated[dict[Word, Session], Field(min_length=1, max_length=200)]
