"""speedfirst: a planner for sprint coaches. Rules in YAML become the best plan that keeps them.

In Python::

    import solver

    week = solver.load("scenarios/week-100m-gpp.yaml")
    best = solver.plan(week)                     # the best plan, proven and audited
    solver.audit(best, "scenarios/other.yaml")   # by whose rules you like
    solver.compare(best, "scenarios/other.yaml")
    solver.tradeoff(week, ("most metres of speed", "least load"))
    solver.sweep(week, "rules.tempo-days.limit.at_most=1..4")
    solver.replan(best, "wed", sick="2026-10-16")  # the days to come, with the fewest changes
    solver.explain(week)                         # why there is no plan, where there is none

Every result prints as the command does, shows itself in a notebook, and has `table()`: columns for a data
frame.
"""

from __future__ import annotations

from solver.version import __version__ as __version__

TYPE_CHECKING = False  # as type checkers know it; typing itself takes a while to load
if TYPE_CHECKING:
    from solver.api import (
        Audit,
        Comparison,
        Explanation,
        Infeasible,
        InputError,
        NotAudited,
        OutOfTime,
        Plan,
        Replan,
        Scenario,
        SpeedfirstError,
        Sweep,
        Tradeoff,
        audit,
        compare,
        explain,
        load,
        plan,
        replan,
        sweep,
        tradeoff,
    )

__all__ = [
    "Audit",
    "Comparison",
    "Explanation",
    "Infeasible",
    "InputError",
    "NotAudited",
    "OutOfTime",
    "Plan",
    "Replan",
    "Scenario",
    "SpeedfirstError",
    "Sweep",
    "Tradeoff",
    "audit",
    "compare",
    "explain",
    "load",
    "plan",
    "replan",
    "sweep",
    "tradeoff",
]


def __getattr__(name: str) -> object:
    # what the functions need is loaded when one of them is named: the command answers `--help` at once
    if name in __all__:
        import solver.api

        return getattr(solver.api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
