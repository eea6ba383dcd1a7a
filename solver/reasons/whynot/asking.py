"""From the words of a command line to wishes, every slip with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

from solver.clauses.what import ATTRIBUTES
from solver.documents.base import shown
from solver.errors import InputError, Problem, refuse
from solver.files.source import Source, parse
from solver.files.text import STEERING, unshown
from solver.reasons.whynot.where import Where, place
from solver.reasons.whynot.wish import MOST, Wish, said, wished
from solver.season import Season
from solver.words import is_whole

T = TypeVar("T")
#: Where a wish is read whose place is none.
ANYWHERE = Where((0,), None, "on a day")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a plan, as typed: a day, a week, what is wanted, what would be there instead."""

    day: str | None
    week: int | None
    want: Sequence[str]
    instead: str | None

    def checked(self, out: bool) -> Question:
        """The question, if its words go together; `out` tells whether another plan is to be written."""
        if self.want and self.instead is not None:
            raise refuse("--want and --instead do not go together: --want 'tue: flying' names its day itself")
        if self.instead is not None and self.day is None and self.week is None:
            raise refuse("--instead needs a day or a week: --day tue, or --week 9")
        if not self.want and self.instead is None and self.day is None:
            raise refuse("expected --day with a day, --want with a wish, or --week with --instead")
        if out and not self.want and self.instead is None:
            raise refuse("--out needs --want or --instead: without them there is no other plan")
        return self

    def read(self, season: Season) -> tuple[Where | None, list[Wish]]:
        """The day or week that is asked about, and what is wished for.

        Raises
        ------
        InputError
            With a problem for each thing that cannot be read.
        """
        reading = _Reading(season, self.week)
        where = reading.where(self.day)
        wishes = [wish for text in self.want for wish in reading.wanted(text, where)]
        if self.instead is not None and where is not None:
            wishes = reading.instead(self.instead, where)
        reading.finish()
        return where, wishes


class _Reading:
    """Reads word by word; problems are gathered.

    Parameters
    ----------
    week
        The week of weekdays, where one is given.
    """

    def __init__(self, season: Season, week: int | None) -> None:
        self.season, self.week = season, week
        self.problems: list[Problem] = []

    def where(self, day: str | None) -> Where | None:
        """The day or the week of `--day` and `--week`; None where neither is given."""
        week = self.week
        if week is not None and not 1 <= week <= self.season.calendar.weeks:
            expected = f"expected a week from 1 to {self.season.calendar.weeks}"
            self.problems.append(Problem(f"found {week}, {expected}", path="--week"))
            return None
        if day is None and week is None:
            return None
        if found := STEERING.search(day or ""):
            self.problems.append(Problem(unshown(found), path="--day"))
            return None
        text = f"week {week}" if day is None else day[:MOST]
        return self._take(lambda: place(text, self.season.calendar, week), lambda s: Problem(s, path="--day"))

    def wanted(self, text: str, where: Where | None) -> list[Wish]:
        """The wishes of one `--want`; `where` is the place of one that names none."""
        source = self._read(text, "--want")
        if source is None:
            return []
        if not isinstance(source.data, dict) or not _is_place(source.data):
            if where is None:
                said = f"found {shown(source.data)}, expected {_before(text)}"
                self.problems.append(Problem(said, path="--want"))
                return []
            return self._wished(source, (), where)
        found = []
        for key in source.data:
            there = self._place(source, key)
            wishes = self._wished(source, (key,), there or ANYWHERE)
            found += wishes if there else []
        return found

    def _place(self, source: Source, key: str) -> Where | None:
        def problem(says: str) -> Problem:
            return source.problem((key,), says, key=True)

        return self._take(lambda: place(key, self.season.calendar, self.week), problem)

    def instead(self, text: str, where: Where) -> list[Wish]:
        """The wish of `--instead` at a place."""
        source = self._read(text, "--instead")
        return self._wished(source, (), where) if source else []

    def finish(self) -> None:
        """Raise all problems, if there are any."""
        if self.problems:
            raise InputError(self.problems)

    def _wished(self, source: Source, path: tuple[str, ...], where: Where) -> list[Wish]:
        value = source.at(path).data
        wish = self._take(lambda: wished(value, where, self.season), lambda s: source.problem(path, s))
        return [wish] if wish else []

    def _read(self, text: str, option: str) -> Source | None:
        if found := STEERING.search(text):
            self.problems.append(Problem(unshown(found), path=option))
            return None
        if len(text) > MOST:
            self.problems.append(Problem(f"found {len(text)} letters, expected at most {MOST}", path=option))
            return None
        try:
            return parse(text, option)
        except InputError as error:
            self.problems.extend(error.problems)
            return None

    def _take(self, step: Callable[[], T], problem: Callable[[str], Problem]) -> T | None:
        try:
            return step()
        except PydanticCustomError as error:
            self.problems.append(problem(said(error)))
            return None


def value_of(text: str) -> Any:
    """What stands after `--instead`, once it has been read without a slip."""
    return parse(text, "--instead").data


def _before(text: str) -> str:
    """The place that is missing before a wish, with an example."""
    counted = is_whole(text.split()[0]) if text.split() else False
    what, example = ("a week", "week 1") if counted else ("a day", "tue")
    return f"{what} before it, as in '{example}: {text[:40]}'"


def _is_place(data: dict[str, Any]) -> bool:
    """Whether a mapping is of places to wishes, and not a selector of sessions."""
    return not {"all", "any", "not", "day", *ATTRIBUTES} & set(data)
