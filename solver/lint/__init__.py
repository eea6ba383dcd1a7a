"""A linter for rules: dead, implied, contradictory, shadowed ones; what is said of feasibility is proven."""

from __future__ import annotations

from solver.lint.codes import CODES
from solver.lint.files import Linted, Undecided, lint
from solver.lint.findings import Finding, Named

__all__ = ["CODES", "Finding", "Linted", "Named", "Undecided", "lint"]
