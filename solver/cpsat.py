"""CP-SAT: a linear model in, an assignment out.

Every solve is by one worker with a fixed seed and a budget in deterministic time, so that the same
model gives the same answer on every machine, however busy it is.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from solver.answers import Answer, Budget, Status
from solver.linear import Model, Row

_STATUS: Mapping[int, Status] = {
    int(cp_model.OPTIMAL): "optimal",
    int(cp_model.FEASIBLE): "feasible",
    int(cp_model.INFEASIBLE): "infeasible",
    int(cp_model.UNKNOWN): "unknown",
}


def solve(
    model: Model,
    objective: Mapping[int, int],
    budget: Budget,
    *,
    start: Mapping[int, int] | None = None,
    linearization: int = 2,
    first: bool = False,
    plainly: bool = False,
) -> Answer:
    """Minimise an objective over a whole model.

    Parameters
    ----------
    start
        The values of some variables to begin with.
    linearization
        How much of the model the linear relaxation holds; 0 is best for feasibility.
    first
        Whether to stop at the first assignment.
    plainly
        Solve without presolve and from another seed, as a check on another answer.
    """
    if model.refuted:
        return Answer("infeasible", None, None, None, 0.0)
    posted = Posted(model)
    if start is not None:
        posted.cp.proto.solution_hint.vars.extend(start.keys())
        posted.cp.proto.solution_hint.values.extend(start.values())
    posted.minimise(objective)
    return posted.run(budget, linearization, first=first, plainly=plainly)


class Posted:
    """A model, or a window of it, as CP-SAT holds it.

    Parameters
    ----------
    hint
        An assignment to start from; needed with `free`, but not with `alone`.
    free
        The variables that may change; all others keep their value in `hint`.
    later
        For each variable whether it is still to come, in a plan that grows: rows count as if it took the
        best value for them.
    alone
        Whether the free variables stand alone: rows that hold others too are left out.
    rows
        The rows with free variables that count, where that is known.
    """

    def __init__(
        self,
        model: Model,
        hint: Sequence[int] | None = None,
        free: Sequence[int] | None = None,
        later: Sequence[bool] | None = None,
        alone: bool = False,
        rows: Iterable[int] | None = None,
    ) -> None:
        self.model, self.alone, self.later = model, alone, later
        self.cp = cp_model.CpModel()
        self.free = range(len(model.lower)) if free is None else free
        #: The place of each free variable among those of CP-SAT.
        self.places = {v: place for place, v in enumerate(self.free)}
        self.offset, self.least, self.has_objective = 0, 0, False
        # the proto itself: several times as fast as expressions
        add = self.cp.proto.variables.add
        for v in self.free:
            add().domain.extend((model.lower[v], model.upper[v]))
        self.hint: Sequence[int] | None = None
        if hint is not None:
            self.start_from(hint)
        self._state = array("q")
        if rows is None:
            rows = range(len(model.rows)) if free is None else self._rows()
        for number in rows:
            self._post(number, model.rows[number])

    def start_from(self, hint: Sequence[int]) -> None:
        """Take another assignment to start from; it differs from the first in free variables alone."""
        self.hint = hint
        self.cp.proto.clear_solution_hint()
        start = self.cp.proto.solution_hint
        start.vars.extend(range(len(self.places)))
        start.values.extend([hint[v] for v in self.free])

    def narrow(self, ranges: Mapping[int, tuple[int, int]]) -> None:
        """Let some free variables have another range than in the model."""
        for v, ends in ranges.items():
            domain = self.cp.proto.variables[self.places[v]].domain
            domain.clear()
            domain.extend(ends)

    def suggest(self, values: Mapping[int, int]) -> None:
        """Say which values some free variables may well have."""
        self.cp.proto.clear_solution_hint()
        hint = self.cp.proto.solution_hint
        hint.vars.extend([self.places[v] for v in values])
        hint.values.extend(values.values())

    def digest(self) -> bytes:
        """What its solutions depend on: its rows, their sides, and the values to start from."""
        assert self.hint is not None
        values = array("q", (self.hint[v] for v in self.free))
        return hashlib.blake2b(self._state.tobytes() + values.tobytes(), digest_size=16).digest()

    def limit(self, costs: Mapping[int, int], most: int) -> None:
        """Let a sum be no more than a number; with `alone`, what is not here is as small as it can be."""
        if self.alone:
            low, high = self.model.lower, self.model.upper
            most -= sum(min(c * low[v], c * high[v]) for v, c in costs.items() if v not in self.places)
        self._add(costs.keys(), costs.values(), None, most, [])

    def minimise(self, costs: Mapping[int, int]) -> None:
        """Set the objective; what the fixed variables cost is added to the answer."""
        free = [v for v in costs if v in self.places]
        fixed = [] if self.hint is None or self.alone else [v for v in costs if v not in self.places]
        self.offset = sum(costs[v] * self.hint[v] for v in fixed) if self.hint else 0
        self.cp.proto.clear_objective()
        if free:
            objective = self.cp.proto.objective
            objective.vars.extend([self.places[v] for v in free])
            objective.coeffs.extend([costs[v] for v in free])
            objective.scaling_factor = 1
        self.has_objective = bool(free)
        low, high = self.model.lower, self.model.upper
        self.least = sum(min(costs[v] * low[v], costs[v] * high[v]) for v in free)

    def run(
        self,
        budget: Budget,
        linearization: int = 2,
        *,
        first: bool = False,
        plainly: bool = False,
    ) -> Answer:
        """Solve what has been posted; see :func:`solve`."""
        solver = _solver(budget, linearization, plainly)
        solver.parameters.stop_after_first_solution = first
        return self._answer(solver, self._solved(solver, budget))

    def core(
        self, assumed: Collection[int], budget: Budget, plainly: bool = False
    ) -> tuple[Status, list[int]]:
        """Whether the rows hold with some 0/1 variables at 1, and if not, some of these that are enough."""
        assumptions = self.cp.proto.assumptions
        assumptions.clear()
        assumptions.extend([self.places[v] for v in assumed])
        solver = _solver(budget, 0, plainly)
        solver.parameters.stop_after_first_solution = True
        said = _STATUS[self._solved(solver, budget)]
        enough = {
            self.free[place]
            for place in solver.response_proto.sufficient_assumptions_for_infeasibility
            if place >= 0
        }
        return said, [v for v in assumed if v in enough]

    def _solved(self, solver: cp_model.CpSolver, budget: Budget) -> int:
        with budget.halt.reaches(solver.stop_search):
            return int(solver.solve(self.cp))

    def _rows(self) -> list[int]:
        """The rows in which a free variable occurs; with `alone`, those in which no other does."""
        model, here = self.model, self.places
        found = sorted({row for v in here for row in model.rows_of[v]})
        if self.alone:
            return [n for n in found if all(v in here for v in model.rows[n].touches())]
        return found

    def _post(self, number: int, row: Row) -> None:
        given: list[int] = []
        for literal in row.given:
            v = literal if literal >= 0 else ~literal
            if v in self.places:
                place = self.places[v]
                given.append(place if literal >= 0 else ~place)
            elif self.later is not None and self.later[v]:
                return
            else:
                assert self.hint is not None
                if bool(self.hint[v]) != (literal >= 0):
                    return
        self._state.append(number)
        self._add(row.variables, row.coefficients, row.lower, row.upper, given)

    def _add(
        self,
        names: Iterable[int],
        coefficients: Iterable[int],
        lower: int | None,
        upper: int | None,
        given: Sequence[int],
    ) -> None:
        places, model, later = self.places, self.model, self.later
        least = most = 0
        parts: list[int] = []
        weights: list[int] = []
        for v, weight in zip(names, coefficients, strict=True):
            place = places.get(v)
            if place is not None:
                parts.append(place)
                weights.append(weight)
            elif later is not None and later[v]:
                ends = weight * model.lower[v], weight * model.upper[v]
                least, most = least + min(ends), most + max(ends)
            elif not self.alone:
                assert self.hint is not None
                least, most = least + weight * self.hint[v], most + weight * self.hint[v]
        low = cp_model.INT_MIN if lower is None else lower - most
        high = cp_model.INT_MAX if upper is None else upper - least
        self._state.extend((low, high))
        row = self.cp.proto.constraints.add()
        row.enforcement_literal.extend(given)
        row.linear.vars.extend(parts)
        row.linear.coeffs.extend(weights)
        row.linear.domain.extend((low, high))

    def _answer(self, solver: cp_model.CpSolver, status: int) -> Answer:
        said = _STATUS[status]
        work = solver.response_proto.deterministic_time
        if said not in ("optimal", "feasible"):
            bound = self._bound(solver) if said == "unknown" and self.has_objective else None
            return Answer(said, None, None, bound, work)
        values = [0] * len(self.model.lower) if self.hint is None else list(self.hint)
        for v, value in zip(self.free, solver.response_proto.solution, strict=True):
            values[v] = value
        if not self.has_objective:
            return Answer(said, values, self.offset, self.offset, work)
        objective = round(solver.objective_value) + self.offset
        # an optimum is its own bound, also one of 0 that was found before any search
        bound = objective if said == "optimal" else self._bound(solver)
        return Answer(said, values, objective, bound, work)

    def _bound(self, solver: cp_model.CpSolver) -> int | None:
        """What the objective cannot fall below.

        A solver that was stopped before its search began says 0, known or not: then only what the ranges
        of the variables say is known.
        """
        bound = solver.best_objective_bound
        if bound == 0 and solver.response_proto.inner_objective_lower_bound == 0:
            bound = min(bound, self.least)
        return round(bound) + self.offset if abs(bound) < 1e15 else None


def _solver(budget: Budget, linearization: int, plainly: bool = False) -> cp_model.CpSolver:
    """One worker with a fixed seed and a budget in deterministic time."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.num_workers = 1
    settings.random_seed = 2 if plainly else 1
    settings.cp_model_presolve = not plainly
    settings.absolute_gap_limit = 0.0
    # measured on weeks and windows: neither pays for itself
    settings.symmetry_level = 0
    settings.cp_model_probing_level = 0
    settings.linearization_level = linearization
    settings.max_deterministic_time = budget.work
    settings.catch_sigint_signal = False
    if (seconds := budget.seconds()) is not None:
        settings.max_time_in_seconds = seconds
    return solver
