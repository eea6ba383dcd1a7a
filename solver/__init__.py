"""speedfirst: a planner for sprint coaches. Rules in YAML become the best plan that keeps them."""

from __future__ import annotations

__version__ = "0.1.0"
