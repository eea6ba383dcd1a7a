"""The only place that knows OR-Tools: a linear model in, an assignment out.

Every solve is by one worker with a fixed seed and a budget in deterministic time, so that the same
model gives the same answer on every machine, however busy it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from ortools.sat.python import cp_model

from solver.answers import Answer, Budget, Interrupted, Status
from solver.linear import Model

Watch = Callable[[int | None, int | None], None]

_STATUS: Mapping[int, Status] = {
    int(cp_model.OPTIMAL): "optimal",
    int(cp_model.FEASIBLE): "feasible",
    int(cp_model.INFEASIBLE): "infeasible",
    int(cp_model.UNKNOWN): "unknown",
}


class _Watcher(cp_model.CpSolverSolutionCallback):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def on_solution_callback(self) -> None:
        self._watch(round(self.objective_value), round(self.best_objective_bound))


def solve(
    model: Model,
    objective: Mapping[int, int],
    budget: Budget,
    *,
    hint: Sequence[int] | None = None,
    limits: Sequence[tuple[Mapping[int, int], int]] = (),
    free: Sequence[int] | None = None,
    until: int | None = None,
    linearization: int = 2,
    first: bool = False,
    plainly: bool = False,
    watch: Watch | None = None,
) -> Answer:
    """Minimise an objective over a model, or over some of its variables.

    Parameters
    ----------
    hint
        An assignment to start from; needed with `free`.
    limits
        Further sums that may not exceed a number.
    free
        The variables that may change; all others keep their value in `hint`.
    until
        With `free`: rows that reach beyond this day are left out, for a plan that grows day by day.
    linearization
        How much of the model the linear relaxation holds; 0 is best for feasibility.
    first
        Whether to stop at the first assignment.
    plainly
        Solve without presolve and from another seed, as a check on another answer.

    Raises :class:`Interrupted` if the user pressed Ctrl-C.
    """
    if model.refuted:
        return Answer("infeasible", None, None, None, 0.0)
    posted = _Posted(model, hint, free, until, limits)
    posted.minimise(objective)
    return posted.run(budget, linearization, first, plainly, watch)


class _Posted:
    """A model, or a window of it, as OR-Tools holds it."""

    def __init__(
        self,
        model: Model,
        hint: Sequence[int] | None,
        free: Sequence[int] | None,
        until: int | None,
        limits: Sequence[tuple[Mapping[int, int], int]],
    ) -> None:
        self.model, self.hint = model, hint
        self.cp = cp_model.CpModel()
        names = range(len(model.lower)) if free is None else free
        self.variables = {v: self.cp.new_int_var(model.lower[v], model.upper[v], "") for v in names}
        if hint is not None:
            for v, variable in self.variables.items():
                self.cp.add_hint(variable, hint[v])
        touched = range(len(model.rows)) if free is None else _rows(model, self.variables, until)
        for number in touched:
            row = model.rows[number]
            given = self._given(row.given)
            if given is not None:
                self._add(
                    dict(zip(row.variables, row.coefficients, strict=True)), row.lower, row.upper, given
                )
        for costs, most in limits:
            self._add(costs, None, most, [])
        self.offset = 0

    def _given(self, literals: Sequence[int]) -> list[cp_model.LiteralT] | None:
        """The free literals of a row; None if a fixed one is false."""
        given: list[cp_model.LiteralT] = []
        for literal in literals:
            v = literal if literal >= 0 else ~literal
            if v in self.variables:
                variable = self.variables[v]
                given.append(variable if literal >= 0 else variable.negated())
            else:
                assert self.hint is not None
                if bool(self.hint[v]) != (literal >= 0):
                    return None
        return given

    def _add(
        self, costs: Mapping[int, int], lower: int | None, upper: int | None, given: list[cp_model.LiteralT]
    ) -> None:
        fixed = 0
        parts, weights = [], []
        for v, weight in costs.items():
            if v in self.variables:
                parts.append(self.variables[v])
                weights.append(weight)
            else:
                assert self.hint is not None
                fixed += weight * self.hint[v]
        low = cp_model.INT_MIN if lower is None else lower - fixed
        high = cp_model.INT_MAX if upper is None else upper - fixed
        row = self.cp.add_linear_constraint(cp_model.LinearExpr.weighted_sum(parts, weights), low, high)
        if given:
            row.only_enforce_if(given)

    def minimise(self, costs: Mapping[int, int]) -> None:
        """Set the objective; what the fixed variables cost is added to the answer."""
        free = [v for v in costs if v in self.variables]
        if self.hint is not None:
            self.offset = sum(c * self.hint[v] for v, c in costs.items() if v not in self.variables)
        if free:
            parts = [self.variables[v] for v in free]
            self.cp.minimize(cp_model.LinearExpr.weighted_sum(parts, [costs[v] for v in free]))
        self.has_objective = bool(free)
        low, high = self.model.lower, self.model.upper
        self.least = sum(min(costs[v] * low[v], costs[v] * high[v]) for v in free)

    def run(
        self, budget: Budget, linearization: int, first: bool, plainly: bool, watch: Watch | None
    ) -> Answer:
        """Solve what has been posted."""
        solver = cp_model.CpSolver()
        settings = solver.parameters
        settings.num_workers = 1
        settings.random_seed = 2 if plainly else 1
        settings.cp_model_presolve = not plainly
        settings.linearization_level = linearization
        settings.max_deterministic_time = budget.work
        settings.stop_after_first_solution = first
        settings.catch_sigint_signal = False
        if (seconds := budget.seconds()) is not None:
            settings.max_time_in_seconds = seconds
        watcher = _Watcher(watch) if watch and self.has_objective else None
        status, stopped = _interruptible(solver, self.cp, watcher)
        if stopped and status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Interrupted(Answer("unknown", None, None, None, 0.0))
        answer = self._answer(solver, status)
        if stopped:
            raise Interrupted(answer)
        return answer

    def _answer(self, solver: cp_model.CpSolver, status: int) -> Answer:
        said = _STATUS[status]
        work = solver.response_proto.deterministic_time
        if said not in ("optimal", "feasible"):
            bound = self._bound(solver) if said == "unknown" and self.has_objective else None
            return Answer(said, None, None, bound, work)
        values = list(self.hint) if self.hint is not None else [0] * len(self.model.lower)
        for v, variable in self.variables.items():
            values[v] = solver.value(variable)
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


def _interruptible(
    solver: cp_model.CpSolver, model: cp_model.CpModel, watcher: _Watcher | None
) -> tuple[int, bool]:
    """Solve in a thread, so that Ctrl-C reaches this one; the status, and whether Ctrl-C was pressed."""
    status = int(cp_model.UNKNOWN)
    failed: list[BaseException] = []
    # an event, since a join that is interrupted takes the thread for ended
    ended = threading.Event()

    def work() -> None:
        nonlocal status
        try:
            status = int(solver.solve(model, watcher))
        except BaseException as error:
            failed.append(error)
        finally:
            ended.set()

    thread = threading.Thread(target=work, daemon=True)
    stopped = False
    # wherever Ctrl-C strikes, this does not end before the thread: a solver must not outlive its program
    while True:
        try:
            if thread.ident is None:
                thread.start()
            while not ended.wait(0.2):
                if stopped:
                    solver.stop_search()
            break
        except KeyboardInterrupt:
            stopped = True
    if failed and not stopped:
        raise failed[0]
    return status, stopped


def _rows(model: Model, free: Mapping[int, object], until: int | None) -> list[int]:
    """The rows in which a free variable occurs, but none that reaches beyond a day."""
    found = sorted({row for v in free for row in model.rows_of[v]})
    if until is None:
        return found
    return [n for n in found if all(model.spans[v][1] <= until for v in model.rows[n].touches())]
