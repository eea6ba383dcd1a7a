"""What cells have of each other: plans that are better beside, and effort that was saved."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import replace

from solver.auditor import audit
from solver.outcome import LEVELS
from solver.run import WORK_A_SECOND
from solver.sweeps.grid import Grid, Place
from solver.sweeps.made import Made, Plan
from solver.sweeps.planning import short

#: The share of the effort for the first plan of a cell that begins from one beside it.
WARM = 0.06
#: The share of it that there is for each cell but the first, on average.
OTHERS = 0.2


def adopt(grid: Grid, made: MutableMapping[Place, Made]) -> None:
    """Let cells take plans from beside them that are better here, until none is."""
    waiting = list(grid.cells)
    while waiting:
        place = waiting.pop(0)
        if (better := _better(grid, made, place)) is not None:
            made[place] = better
            waiting += [each for each in grid.beside(place) if each not in waiting]


def _better(grid: Grid, made: MutableMapping[Place, Made], place: Place) -> Made | None:
    """The best plan from beside a cell that keeps its musts, if it is better than its own."""
    season, best = grid.cells[place].season, made[place]
    for each in grid.beside(place) if best.state != "infeasible" else ():
        other = made[each]
        if other.state != "planned" or other.plan == best.plan:
            continue
        found = audit(season, season.diary(other.sessions))
        points = tuple(found.score[level] for level in LEVELS)
        if found.passed and (best.state != "planned" or points < best.points):
            best = replace(best, state="planned", sessions=other.sessions, score=found.score, windows=0)
            best = replace(best, bounds=best.bounds or dict.fromkeys(LEVELS))
    return best if best is not made[place] else None


def unsettled(
    grid: Grid, made: MutableMapping[Place, Made], order: Sequence[Place], effort: float, first: Plan
) -> tuple[list[Place], float]:
    """The cells that are searched again, and how hard: what the others have saved is shared out.

    Of cells with the same plan it is the last one, as a rule the one that allows least: what is found there
    is a plan of the others too.

    Parameters
    ----------
    order
        The cells as they were planned.
    first
        The plan of the first of them, which has had all the effort.
    """
    last = {made[place].plan: place for place in order}
    chosen = [place for plan, place in last.items() if plan != first and _open(grid, made, place)]
    spent = sum(made[place].work for place in order[1:]) / WORK_A_SECOND
    left = OTHERS * effort * (len(order) - 1) - spent
    each = round(min(left / max(len(chosen), 1), effort), 3)
    return (chosen, each) if each > WARM * effort else ([], 0.0)


def _open(grid: Grid, made: MutableMapping[Place, Made], place: Place) -> bool:
    """Whether more effort may find more."""
    unproven = made[place].state == "planned" and made[place].status == "feasible"
    return unproven and not short(grid.cells[place].season)
