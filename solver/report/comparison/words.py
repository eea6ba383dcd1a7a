"""What text and page say of a comparison in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from solver.auditor import LEVELS
from solver.comparing.aligned import Aligned
from solver.comparing.comparison import Comparison
from solver.comparing.days import Day
from solver.comparing.matrix import Judged
from solver.comparing.rules import RuleRow, sentence
from solver.comparing.sides import Side
from solver.plans.figures import easy_running
from solver.words import day_name, listed, number, plural

#: So many rules of a book that only some plans are asked are told by the book's title.
WHOLE = 4
#: Signs of the grid of days.
SAME, DOSE, NONE = "·", ":", " "
KEYS = (
    f"{SAME} the same   {DOSE} other doses, or beside the main thing   small: as hard, about something else"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule at a level, with a text for each plan."""

    level: str
    says: str
    cells: tuple[str, ...]
    turns: bool


def letters(comparison: Comparison) -> str:
    """A letter for each plan."""
    return ascii_uppercase[: len(comparison.sides)]


def musts(comparison: Comparison, place: int) -> str:
    """What becomes of the musts of a plan."""
    broken = len({each.rule for each in comparison.audits[place].broken})
    return f"{broken} broken" if broken else "all hold"


def of_whom(side: Side) -> str:
    """'Jo, 12 weeks from Mon 29 Mar 2027'."""
    season = side.season
    names = [athlete.name for athlete in season.athletes]
    who = listed(names) if len(names) <= 3 else plural(len(names), "athlete")
    since = f"{season.calendar.name(0)} {season.calendar.first.year}"
    return f"{who}, {plural(season.calendar.weeks, 'week')} from {since}"


def lines(comparison: Comparison, everything: bool = False) -> list[Line]:
    """Rules that cost plans differently, musts first; all rules if wanted."""
    found = [line for row in comparison.rules for line in _lines(row, everything)]
    order = {level: place for place, level in enumerate(("must", *LEVELS))}
    return sorted(found, key=lambda each: (not each.turns, order[each.level]))


def _lines(row: RuleRow, everything: bool) -> Iterator[Line]:
    """A rule at each level at which plans differ."""
    there = [each for each in row.costs if each is not None]
    own = next(level for level in row.levels if level is not None)
    turns = len({each.musts > 0 for each in there}) > 1
    if own == "must" and (everything or turns):
        cells = tuple("-" if c is None else "broken" if c.musts else "holds" for c in row.costs)
        yield Line("must", row.sentence, cells, turns)
    for place, level in enumerate(LEVELS):
        points = [each.points[place] for each in there]
        if len(set(points)) > 1 or (everything and (any(points) or own == level)):
            cells = tuple("-" if c is None else number(c.points[place]) for c in row.costs)
            yield Line(level, row.sentence, cells, len({each > 0 for each in points}) > 1)


def asked(comparison: Comparison) -> list[tuple[str, str]]:
    """What not all plans are asked, each with the letters of those that are; rulebooks as a whole."""
    names = letters(comparison)
    books: dict[tuple[str, str], list[str]] = {}
    found: list[tuple[str, str]] = []
    for row in (each for each in comparison.rules if not each.asked_alike):
        every = list(zip(names, row.says, row.levels, strict=True))
        there = dict.fromkeys((says, level) for _, says, level in every if says is not None)
        for said, level in there:
            who = "".join(name for name, *each in every if each == [said, level])
            if len(there) == 1:
                books.setdefault((who, row.book), []).append(f"{said} ({level})")
            else:
                found.append((who, f"{said} ({level})"))
    for (who, book), says in books.items():
        whole = len(says) >= WHOLE
        found += [(who, f"{book} ({len(says)} rules)")] if whole else [(who, each) for each in says]
    return found


def measures(comparison: Comparison) -> list[tuple[str, str]]:
    """What is measured week by week: the field, and its words with the unit."""
    easy = easy_running(comparison.sides[0].season)
    return [
        ("sprint", "sprint m with run-ins"),
        ("other", f"{easy} m"),
        ("load", "load AU"),
        ("high_days", "high days"),
    ]


def week_heads(weeks: Aligned) -> list[str]:
    """The heads of the weeks: their number where all plans agree on it, else their date."""
    numbers = [{number for number in row if number is not None} for row in weeks.rows]
    if all(len(each) == 1 for each in numbers):
        return [f"week {next(iter(each))}" for each in numbers]
    return [day_name(each)[4:] for each in weeks.mondays]


