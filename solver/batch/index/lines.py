"""The lines of an index: one for each athlete of each plan, and the columns that all of them have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from solver.auditor import LEVELS
from solver.batch.look import MISSING, Look, Ruled, Trained
from solver.batch.telling import SHOWN
from solver.words import plural

#: A meet, by its date and name.
Meet = tuple[str, str]
PROVEN = "proven optimal"


@dataclass(frozen=True, slots=True)
class Line:
    """An athlete in a plan; `trained` is None where there is no plan to be seen."""

    look: Look
    name: str
    trained: Trained | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What a rule comes to in all plans.

    Parameters
    ----------
    broken, costs
        Plans that break it where it must hold, and plans that it costs points.
    points, most
        Of the level of the rule: in all plans, and in the plan that it costs most.
    """

    id: str
    says: str
    level: str
    broken: int
    costs: int
    points: int
    most: int


class Lines:
    """The lines of an index.

    Parameters
    ----------
    looks
        What is seen of each plan.
    reports
        The plans of which there is a page, by their files.
    """

    def __init__(self, looks: Sequence[Look], reports: Mapping[str, str] | None = None) -> None:
        self.looks = sorted(looks, key=lambda each: (each.row.scenario, each.row.key))
        self.reports = reports or {}

    @cached_property
    def all(self) -> list[Line]:
        """An athlete of a plan each, by scenario and id."""
        return [line for look in self.looks for line in _lines(look)]

    @cached_property
    def meets(self) -> list[Meet]:
        """The meets at which form counts, in the order of their dates."""
        return sorted({meet for line in self.all if line.trained for meet in line.trained.form})

    @cached_property
    def often(self) -> Counter[Meet]:
        """In how many lines each meet has a form."""
        return Counter(meet for line in self.all if line.trained for meet in line.trained.form)

    @cached_property
    def rules(self) -> list[Sum]:
        """The rules that any plan breaks or pays for, those that most plans pay for first."""
        found: dict[str, list[Ruled]] = {}
        for look in self.looks:
            for each in look.rules:
                found.setdefault(each.id, []).append(each)
        sums = [_sum(every) for every in found.values()]
        return sorted(sums, key=lambda each: (-each.broken, -each.costs, -each.points, each.id))


def _lines(look: Look) -> Iterator[Line]:
    if look.trained:
        yield from (Line(look, each.name, each) for each in look.trained)
    else:
        yield from (Line(look, name, None) for name in look.people)


def _sum(every: Sequence[Ruled]) -> Sum:
    first = every[0]
    points = [points_of(each) for each in every]
    return Sum(
        first.id, first.says, first.level, sum(each.cost.musts > 0 for each in every),
        sum(each > 0 for each in points), sum(points), max(points),
    )  # fmt: skip


def points_of(ruled: Ruled) -> int:
    """The points of a rule in a plan, of whatever level."""
    return sum(ruled.cost.points)


def state(look: Look) -> str:
    """What became of a job, in a few words."""
    if look.trouble:
        return "lost" if look.trouble == MISSING else "not readable"
    if look.broken:
        return f"breaks {plural(len(look.broken), 'must')}"
    if look.proven:
        return PROVEN
    return SHOWN.get(look.row.status, look.row.status)


def notes(look: Look) -> list[str]:
    """Why there is no plan, what it breaks, and what has changed since it was made."""
    said = [look.trouble] if look.trouble else []
    if not look.row.file:
        why = "; ".join(" ".join(each.split()) for each in look.row.reasons)
        said += [why or "what clashes was not found in time"] if look.row.status != "planned" else []
    said += look.broken
    said += ["changed by hand since it was written"] if look.edited else []
    return [*said, *look.changed]


def path(look: Look) -> str:
    """The part of a plan's name that is the athlete's or the group's."""
    return look.row.key.partition("/")[2]


def report_of(file: str) -> str:
    """The file of a plan's page, beside the plan."""
    return Path(file).with_suffix(".html").as_posix()


def counts(lines: Lines) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each scenario how many plans are in which state, and how many there are."""
    found: dict[str, Counter[str]] = {}
    for look in lines.looks:
        found.setdefault(look.row.scenario, Counter())[state(look)] += 1
    order = [PROVEN, *SHOWN.values()]
    every = dict.fromkeys(word for each in found.values() for word in each)
    words = sorted(every, key=lambda word: (order.index(word) if word in order else len(order), word))
    return [(name, [(word, each[word]) for word in words]) for name, each in found.items()]


def points(look: Look) -> list[int | None]:
    """The points of each level."""
    return [look.score.get(level) for level in LEVELS]
