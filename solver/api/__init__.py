"""speedfirst in Python; see :mod:`solver`. The command line and these functions share what is inside."""

from solver.api.audits import Audit, audit
from solver.api.comparisons import Comparison, compare
from solver.api.explanations import Explanation, explain
from solver.api.plans import Plan, plan
from solver.api.replans import Replan, replan
from solver.api.scenario import Scenario, load
from solver.api.sweeps import Sweep, sweep
from solver.api.tradeoffs import Tradeoff, tradeoff
from solver.errors import Infeasible, InputError, NotAudited, OutOfTime, SpeedfirstError

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
