"""What cells have of each other: plans that are better beside, and effort that was saved."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from solver.auditor import audit
from solver.search.outcome import LEVELS
from solver.search.run import WORK_A_SECOND
from solver.sweeps.grid import Grid, Place
from solver.sweeps.made import Made, Plan
from solver.sweeps.planning import short

#: The share of the effort for the first plan of a cell that begins from one beside it.
WARM = 0.06
#: The same beside a cell that is proven: this one may be proven as well.
BESIDE_PROVEN = 0.09
#: The share of it that there is for each cell but the first, on average.
OTHERS = 0.14
#: The most of it that there is for one cell once more.
MOST = 0.27
#: The share of what was saved that goes to better plans; the rest goes to what is known of them.
FINDING = 0.6


#: The points of each level.
Points: TypeAlias = tuple[int, ...]
#: How plans do in cells that they were not made for; None where they break a must.
Judged: TypeAlias = MutableMapping[tuple[Place, Plan], Mapping[str, int] | None]


def adopt(grid: Grid, made: MutableMapping[Place, Made], judged: Judged) -> None:
    """Let cells take plans from beside them that are better here, until none is.

    Parameters
    ----------
    judged
        What is known of plans in other cells; more joins it.
    """
    waiting = list(grid.cells)
    while waiting:
        place = waiting.pop(0)
        if (better := _better(grid, made, place, judged)) is not None:
            made[place] = better
            waiting += [each for each in grid.beside(place) if each not in waiting]


def _better(grid: Grid, made: Mapping[Place, Made], place: Place, judged: Judged) -> Made | None:
    """The best plan from beside a cell that keeps its musts, if it is better than its own."""
    season, best = grid.cells[place].season, made[place]
    for each in grid.beside(place) if best.state != "infeasible" else ():
        other = made[each]
        if other.state != "planned" or other.plan == best.plan:
            continue
        if (place, other.plan) not in judged:
            found = audit(season, season.diary(other.sessions))
            judged[place, other.plan] = found.score if found.passed else None
        score = judged[place, other.plan]
        if score is not None and (best.state != "planned" or _points(score) < best.points):
            best = replace(best, state="planned", sessions=other.sessions, score=score, windows=0)
            best = replace(best, bounds=best.bounds or dict.fromkeys(LEVELS))
    return best if best is not made[place] else None


def _points(score: Mapping[str, int]) -> Points:
    return tuple(score[level] for level in LEVELS)


def unsettled(
    grid: Grid,
    made: Mapping[Place, Made],
    order: Sequence[Place],
    effort: float,
    done: Mapping[Place, Points] | None = None,
) -> tuple[list[Place], float]:
    """The cells that are searched again, and how hard: what others have saved is shared out.

    Of cells that go together it is once the last, as a rule the one that allows least: what is found
    there is a plan of the others too. And it is once the first: what is proven there holds in the
    others too. Proofs come first only where the first cell of all, which had all the effort, is proven.

    Parameters
    ----------
    order
        The cells as they were planned.
    done
        Those that were so at first, with the points they began from; None at first.
    """
    groups, again = _together(made, order), done is not None
    proving = again != (made[order[0]].state == "planned" and made[order[0]].status == "optimal")
    part = 1 - FINDING if proving else FINDING
    done = done or {}
    left = [group for group in groups if order[0] not in group and not _at_rest(made, group, done)]
    ends = [group[0 if proving else -1] for group in left]
    chosen = [place for place in ends if place not in done and _open(grid, made, place)]
    share = 1.0 if again or all(len(group) == 1 for group in groups) else part
    spent = sum(made[place].work for place in order[1:]) / WORK_A_SECOND
    saved = OTHERS * effort * (len(order) - 1) - spent
    each = round(min(share * saved / max(len(chosen), 1), MOST * effort), 3)
    return (chosen, each) if chosen and each > WARM * effort else ([], 0.0)


def _together(made: Mapping[Place, Made], order: Sequence[Place]) -> list[list[Place]]:
    """Cells with the same plan, or of the same points inside each other."""
    groups: dict[Place, list[Place]] = {}
    first: dict[Plan, Place] = {}
    for place in order:
        mine = made[place]
        around = (p for p, kin in mine.kin.items() if kin.inside and made[p].score == mine.score)
        other = first.get(mine.plan, next(around, place))
        group = groups[place] = groups.get(other, [])
        group.append(place)
        first.setdefault(mine.plan, place)
    return [group for place, group in groups.items() if group[0] == place]


def _at_rest(made: Mapping[Place, Made], group: Sequence[Place], done: Mapping[Place, Points]) -> bool:
    """Whether the stricter level is proven for cells that go together, and a search gained nothing more."""
    searched = [made[place] for place in group if place in done and made[place].points == done[place]]
    return any(each.bounds[LEVELS[0]] == each.score[LEVELS[0]] for each in searched)


def _open(grid: Grid, made: Mapping[Place, Made], place: Place) -> bool:
    """Whether more effort may find more."""
    unproven = made[place].state == "planned" and made[place].status == "feasible"
    return unproven and not short(grid.cells[place].season)
