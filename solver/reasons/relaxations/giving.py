"""What gives way in the best compromise, as changes: always a way out, though seldom a gentle one."""

from __future__ import annotations

from collections.abc import Iterator

from solver.backends.answers import Budget
from solver.reasons.conflicts.members import Member
from solver.reasons.conflicts.musts import Musts
from solver.reasons.relaxations.changes import Concession, rests, wish
from solver.reasons.relaxations.compromise import broken


def giving(musts: Musts, budget: Budget) -> Iterator[tuple[Concession, ...]]:
    """Rules that rest where they give way, or are wishes where these are most weeks; at last wishes alone.

    Raises
    ------
    Infeasible
        If there is no plan whatever rules give way.
    OutOfTime
        If no compromise is found.
    """
    weeks: dict[str, list[int]] = {}
    for name, week in sorted(broken(musts.season, budget)):
        weeks.setdefault(name, []).append(week)
    members = {each.name: each for each in musts.reduced.all if each.sort == "rule"}
    giving = [(members[name], some) for name, some in weeks.items()]

    def few(some: list[int]) -> bool:
        return 2 * len(some) <= musts.season.calendar.weeks

    def change(member: Member, some: list[int]) -> Concession:
        return rests(member, some) if few(some) else wish(member)

    yield tuple(change(*each) for each in giving)
    if any(few(some) for _, some in giving):
        yield tuple(wish(member) for member, _ in giving)
