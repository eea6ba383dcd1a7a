"""Lines about the printed report: words nobody says, days without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.eye.model import Hit, Sheet
from tests.eye.rhythm import WEEKDAYS

WEEK = re.compile(r"Week (\d+)\b")
DAY = re.compile(rf"({'|'.join(WEEKDAYS)})\b(.*)")
#: Line 29: what nobody says, and what it is.
ODD = {
    "decimals in metres": re.compile(r"\d\.\d+ m\b"),
    "decimals in a load": re.compile(r"\d\.\d+ AU\b"),
    "a number without end": re.compile(r"\d\.\d{3,}"),
    "decimals in per cent": re.compile(r"\d\.\d{2,} ?%"),
    "an underscore": re.compile(r"\w_\w"),
    "seconds without tenths": re.compile(r"\bin \d+(?:\s+to\s+\d|\s+or\s+(?:faster|slower)|\s+est\.)"),
    "a word of the machine": re.compile(r"\b(?:None|nan|NaN|inf|True|False|Fraction|null)\b"),
}
#: Line 30: a meet called so has no name.
NAMELESS = re.compile(r"(?:the )?(?:meet|race|competition|event|unnamed|tbd|\?)?[ \d]*", re.IGNORECASE)


def odd_words(sheet: Sheet) -> Iterator[Hit]:
    """Line 29: no decimals in metres or loads, no underscores, no ids, no seconds without tenths.

    Ids of rules are let off: by them a coach finds the rule in its file.
    """
    ids = sorted(sheet.ids)
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])") if ids else None
    week = 1
    for line in sheet.report:
        week = int(found[1]) if (found := WEEK.match(line)) else week
        day = 7 * min(week, len(sheet.weeks)) - 7
        for what, pattern in ODD.items():
            if found := pattern.search(line):
                yield Hit(day, f"{what}, {found[0]!r}: {line.strip()}")
        if names and (found := names.search(line)):
            yield Hit(day, f"an id, {found[0]!r}: {line.strip()}")


def days_without_a_word(sheet: Sheet) -> Iterator[Hit]:
    """Line 30: weeks start on Monday and are whole, and each day has a line with a word in it.

    Each meet has a name, which stands in its week.
    """
    if sheet.first.weekday():
        yield Hit(0, f"weeks start on {sheet.name(0).split()[0]}")
    for meet in sheet.meets:
        if NAMELESS.fullmatch(meet.name.strip()):
            yield Hit(meet.day, f"a meet called {meet.name!r}")
    if not sheet.report:
        return
    printed = _weeks(sheet)
    for number in range(1, len(sheet.weeks) + 1):
        lines = printed.get(number, [])
        found = [match for line in lines if (match := DAY.match(line))]
        if [each[1] for each in found] != list(WEEKDAYS):
            yield Hit(7 * number - 7, f"week {number} has the days {' '.join(m[1] for m in found) or 'none'}")
        for place, each in enumerate(found[:7]):
            if not each[2].strip():
                yield Hit(7 * number - 7 + place, "a day without a word")
        words = set(" ".join(lines).split())
        for meet in sheet.meets:
            if meet.day // 7 + 1 == number and not set(meet.name.split()) <= words:
                yield Hit(meet.day, f"{meet.name} is not named")


def _weeks(sheet: Sheet) -> dict[int, list[str]]:
    """The lines below the heading of each week, up to an empty one."""
    weeks: dict[int, list[str]] = {}
    week = None
    for line in sheet.report:
        if found := WEEK.match(line):
            week = weeks.setdefault(int(found[1]), [])
        elif not line.strip():
            week = None
        elif week is not None:
            week.append(line)
    return weeks