def signs(comparison: Comparison, person: str, place: int) -> list[str]:
    """A sign for each day of a plan, week by week, as far as it differs from the others."""
    classes = comparison.sides[place].season.catalogue.classes
    days = {(each.week, each.weekday): each for each in comparison.days if each.person == person}
    return [
        "".join(
            NONE if row[place] is None else _sign(days.get((week, weekday)), place, classes)
            for weekday in range(7)
        )
        for week, row in enumerate(comparison.weeks.rows)
    ]


def _sign(day: Day | None, place: int, classes: Sequence[str]) -> str:
    if day is None or (glance := day.glances[place]) is None:
        return SAME
    if day.apart == "dose":
        return DOSE
    sign = class_sign(glance.class_, classes)
    return sign if day.apart == "class" else sign.lower()


def class_sign(word: str, classes: Sequence[str]) -> str:
    """The sign of a class: its first letter, a bar for rest, its rank where letters are not enough."""
    if word == classes[0]:
        return "-"
    firsts = [each[:1].upper() for each in classes[1:]]
    return word[:1].upper() if len(set(firsts)) == len(firsts) else str(classes.index(word))


def counted(comparison: Comparison, person: str) -> str:
    """On how many days the plans differ, and how."""
    mine = [each for each in comparison.days if each.person == person]
    if not mine:
        return "no day differs"
    kinds = {
        "class": "in how hard they are",
        "theme": "in what they are about",
        "dose": "in doses or beside the main thing",
    }
    parts = [
        f"{count} {words}" for kind, words in kinds.items()
        if (count := sum(each.apart == kind for each in mine))
    ]  # fmt: skip
    verb = "day differs" if len(mine) == 1 else "days differ"
    return f"{len(mine)} {verb}: {listed(parts)}"


def when(comparison: Comparison, day: Day) -> str:
    """The date of a day; its week and weekday where the plans have it on different dates."""
    names = [
        side.season.calendar.name(index)
        for side, index in zip(comparison.sides, day.days, strict=True) if index is not None
    ]  # fmt: skip
    return names[0] if len(set(names)) == 1 else f"{names[0][:3]} of week {day.week + 1}"


def cell_text(cell: Judged) -> str:
    """Musts broken and points of should, of a plan under some rules."""
    if cell.audit is None:
        return "?"
    return f"{len(cell.broken)} / {number(cell.audit.score['should'])}"


def beaten(comparison: Comparison) -> list[str]:
    """Which plans are not the best there is by their own rules, in sentences."""
    names, rows, said = letters(comparison), comparison.matrix.rows, []
    for place, better in comparison.matrix.beaten():
        own = comparison.matrix.own[place]
        audits = [rows[at][own].audit for at in (better, place)] if own is not None else []
        if (best := audits[0]) and (mine := audits[1]):
            figures = listed([f"{level} {number(best.score[level])}" for level in LEVELS])
            against = listed([number(mine.score[level]) for level in LEVELS])
            said.append(
                f"By its own rules {names[place]} is not the best plan: {names[better]} keeps them too,"
                f" with {figures} against {against}. What differs may be chance of the search."
            )
    return said


def breakers(comparison: Comparison, column: int) -> list[tuple[str, str]]:
    """The musts of some rules that plans break, with the letters of those plans; what most break first."""
    owner = next((side for side, own in enumerate(comparison.matrix.own) if own == column), None)
    asked = {} if owner is None else {each.id: each.says[owner] for each in comparison.rules}
    found: dict[str, tuple[str, str]] = {}
    for letter, row in zip(letters(comparison), comparison.matrix.rows, strict=True):
        for verdict in row[column].broken:
            first = asked.get(verdict.rule.id) or sentence(verdict.rule)
            said, who = found.get(verdict.rule.id, (first, ""))
            found[verdict.rule.id] = said, who + letter
    return sorted(((who, said) for said, who in found.values()), key=lambda each: -len(each[0]))


def column_name(comparison: Comparison, column: int) -> str:
    """Whose rules a column has: the letters of plans, or the title of a book."""
    own = [
        letter
        for letter, place in zip(letters(comparison), comparison.matrix.own, strict=True)
        if place == column
    ]
    return "".join(own) or comparison.matrix.columns[column].name


def column_heads(comparison: Comparison) -> list[str]:
    """The heads of the columns: 'rules A', or the title of a book."""
    names = [column_name(comparison, column) for column in range(len(comparison.matrix.columns))]
    return [f"rules {name}" for name in names] if comparison.matrix.own[0] is not None else names
