"""`plan --relax`: the plan that breaks least, where no plan keeps all the musts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.search.outcome import Outcome, Settings
    from solver.season import Season


def relaxed(season: Season, settings: Settings, quiet: bool) -> Outcome:
    """The best plan of a season, whose musts give way where they have to; it has passed its audit so.

    Raises
    ------
    Infeasible
        If there is no plan whatever rules give way.
    """
    from solver.auditor import audited
    from solver.backends.answers import Budget
    from solver.cli.searching import watching
    from solver.errors import Infeasible
    from solver.reasons.relaxations.compromise import compromise
    from solver.reasons.relaxations.explanation import QUESTION
    from solver.search.outcome import Progress
    from solver.search.search import search

    with watching(quiet) as watch:
        try:
            outcome = search(season, settings, watch)
        except Infeasible:
            watch(Progress("looking for what has to give way", {}, {}, 0.0))
            season = compromise(season, Budget(QUESTION)).season
            outcome = search(season, settings, watch)
    audited(season, outcome.sessions, outcome.score)
    return outcome
