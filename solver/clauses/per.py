"""`per`: the windows in which an amount is taken.

====================================  ==========================================================
``slot``, ``day``, ``week``           each slot of a day, each day, each week (Monday to Sunday)
``phase``, ``season``                 each phase; all the days
``cycle``                             each cycle of the calendar
``weekend``, or another day group     the days of the group, week by week
``7 days``                            any seven days in a row (rolling)
``{priority: A, from: -14, to: -1}``  the days around each meet of that kind
``{between: A}``                      the days from each such meet to the next, both left out
====================================  ==========================================================

A window holds the days of it on which the rule applies. A rolling window that is not whole (cut by
the edge of the plan, or by `when`) has no lower limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, ValidationError, WithJsonSchema

from solver.clauses.when import Around
from solver.diary import Diary
from solver.documents.base import first_wrong, shown, wrong
from solver.scope import Scope
from solver.words import WEEKDAYS

NAMED = ("slot", "day", "week", "cycle", "phase", "season")
LONG = ("phase", "season")
MEETS = "a week alone has no meets"
_ROLLING = re.compile(r"([2-9]|[1-9][0-9]{1,2}) days\Z")


@dataclass(frozen=True, slots=True)
class Window:
    """Some days (or one slot of a day); `whole` if nothing of it is cut away."""

    days: tuple[int, ...]
    slot: str | None = None
    whole: bool = True

    @property
    def last(self) -> int:
        """The day whose numbers count: the last one."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class Per:
    """The windows in which an amount is taken, as written."""

    name: str = "week"
    rolling: int = 0
    around: Around | None = None
    between: str = ""

    @property
    def in_week(self) -> bool:
        """Whether no window is longer than a week, or reaches from one week into the next."""
        named = self.name not in (*LONG, "cycle")
        return named and not (self.rolling or self.around or self.between)

    @property
    def adrift(self) -> str:
        """Why nobody knows where the windows lie in a week that stands alone; nothing if they are known."""
        if self.around or self.between:
            return MEETS
        return "nobody knows which day of the cycle it is" if self.name == "cycle" else ""

    def windows(self, scope: Scope, history: bool = False) -> Iterator[Window]:
        """Every window, for the solver; `history` lets rolling windows reach back before day one."""
        if self.rolling:
            yield from self._rolling(scope, history)
        elif self.around:
            for meet in filter(self.around.chosen, scope.meets):
                yield from _window(scope, self.around.days(meet))
        elif self.between:
            days = [meet.day for meet in scope.meets if meet.priority == self.between]
            for first, last in pairwise(days):
                yield from _window(scope, range(first + 1, last))
        elif self.name == "slot":
            for day in scope.days:
                yield from (Window((day,), slot) for slot in scope.calendar.slots)
        else:
            group = scope.calendar.groups.get(self.name, WEEKDAYS)
            for start, stop in self._stretches(scope):
                days = [day for day in range(start, stop) if WEEKDAYS[day % 7] in group]
                yield from _window(scope, days)

    def _stretches(self, scope: Scope) -> Iterator[tuple[int, int]]:
        calendar = scope.calendar
        if self.name == "phase":
            start = 0
            for phase in calendar.scenario.phases:
                yield start, start + 7 * phase.weeks
                start += 7 * phase.weeks
        elif self.name == "cycle" and calendar.scenario.calendar.cycle:
            step = calendar.scenario.calendar.cycle.days
            yield from ((start, start + step) for start in range(0, calendar.length, step))
        elif self.name in calendar.groups:
            yield from ((start, start + 7) for start in range(0, calendar.length, 7))
        else:
            step = {"day": 1, "week": 7}.get(self.name, calendar.length)
            yield from ((start, start + step) for start in range(0, calendar.length, step))

    def _rolling(self, scope: Scope, history: bool) -> Iterator[Window]:
        size, length = self.rolling, scope.calendar.length
        if scope.calendar.repeats:
            for last in scope.days:
                days = sorted({(last - back) % length for back in range(size)} & scope.inside)
                yield Window(tuple(days), whole=len(days) == size)
            return
        known = scope.known_from if history else 0
        for last in scope.days:
            days = [d for d in range(last - size + 1, last + 1) if d in scope.inside or known <= d < 0]
            yield Window(tuple(days), whole=len(days) == size)

    # ---- what the auditor reads -------------------------------------------------------------

    def found(self, scope: Scope, diary: Diary, history: bool = False) -> Iterator[Window]:
        """Every window, for the auditor: days gathered by what the calendar says of each."""
        calendar = scope.calendar
        if self.rolling:
            yield from self._found_rolling(scope, diary, history)
            return
        gathered: dict[Any, list[int]] = {}
        for day in calendar.days:
            if day.index not in scope.inside:
                continue
            for key in self._keys(scope, day.index):
                gathered.setdefault(key, []).append(day.index)
        for key, days in sorted(gathered.items()):
            yield Window(tuple(days), key[1] if self.name == "slot" else None)

    def _keys(self, scope: Scope, index: int) -> Iterator[Any]:
        """The windows that a day belongs to, by name."""
        day, calendar = scope.calendar.days[index], scope.calendar
        if self.around:
            for meet in scope.meets:
                if self.around.chosen(meet) and self.around.from_ <= index - meet.day <= self.around.to:
                    yield meet.day, meet.name
        elif self.between:
            meets = [meet.day for meet in scope.meets if meet.priority == self.between]
            before = [meet for meet in meets if meet < index]
            if before and index not in meets and any(meet > index for meet in meets):
                yield (before[-1],)
        elif self.name in calendar.groups:
            if day.weekday in calendar.groups[self.name]:
                yield (day.week,)
        elif self.name == "slot":
            yield from ((index, slot) for slot in calendar.slots)
        else:
            keys = {"day": index, "week": day.week, "phase": day.block, "cycle": day.cycle, "season": 0}
            yield (keys[self.name],)

    def _found_rolling(self, scope: Scope, diary: Diary, history: bool) -> Iterator[Window]:
        for end in scope.days:
            days, missing = [], 0
            for back in range(self.rolling):
                day = end - back
                if diary.repeats:
                    day %= diary.length
                before = day < 0 and history and day >= scope.known_from
                if day in scope.days or before:
                    days.append(day)
                else:
                    missing += 1
            yield Window(tuple(sorted(set(days))), whole=not missing and len(set(days)) == self.rolling)

    # ---- words ----------------------------------------------------------------------------------

    def written(self) -> Any:
        """The windows as YAML would hold them."""
        if self.around:
            return self.around.model_dump(by_alias=True, exclude_defaults=True)
        return {"between": self.between} if self.between else str(self)

    def __str__(self) -> str:
        if self.rolling:
            return f"{self.rolling} days"
        if self.around:
            return str(self.around)
        return f"stretch between {self.between} meets" if self.between else self.name

    def says(self) -> str:
        """'per week', 'in any 7 days', 'over the 14 days before each A meet'."""
        if self.rolling:
            return f"in any {self.rolling} days"
        if self.around:
            return f"over {self.around}"
        if self.between:
            return f"between one {self.between} meet and the next"
        if self.name in (*NAMED, "weekend"):
            return "in the season" if self.name == "season" else f"per {self}"
        return f"on the {self.name} days of a week"


