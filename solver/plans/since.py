"""Where a plan file is no longer right: what has changed since it was made, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solver.diary import Done
from solver.documents.base import shown
from solver.documents.plan import PlanFile
from solver.plans.planfile import planned, portable
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


def contradicted(plan: PlanFile, season: Season, sessions: Sequence[Done]) -> list[str]:
    """What a file says of its sessions that does not follow from them, in words.

    Of what was done the target is not judged: it followed from the best time of its day.
    """
    found = []
    for each, done in zip(plan.sessions, sessions, strict=True):
        meant = planned(season, done)
        for name in ("class_", "dose", "target", "metres", "minutes", "load"):
            says, is_ = getattr(each, name), getattr(meant, name)
            if says != is_ and not (name == "target" and done.day < season.starts):
                what = f"{meant.title} on {season.calendar.name(done.day)}, {name.rstrip('_')}"
                found.append(f"{what}: the file says {shown(says)}, it is {shown(is_)}")
    return found
