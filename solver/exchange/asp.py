"""An answer set program for clingo, ground and without theories: the same optimum, counted in atoms.

::

    plan_ada_w03_mon_am_fly                  a variable that is 0 or 1: whether it is 1
    dose_ada_w03_mon_am_fly(at_least, 2)     one of few values: whether it is 2 or more above its least
    sum_w03_mon_w03_sun_715(bit, 4)          one of many: the bits of what it is above its least
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from solver.exchange.names import remark
from solver.exchange.room import SHORT, check
from solver.exchange.task import Task
from solver.model.linear import Row

#: Values above the least up to which a variable is counted step by step; beyond that in bits.
FEW = 12


def lines(task: Task) -> Iterator[str]:
    """The lines of the file."""
    yield from (f"% {line}" for line in remark(task.about))
    atoms = [list(_atoms(*each)) for each in zip(task.names, task.lower, task.upper, strict=True)]
    for name, low, high, own in zip(task.names, task.lower, task.upper, atoms, strict=True):
        check("asp", name, (low, high), SHORT)
        yield from _variable(name, high - low, own)
    for name, row in task.rows:
        yield from _row(task, atoms, name, row)
    yield _objective(task, atoms)


def _atoms(name: str, low: int, high: int) -> Iterator[tuple[int, str]]:
    """The atoms of a variable, each with what it adds to the least value."""
    if (low, high) == (0, 1):
        yield 1, name
    elif high - low <= FEW:
        yield from ((1, f"{name}(at_least,{step})") for step in range(1, high - low + 1))
    else:
        yield from ((1 << n, f"{name}(bit,{1 << n})") for n in range((high - low).bit_length()))


def decoded(task: Task, true: set[str]) -> list[int]:
    """The value of each variable where these atoms are true."""
    return [
        low + sum(weight for weight, atom in _atoms(name, low, high) if atom in true)
        for name, low, high in zip(task.names, task.lower, task.upper, strict=True)
    ]


def _variable(name: str, most: int, atoms: Sequence[tuple[int, str]]) -> Iterator[str]:
    """What the atoms of a variable may be."""
    if atoms:
        yield f"{{ {'; '.join(atom for _, atom in atoms)} }}."
    if 1 < most <= FEW:
        yield from (
            f":- {name}(at_least,{step}), not {name}(at_least,{step - 1})." for step in range(2, most + 1)
        )
    elif sum(weight for weight, _ in atoms) > most:
        yield f":- {most + 1} <= #sum {{ {_sum(atoms)} }}."


def _row(task: Task, atoms: Sequence[Sequence[tuple[int, str]]], name: str, row: Row) -> Iterator[str]:
    """A row as a rule that no answer may fit."""
    given = [_literal(task, atoms, literal) for literal in row.given]
    if "" in given:
        return
    parts = dict(zip(row.variables, row.coefficients, strict=True))
    counted, constant = _counted(task, atoms, parts)
    sides = [side - constant for side in (row.lower, row.upper) if side is not None]
    check("asp", name, (*sides, sum(abs(weight) for weight, _ in counted)), SHORT)
    low = "" if row.lower is None else f"{row.lower - constant} <= "
    high = "" if row.upper is None else f" <= {row.upper - constant}"
    body = [*(each for each in given if each != "#true"), f"not {low}#sum {{ {_sum(counted)} }}{high}"]
    yield f":- {', '.join(body)}. % {name}"


def _literal(task: Task, atoms: Sequence[Sequence[tuple[int, str]]], literal: int) -> str:
    """A condition; nothing for one that is never true, `#true` for one that always is."""
    v, positive = (literal, True) if literal >= 0 else (~literal, False)
    if not atoms[v]:
        return "#true" if bool(task.lower[v]) == positive else ""
    return atoms[v][0][1] if positive else f"not {atoms[v][0][1]}"


def _counted(
    task: Task, atoms: Sequence[Sequence[tuple[int, str]]], parts: Mapping[int, int]
) -> tuple[list[tuple[int, str]], int]:
    """A weighted sum of variables as one of atoms, and what the least values come to."""
    counted = [(c * weight, atom) for v, c in parts.items() for weight, atom in atoms[v]]
    return counted, sum(c * task.lower[v] for v, c in parts.items())


def _sum(atoms: Iterable[tuple[int, str]]) -> str:
    return "; ".join(f"{weight},{number} : {atom}" for number, (weight, atom) in enumerate(atoms))


def _objective(task: Task, atoms: Sequence[Sequence[tuple[int, str]]]) -> str:
    counted, constant = _counted(task, atoms, task.objective)
    check("asp", "the objective", (constant, sum(abs(weight) for weight, _ in counted)), SHORT)
    fixed = [f"{constant},constant"] if constant else []
    return f"#minimize {{ {'; '.join([*fixed, *([_sum(counted)] if counted else [])])} }}."
