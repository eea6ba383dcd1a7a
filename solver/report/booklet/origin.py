"""How good a plan is known to be, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solver.comparing.sides import Again, few
from solver.documents.plan import PlanFile
from solver.report.season import within_windows
from solver.words import listed, number, plural

#: So much of a SHA-256 tells two versions of a file apart.
DIGEST = 12
PROVEN = "Proven optimal: under these rules no plan scores better."
OWN = "A coach's own plan: nothing was searched."
CHANGED = "Whether a better plan exists is not known: what the plan was made from has changed since."


def proven(again: Again) -> bool:
    """Whether no plan is better, as far as its file can still be believed."""
    return again.plan.status == "optimal" and not again.changed


def proof(again: Again) -> list[str]:
    """How well it is known that the plan is the best, in sentences."""
    plan = again.plan
    if again.changed:
        return [CHANGED]
    if plan.status == "optimal":
        return [PROVEN]
    if not plan.effort:
        return [OWN]
    bounds = [
        f"{plural(each.at_least, 'point')} of {each.level}" for each in plan.levels
        if each.at_least is not None and each.at_least < each.points
    ]  # fmt: skip
    stopped = "The search was stopped early. " if plan.interrupted else ""
    gap = f": no plan has fewer than {listed(bounds, 'or')}" if bounds else ""
    found = [f"{stopped}Not proven optimal{gap}."]
    if plan.windows:
        within = within_windows(plan.windows)
        found.append(f"{within[:1].upper()}{within[1:]}.")
    return found


def origin(again: Again) -> list[tuple[str, Sequence[str]]]:
    """What the plan was made from, each with the word for it."""
    plan = again.plan
    return [(word, lines) for word, lines in _origin(plan, again) if lines]


def _origin(plan: PlanFile, again: Again) -> Iterator[tuple[str, list[str]]]:
    layers = {each.file for each in plan.lineage}
    yield "Scenario", [_file(plan, each.file) for each in plan.lineage[:1]] or [_file(plan, plan.file)]
    yield "With", [_file(plan, each.file) for each in plan.lineage[1:]]
    yield "Changes", list(plan.changes)
    yield "Rules and sessions", [_file(plan, name) for name in plan.inputs if name not in layers]
    program = f"speedfirst {plan.speedfirst}" + (f", OR-Tools {plan.ortools}" if plan.ortools else "")
    yield "Planned by", [f"{program}, effort {number(plan.effort)}" if plan.effort else f"a coach; {program}"]
    yield "Since then", [f"{each[:1].upper()}{each[1:]}." for each in [*again.changed, *few(again.slips)]]


def _file(plan: PlanFile, name: str) -> str:
    digest = plan.inputs.get(name) or next((e.sha256 for e in plan.lineage if e.file == name), "")
    return f"{name} ({digest[:DIGEST]})" if digest else name


def counted(again: Again) -> str:
    """Sessions and weeks in a plan."""
    return f"{plural(len(again.sessions), 'session')} in {plural(again.season.calendar.weeks, 'week')}"
