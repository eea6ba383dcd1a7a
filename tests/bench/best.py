"""The best plans and bounds that anybody ever had, kept in `best.yaml`, improved when beaten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tests.bench.peer import Run, Score

FILE = Path(__file__).with_name("best.yaml")
HEAD = """# The best plan known of each instance (points of should and prefer), what is proven that no plan can be below,
# and who had the plan. `of` is a fingerprint of the scenario with its rulebooks: with other rules the rest is void.
# Written by `python -m tests.bench --update`.
"""


@dataclass(frozen=True)
class Known:
    """What is known of an instance."""

    of: str
    plan: Score | None = None
    bounds: tuple[int | None, int | None] = (None, None)
    by: str = ""

    def with_run(self, run: Run) -> Known:
        """What is known after a run."""
        found = self
        if run.plan is not None and not run.wrong and (self.plan is None or run.plan < self.plan):
            found = replace(found, plan=run.plan, by=run.solver)
        # each bound holds for all plans that are no worse in should than the run's, so for the best known too
        pairs = zip(self.bounds, run.bounds, strict=True)
        should, prefer = (max((b for b in pair if b is not None), default=None) for pair in pairs)
        return replace(found, bounds=(should, prefer))

    def written(self) -> dict[str, object]:
        """As plain data."""
        plan = None if self.plan is None else list(self.plan)
        return {"of": self.of, "plan": plan, "bounds": list(self.bounds), "by": self.by}


def read(file: Path | None = None) -> dict[str, Known]:
    """What is known of all instances."""
    file = file or FILE
    data = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    found: dict[str, Known] = {}
    for name, each in (data or {}).items():
        plan, bounds = each["plan"], each["bounds"]
        found[name] = Known(
            each["of"], None if plan is None else (plan[0], plan[1]), (bounds[0], bounds[1]), each["by"]
        )
    return found


def improved(known: Mapping[str, Known], runs: Iterable[Run], prints: Mapping[str, str]) -> dict[str, Known]:
    """What is known after some runs; an instance that has changed since starts anew."""
    found = dict(known)
    for run in runs:
        of = prints[run.instance]
        before = found.get(run.instance)
        found[run.instance] = (before if before and before.of == of else Known(of)).with_run(run)
    return found


def write(known: Mapping[str, Known], file: Path | None = None) -> None:
    """Keep what is known, an instance a line."""
    lines = [
        f"{name}: {yaml.safe_dump(each.written(), default_flow_style=True, sort_keys=False, width=10**6).strip()}\n"
        for name, each in sorted(known.items())
    ]
    (file or FILE).write_text(HEAD + "".join(lines), encoding="utf-8")
