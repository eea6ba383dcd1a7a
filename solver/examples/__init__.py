"""Examples that are executed: of the kinds (in their docstrings) and of rules (in rulebooks)."""

from __future__ import annotations

from solver.examples.check import Checked, ExampleProblem, checked
from solver.examples.manual import ManualExample, examples_of, manual, manual_catalogue, prose
from solver.examples.nudge import unnoticed

__all__ = [
    "Checked",
    "ExampleProblem",
    "ManualExample",
    "checked",
    "examples_of",
    "manual",
    "manual_catalogue",
    "prose",
    "unnoticed",
]
