"""A plan that is given to a function: one that was made, or its file."""

from __future__ import annotations

from pathlib import Path

from solver.api.plans import Plan
from solver.documents.base import validate
from solver.documents.plan import PlanFile
from solver.files.source import parse
from solver.plans.planfile import portable
from solver.replans.file import Older


def plan_of(given: Plan | str | Path) -> Older:
    """A plan as its file has it, read if it is a file."""
    if isinstance(given, str | Path):
        return Older.read(Path(given))
    text = given.text()
    source = parse(text, given.scenario.title)
    return Older(validate(PlanFile, source), source, text.encode(), portable(str(given.scenario.file)))
