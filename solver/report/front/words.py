"""A trade-off in words: how far it is known, what a step costs, where the knee is."""

from __future__ import annotations

from collections.abc import Sequence

from solver.fronts.aims import Aim
from solver.fronts.front import Front, Point
from solver.reasons.alternatives.within import says
from solver.search.outcome import LEVELS
from solver.words import plural


def title(front: Front) -> str:
    """'Most metres of speed against fewest high days'."""
    one, two = front.aims
    said = f"{one} against {two}"
    room = f", in plans {says(front.allowed)} than the best" if front.allowed else ""
    return said[0].upper() + said[1:] + room


def heads(front: Front) -> list[str]:
    """The words above the columns of figures: both goals, and the levels that are not goals themselves."""
    return [*(aim.name for aim in front.aims), *levels(front)]


def levels(front: Front) -> list[str]:
    """The levels that are not goals themselves."""
    goals = {getattr(aim, "level", "") for aim in front.aims}
    return [level for level in LEVELS if level not in goals]


def cells(front: Front, point: Point) -> list[str]:
    """The figures of a point under these heads."""
    figures = [aim.short(figure) for aim, figure in zip(front.aims, point.figures, strict=True)]
    return [*figures, *(plural(point.outcome.score[level], "point") for level in levels(front))]


def unproven(front: Front, point: Point) -> str:
    """What is known of the goals of a point that is not proven: 'no plan above 740 m'."""
    found = [
        f"no {aim.name} {'above' if aim.most else 'below'} {aim.short(best)}"
        for aim, figure, best in zip(front.aims, point.figures, point.best, strict=True)
        if best is not None and aim.steps(best) < aim.steps(figure)
    ]
    return ", ".join(found)


def known(front: Front) -> str:
    """How many points there are, and whether these are all."""
    count = len(front.points)
    if count == 1 and front.whole:
        return "one plan is best at both goals (proven): there is nothing to trade"
    proven = sum(point.proven for point in front.points)
    said = f"{plural(count, 'plan')}, "
    if front.whole:
        said += "all there are (proven)"
    else:
        said += (
            "each proven"
            if proven == count
            else f"{proven} of them proven"
            if proven
            else "none proven (--effort gets nearer)"
        )
    if front.stopped:
        return f"{said}; stopped before there were more"
    if front.more:
        return f"{said}; there may be more between them (--points finds more)"
    return said


def step(front: Front, before: int, after: int) -> str:
    """What it takes from one point to another: '1 high day fewer costs 120 m of speed'."""
    one, two = front.aims
    first, second = front.points[before].figures, front.points[after].figures
    gain, loss = abs(second[1] - first[1]), abs(second[0] - first[0])
    less = "less" if two.mass else "fewer"
    gained = f"{two.amount(gain)} {'more' if two.most else less}"
    return f"{gained} costs {one.amount(loss)}{'' if one.most else ' more'}"


def turning(front: Front) -> list[str]:
    """The knee, and what a step costs before and after it; the ends where there is none."""
    last = len(front.points) - 1
    if not last:
        return []
    at = front.knee()
    if at is None:
        return [f"From 1 to {last + 1}, {step(front, 0, last)}."]
    return [
        f"Plan {at + 1} is the knee: up to there, {step(front, 0, at)};",
        f"from {at + 1} to {last + 1}, {step(front, at, last)}.",
    ]


def counted(front: Front) -> list[str]:
    """In which steps goals are counted, where figures lie between them."""
    return [
        f"{aim.name}: counted in steps of {aim.short(aim.step)}"
        for number, aim in enumerate(front.aims)
        if any(point.figures[number] % aim.step for point in front.points)
    ]


def hint(front: Front) -> str:
    """How to keep the plans near the best one, where they are not."""
    should = max(point.outcome.score["should"] for point in front.points)
    goals = {getattr(aim, "level", "") for aim in front.aims}
    if front.allowed or "should" in goals or should <= front.plan.score["should"]:
        return ""
    return (
        f"These plans have up to {plural(should, 'point')} of should, the best plan has "
        f"{front.plan.score['should']:,}: --within should=0 keeps them as good."
    )


def nearest(front: Front) -> str:
    """Where the plan of the scenario lies: at a point, or how far off the front."""
    figures = [aim.short(figure) for aim, figure in zip(front.aims, front.here, strict=True)]
    steps = [aim.steps(figure) for aim, figure in zip(front.aims, front.here, strict=True)]
    here = "The best plan of the scenario"
    for number, point in enumerate(front.points, start=1):
        theirs = [aim.steps(figure) for aim, figure in zip(front.aims, point.figures, strict=True)]
        if theirs == steps:
            return f"{here} is as good at both goals as plan {number}."
    better = [n for n, point in enumerate(front.points, start=1) if _no_worse(front.aims, point, steps)]
    said = f"{here} has {figures[0]} and {figures[1]}"
    if better:
        return f"{said}; {_points(better)} better at one goal and no worse at the other."
    return f"{said}."


def _no_worse(aims: Sequence[Aim], point: Point, steps: Sequence[int]) -> bool:
    theirs = [aim.steps(figure) for aim, figure in zip(aims, point.figures, strict=True)]
    return all(a <= b for a, b in zip(theirs, steps, strict=True))


def _points(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"plan {numbers[0]} is"
    return f"plans {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]} are"
