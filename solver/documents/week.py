"""A week as a coach writes it, or several in a row: what was done on which weekday, as far as it is known.

::

    week: houston-1998
    title: Houston, November 1998
    source: a forum
    days:
      mon: {either: [running 500+400+300 m, [running 2x500 m, running 4x100 m]]}
      tue: [acceleration, max-strength]
      thu: {session: running, reps: 8-10, distance: 100, intensity: {at_most: 75}}
      fri: "?"
      sat: endurance 6 miles
      sun: rest

Rest is known to be rest. A weekday that is left out, or `?`, is not known: anything may have been done, or
nothing. An entry may be a line of text; what it does not say is not known either.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from solver.clauses.what import WhatField
from solver.documents.base import Document, Line, Word, shown, wrong
from solver.documents.fields import Date, Event, Lines, Weekday
from solver.documents.quantities import Count, Distance, Load, Metres, Minutes, Percent, WorkField
from solver.documents.scenario import PHASES, Athlete

#: For a session (or a day) of which nothing is known.
UNKNOWN = ("?", "unknown")
REST = ("rest", "off")
#: Sessions on a day, entries of an alternative, weeks in a file.
MOST_ENTRIES, MOST_WEEKS = 12, 8
MOST_TEXT = 200

_INTENSITY = re.compile(r"(?:at|@)\s*(most |least )?\s*([0-9.,\s\u2013-]+?)\s*%?\Z", re.IGNORECASE)


def _entry(value: Any) -> Any:
    """Read an entry that is a line of text, such as `extensive-tempo 10x100 m at 70-75 %`."""
    if isinstance(value, dict | WeekEntry):
        return value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not 0 < len(text) <= MOST_TEXT:
        raise wrong(f"found {shown(value)}, expected a session such as 'extensive-tempo 10x100 m at 70 %'")
    found: dict[str, Any] = {}
    words = text.split(" ")
    for place, word in enumerate(words):
        if word.lower() in ("at", "@") or word.startswith("@"):
            found["intensity"] = _intensity(" ".join(words[place:]))
            words = words[:place]
            break
    start = next((n for n, word in enumerate(words) if word[0].isdigit()), len(words))
    if start:
        found["session"] = " ".join(words[:start])
    if words[start:]:
        found["work"] = " ".join(words[start:])
    return found


def _intensity(text: str) -> Any:
    found = _INTENSITY.match(text)
    if not found:
        raise wrong(f"found {shown(text)}, expected an intensity such as 'at 70 %' or 'at most 75 %'")
    amount = found[2].replace(" ", "")
    return {f"at_{found[1].strip().lower()}": amount} if found[1] else amount


def _either(value: Any) -> Any:
    """Each alternative may be one entry or a list of entries."""
    return (
        [each if isinstance(each, list) else [each] for each in value] if isinstance(value, list) else value
    )


class WeekEntry(Document):
    """One session as it was written; what is left out is not known.

    `either` stands in its place where one of several alternatives was done, nobody says which.
    """

    session: Line | None = None
    slot: Word | None = None
    work: WorkField | None = None
    sets: Count | None = None
    reps: Count | None = None
    distance: Distance | None = None
    metres: Metres | None = None
    minutes: Minutes | None = None
    load: Load | None = None
    intensity: Percent | None = None
    rest: Minutes | None = None
    note: Line | None = None
    either: (
        Annotated[list[Alternative], BeforeValidator(_either), Field(min_length=2, max_length=6)] | None
    ) = None

    @model_validator(mode="after")
    def _said_once(self) -> WeekEntry:
        work = self.work
        if self.either is not None and self.model_fields_set - {"either", "note", "slot"}:
            raise wrong("'either' stands alone: what is done goes into its alternatives", ("either",))
        if any(each.either is not None for part in self.either or () for each in part):
            raise wrong(
                "one 'either' in another is too much to follow; write the alternatives side by side",
                ("either",),
            )
        for word in ("sets", "reps", "distance") if work and work.reps else ():
            if getattr(self, word) is not None:
                raise wrong(f"'work' says already what {word!r} says again", (word,))
        return self


EntryField = Annotated[WeekEntry, BeforeValidator(_entry)]
Alternative = Annotated[list[EntryField], Field(min_length=1, max_length=MOST_ENTRIES)]


def _day(value: Any) -> Any:
    """Read `rest`, `?`, a session or a list of sessions."""
    if isinstance(value, str):
        word = value.strip().lower()
        return None if word in UNKNOWN else [] if word in REST else [value]
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        raise wrong(f"found {shown(value)}, expected sessions, 'rest', or '?' where nobody knows")
    return value


def _days(value: Any) -> Any:
    """Refuse a weekday that stands twice (`mon` and `monday`)."""
    seen: set[str] = set()
    for name in value if isinstance(value, dict) else ():
        short = str(name).lower()[:3]
        if short in seen:
            raise wrong(f"the weekday {name!r} stands twice", (name,))
        seen.add(short)
    return value


#: The sessions of a day; None where nobody knows what was done.
DayField = Annotated[
    Annotated[list[EntryField], Field(max_length=MOST_ENTRIES)] | None, BeforeValidator(_day)
]
DaysField = Annotated[dict[Weekday, DayField], BeforeValidator(_days)]


class OneWeek(Document):
    """One of several weeks in a row. A weekday that is left out is not known."""

    phase: Word | None = None
    unload: bool | None = None
    days: DaysField


class WeekAthlete(Athlete):
    """Whose week it is, as far as that is known."""

    name: Line = "the athlete"
    events: Annotated[list[Event], Field(min_length=1)] = ["100m"]


def _monday(value: dt.date) -> dt.date:
    if value.weekday():
        raise wrong(f"{value} is a {value:%A}; weeks run from Monday to Sunday")
    return value


class WeekFile(Document):
    """A week that stands alone, or several in a row.

    `covers` are the sessions that the page tells of (`running`): of others nobody knows. `unload` is said
    of an easier week; without it a week is an ordinary one.
    """

    week: Word
    title: Line
    source: Lines = []
    note: Line | None = None
    catalogue: Line = "catalogue"
    starts: Annotated[Date, AfterValidator(_monday)] | None = None
    slots: Annotated[list[Word], Field(min_length=1, max_length=4)] = ["day"]
    athlete: WeekAthlete = WeekAthlete.model_construct()
    phase: Word = PHASES[0]
    unload: bool = False
    covers: WhatField | None = None
    days: DaysField | None = None
    weeks: Annotated[list[OneWeek], Field(min_length=1, max_length=MOST_WEEKS)] | None = None

    @model_validator(mode="after")
    def _complete(self) -> WeekFile:
        if (self.days is None) == (self.weeks is None):
            raise wrong("expected either 'days', or 'weeks' for several in a row")
        if self.athlete.born is not None and self.starts is None:
            raise wrong("'born' gives an age only with 'starts', the Monday of the week", ("athlete", "born"))
        if self.athlete.born is not None and self.starts and self.athlete.born >= self.starts.year:
            said = f"found {self.athlete.born}, expected a year before {self.starts.year}"
            raise wrong(said, ("athlete", "born"))
        return self

    def each(self) -> list[OneWeek]:
        """The weeks, each with its phase."""
        weeks = self.weeks or [OneWeek.model_construct(days=self.days or {}, phase=None, unload=None)]
        return [
            week.model_copy(
                update={
                    "phase": week.phase or self.phase,
                    "unload": self.unload if week.unload is None else week.unload,
                }
            )
            for week in weeks
        ]
