"""The days of a plan: weeks, phases, loading weeks, cycles, meets, labels, absences.

Days count from 0, the first planned Monday; days before it are negative (history). Weeks count
from 1, as on paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from solver.documents.scenario import Athlete, Away, Competition, Scenario, Span
from solver.words import WEEKDAYS, day_name, day_span

LoadingWeek = Literal["loading", "unload", ""]


@dataclass(frozen=True, slots=True)
class Day:
    """One planned day.

    Parameters
    ----------
    index
        Days since the first Monday, from 0.
    week, phase_week
        Week of the plan and of its phase, from 1.
    block
        Which phase of the season this is, from 0 (a phase name may come twice).
    cycle, cycle_day
        Cycle from 0 and day of it from 1, where the calendar has cycles; else 0.
    """

    index: int
    date: dt.date
    weekday: str
    week: int
    phase: str
    block: int
    phase_week: int
    loading: LoadingWeek
    cycle: int
    cycle_day: int


@dataclass(frozen=True, slots=True)
class Meet:
    """A competition of one athlete on a planned day."""

    day: int
    name: str
    priority: str
    rounds: int
    session: str
    slot: str | None


class Calendar:
    """The planned days and what is known of them beforehand."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        page = scenario.calendar
        self.first = page.starts
        self.weeks = page.weeks
        self.length = 7 * page.weeks
        self.repeats = page.repeats
        self.slots = [slot.slot for slot in page.slots]
        self.per_slot = page.per_slot
        self.groups = {"weekend": ["sat", "sun"], **page.groups}

    @cached_property
    def days(self) -> Sequence[Day]:
        """Every planned day, in order."""
        return [self._day(index) for index in range(self.length)]

    @cached_property
    def _weeks(self) -> list[tuple[str, int, int, LoadingWeek]]:
        """Phase, block, week of the phase and loading of every week."""
        weeks: list[tuple[str, int, int, LoadingWeek]] = []
        for block, phase in enumerate(self.scenario.phases):
            for number in range(1, phase.weeks + 1):
                weeks.append((phase.phase, block, number, self._loading(len(weeks) + 1, phase.phase, number)))
        return weeks

    def _loading(self, week: int, phase: str, number: int) -> LoadingWeek:
        loading = self.scenario.loading
        if loading is None:
            return ""
        if week in loading.unload:
            return "unload"
        if loading.unload and "pattern" not in loading.model_fields_set:
            return "loading"
        if loading.phases and phase not in loading.phases:
            return ""
        return "loading" if number % loading.length() else "unload"

    def _day(self, index: int) -> Day:
        phase, block, number, loading = self._weeks[index // 7]
        cycle = self.scenario.calendar.cycle
        turn, place = divmod(index, cycle.days) if cycle else (0, -1)
        date = self.date(index)
        weekday = WEEKDAYS[date.weekday()]
        return Day(index, date, weekday, index // 7 + 1, phase, block, number, loading, turn, place + 1)

    def date(self, index: int) -> dt.date:
        """The date of a day; also of days before the plan and after it."""
        return self.first + dt.timedelta(days=index)

    def index(self, date: dt.date) -> int:
        """The day of a date."""
        return (date - self.first).days

    def name(self, index: int) -> str:
        """'Tue 3 Mar'."""
        return day_name(self.date(index))

    def span(self, days: Sequence[int]) -> str:
        """'Tue 3 Mar to Fri 6 Mar', or 'week 3' for a whole week."""
        first, last = min(days), max(days)
        if len(days) == 7 and last - first == 6 and first % 7 == 0 and first >= 0:
            return f"week {first // 7 + 1}"
        return day_span(self.date(first), self.date(last))

    def at(self, days: Sequence[int]) -> str:
        """'in week 3', 'on Tue 3 Mar', 'from Tue 3 Mar to Fri 6 Mar'."""
        span = self.span(days)
        return f"in {span}" if span.startswith("week") else f"on {span}" if len(days) == 1 else f"from {span}"

    def meets(self, *athletes: Athlete) -> list[Meet]:
        """The competitions of an athlete, or those that are for each of several, by date."""
        mine = [each for each in self.scenario.competitions if concerns(each.for_, *athletes)]
        return sorted((self.meet(each) for each in mine), key=lambda meet: meet.day)

    def meet(self, competition: Competition) -> Meet:
        """A competition on its planned day."""
        day, each = self.index(competition.date), competition
        return Meet(day, each.name, each.priority, each.rounds, each.session, each.slot)

    def labels(self, *athletes: Athlete) -> dict[int, set[str]]:
        """The labels of each day for an athlete, or those that hold for each of several."""
        found: dict[int, set[str]] = {}
        for label in self.scenario.labels:
            if concerns(label.for_, *athletes):
                for day in self._span(label):
                    found.setdefault(day, set()).add(label.label)
        for away in self.scenario.away:
            if concerns(away.for_, *athletes) and not away.slots:
                for day in self._span(away):
                    found.setdefault(day, set()).add("away")
        return found

    def closed(self, athlete: Athlete) -> dict[tuple[int, str], str]:
        """The reason for each (day, slot) in which an athlete cannot train."""
        return {
            spot: away.reason
            for away in self.scenario.away
            if concerns(away.for_, athlete)
            for spot in self.spots(away)
        }

    def spots(self, away: Away) -> Iterator[tuple[int, str]]:
        """The days and slots of an absence."""
        for day in self._span(away):
            yield from ((day, slot) for slot in (away.slots or self.slots))

    def _span(self, span: Span) -> range:
        return range(max(self.index(span.from_), 0), min(self.index(span.to) + 1, self.length))

    def clock(self, slot: str) -> Fraction:
        """The time of day at which a slot starts, in hours.

        Where the calendar gives none, slots are spread evenly over the day.
        """
        places = [each.slot for each in self.scenario.calendar.slots]
        starts = self.scenario.calendar.slots[places.index(slot)].starts
        if starts is None:
            return Fraction(24 * (places.index(slot) + 1), len(places) + 1)
        hour, minute = starts.split(":")
        return int(hour) + Fraction(int(minute), 60)


def concerns(names: Sequence[str], *athletes: Athlete) -> bool:
    """Whether a `for` clause (names, tags, events; empty means all) speaks of each of some athletes."""
    return not names or all({each.name, *each.tags, *each.events} & set(names) for each in athletes)
