"""What is given to the functions: scenarios or their files, effort, workers; and the plan they begin from."""

from __future__ import annotations

from pathlib import Path

from solver.api.scenario import Scenario, load
from solver.errors import refuse
from solver.outcome import Outcome, Settings
from solver.search import search

MOST, WORKERS = 1_000_000, 64


def scenario_of(given: Scenario | str | Path) -> Scenario:
    """A scenario, read if it is a file."""
    return given if isinstance(given, Scenario) else load(given)


def settings_of(effort: float, workers: int) -> Settings:
    """How much to spend.

    Raises
    ------
    InputError
        If the numbers make no sense.
    """
    if not 0 < effort <= MOST:
        raise refuse(f"effort: found {effort:g}, expected a number above 0 and up to {MOST:,}")
    if not 1 <= workers <= WORKERS:
        raise refuse(f"workers: found {workers}, expected a number from 1 to {WORKERS}")
    return Settings(effort, None, workers)


def outcome_of(scenario: Scenario, effort: float, workers: int) -> Outcome:
    """The best plan of a scenario."""
    return search(scenario.season, settings_of(effort, workers))
