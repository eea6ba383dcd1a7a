"""The examples of a rule as weeks to look at: Monday to Sunday, and what the auditor says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from solver.auditor import Finding
from solver.catalogue import Catalogue
from solver.documents.rulebook import Envelope, Example, Modifier, Setting
from solver.errors import InputError
from solver.examples.check import rows_of
from solver.examples.forms import session_of
from solver.examples.modifiers import Rules
from solver.examples.rows import Item, parse_row
from solver.examples.stage import Stage, settled
from solver.plans.figures import phase_name
from solver.report.handbook.played import Played, Word, before, play, said, verdict_of
from solver.report.handbook.setting import setting_of
from solver.words import day_span, number, plural

#: So many examples are shown, of so many weeks in all; of more, the first that holds and that breaks.
MOST, MOST_WEEKS = 4, 8
#: A breach of so many days is marked on them; one of a whole week is not.
MOST_MARKED = 3


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day: what is done, and whether the complaint is about it."""

    sessions: tuple[str, ...]
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days; the label is empty where there is only one week."""

    label: str
    cells: tuple[DayCell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """An example: its weeks, the verdict, what the auditor says, and under which circumstances."""

    name: str
    verdict: Word
    says: str
    setting: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Strips:
    """The examples of a rule that are shown, how many are not, and what could not be read."""

    shown: tuple[Strip, ...] = ()
    left_out: int = 0
    notes: tuple[str, ...] = ()


def strips(name: str, thing: Envelope | Modifier, rules: Rules, shelves: Sequence[Catalogue]) -> Strips:
    """The examples of a rule or of a modifier, judged by the auditor.

    Parameters
    ----------
    rules
        All rules, as a modifier is tried on one of them.
    shelves
        Catalogues whose sessions the examples may name; the first that has them all counts.
    """
    rows = list(rows_of(thing))
    chosen = _chosen(rows)
    shown: list[Strip] = []
    notes: list[str] = []
    for place, example in chosen:
        try:
            shown.append(_strip(place[1], play(name, thing, example, rules, shelves)))
        except InputError as error:
            why = "; ".join(problem.message for problem in error.problems)
            notes.append(f"left out: the example {'.'.join(place)} of {name}: {why}")
    return Strips(tuple(shown), len(rows) - len(chosen), tuple(notes))


def _chosen(rows: Sequence[tuple[tuple[str, str], Example]]) -> Sequence[tuple[tuple[str, str], Example]]:
    """All examples; of many the first that holds and the first that breaks, or the first and the last."""
    weeks = sum(1 + example.days.count("|") for _, example in rows)
    if len(rows) <= MOST and weeks <= MOST_WEEKS:
        return rows
    first = [next(part) for _, part in groupby(rows, lambda row: row[0][0])]
    return first if len(first) > 1 else [rows[0], *rows[1:][-1:]]


def _strip(name: str, played: Played) -> Strip:
    on = f"tried on {played.tried_on}" if played.tried_on else ""
    setting = setting_of(played.setting, played.example, played.scene)
    return Strip(
        name=name.replace("-", " "),
        verdict=verdict_of(played),
        says=said(played),
        setting="; ".join(part for part in (on, setting) if part),
        weeks=tuple(_weeks(played)),
    )


# ---- the weeks ------------------------------------------------------------------------------------------


def _weeks(played: Played) -> Iterator[Week]:
    """The weeks of each athlete, those before the plan first; equal weeks in a row are one."""
    scene, setting = played.scene, settled(played.setting, played.example)
    history = parse_row(setting.history).items if setting.history else ()
    back = scene.season.known_from // 7
    for person, athlete in enumerate(scene.season.athletes):
        past = [item for item in history if item.athlete == person]
        mine = [item for item in scene.row.items if item.athlete == person]
        marked = _marked(played.verdict.findings, athlete.name)
        told = [*_cells(past, -back, scene, set()), *_cells(mine, scene.row.weeks, scene, marked)]
        pages = [(n, n < 0, _suffix(n, setting, scene), cells) for n, cells in enumerate(told, back)]
        for (_, suffix, cells), same in groupby(pages, lambda page: page[1:]):
            label = _label([number for number, *_ in same], scene, played.dated)
            who = athlete.name if len(scene.season.athletes) > 1 else ""
            yield Week(", ".join(part for part in (who, label, suffix) if part), cells)


def _cells(
    items: Sequence[Item], weeks: int, scene: Stage, marked: set[int]
) -> Iterator[tuple[DayCell, ...]]:
    for week in range(weeks):
        yield tuple(
            DayCell(tuple(_session(item, scene) for item in items if item.day == day), day in marked)
            for day in range(7 * week, 7 * week + 7)
        )


def _session(item: Item, scene: Stage) -> str:
    """A session by its title, with what the example says of it: 'pm: Extensive tempo, 1,500 m'."""
    shelf = scene.season.catalogue
    parts = [shelf.sessions[session_of(shelf, item.word)].title]
    parts += [f"{item.priority} meet"] if item.priority else []
    parts += [plural(item.rounds, "round")] if item.rounds > 1 else []
    parts += [f"{item.reps} x {item.distance} m"] if item.reps else []
    parts += [f"{number(item.intensity)} %"] if item.intensity is not None else []
    parts += [plural(value, shelf.measures[measure]) for measure, value in item.amounts]
    return (f"{item.slot}: " if item.slot else "") + ", ".join(parts)


def _marked(findings: Sequence[Finding], athlete: str) -> set[int]:
    """The days that complaints are about, where they are about few."""
    mine = [set(each.breach.days) for each in findings if athlete in each.athletes]
    return {day for days in mine if len(days) <= MOST_MARKED for day in days}


def _label(numbers: Sequence[int], scene: Stage, dated: bool) -> str:
    """Which week it is; nothing where there is only one."""
    first, last = numbers[0], numbers[-1]
    if first < 0:
        return before(first) if first == last else f"{-first} to {-last} weeks before"
    if dated:
        calendar = scene.season.calendar
        return day_span(calendar.date(7 * first), calendar.date(7 * last + 6))
    if scene.row.weeks == 1 and not scene.season.known_from:
        return ""
    if first == last:
        return f"week {first + 1}"
    return f"weeks {first + 1} {'and' if last == first + 1 else 'to'} {last + 1}"


def _suffix(week: int, setting: Setting, scene: Stage) -> str:
    """What differs between the weeks of an example: easier ones, phases."""
    if week < 0 or scene.row.weeks == 1:
        return ""
    day = scene.season.calendar.days[7 * week]
    parts = [phase_name(day.phase)] if setting.phases else []
    parts += ["unload"] if setting.loading and day.loading == "unload" else []
    return ", ".join(parts)
