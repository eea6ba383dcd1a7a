"""A plan in terms of the model: the values of all its variables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from solver.answers import Budget
from solver.cpsat import Posted
from solver.diary import Done
from solver.lowering import Lowering


def assigned(lowering: Lowering, sessions: Sequence[Done]) -> list[int]:
    """The values of all variables in a plan."""
    model, fixed = lowering.model, lowering.choices.fixed(sessions)
    assert fixed is not None
    values = [fixed.get(v, low) for v, low in enumerate(model.lower)]
    free = [v for v in range(len(values)) if v not in fixed]
    answer = Posted(model, values, free).run(Budget(math.inf), linearization=0, first=True)
    assert answer.values is not None
    return model.settled(answer.values, model.slacks)
