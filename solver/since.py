"""What is no longer as it was when a plan was made."""

from __future__ import annotations

from collections.abc import Iterator

from solver.documents.plan import PlanFile
from solver.planfile import portable
from solver.season import Season


def changed_since(plan: PlanFile, season: Season) -> list[str]:
    """What is no longer as it was when the plan was made, in words."""
    now = {portable(name): digest for name, digest in season.hashes.items()}
    found = [] if plan.scenario == season.scenario.scenario else [
        f"the plan was made for the scenario {plan.scenario!r}, not {season.scenario.scenario!r}"
    ]  # fmt: skip
    if not found:
        found += [
            f"{name} has changed since the plan was made"
            for name, digest in sorted(plan.inputs.items())
            if name in now and now[name] != digest
        ]
        found += _made_otherwise(plan, season)
    return found


def _made_otherwise(plan: PlanFile, season: Season) -> Iterator[str]:
    """Overlays and changes with which a plan was made and is not judged, or the other way round."""
    then = [f"--apply {each.file}" for each in plan.lineage[1:]] + [
        f"--set {each!r}" for each in plan.changes
    ]
    files = [portable(name) for name in season.lineage]
    now = [f"--apply {name}" for name in files[1:]] + [f"--set {each!r}" for each in season.changes]
    if missing := [each for each in then if each not in now]:
        yield f"the plan was made with {' '.join(missing)}, without which it is judged here"
    if more := [each for each in now if each not in then]:
        yield f"the plan was made without {' '.join(more)}, with which it is judged here"
