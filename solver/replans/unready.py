"""Meets at which an athlete does not start, since the way back from an injury is not over by then.

A coach does not shorten the ladder for a meet. So where the days up to a meet alone show that it cannot be
done by then, and that without the meet they have a plan, it is the meet that goes; the later ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from solver.auditor import audit
from solver.backends.answers import Budget
from solver.backends.cpsat import Posted
from solver.documents.scenario import Athlete, Competition
from solver.loading.load import Reading
from solver.overlays.overlay import Overlay
from solver.replans.events import Absent, Spell, meets_of, without
from solver.replans.file import UnderWay
from solver.replans.owed import prepared
from solver.words import listed

#: Deterministic time for the question whether the days up to a meet have a plan.
QUESTION = 1.0
NOT_BACK = "not back from the injury by then"


def unready(
    above: Reading, spells: Sequence[Spell], opened: Callable[[Reading], UnderWay]
) -> tuple[Reading, UnderWay, list[Absent]]:
    """A scenario without the meets that come too early, the plan in it, and which meets these are.

    Parameters
    ----------
    above
        The scenario with all that has happened.
    opened
        Opens the plan in a scenario.
    """
    lived, found = opened(above), list[Absent]()
    for spell in spells:
        if spell.what != "injured":
            continue
        who = spell.whose(above)
        later = [each for each in meets_of(above, who) if each.date > spell.last]
        for meet in later:
            if lived.season.calendar.index(meet.date) < lived.season.starts:
                continue
            if _possible(lived, meet):
                break
            less = above.under([Overlay.of(without(above, who, [meet]), "--injured")])
            there = opened(less)
            if not _possible(there, meet):
                break
            found.append(Absent(who.name, meet.name, meet.date, _because(lived, who, meet)))
            above, lived = less, there
    return above, lived, found


def _possible(lived: UnderWay, meet: Competition) -> bool:
    """Whether the days up to a meet may have a plan: nothing shows that they have none."""
    season = lived.season
    ahead, _ = prepared(season, lived.sessions, known=lived.known)
    weeks = range(season.starts // 7, season.calendar.index(meet.date) // 7 + 1)
    part = ahead.part(weeks, closed=True)
    return not part.model.refuted and Posted(part.model).run(Budget(QUESTION)).status != "infeasible"


def _because(lived: UnderWay, who: Athlete, meet: Competition) -> str:
    """The musts that a start would break, in words."""
    rules = list(dict.fromkeys(_broken(lived, who, meet)))
    return NOT_BACK + (f" ({listed(rules[:2])})" if rules else "")


def _broken(lived: UnderWay, who: Athlete, meet: Competition) -> Iterator[str]:
    """The rules that the race breaks in what is left of the plan."""
    season = lived.season
    ahead, before = prepared(season, lived.sessions, known=lived.known)
    day = season.calendar.index(meet.date)
    race = [each for each in ahead.base.sessions if (each.athlete, each.day) == (who.name, day)]
    without_it = [each for each in ahead.base.sessions if each not in race]
    after = audit(season, season.diary(without_it))
    gone = {(each.rule, each.breach.days) for each in after.broken}
    for each in before.broken:
        if (
            who.name in each.athletes
            and day in each.breach.days
            and (each.rule, each.breach.days) not in gone
        ):
            yield each.rule
