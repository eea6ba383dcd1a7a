"""What has happened since a plan was made: what was done, what changed, who is sick, who does not start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.loading.load import Reading
from solver.overlays.overlay import Overlay
from solver.replans.events import Absent, Spell
from solver.replans.file import Log, Older, UnderWay, known_in, live
from solver.replans.unready import unready


@dataclass(frozen=True, eq=False)
class Happened:
    """A plan in the midst of it, with what has happened.

    Parameters
    ----------
    above
        Its scenario with all of that.
    lived
        The plan on the morning of the first day to be planned.
    absent
        Meets that are off for an athlete who is sick, injured or not back yet.
    news
        Whether something has happened that the plan does not know of, beside what was done.
    """

    above: Reading
    lived: UnderWay
    absent: Sequence[Absent]
    news: bool


def happened(
    plan: Older,
    below: Reading,
    over: Sequence[Overlay],
    spells: Sequence[Spell],
    day: str,
    log: Log | None,
) -> Happened:
    """Lay on the scenario of a plan what has happened.

    Parameters
    ----------
    below, over
        The scenario as the plan was made from it, and what has changed.
    day, log
        The first day that is still to be planned, and what tells of those before it.

    Raises
    ------
    InputError
        If something of it cannot be meant.
    """
    above, absent = below.under(over) if over else below, list[Absent]()
    for spell in spells:
        absent += spell.absent(above)
        above = above.under([spell.overlay(above)])
    known = known_in(plan, below)
    above, lived, more = unready(above, spells, lambda there: live(plan, there, day, log, known))
    return Happened(above, lived, [*absent, *more], bool(over or spells))
