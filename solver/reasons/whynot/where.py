"""Where something is wished for: a day, a slot of it, or a week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from solver.calendar import Calendar
from solver.documents.base import shown, wrong
from solver.words import DAYS, WEEKDAYS, dated, is_dated, is_whole, nearest, plural, unknown

#: How a weekday may be written.
NAMES = (*WEEKDAYS, *(each.lower() for each in DAYS.values()))
#: How a month may be written.
MONTHS = {
    f"{dt.date(2000, month, 1):{form}}".lower(): month for month in range(1, 13) for form in ("%b", "%B")
}
EXPECTED = "expected a day, as in 'tue', 'Tue 2 Mar', '2027-03-02 pm' or 'week 9'"


@dataclass(frozen=True, slots=True)
class Where:
    """A day (or a slot of it), or the seven days of a week; `says` is 'on Tue 2 Mar pm' or 'in week 9'."""

    days: tuple[int, ...]
    slot: str | None
    says: str

    @property
    def is_week(self) -> bool:
        """Whether it is a week."""
        return len(self.days) > 1

    def __str__(self) -> str:
        return self.says


def place(text: str, calendar: Calendar, week: int | None = None) -> Where:
    """Read a place: `tue`, `Tue 2 Mar`, `2027-03-02 pm`, `week 9`, `week 9 tue`.

    Parameters
    ----------
    week
        The week that a weekday is of, where the text does not say.

    Raises
    ------
    PydanticCustomError
        With what is wrong, in a coach's words.
    """
    words = text.lower().split()
    slot = next((each for each in calendar.slots if each.lower() in words[1:]), None)
    words = [each for each in words if slot is None or each != slot.lower()]
    if words[:1] == ["week"]:
        week, words = _week(words[1] if len(words) > 1 else "", calendar), words[2:]
        if not words and slot is None:
            return Where(tuple(range(7 * week - 7, 7 * week)), None, f"in week {week}")
    if (day := _called(words, calendar)) is not None:
        return _day(day, slot, calendar)
    if len(words) == 2 and slot is None and (is_dated(words[0]) or words[0] in NAMES):
        raise wrong(unknown("slot", words[1], calendar.slots))
    if len(words) != 1:
        raise wrong(f"found {shown(text)}, {EXPECTED}")
    day = _dated(words[0], calendar) if is_dated(words[0]) else _weekday(words[0], calendar, week)
    return _day(day, slot, calendar)


def _day(day: int, slot: str | None, calendar: Calendar) -> Where:
    return Where((day,), slot, f"on {calendar.name(day)}{f' {slot}' if slot else ''}")


def _week(word: str, calendar: Calendar) -> int:
    if not is_whole(word) or not 1 <= int(word) <= calendar.weeks:
        there = plural(calendar.weeks, "week")
        raise wrong(f"found {shown(f'week {word}'.strip())}, expected a week of the plan, which has {there}")
    return int(word)


def _dated(word: str, calendar: Calendar) -> int:
    if (date := dated(word)) is None:
        raise wrong(f"the date {word} does not exist")
    day = calendar.index(date)
    if not 0 <= day < calendar.length:
        raise wrong(f"{word} is not between {calendar.first} and {calendar.date(calendar.length - 1)}")
    return day


def _called(words: list[str], calendar: Calendar) -> int | None:
    """The day of a date as the screen has it, `tue 2 mar` or `2 mar`; None for other words."""
    weekday = words[0] if words[:1] and words[0] in NAMES else None
    date = words[1:] if weekday else words
    if len(date) != 2 or not is_whole(date[0]) or date[1] not in MONTHS:
        return None
    wanted, said = (int(date[0]), MONTHS[date[1]]), shown(" ".join(words))
    days = [each.index for each in calendar.days if (each.date.day, each.date.month) == wanted]
    if not days:
        last = calendar.date(calendar.length - 1)
        raise wrong(f"{said} is not between {calendar.first} and {last}")
    if weekday:
        days = [each for each in days if NAMES.index(weekday) % 7 == calendar.date(each).weekday()] or days
        if NAMES.index(weekday) % 7 != calendar.date(days[0]).weekday():
            raise wrong(f"found {said}, but that day is {calendar.name(days[0])}")
    if len(days) > 1:
        raise wrong(f"found {said}, which comes twice: say which, as in '{calendar.date(days[0])}'")
    return days[0]


def _weekday(word: str, calendar: Calendar, week: int | None) -> int:
    if word not in NAMES:
        close = nearest(word, NAMES)
        raise wrong(unknown("day", word, NAMES) if close else f"found {shown(word)}, {EXPECTED}")
    if week is None and calendar.weeks > 1:
        raise wrong(f"found {word!r} in a plan of {calendar.weeks} weeks: say which, as in 'week 9 {word}'")
    return 7 * ((week or 1) - 1) + NAMES.index(word) % 7
