"""A whole model solved at once."""

from __future__ import annotations

from collections.abc import Mapping

from solver.backends.answers import Answer, Budget
from solver.backends.cpsat import Posted
from solver.model.linear import Model


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
        posted.suggest(start)
    posted.minimise(objective)
    return posted.run(budget, linearization, first=first, plainly=plainly)
