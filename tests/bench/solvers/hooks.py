"""The few places where the bench reaches inside the planner; when that changes, only this file does."""

from __future__ import annotations

from collections.abc import Callable

from solver.backends.cpsat import Posted
from solver.model.linear import Model
from solver.search.outcome import Outcome, Progress, Settings
from solver.search.search import Search, search
from solver.season import Season


def post(model: Model) -> None:
    """Hand a whole model to OR-Tools as the planner does, without solving it."""
    Posted(model)


def cold(season: Season, effort: float, seconds: float | None = None, workers: int = 1) -> Outcome:
    """Plan a season from nothing."""
    return search(season, Settings(effort, seconds, workers))


def again(changed: Season, before: Outcome, effort: float) -> Outcome:
    """Plan a season once more of which one number has changed, `before` being its plan until now."""
    return search(changed, Settings(effort), start=before.sessions)


class Enough(Exception):
    """Raised by a watch that has seen enough: the plan so far is the outcome."""


def plan(season: Season, spend: Settings, watch: Callable[[Progress], None]) -> Outcome:
    """Plan a season; a watch may end it by raising :class:`Enough`."""
    found = Search(season, spend, watch)
    try:
        return found.run()
    except Enough:
        return found._outcome()
