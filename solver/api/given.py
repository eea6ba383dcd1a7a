"""What is given to the functions: scenarios or their files, effort, workers; and the plan they begin from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from solver import ranges
from solver.api.scenario import Scenario, load
from solver.documents.base import validate
from solver.documents.plan import PlanFile
from solver.outcome import Outcome, Settings
from solver.planfile import portable
from solver.replans.file import Older
from solver.search import search
from solver.source import parse

if TYPE_CHECKING:
    from solver.api.plans import Plan


def scenario_of(given: Scenario | str | Path) -> Scenario:
    """A scenario, read if it is a file."""
    return given if isinstance(given, Scenario) else load(given)


def plan_of(given: Plan | str | Path) -> Older:
    """A plan as its file has it, read if it is a file."""
    if isinstance(given, str | Path):
        return Older.read(Path(given))
    text = given.text()
    source = parse(text, given.scenario.title)
    return Older(validate(PlanFile, source), source, text.encode(), portable(str(given.scenario.file)))


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
