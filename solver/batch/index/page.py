"""An index as a page: how many plans stand how, why others are not there, every athlete, every rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from solver.batch.index.lines import PROVEN, Line, Lines, Meet, counts, notes, path, points, points_of, state
from solver.batch.look import Look
from solver.report.html import TableCell, scripted
from solver.words import day_name, listed, number, plural, tenths

#: So many meets, and so many rules, have a column on the page; the others stand in the table for programs.
MEETS, RULES = 4, 6
#: Lines that are shown at a time where the page may sort and filter.
STEP = 200
#: The most lines of a page; a longer one would be too much for a browser.
LINES = 20_000
#: So many reasons why there is no plan are told.
REASONS = 20
HEAD = ("should", "prefer", "load AU a week", "sprint m a week", "high days a week")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page.

    Parameters
    ----------
    link, plan
        The addresses of the report, or else of the plan, and of the plan; empty if there is none.
    figures
        Texts that stand to the right, one for each column.
    """

    name: str
    link: str
    word: str
    plan: str
    scenario: str
    state: str
    mark: str
    notes: Sequence[str]
    figures: Sequence[str]


def as_html(lines: Lines, left: int = 0, left_out: Sequence[str] = ()) -> str:
    """The text of the page.

    Parameters
    ----------
    left
        How many plans are still to be made.
    left_out
        What is told of rows of the roster for which there are none.
    """
    meets, rules = _meets(lines), [each for each in lines.rules if each.costs][:RULES]
    several = len({each.row.scenario for each in lines.looks}) > 1
    heads = [*HEAD, *(f"form, {name} {_day(date)}" for date, name in meets), *(each.says for each in rules)]
    return scripted(
        "batch.html",
        "batch.js",
        title="Plans of a batch",
        subtitle=_how_many(lines, left),
        standing=_standing(lines),
        reasons=[*(("", each) for each in left_out), *_reasons(lines)],
        several=several,
        heads=heads,
        first=4 + several,
        step=STEP,
        lines=[_shown(line, lines, meets, [each.id for each in rules]) for line in lines.all[:LINES]],
        states=list(dict.fromkeys(state(each) for each in lines.looks)),
        scenarios=list(dict.fromkeys(each.row.scenario for each in lines.looks)),
        rules=_rules(lines),
        more=_more(lines),
    )


def _how_many(lines: Lines, left: int) -> str:
    said = plural(len(lines.looks), "plan")
    if len({each.row.scenario for each in lines.looks}) == 1:
        said += f" for {plural(len(lines.all), 'athlete')}"
    return f"{said}, {number(left)} still to be made" if left else said


def _standing(lines: Lines) -> tuple[list[str], list[list[str]]]:
    """How many plans of each scenario stand how."""
    found = counts(lines)
    words = [word for word, _ in found[0][1]] if found else []
    rows = [[name, *(number(count) if count else "" for _, count in each)] for name, each in found]
    return ["", *words], rows


def _reasons(lines: Lines) -> list[tuple[str, str]]:
    """Why there are no plans, or what is wrong with them, and of how many; the most frequent first."""
    found: dict[str, int] = {}
    for look in lines.looks:
        if look.wrong or not look.row.file:
            said = f"{state(look)}: {'; '.join(notes(look))}"
            found[said] = found.get(said, 0) + 1
    every = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    told = [(number(count), said) for said, count in every[:REASONS]]
    return [*told, *([("", f"and {len(every) - REASONS:,} more reasons")] if len(every) > REASONS else [])]


def _meets(lines: Lines) -> list[Meet]:
    """The meets that have a column: those of most athletes, by date."""
    often = sorted(lines.often.items(), key=lambda each: (-each[1], each[0]))[:MEETS]
    return sorted(meet for meet, _ in often)


def _day(date: str) -> str:
    return day_name(dt.date.fromisoformat(date))[4:]


def _shown(line: Line, lines: Lines, meets: Sequence[Meet], rules: Sequence[str]) -> Shown:
    look = line.look
    plan = quote(look.row.file) if look.row.file and not look.trouble else ""
    word = state(look)
    mark = "good" if word == PROVEN else "" if look.planned and not look.wrong else "bad"
    return Shown(
        line.name, quote(lines.reports.get(look.row.file, "")) or plan, path(look), plan, look.row.scenario,
        word, mark, notes(look), [*_figures(line), *_form(line, meets), *_by_rule(look, rules)],
    )  # fmt: skip


def _figures(line: Line) -> list[str]:
    if line.trained is None:
        return [""] * len(HEAD)
    trained = line.trained
    score = [number(each) if each is not None else "" for each in points(line.look)]
    high = f"{trained.high_days / line.look.weeks:.1f}"
    return [*score, number(round(trained.load)), number(round(trained.sprint)), high]


def _form(line: Line, meets: Sequence[Meet]) -> Iterator[str]:
    form = line.trained.form if line.trained else {}
    return (tenths(form[meet]) if meet in form else "" for meet in meets)


def _by_rule(look: Look, rules: Sequence[str]) -> Iterator[str]:
    """The points of each rule; nothing where it costs nothing."""
    found = {each.id: points_of(each) for each in look.rules}
    return (number(found[name]) if found.get(name) else "" for name in rules)


def _rules(lines: Lines) -> list[list[TableCell | str]]:
    """A row for each rule that any plan breaks or pays for."""
    return [
        [
            TableCell(each.says, "says"), each.level,
            TableCell(number(each.broken), "bad") if each.broken else "",
            number(each.costs), number(each.points), number(each.most),
        ]
        for each in lines.rules
        if each.broken or each.costs
    ]  # fmt: skip


def _more(lines: Lines) -> str:
    """What has no line and no column on the page."""
    meets = len(lines.meets) - MEETS
    rules = sum(each.costs > 0 for each in lines.rules) - RULES
    left = len(lines.all) - LINES
    parts = [plural(left, "more line")] if left > 0 else []
    parts += [plural(meets, "more meet")] if meets > 0 else []
    parts += [plural(rules, "more rule")] if rules > 0 else []
    return f"There is no room here for {listed(parts)}: see summary.csv" if parts else ""
