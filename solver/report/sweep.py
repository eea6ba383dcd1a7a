"""A sweep on the screen: a table of its cells, and where rules start or stop to bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from solver.outcome import LEVELS
from solver.report import screen as s
from solver.sweeps.binding import sentence
from solver.sweeps.grid import Place
from solver.sweeps.made import Made
from solver.sweeps.result import CellResult, Sweep
from solver.words import listed, number, plural

#: Sentences about rules that are shown.
SENTENCES = 12
#: What stands in a cell without a plan.
NONE, UNKNOWN, LEFT = "no plan", "not found in time", "not planned"
STANDS = "4 is proven; 4 (2) is a plan of 4 points where no plan has less than 2"


def show_sweep(sweep: Sweep) -> None:
    """Print a sweep."""
    screen = s.console()
    season = next(iter(sweep.grid.cells.values())).season
    head = Text(season.scenario.title, style="bold")
    head.append(f"   {plural(len(sweep.cells), 'plan')}, {_varied(sweep)}", style="not bold")
    screen.print(head, soft_wrap=True)
    names = clashes(sweep)
    screen.print()
    if len(sweep.grid.axes) == 2 and _fits(screen, sweep, names):
        for level in LEVELS:
            _show_grid(screen, sweep, level, names)
            screen.print()
    else:
        _show_rows(screen, sweep, names)
        screen.print()
    if any(
        each.made and each.made.state == "planned" and each.made.status == "feasible" for each in sweep.cells
    ):
        screen.print(Text(STANDS, style=s.DIM))
    _show_clashes(screen, names)
    _show_notes(screen, sweep)
    _show_binding(screen, sweep)


def _varied(sweep: Sweep) -> str:
    return listed([f"{axis.path} {', '.join(axis.words)}" for axis in sweep.grid.axes])


# ---- cells --------------------------------------------------------------------------------------------


def points(made: Made | None, level: str, names: dict[tuple[str, ...], str]) -> str:
    """'4' if proven, '4 (2)' if not, or what there is in place of a plan."""
    if made is None:
        return LEFT
    if made.state != "planned":
        letter = names.get(made.clash, "") if made.clash else ""
        return f"{NONE if made.state == 'infeasible' else UNKNOWN} {letter}".strip()
    bound = made.bounds[level]
    if bound == made.score[level]:
        return number(made.score[level])
    return f"{number(made.score[level])} ({'?' if bound is None else number(bound)})"


def clashes(sweep: Sweep) -> dict[tuple[str, ...], str]:
    """Every conflict with a letter."""
    found = dict.fromkeys(
        each.made.clash for each in sweep.cells if each.made is not None and each.made.clash
    )
    return {clash: _letter(place) for place, clash in enumerate(found)}


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"a{place - 25}"


def _fits(screen: Console, sweep: Sweep, names: dict[tuple[str, ...], str]) -> bool:
    """Whether a grid of two parameters is not too wide."""
    cells = [points(each.made, level, names) for each in sweep.cells for level in LEVELS]
    rows, columns = (axis.words for axis in sweep.grid.axes)
    widest = max(len(word) for word in (*cells, *columns))
    first = max(len(word) for word in (*rows, sweep.grid.axes[0].short))
    return first + (widest + 2) * len(columns) + 2 <= screen.width


def _show_grid(screen: Console, sweep: Sweep, level: str, names: dict[tuple[str, ...], str]) -> None:
    """One level: a row for each value of the first parameter, a column for each of the second."""
    rows, columns = sweep.grid.axes
    screen.print(Text.assemble((level, "bold"), f"   points, by {columns.short} (across)"))
    table = _table("right", *["right"] * len(columns.values))
    table.add_row(Text(rows.short, style=s.DIM), *(Text(word, style=s.DIM) for word in columns.words))
    for k, word in enumerate(rows.words):
        cells = [sweep.at[k, j].made for j in range(len(columns.values))]
        table.add_row(word, *(_cell(points(made, level, names), made) for made in cells))
    screen.print(table)


def _show_rows(screen: Console, sweep: Sweep, names: dict[tuple[str, ...], str]) -> None:
    """A row for each cell."""
    axes = sweep.grid.axes
    table = _table(*["right"] * (len(axes) + len(LEVELS)))
    table.add_row(*(Text(word, style=s.DIM) for word in (*(axis.short for axis in axes), *LEVELS)))
    for each in sweep.cells:
        made = each.made
        if made is not None and made.state == "planned":
            said = [_cell(points(made, level, names), made) for level in LEVELS]
        else:
            said = [_cell(points(made, LEVELS[0], names), made), Text("")]
        table.add_row(*each.words, *said)
    screen.print(table)


def _table(*columns: str) -> Table:
    return s.grid(*columns)


def _cell(text: str, made: Made | None) -> Text:
    if made is None or made.state == "unknown":
        return Text(text, style=s.DIM)
    return Text(text, style=s.MUST if made.state == "infeasible" else s.GOOD if "(" not in text else "")


# ---- what is told below -------------------------------------------------------------------------------


def _show_clashes(screen: Console, names: dict[tuple[str, ...], str]) -> None:
    for clash, letter in names.items():
        said = "cannot hold together" if len(clash) > 1 else "cannot be kept"
        _line(screen, f"{NONE} {letter}: {listed(clash)} {said} (proven)")


def _show_notes(screen: Console, sweep: Sweep) -> None:
    """What was changed besides: one line for each, with the values at which."""
    found: dict[str, list[CellResult]] = {}
    for each in sweep.cells:
        for note in each.notes:
            found.setdefault(note, []).append(each)
    for note, cells in found.items():
        _line(
            screen, f"{_where(sweep, [each.place for each in cells])}: {note}, so that the calendar is filled"
        )


def _where(sweep: Sweep, places: Sequence[Place]) -> str:
    """The values that some cells share, parameter by parameter, where they do not have all of them."""
    said = []
    for axis, each in enumerate(sweep.grid.axes):
        there = [word for k, word in enumerate(each.words) if any(place[axis] == k for place in places)]
        if len(there) < len(each.words) or len(sweep.grid.axes) == 1:
            said.append(f"{each.short} {listed(there, 'or')}")
    return ", ".join(said) or "everywhere"


def _show_binding(screen: Console, sweep: Sweep) -> None:
    told = sweep.binding
    if told.turnings:
        screen.print()
        screen.print(s.heading("Where rules start or stop to bind, in the plans that were found"))
    for line in sentences(sweep)[:SENTENCES]:
        _line(screen, line)
    more = [f"{len(told.turnings) - SENTENCES} more"] if len(told.turnings) > SENTENCES else []
    if told.now_and_then:
        more.append(f"{plural(len(told.now_and_then), 'rule')} now and then")
    if more:
        _line(screen, f"and {listed(more)}: --json tells all", style=s.DIM)


def sentences(sweep: Sweep) -> list[str]:
    """Where rules start or stop to bind, one sentence for each."""
    return [sentence(sweep.grid, each) for each in sweep.binding.turnings]


def _line(screen: Console, text: str, style: str = "") -> None:
    screen.print(Padding(Text(text, style=style), (0, 0, 0, 2)))


def hints(sweep: Sweep) -> Iterator[str]:
    """What a coach should know of a sweep that was stopped."""
    if sweep.left:
        yield f"stopped: {sweep.left} of {plural(len(sweep.cells), 'plan')} not made"
