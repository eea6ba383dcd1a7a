"""speedfirst in Python; see :mod:`solver`. The command line and these functions share what is inside."""

from solver.api.audits import Audit as Audit
from solver.api.audits import audit as audit
from solver.api.comparisons import Comparison as Comparison
from solver.api.comparisons import compare as compare
from solver.api.explanations import Explanation as Explanation
from solver.api.explanations import explain as explain
from solver.api.plans import Plan as Plan
from solver.api.plans import plan as plan
from solver.api.replans import Replan as Replan
from solver.api.replans import replan as replan
from solver.api.scenario import Scenario as Scenario
from solver.api.scenario import load as load
from solver.api.sweeps import Sweep as Sweep
from solver.api.sweeps import sweep as sweep
from solver.api.tradeoffs import Tradeoff as Tradeoff
from solver.api.tradeoffs import tradeoff as tradeoff
from solver.errors import Infeasible as Infeasible
from solver.errors import InputError as InputError
from solver.errors import NotAudited as NotAudited
from solver.errors import OutOfTime as OutOfTime
from solver.errors import SpeedfirstError as SpeedfirstError
