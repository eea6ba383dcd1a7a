"""The effect of an edit on a squad: all plans of one batch beside those of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from solver.batch.diff.edits import Edit, edits
from solver.batch.diff.pair import Fate, Pair
from solver.batch.ledger import Ledger
from solver.batch.look import Look
from solver.batch.looked import Watch, looked
from solver.errors import refuse
from solver.workers.crew import Crew

#: Plans that become others.
CHANGED: tuple[Fate, ...] = ("better", "worse", "even")
#: Why there is no plan: what became of the job, and what clashes or is wrong.
Why = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Effect:
    """What became of the plans of a batch in another.

    Parameters
    ----------
    edits
        What is asked otherwise; None if a ledger does not keep what its scenarios ask.
    pairs
        The jobs of both batches, by scenario and id.
    only
        Jobs of the one batch only, and of the other.
    wrong
        Plans that are lost, cannot be read or break musts, by their files, and what is wrong.
    """

    edits: Sequence[Edit] | None
    pairs: Sequence[Pair]
    only: tuple[Sequence[str], Sequence[str]]
    wrong: Sequence[tuple[str, str]]

    @cached_property
    def fates(self) -> Counter[Fate]:
        """How many plans have which fate."""
        return Counter(each.fate for each in self.pairs)

    @property
    def changed(self) -> int:
        """How many plans are others, are there no more, or are there at last."""
        return sum(self.fates[fate] for fate in (*CHANGED, "lost", "found"))

    @cached_property
    def other_points(self) -> int:
        """Plans with the same sessions whose points are others, because rules are."""
        return sum(any(each.gained) for each in self.pairs if each.fate == "same")

    @cached_property
    def other_rows(self) -> list[str]:
        """Jobs of whose athletes the rosters say something else."""
        return [each.key for each in self.pairs if each.other_row]

    @cached_property
    def most(self) -> list[Pair]:
        """The plans that are others, those with the greatest differences first: of points, then of days."""
        some = [each for each in self.pairs if each.fate in CHANGED]
        return sorted(some, key=lambda each: (*(-abs(n) for n in each.gained), -each.days, each.key))

    def reasons(self, fate: Fate) -> dict[Why, list[str]]:
        """Why plans are not there, with their jobs, the most frequent reasons first."""
        found: dict[Why, list[str]] = {}
        for each in self.pairs:
            if each.fate == fate:
                row = (each.before if fate == "found" else each.after).row
                found.setdefault((row.status, row.reasons), []).append(each.key)
        return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0])))


def effect(before: Path, after: Path, workers: int, watch: Watch = lambda *_: None) -> Effect:
    """What became of the plans of a batch in another.

    Raises
    ------
    InputError
        If there is no batch in one of the folders, or they have no job in common.
    KeyboardInterrupt
        If it was stopped.
    """
    (one, asked), (other, asks) = (_read(folder, workers, watch) for folder in (before, after))
    keys = [key for key in other if key in one]
    if not keys:
        raise refuse(f"{before} and {after} have no plans of the same athletes and scenarios")
    return Effect(
        None if asked is None or asks is None else edits(asked, asks),
        [Pair(one[key], other[key]) for key in keys],
        ([key for key in one if key not in other], [key for key in other if key not in one]),
        [*_wrong(before, one), *_wrong(after, other)],
    )


def _read(folder: Path, workers: int, watch: Watch) -> tuple[dict[str, Look], Mapping[str, Any] | None]:
    """What is seen of each plan of a batch, by job, and what its scenarios ask."""
    with Ledger(folder) as ledger:
        rows, asks = list(ledger.rows()), ledger.about().get("asks")
    crew, found = Crew(workers), dict[str, Look]()
    for each in looked(folder, rows, workers, crew):
        found[each.row.key] = each
        watch(len(found), len(rows), str(folder / each.row.key))
    if crew.halt.asked:
        raise KeyboardInterrupt
    return {row.key: found[row.key] for row in rows}, asks if isinstance(asks, dict) else None


def _wrong(folder: Path, looks: Mapping[str, Look]) -> list[tuple[str, str]]:
    """What is wrong with plans by the rules that they were made for."""
    return [
        (str(folder / look.row.file), said)
        for look in looks.values()
        for said in ([look.trouble] if look.trouble else [] if look.changed else look.broken)
    ]
