"""All solvers on the same rulebooks, level by level, and whether they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from solver.errors import Infeasible
from solver.exchange.names import names
from solver.exchange.task import Task, task
from solver.model.linear import Model
from solver.model.lowering import Lowering
from solver.search.outcome import LEVELS
from solver.search.search import Settings, search
from solver.season import Season
from tests.bench.peers.protocol import Solved
from tests.rulebooks import season

#: Rows beyond which a rulebook is left out, and how far away the seed is that stands in for it.
MOST_ROWS = 600
ANOTHER = 12_000

#: The least points level by level; none if no plan keeps the musts.
Optimum = tuple[int, ...] | None


@dataclass
class Case:
    """A rulebook with its model, and what a solver makes of it."""

    season: Season
    lowering: Lowering

    @property
    def model(self) -> Model:
        """The model."""
        return self.lowering.model

    def task(self, reached: Sequence[int]) -> Task:
        """The task of the level after those that have been reached."""
        names_ = names(self.model, self.lowering.choices.all, self.season.calendar)
        return task(self.model, names_, LEVELS[len(reached)], dict(zip(LEVELS, reached, strict=False)))


def cases(numbers: Iterable[int]) -> Iterator[tuple[int, Case]]:
    """The cases of some numbers; where a rulebook came out too large for some solver, another of its kind."""
    for number in numbers:
        found = _case(number)
        while len(found.model.rows) > MOST_ROWS:
            number += ANOTHER
            found = _case(number)
        yield number, found


def _case(seed: int) -> Case:
    drawn = season(seed)
    return Case(drawn, Lowering(drawn))


def ours(season: Season) -> Optimum:
    """What the search of speedfirst proves; an error if it leaves something open."""
    try:
        outcome = search(season, Settings(effort=60))
    except Infeasible:
        return None
    assert outcome.status == "optimal"
    return tuple(outcome.score[level] for level in LEVELS)


def theirs(case: Case, solve: Callable[[Task], Solved]) -> tuple[Optimum, str]:
    """What another solver makes of a case, level by level, and what is wrong with its answers."""
    reached: list[int] = []
    for _ in LEVELS:
        answer = solve(case.task(reached))
        if answer.status == "infeasible" and not reached:
            return None, ""
        wrong = _wrong(case, answer, reached)
        if wrong:
            return None, wrong
        assert answer.objective is not None
        reached.append(answer.objective)
    return tuple(reached), ""


def _wrong(case: Case, answer: Solved, reached: Sequence[int]) -> str:
    """What is wrong with an answer that is not 'infeasible'; empty if nothing is."""
    if answer.status != "optimal" or answer.values is None:
        return f"{answer.status} at {LEVELS[len(reached)]} {answer.words}"
    values = answer.values[: len(case.model.lower)]
    if not case.model.keeps(values):
        return "the assignment breaks a row"
    if [case.model.value(level, values) for level in LEVELS[: len(reached)]] > list(reached):
        return "an earlier level got worse"
    if answer.objective != case.model.value(LEVELS[len(reached)], values):
        return "the objective is not that of the assignment"
    return (
        ""
        if answer.bound in (None, answer.objective)
        else f"bound {answer.bound}, objective {answer.objective}"
    )
