"""What the eye looks at: the sheet of one athlete, with a row for each session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tests.eye.row import Row

#: Phases in which rest is the purpose, and those in which the volume goes down on purpose.
TRANSITION, TAPER, GENERAL = "transition", "taper", "general-preparation"


@dataclass(frozen=True)
class Athlete:
    """Who the sheet is for; bests in seconds, by event."""

    name: str = "Ada"
    events: tuple[str, ...] = ("100m",)
    best: Mapping[str, float] = field(default_factory=dict)
    born: int | None = None
    tags: frozenset[str] = frozenset()

    def under(self, age: int, year: int) -> bool:
        """Whether the athlete turns less than `age` in a year."""
        return self.born is not None and year - self.born < age

    @property
    def longest(self) -> int:
        """The longest event, in metres."""
        return max(int(event.rstrip("mh")) for event in self.events)

    @property
    def group(self) -> str:
        """With whom to train: hurdlers, runners of 400 m and more, sprinters."""
        if any(event.endswith("h") for event in self.events):
            return "hurdles"
        return "long" if self.longest >= 400 else "short"


@dataclass(frozen=True)
class Meet:
    """A competition."""

    day: int
    name: str = "Meet"
    priority: str = "A"
    rounds: int = 1


@dataclass(frozen=True)
class Week:
    """A planned week: its phase, which phase of the season that is, and whether it is an unload week."""

    phase: str = GENERAL
    block: int = 0
    unload: bool = False


@dataclass(frozen=True)
class Hit:
    """Something that looks wrong: on which day, and what was seen."""

    day: int
    seen: str


@dataclass(frozen=True)
class Sheet:
    """The plan of one athlete with all that a coach would lay beside it.

    Parameters
    ----------
    rows
        The sessions of the plan, in the order in which it lists them, after those of the history.
    closed
        Days and slots without training.
    known_from
        The first day whose sessions are all known; 0 without a history.
    sprinted_before
        Whether there is a record of accelerations before that day.
    mates
        The sheets of the others in the squad.
    report
        The printed report, line by line; empty where it was not printed.
    ids
        Names from the files that have no business in a report.
    other_school
        Whether it is planned by a school that does not hold with speed in every week: what only speed first asks
        for is then not missed (lines 13, 16, 17 and 20).
    """

    rows: tuple[Row, ...]
    weeks: tuple[Week, ...] = (Week(),)
    athlete: Athlete = Athlete()
    first: dt.date = dt.date(2026, 10, 5)
    slots: tuple[str, ...] = ("day",)
    clocks: Mapping[str, float] = field(default_factory=dict)
    meets: tuple[Meet, ...] = ()
    closed: frozenset[tuple[int, str]] = frozenset()
    labels: Mapping[int, frozenset[str]] = field(default_factory=dict)
    known_from: int = 0
    sprinted_before: bool = False
    mates: tuple[Sheet, ...] = ()
    report: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    other_school: bool = False

    @property
    def length(self) -> int:
        """Days of the plan."""
        return 7 * len(self.weeks)

    @cached_property
    def _by_day(self) -> Mapping[int, tuple[Row, ...]]:
        days: dict[int, list[Row]] = {}
        for row in self.rows:
            days.setdefault(row.day, []).append(row)
        return {
            day: tuple(sorted(rows, key=lambda row: self.slots.index(row.slot))) for day, rows in days.items()
        }

    def on(self, day: int) -> tuple[Row, ...]:
        """The sessions of a day, as they follow each other."""
        return self._by_day.get(day, ())

    def over(self, days: Iterable[int]) -> list[Row]:
        """The sessions of some days."""
        return [row for day in days for row in self.on(day)]

    @cached_property
    def planned(self) -> tuple[Row, ...]:
        """The sessions of the plan, without the history."""
        return tuple(row for row in self.rows if row.day >= 0)

    def hard(self, day: int) -> bool:
        """Whether a day is a hard one."""
        return any(row.hard for row in self.on(day))

    def raced(self, day: int) -> bool:
        """Whether there is a race on a day."""
        return any(row.race for row in self.on(day))

    def away(self, day: int) -> bool:
        """Whether there can be no training on a day."""
        return all((day, slot) in self.closed for slot in self.slots)

    def known(self, day: int) -> bool:
        """Whether it is known what was done on a day."""
        return self.known_from <= day < self.length

    def phase(self, day: int) -> str:
        """The phase of a planned day; '' before and after the plan."""
        return self.weeks[day // 7].phase if 0 <= day < self.length else ""

    def days(self, week: int) -> range:
        """The days of a week; weeks count from 0 here, those of the history are negative."""
        return range(7 * week, 7 * week + 7)

    def blocks(self) -> list[range]:
        """The weeks of each phase of the season."""
        found: list[range] = []
        for number, week in enumerate(self.weeks):
            if found and self.weeks[found[-1].start].block == week.block:
                found[-1] = range(found[-1].start, number + 1)
            else:
                found.append(range(number, number + 1))
        return found

    def absences(self) -> Iterator[range]:
        """Stretches of days without any training by the calendar."""
        day = 0
        while day < self.length:
            end = day
            while end < self.length and self.away(end):
                end += 1
            if end > day:
                yield range(day, end)
            day = end + 1

    def disturbed(self, week: int) -> bool:
        """Whether a week has a cause to be unlike others: a meet, days away or a label."""
        days = set(self.days(week))
        return bool(days & self.labels.keys()) or any(
            self.away(day) or self.raced(day) or day in {meet.day for meet in self.meets} for day in days
        )

    def sprint_metres(self, days: Iterable[int]) -> int:
        """Metres of sprinting with the run-ins, races included."""
        return sum(row.metres for row in self.over(days) if row.sprint)

    def load(self, days: Iterable[int]) -> float:
        """The load of some days."""
        return sum(row.load for row in self.over(days))

    def date(self, day: int) -> dt.date:
        """The date of a day."""
        return self.first + dt.timedelta(days=day)

    def name(self, day: int) -> str:
        """'Tue 3 Mar'."""
        date = self.date(day)
        return f"{date:%a} {date.day} {date:%b}"
