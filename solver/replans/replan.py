"""A plan that lives: what was done stays, what is published barely moves, and only what must changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from solver.auditor import Audit, Finding, audit, must_pass
from solver.diary import Done
from solver.plans.planfile import in_order
from solver.replans.baseline import Baseline
from solver.replans.differences import differences
from solver.replans.events import Absent
from solver.replans.owed import due, giving, prepared
from solver.replans.part import Ahead, Due
from solver.replans.reasons import Reason, reasons
from solver.replans.searching import Fewest, Searching
from solver.search.outcome import Settings
from solver.season import Season

#: Weeks times athletes ahead up to which changes for the sake of the score are looked for everywhere.
SHORT = 8
#: Weeks ahead in which they are looked for elsewhere, beside those that had to change.
NEXT = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A plan on the curve of score against changes.

    Parameters
    ----------
    changed
        How many sessions are not as they were, beside those that fell out.
    """

    changed: int
    score: Mapping[str, int]
    sessions: Sequence[Done]


@dataclass(frozen=True, eq=False)
class Replan:
    """A plan from a day on.

    Parameters
    ----------
    season
        The season as it is that morning; musts that the past put out of reach give way in it.
    sessions, verdict
        The new plan, and its audit, which it has passed.
    before
        The audit of what was planned, without what fell out.
    base
        What was planned, and what of it fell out.
    changes
        What is different, each with its reason.
    changed, proven
        How many sessions changed beside those that fell out; whether it is proven that no plan that keeps
        the musts changes fewer.
    apart
        Whether that is proven only of plans that change as little of what is published.
    lost
        Musts that what was done has put out of reach.
    fenced
        Changes within the published days.
    curve
        The best score for each number of changes, as far as it was asked for.
    weeks
        The weeks, from 1, in which sessions were free to change; none where nothing had to.
    """

    season: Season
    sessions: Sequence[Done]
    verdict: Audit
    before: Audit
    base: Baseline
    changes: Sequence[Reason]
    changed: int
    proven: bool
    apart: bool
    lost: Sequence[Finding]
    fenced: Sequence[Reason]
    curve: Sequence[Point]
    weeks: Collection[int]

    @property
    def same(self) -> bool:
        """Whether the days to come are as they were."""
        return not self.changes


def replan(
    season: Season,
    sessions: Sequence[Done],
    settings: Settings,
    publish: int = 0,
    most: int | None = None,
    watch: Callable[[str], None] = lambda doing: None,
    absent: Sequence[Absent] = (),
    known: Collection[Due] = (),
) -> Replan:
    """Plan the days to come anew: the fewest changes that the musts force, and of those plans the best.

    Parameters
    ----------
    season, sessions
        The season in the midst of it, see :func:`solver.plans.past.as_of`; the plan as it was.
    publish
        So many days from the first one on are published: nothing moves there unless a must forces it.
    most
        So many sessions may change, if the score is better for it.
    absent
        Meets that are off for an athlete, which tells why a race falls out.
    known
        Musts that the plan broke as it was made: that alone is no reason to change it.

    Raises
    ------
    Infeasible, OutOfTime
        If no plan keeps the musts, or none was found.
    """
    watch("what still holds")
    ahead, before = prepared(season, sessions, publish, absent, known)
    new = [each for each in before.broken if due(each) not in known]
    search = Searching(ahead, _weeks(season, new), settings, watch)
    fewest = search.fewest() if new else Fewest.none(ahead.base.sessions)
    curve = _curve(ahead, search, fewest, most) if most is not None else []
    best = min(curve, key=lambda p: (*_rank(p), p.changed)) if curve else None
    plan = in_order(season, best.sessions if best else fewest.sessions)
    return _judged(ahead, before, fewest, plan, curve)


def _judged(ahead: Ahead, before: Audit, fewest: Fewest, new: list[Done], curve: Sequence[Point]) -> Replan:
    """The new plan, audited, with the reasons for what is different."""
    base = ahead.base
    as_it_was = {*new} == {*base.sessions} and not before.broken
    verdict = before if as_it_was else audit(ahead.season, ahead.season.diary(new))
    season, verdict, lost = giving(ahead, new, verdict)
    must_pass(verdict)
    races = season.race_forms
    changed = len(differences(base.sessions, new, races))
    told = reasons(season, base, differences(base.planned, new, races), new, verdict, before)
    fenced = [each for each in told if _inside(each, ahead)]
    weeks = sorted(week + 1 for week in fewest.weeks)
    return Replan(
        season, new, verdict, before, base, told, changed, fewest.proven and changed == fewest.changed,
        fewest.fenced, lost, fenced, curve, weeks,
    )  # fmt: skip


def _inside(each: Reason, ahead: Ahead) -> bool:
    """Whether a change is within the fence, beside what fell out and the races that came in."""
    old, new = each.change.old, each.change.new
    came = new is not None and new.day in ahead.fence and new.form not in ahead.season.race_forms
    return came or (old is not None and not each.event and old.day in ahead.fence)


def _weeks(season: Season, broken: Sequence[Finding]) -> set[int]:
    """The weeks ahead in which musts are broken, from 0."""
    days = {day for each in broken for day in each.breach.days}
    first, last = season.starts, season.calendar.length - 1
    return {min(max(day, first), last) // 7 for day in days}


def _curve(ahead: Ahead, search: Searching, fewest: Fewest, most: int) -> list[Point]:
    """The best score for each number of changes, from the fewest on."""
    season = ahead.season
    first, every = season.starts // 7, season.calendar.weeks
    if (every - first) * len(season.athletes) <= SHORT:
        weeks = frozenset(range(first, every))
    else:
        weeks = frozenset({*fewest.weeks, *range(first, min(first + NEXT, every))})
    points = [_point(ahead, fewest.sessions)]
    for number in range(fewest.changed + 1, most + 1):
        found = search.best(weeks, number)
        if found is None:
            break
        point = _point(ahead, found)
        if _rank(point) < _rank(points[-1]):
            points.append(point)
    return points


def _point(ahead: Ahead, sessions: Sequence[Done]) -> Point:
    season = ahead.season
    changed = differences(ahead.base.sessions, sessions, season.race_forms)
    return Point(len(changed), audit(season, season.diary(sessions)).score, sessions)


def _rank(point: Point) -> tuple[int, int]:
    return point.score["should"], point.score["prefer"]
