"""CP-SAT: a linear model in, an assignment out.

Every solve is by one worker with a fixed seed and a budget in deterministic time, so that the same
model gives the same answer on every machine, however busy it is.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence

# the binding itself: ortools.sat.python.cp_model loads pandas, which takes longer than a week does to plan
from ortools.sat.python import cp_model_helper as cp

from solver.backends.answers import Answer, Budget, Status
from solver.model.linear import Model, Row

_STATUS: Mapping[int, Status] = {
    int(cp.CpSolverStatus.OPTIMAL): "optimal",
    int(cp.CpSolverStatus.FEASIBLE): "feasible",
    int(cp.CpSolverStatus.INFEASIBLE): "infeasible",
    int(cp.CpSolverStatus.UNKNOWN): "unknown",
}
#: The sides of a row that has none.
LEAST, MOST = -(1 << 63), (1 << 63) - 1


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
        The rows that count; by default all in which a free variable occurs.
    """

    def __init__(
        self,
        model: Model,
        hint: Sequence[int] | None = None,
        free: Sequence[int] | None = None,
        later: Sequence[bool] | None = None,
        alone: bool = False,
        rows: Sequence[int] | None = None,
    ) -> None:
        self.model, self.alone, self.later = model, alone, later
        self.proto = cp.CpModelProto()
        self.free = range(len(model.lower)) if free is None else free
        #: The place of each free variable among those of CP-SAT.
        self.places = {v: place for place, v in enumerate(self.free)}
        self.offset, self.least, self.has_objective = 0, 0, False
        # the proto itself: several times as fast as expressions
        add = self.proto.variables.add
        for v in self.free:
            add().domain.extend((model.lower[v], model.upper[v]))
        self.hint: Sequence[int] | None = None
        if hint is not None:
            self.start_from(hint)
        self._state, self._new_row = array("q"), self.proto.constraints.add
        if rows is None:
            rows = range(len(model.rows)) if free is None else self._rows()
        for number in rows:
            self._post(number, model.rows[number])

    def suggest(self, start: Mapping[int, int]) -> None:
        """Take the values of some variables to begin with, and of no others."""
        self.proto.clear_solution_hint()
        self.proto.solution_hint.vars.extend([self.places[v] for v in start])
        self.proto.solution_hint.values.extend(start.values())

    def start_from(self, hint: Sequence[int]) -> None:
        """Take another assignment to start from; it differs from the first in free variables alone."""
        self.hint = hint
        self.proto.clear_solution_hint()
        start = self.proto.solution_hint
        start.vars.extend(range(len(self.places)))
        start.values.extend([hint[v] for v in self.free])

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
        self.proto.clear_objective()
        if free:
            objective = self.proto.objective
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
        rounds: int = 3,
    ) -> Answer:
        """Solve what has been posted, with so many `rounds` of presolve; see :mod:`solver.search.whole`."""
        settings = _settings(budget, linearization, plainly)
        settings.max_presolve_iterations = rounds
        settings.stop_after_first_solution = first
        return self._answer(self._solved(settings, budget))

    def core(
        self, assumed: Collection[int], budget: Budget, plainly: bool = False, linearization: int = 0
    ) -> tuple[Status, list[int]]:
        """Whether the rows hold with some 0/1 variables at 1, and if not, some of these that are enough."""
        self.proto.assumptions.clear()
        self.proto.assumptions.extend([self.places[v] for v in assumed])
        settings = _settings(budget, linearization, plainly)
        settings.stop_after_first_solution = True
        said = self._solved(settings, budget)
        found = said.sufficient_assumptions_for_infeasibility
        enough = {self.free[place] for place in found if place >= 0}
        return _STATUS[int(said.status)], [v for v in assumed if v in enough]

    def _solved(self, settings: cp.SatParameters, budget: Budget) -> cp.CpSolverResponse:
        solver = cp.SolveWrapper()
        solver.set_parameters(settings)
        with budget.halt.reaches(solver.stop_search):
            return solver.solve(self.proto)  # type: ignore[no-untyped-call, no-any-return]

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
        places, least, most = self.places, 0, 0
        parts: list[int] = []
        weights: list[int] = []
        for v, weight in zip(names, coefficients, strict=True):
            if v in places:
                parts.append(places[v])
                weights.append(weight)
            elif self.later is not None and self.later[v]:
                ends = weight * self.model.lower[v], weight * self.model.upper[v]
                least, most = least + min(ends), most + max(ends)
            elif not self.alone:
                assert self.hint is not None
                least, most = least + weight * self.hint[v], most + weight * self.hint[v]
        low = LEAST if lower is None else lower - most
        high = MOST if upper is None else upper - least
        self._state.extend((low, high))
        row = self._new_row()
        if given:
            row.enforcement_literal.extend(given)
        linear = row.linear
        linear.vars.extend(parts)
        linear.coeffs.extend(weights)
        linear.domain.extend((low, high))

    def _answer(self, said: cp.CpSolverResponse) -> Answer:
        status, work = _STATUS[int(said.status)], said.deterministic_time
        if status not in ("optimal", "feasible"):
            bound = self._bound(said) if status == "unknown" and self.has_objective else None
            return Answer(status, None, None, bound, work)
        values = [0] * len(self.model.lower) if self.hint is None else list(self.hint)
        for v, value in zip(self.free, said.solution, strict=True):
            values[v] = value
        if not self.has_objective:
            return Answer(status, values, self.offset, self.offset, work)
        objective = round(said.objective_value) + self.offset
        # an optimum is its own bound, also one of 0 that was found before any search
        bound = objective if status == "optimal" else self._bound(said)
        return Answer(status, values, objective, bound, work)

    def _bound(self, said: cp.CpSolverResponse) -> int | None:
        """What the objective cannot fall below.

        A solver that was stopped before its search began says 0, known or not: then only what the ranges
        of the variables say is known.
        """
        bound = said.best_objective_bound
        if bound == 0 and said.inner_objective_lower_bound == 0:
            bound = min(bound, self.least)
        return round(bound) + self.offset if abs(bound) < 1e15 else None


def _settings(budget: Budget, linearization: int, plainly: bool) -> cp.SatParameters:
    """One worker with a fixed seed and a budget in deterministic time."""
    settings = cp.SatParameters()
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
    return settings
