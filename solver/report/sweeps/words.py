"""What is said of a sweep, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from solver.reasons.whynot.slack import STEP
from solver.sweeps.binding import WISH, Bind, Turning
from solver.sweeps.grid import Place
from solver.sweeps.made import Made
from solver.sweeps.result import CellResult, Sweep
from solver.words import listed, number, plural

#: What stands in a cell without a plan.
NONE, UNKNOWN, LEFT, REFUSED = "no plan", "not found in time", "not planned", "makes no season"
LACKS = {"infeasible": NONE, "unknown": UNKNOWN, "refused": REFUSED}
STANDS = "4 is proven; 4 (2) is a plan of 4 points where no plan has less than 2"
NO_BINDING = "No rule starts or stops binding in the plans that were found."
BINDING = "Where rules start or stop binding, in the plans that were found"


def title(sweep: Sweep) -> str:
    """What was planned."""
    return next(iter(sweep.grid.cells.values())).season.scenario.title


def varied(sweep: Sweep) -> str:
    """What was varied."""
    said = [f"{axis.path} {', '.join(axis.words)}" for axis in sweep.grid.axes]
    return f"{plural(len(sweep.cells), 'plan')}: {listed(said)}"


def tone(made: Made | None, text: str) -> Literal["dim", "bad", "good", ""]:
    """How the points of a cell are coloured: what is proven is good, what no plan keeps is bad."""
    if made is None or made.state == "unknown":
        return "dim"
    return "bad" if made.state != "planned" else "" if "(" in text else "good"


def points(made: Made | None, level: str, names: dict[tuple[str, ...], str]) -> str:
    """'4' if proven, '4 (2)' if not, or what there is in place of a plan."""
    if made is None:
        return LEFT
    if made.state != "planned":
        return f"{LACKS[made.state]} {names.get(made.clash, '')}".strip()
    bound = made.bounds[level]
    if bound == made.score[level]:
        return number(made.score[level])
    return f"{number(made.score[level])} ({'?' if bound is None else number(bound)})"


def gaps(sweep: Sweep) -> bool:
    """Whether some plan is not proven."""
    planned = [each.made for each in sweep.cells if each.made is not None and each.made.state == "planned"]
    return any(made.status == "feasible" for made in planned)


# ---- what is told below the table -----------------------------------------------------------------------


def clashes(sweep: Sweep) -> dict[tuple[str, ...], str]:
    """Every conflict with a letter."""
    made = [each.made for each in sweep.cells if each.made is not None]
    found = dict.fromkeys(each.clash for each in made if each.clash)
    return {clash: _letter(place) for place, clash in enumerate(found)}


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"a{place - 25}"


def below(sweep: Sweep) -> Iterator[str]:
    """Conflicts, and what was changed besides."""
    made = [each.made for each in sweep.cells if each.made is not None]
    refused = {each.clash for each in made if each.state == "refused"}
    for clash, letter in clashes(sweep).items():
        if clash in refused:
            yield f"{REFUSED} {letter}: {'; '.join(clash)}"
        else:
            said = "cannot hold together" if len(clash) > 1 else "cannot be kept"
            yield f"{NONE} {letter}: {listed(clash)} {said} (proven)"
    notes: dict[str, list[CellResult]] = {}
    for each in sweep.cells:
        for note in each.notes:
            notes.setdefault(note, []).append(each)
    for note, cells in notes.items():
        where = _where(sweep, [each.place for each in cells])
        yield f"{where}: {note}, so that the calendar is filled"


def _where(sweep: Sweep, places: Sequence[Place]) -> str:
    """The values that some cells share, parameter by parameter, where they do not have all of them."""
    said = []
    for axis, each in enumerate(sweep.grid.axes):
        there = [word for k, word in enumerate(each.words) if any(place[axis] == k for place in places)]
        if len(there) < len(each.words):
            said.append(f"{each.short} {listed(there, 'or')}")
    return ", ".join(said) or "everywhere"


# ---- rules that start or stop binding -------------------------------------------------------------------


def sentences(sweep: Sweep) -> list[str]:
    """Where rules start or stop binding, one sentence for each."""
    return [_sentence(sweep, each) for each in sweep.binding.turnings]


def _sentence(sweep: Sweep, turning: Turning) -> str:
    """'tempo-days stops binding at 3: at its upper limit in 5 places with 2, 1 day of room with 3'."""
    axes = sweep.grid.axes
    does = "starts" if turning.starts else "stops"
    at = f"{axes[turning.axis].short} {turning.after}" if len(axes) > 1 else turning.after
    said = f"{turning.rule} {does} binding at {at}"
    if turning.lines:
        others = [each.short for k, each in enumerate(axes) if k != turning.axis]
        lines = [", ".join(f"{a} {b}" for a, b in zip(others, line, strict=True)) for line in turning.lines]
        if len(others) == 1:
            lines = [f"{others[0]} {listed([line[0] for line in turning.lines], 'or')}"]
        said += f" (with {listed(lines, 'or')})"
    old, new = _bound(turning, turning.old), _bound(turning, turning.new)
    return f"{said}: {old} with {turning.before}, {new} with {turning.after}"


def _bound(turning: Turning, bind: Bind) -> str:
    """'at its upper limit in 3 places', '1 day of room', 'costs 3 points'."""
    if turning.side == WISH:
        return f"costs {plural(bind.tight, 'point')}" if bind.tight else "costs nothing"
    places = "in one place" if bind.tight == 1 else f"in {bind.tight} places"
    if not bind.unit:
        return "asks for nothing"
    if bind.unit == STEP:
        return f"nothing to spare {places}" if bind.tight else "room everywhere"
    if bind.tight:
        return f"at its {'upper' if turning.side == 'at_most' else 'lower'} limit {places}"
    return f"{plural(bind.amount, bind.unit)} of room"
