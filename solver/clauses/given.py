"""`given` and `unless`: a rule that holds only where the plan itself has (or lacks) something.

=================================  =============================================================
``sessions: race, at_least: 1``    an amount between two limits: in weeks with a race
``over: week``                     where to look, counted from the place that the rule is about: its
                                   week (this is what holds without `over`)
``day``, ``phase``, ``season``     its day or days, its phase, all of the plan
``7 days before``                  the days before it
=================================  =============================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pydantic import field_validator, model_validator

from solver.bounds import Bound, Flag
from solver.clauses.amount import Counted
from solver.clauses.limits import Limits
from solver.diary import Diary
from solver.documents.base import shown, wrong
from solver.scope import Scope
from solver.words import meant

_BEFORE = re.compile(r"([1-9][0-9]?) days? before\Z")


class Given(Counted, Limits):
    """A condition on the plan: an amount near the place that a rule is about."""

    over: str = "week"

    @field_validator("over", mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        if value not in ("day", "week", "phase", "season") and not _BEFORE.match(str(value)):
            said = f"found {shown(value)}, expected day, week, phase, season or '7 days before'"
            raise wrong(said + meant(value, ("day", "week", "phase", "season", "7 days before")))
        return value

    @model_validator(mode="after")
    def _some_limit(self) -> Given:
        if not self.limits():
            raise wrong("'at_least', 'at_most' or 'exactly' is missing")
        return self

    def says(self) -> str:
        """The condition as an English clause."""
        limits = " and ".join(f"{word} {value}" for word, value in self.limits())
        where = {"day": "that day", "1 day before": "the day before"}.get(self.over, f"in the {self.over}")
        return f"{limits} {self.of_number(self.limits()[-1][1])} {where}"

    def _asked(self, scope: Scope, day: int) -> tuple[Fraction | None, Fraction | None]:
        """The limits as they are written: modifiers change what a rule asks, not when it asks."""
        low, high = self.exactly or self.at_least, self.exactly or self.at_most
        return scope.number(low, day), scope.number(high, day)

    # ---- what the solver gets -------------------------------------------------------------------

    def flag(self, scope: Scope, days: Sequence[int]) -> Flag:
        """1 where the condition holds for a place on `days`."""
        there = self._days(scope, days)
        low, high = self._asked(scope, days[-1])
        return Flag(Bound(self.terms(scope, there), low, high))

    def _days(self, scope: Scope, days: Sequence[int]) -> list[int]:
        calendar = scope.calendar
        if found := _BEFORE.match(self.over):
            start = min(days) - int(found[1])
            return list(range(max(start, scope.known_from), min(days)))
        if self.over == "day":
            return list(days)
        if self.over == "season":
            return list(range(calendar.length))
        planned = [day for day in days if day >= 0] or [0]
        if self.over == "week":
            weeks = sorted({day // 7 for day in planned})
            return [7 * week + n for week in weeks for n in range(7)]
        blocks = {calendar.days[day].block for day in planned}
        return [day.index for day in calendar.days if day.block in blocks]

    # ---- what the auditor reads -----------------------------------------------------------------

    def holds(self, scope: Scope, diary: Diary, days: Sequence[int]) -> bool:
        """Whether the condition holds for a breach on `days`, by looking."""
        calendar = scope.calendar
        planned = [calendar.days[day] for day in days if day >= 0] or [calendar.days[0]]
        if self.over == "week":
            there = [d.index for d in calendar.days if d.week in {page.week for page in planned}]
        elif self.over == "phase":
            there = [d.index for d in calendar.days if d.block in {page.block for page in planned}]
        elif self.over == "season":
            there = [d.index for d in calendar.days]
        elif self.over == "day":
            there = list(days)
        else:
            back = int(self.over.split()[0])
            first = min(days)
            there = [first - n for n in range(1, back + 1) if first - n >= scope.known_from]
        amount = self.read(scope, diary, there)
        low, high = self._asked(scope, max(days))
        return (low is None or amount >= low) and (high is None or amount <= high)
