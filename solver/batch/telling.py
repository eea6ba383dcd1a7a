"""What a batch has come to, in words: how many plans, what clashes for how many, what was saved."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from solver.batch.row import Row
from solver.batch.run import BatchEnd
from solver.batch.start import LEFT_OUT, PROBLEMS
from solver.words import number, plural

#: What is shown of each status, in the order of the table.
SHOWN: Mapping[str, str] = {
    "planned": "planned",
    "infeasible": "no plan, proven",
    "unknown": "out of time",
    "refused": "not readable",
    "unwritten": "not written",
    "failed": "fault",
}
#: So many reasons, and names for each, are shown.
REASONS, NAMES = 12, 6


@dataclass
class Standing:
    """How a batch stands.

    Parameters
    ----------
    counts
        For each scenario the jobs of each status.
    proven
        For each scenario the plans that are proven to be the best.
    reasons
        Why there is no plan, with the jobs of which that is so.
    """

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    proven: dict[str, int] = field(default_factory=dict)
    reasons: dict[tuple[str, tuple[str, ...]], list[str]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count a job."""
        counts = self.counts.setdefault(row.scenario, {})
        counts[row.status] = counts.get(row.status, 0) + 1
        self.proven[row.scenario] = self.proven.get(row.scenario, 0) + (
            row.proven and row.status == "planned"
        )
        if row.status != "planned":
            self.reasons.setdefault((row.status, row.reasons), []).append(row.key)

    @property
    def statuses(self) -> dict[str, int]:
        """The jobs of each status, in all scenarios."""
        found: dict[str, int] = {}
        for counts in self.counts.values():
            for status, count in counts.items():
                found[status] = found.get(status, 0) + count
        return found

    @property
    def jobs(self) -> int:
        """How many jobs that is."""
        return sum(self.statuses.values())


def standing(rows: Iterator[Row] | Sequence[Row]) -> Standing:
    """How a batch stands, by its ledger."""
    found = Standing()
    for row in rows:
        found.add(row)
    return found


def table(found: Standing, left: int) -> Iterator[str]:
    """A line for each scenario."""
    statuses = [status for status in SHOWN if found.statuses.get(status)]
    head = ["", "proven optimal", *(SHOWN[each] for each in statuses)]
    if "planned" in statuses:
        head = ["", "planned", "proven optimal", *(SHOWN[each] for each in statuses if each != "planned")]
        statuses = ["planned", "", *(each for each in statuses if each != "planned")]
    else:
        head = ["", *(SHOWN[each] for each in statuses)]
    rows = [
        [name, *(number(counts.get(each, 0) if each else found.proven[name]) for each in statuses)]
        for name, counts in sorted(found.counts.items())
    ]
    widths = [max(len(row[k]) for row in [head, *rows]) for k in range(len(head))]
    for row in [head, *rows] if rows else ():
        cells = [f"{row[0]:<{widths[0]}}", *(f"{c:>{w}}" for c, w in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
    if left:
        yield f"{plural(left, 'plan')} still to be made; the same command goes on from here"


def left_out(about: Mapping[str, Any]) -> Iterator[str]:
    """How many plans were never asked for, and what is wrong in the roster."""
    if not about.get(LEFT_OUT):
        return
    yield ""
    yield f"{plural(about[LEFT_OUT], 'plan')} left out, for what is wrong in {about.get('roster')}:"
    yield from about.get(PROBLEMS, ())


def reasons(found: Standing, folder: Path) -> Iterator[str]:
    """Why there are no plans, for how many, and for whom; and how to know more of it."""
    for status in SHOWN:
        some = [(why, keys) for (state, why), keys in found.reasons.items() if state == status]
        if not some:
            continue
        heads = {"infeasible": "No plan keeps these musts together"}
        yield ""
        yield heads.get(status, SHOWN[status][:1].upper() + SHOWN[status][1:])
        some.sort(key=lambda each: (-len(each[1]), each[0]))
        for why, keys in some[:REASONS]:
            names = ", ".join(sorted(keys)[:NAMES])
            more = f" and {number(len(keys) - NAMES)} more" if len(keys) > NAMES else ""
            said = "; ".join(" ".join(each.split()) for each in why) or "what clashes was not found in time"
            yield f"  {number(len(keys)):>6}  {said}"
            yield f"          {names}{more}"
        if len(some) > REASONS:
            yield f"          and {number(len(some) - REASONS)} more reasons"
        if status == "infeasible":
            words = shlex.join(["batch", "explain", str(folder), min(some[0][1])])
            yield f"  more on one, with ways out: speedfirst {words}"


def saving(done: BatchEnd) -> Iterator[str]:
    """What this run did, and what it had for nothing."""
    if done.there:
        yield f"{plural(done.there, 'plan')} had been made before"
    if done.solved or done.shared:
        share = done.shared / (done.shared + done.solved)
        saved = (
            f"; {plural(done.shared, 'more plan')} taken from these ({share:.0%} saved)"
            if done.shared
            else ""
        )
        yield f"{plural(done.solved, 'problem')} planned{saved}"
    if done.edited:
        names = ", ".join(done.edited[:NAMES]) + (" ..." if len(done.edited) > NAMES else "")
        yield f"{plural(len(done.edited), 'plan')} changed by hand since and left alone: {names}"
