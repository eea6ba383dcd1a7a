"""GLOP: the linear relaxation of a model, with a price for every row, and further rows as they are found.

What it says is a guide; :mod:`solver.backends.prices` turns its prices into bounds that hold exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from solver.backends.answers import Budget
from solver.backends.prices import Line

#: Deterministic time of an iteration on a row, measured against that of CP-SAT.
WORK = 3e-9
#: The dual simplex goes on from its last end when rows are added; preprocessing would keep it from that.
SETTINGS = "use_dual_simplex: true use_preprocessing: false max_number_of_iterations: {}"


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What solving a relaxation came to.

    Parameters
    ----------
    values
        The value of each variable; nothing if it took too long.
    prices
        The price of each row, in the order in which rows were added.
    work
        Deterministic time, roughly that of CP-SAT.
    """

    values: Sequence[float]
    prices: Sequence[float]
    work: float


class Relaxation:
    """A linear programme that grows by rows."""

    def __init__(
        self, lower: Sequence[int], upper: Sequence[int], costs: Mapping[int, int], rows: Iterable[Line]
    ) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._variables = [self._solver.NumVar(low, high, "") for low, high in zip(lower, upper, strict=True)]
        self._rows: list[pywraplp.Constraint] = []
        objective = self._solver.Objective()
        for variable, cost in costs.items():
            objective.SetCoefficient(self._variables[variable], cost)
        objective.SetMinimization()
        for line in rows:
            self.add(line)

    def add(self, line: Line) -> None:
        """Add a row."""
        far = self._solver.infinity()
        lower = -far if line.lower is None else line.lower
        row = self._solver.RowConstraint(lower, far if line.upper is None else line.upper, "")
        for variable, coefficient in line.parts.items():
            row.SetCoefficient(self._variables[variable], coefficient)
        self._rows.append(row)

    def tighten(self, number: int, upper: int) -> None:
        """Lower the upper side of a row."""
        self._rows[number].SetUb(upper)

    def solve(self, budget: Budget) -> Relaxed:
        """Solve from where the last solve ended."""
        step = WORK * max(len(self._rows), 1)
        self._solver.SetSolverSpecificParametersAsString(SETTINGS.format(int(budget.work / step)))
        if (seconds := budget.seconds()) is not None:
            self._solver.set_time_limit(max(int(1000 * seconds), 1))
        with budget.halt.reaches(self._solver.InterruptSolve):
            status = self._solver.Solve()
        work = step * max(self._solver.iterations(), 0)
        if status != pywraplp.Solver.OPTIMAL:
            return Relaxed([], [], work)
        values = [variable.solution_value() for variable in self._variables]
        return Relaxed(values, [row.dual_value() for row in self._rows], work)
