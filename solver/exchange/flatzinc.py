"""FlatZinc, the language in which constraint solvers take models: Gecode, Chuffed, Choco, OR-Tools.

Only what the language has had from the start is used: linear rows, linear rows with a truth value, and
clauses. A row under conditions gets a truth value of its own, which has to hold where the conditions do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from solver.exchange.inequalities import sides
from solver.exchange.names import remark
from solver.exchange.room import SHORT, check
from solver.exchange.task import Task

OBJECTIVE = "objective"


def lines(task: Task) -> Iterator[str]:
    """The lines of the file."""
    yield from (f"% {line}" for line in remark(task.about))
    conditions = sorted({g if g >= 0 else ~g for _, row in task.rows for g in row.given})
    for name, low, high in zip(task.names, task.lower, task.upper, strict=True):
        check("flatzinc", name, (low, high), SHORT)
        yield f"var {low}..{high}: {name} :: output_var;"
    least, most = task.span(task.objective.items())
    check("flatzinc", f"the {OBJECTIVE}", (least, most), SHORT)
    yield f"var {least}..{most}: {OBJECTIVE} :: output_var;"
    yield from (f"var bool: {_truth(task, v)};" for v in conditions)
    statements = list(_statements(task))
    yield from (line for line in statements if line.startswith("var "))
    yield from (f"constraint bool2int({_truth(task, v)}, {task.names[v]});" for v in conditions)
    yield from (line for line in statements if not line.startswith("var "))
    parts = {**{task.names[v]: c for v, c in task.objective.items()}, OBJECTIVE: -1}
    yield f"constraint int_lin_eq({_sum(parts)}, 0);"
    yield f"solve minimize {OBJECTIVE};"


def _statements(task: Task) -> Iterator[str]:
    """All rows, and what has to be declared for them."""
    for name, row in task.rows:
        parts = {task.names[v]: c for v, c in zip(row.variables, row.coefficients, strict=True)}
        ends = [end for end in (row.lower, row.upper) if end is not None]
        check("flatzinc", name, (*task.reach(row), *parts.values(), *ends), SHORT)
        for own, sense, side in sides(task, name, row):
            if sense == "=":
                yield f"constraint int_lin_eq({_sum(parts)}, {side}); % {own}"
            elif sense == "<=":
                yield from _at_most(task, own, parts, side, row.given)
            else:
                yield from _at_most(task, own, {v: -c for v, c in parts.items()}, -side, row.given)


def _at_most(
    task: Task, name: str, parts: Mapping[str, int], most: int, given: Sequence[int]
) -> Iterator[str]:
    """A sum that is at most a number, where some literals are true."""
    if not given:
        yield f"constraint int_lin_le({_sum(parts)}, {most}); % {name}"
        return
    yield f"var bool: {name};"
    yield f"constraint int_lin_le_reif({_sum(parts)}, {most}, {name});"
    holds = [name, *(_truth(task, ~g) for g in given if g < 0)]
    fails = [_truth(task, g) for g in given if g >= 0]
    yield f"constraint bool_clause([{', '.join(holds)}], [{', '.join(fails)}]);"


def _truth(task: Task, variable: int) -> str:
    return f"is_{task.names[variable]}"


def _sum(parts: Mapping[str, int]) -> str:
    return f"[{', '.join(map(str, parts.values()))}], [{', '.join(parts)}]"
