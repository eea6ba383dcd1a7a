"""Plans side by side, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.auditor import LEVELS
from solver.comparing.comparison import Comparison, Trained
from solver.comparing.days import Day
from solver.comparing.matrix import Judged
from solver.comparing.sides import Side
from solver.comparing.volume import KindRow
from solver.report.comparison import words
from solver.report.html import Row, TableCell, page
from solver.season import Season
from solver.words import day_name, listed, number, plural, tenths

#: How some texts look among the points of rules.
MARKS = {"broken": "bad strong", "-": "dim", "0": "dim", "holds": "dim"}

#: A table of the page: what it shows, its head, its rows.
Table = tuple[str, list[str], list[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """What the page has of one athlete."""

    name: str
    weeks: Sequence[Table]
    kinds: Table
    counted: str
    days: Table


def as_html(comparison: Comparison) -> str:
    """A comparison as the text of a page."""
    found = comparison.matrix
    heads = [words.column_name(comparison, place) for place in range(len(found.columns))]
    return page(
        "compare.html",
        title="Plans compared",
        subtitle="; ".join(each.name for each in comparison.sides),
        same=comparison.same,
        letters=list(words.letters(comparison)),
        sides=_sides(comparison),
        notes=[
            *(f"{letter}: {note}" for letter, side in _lettered(comparison) for note in side.notes),
            *comparison.notes,
        ],
        asked=[list(each) for each in words.asked(comparison)],
        rules=[list(_rules(comparison, turns)) for turns in (True, False)],
        parts=[_part(comparison, each) for each in comparison.trained],
        form=_form(comparison),
        matrix=[
            [f"{letter}  {side.name}", *map(_judged, row)]
            for (letter, side), row in zip(_lettered(comparison), found.rows, strict=True)
        ],
        columns=words.column_heads(comparison),
        beaten=words.beaten(comparison),
        broken=[
            (f"{head}: {rules.name}" if found.own[0] is not None else head, words.breakers(comparison, place))
            for place, (head, rules) in enumerate(zip(heads, found.columns, strict=True))
        ],
    )


def _lettered(comparison: Comparison) -> Iterator[tuple[str, Side]]:
    return zip(words.letters(comparison), comparison.sides, strict=True)


def _sides(comparison: Comparison) -> list[Row]:
    """Who is compared, and what each scores."""
    rows: list[Row] = []
    for place, (letter, side) in enumerate(zip(words.letters(comparison), comparison.sides, strict=True)):
        audit = comparison.audits[place]
        notes = (words.of_whom(side), *([side.known] if side.known else []))
        kept = TableCell(words.musts(comparison, place), "bad" if audit.broken else "good")
        rows.append(
            [
                TableCell(f"{letter}  {side.name}", "", notes),
                kept,
                *(number(audit.score[each]) for each in LEVELS),
            ]
        )
    return rows


def _rules(comparison: Comparison, turns: bool) -> Iterator[Row]:
    for line in words.lines(comparison, everything=True):
        if line.turns is turns:
            cells = [TableCell(text, MARKS.get(text, "")) for text in line.cells]
            yield [TableCell(line.says, "says"), line.level, *cells]


def _part(comparison: Comparison, trained: Trained) -> Part:
    letters = list(words.letters(comparison))
    heads = words.week_heads(comparison.weeks)
    weeks: list[Table] = []
    for measure, says in words.measures(comparison):
        there = [(letter, each) for letter, each in zip(letters, trained.volumes, strict=True) if each]
        if any(each.sum(measure) for _, each in there):
            rows: list[Row] = [
                [letter, *(_figure(v) for v in each.series(measure)), number(round(each.sum(measure)))]
                for letter, each in there
            ]
            weeks.append((says, ["", *heads, "in all"], rows))
    kinds: list[Row] = [
        [
            TableCell(each.title, _mark(comparison.sides[0].season, each.class_)),
            *(_kind(each, p) for p in range(len(letters))),
        ]
        for each in trained.kinds
    ]
    mine = [each for each in comparison.days if each.person == trained.person.name]
    days = [_day(comparison, each) for each in mine]
    return Part(
        trained.person.name if len(comparison.trained) > 1 else "",
        weeks,
        ("Load AU, metres and how often, by session", ["", *letters], kinds),
        words.counted(comparison, trained.person.name),
        ("Days that differ, with their hardest sessions", ["", *letters], days),
    )


def _figure(value: Fraction | None) -> str:
    return "-" if value is None else number(round(value))


def _kind(kind: KindRow, place: int) -> TableCell | str:
    if not kind.sessions[place]:
        return TableCell("-", "dim")
    metres = (f"{number(kind.metres[place])} m",) if kind.metres[place] else ()
    return TableCell(number(round(kind.load[place])), "", (*metres, plural(kind.sessions[place], "time")))


def _mark(season: Season, class_: str) -> str:
    """The colour of a class: the hardest, the one below it, the others but rest."""
    classes = list(season.catalogue.classes)
    if class_ not in classes or class_ == classes[0]:
        return ""
    return {0: "high", 1: "middle"}.get(len(classes) - 1 - classes.index(class_), "low")


def _day(comparison: Comparison, day: Day) -> Row:
    row: Row = [words.when(comparison, day)]
    for side, glance in zip(comparison.sides, day.glances, strict=True):
        if glance is None:
            row.append(TableCell("-", "dim"))
        else:
            same = ("other doses, or beside this",) if day.apart == "dose" else ()
            row.append(
                TableCell(
                    glance.class_, _mark(side.season, glance.class_), (listed(list(glance.titles)), *same)
                )
            )
    return row


def _form(comparison: Comparison) -> list[Row]:
    rows: list[Row] = []
    for each in comparison.form.rows if comparison.form else ():
        dates = dict.fromkeys(day_name(date) for date in each.dates if date is not None)
        cells = ("-" if amount is None else tenths(amount) for amount in each.amounts)
        rows.append([TableCell(each.says, "", (listed(list(dates)),)), *cells])
    return rows


def _judged(cell: Judged) -> TableCell:
    if cell.audit is None:
        return TableCell("?", "dim", (cell.foreign,))
    return TableCell(words.cell_text(cell), "bad" if cell.broken else "good")