def _window(scope: Scope, days: Sequence[int]) -> Iterator[Window]:
    inside = tuple(day for day in days if day in scope.inside)
    if inside:
        yield Window(inside)


def parse_per(value: Any) -> Per:
    """Read `per`."""
    if isinstance(value, str) and (found := _ROLLING.match(value)):
        return Per(value, rolling=int(found[1]))
    if isinstance(value, str) and 0 < len(value) <= 60:
        return Per(value)
    if isinstance(value, dict) and set(value) == {"between"}:
        if value["between"] not in ("A", "B", "C"):
            raise wrong(f"found {shown(value['between'])}, expected 'A', 'B' or 'C'", ("between",))
        return Per("between", between=value["between"])
    if isinstance(value, dict):
        try:
            return Per("around", around=Around.model_validate(value))
        except ValidationError as error:
            raise first_wrong(Around, error) from None
    raise wrong(f"found {shown(value)}, expected one of {', '.join(NAMED)}, a day group or '7 days'")


PerField = Annotated[
    Per,
    PlainValidator(parse_per),
    PlainSerializer(Per.written),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "examples": [*NAMED, "weekend", "7 days"]}, {"type": "object"}],
            "description": "slot, day, week, cycle, phase, season, a day group, 'n days', or around meets",
        }
    ),
]
