"""What is given to the functions: scenarios or their files, effort, workers."""

from __future__ import annotations

from pathlib import Path

from solver.api.scenario import Scenario, load
from solver.search import ranges
from solver.search.outcome import Outcome, Settings
from solver.search.search import search


def scenario_of(given: Scenario | str | Path) -> Scenario:
    """A scenario, read if it is a file."""
    return given if isinstance(given, Scenario) else load(given)


def settings_of(effort: float, workers: int, **more: int | None) -> Settings:
    """How much to spend, and how much `more` to look for.

    Raises
    ------
    InputError
        If the numbers make no sense.
    """
    ranges.check(effort=effort, workers=workers, **more)
    return Settings(effort, None, workers)


def outcome_of(scenario: Scenario, effort: float, workers: int) -> Outcome:
    """The best plan of a scenario."""
    return search(scenario.season, settings_of(effort, workers))
