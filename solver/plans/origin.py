"""The season that a plan was made for, found again: its scenario, its overlays and what was typed besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from solver.documents.base import shown
from solver.documents.plan import PlanFile
from solver.errors import InputError, refuse
from solver.files.shelves import shipped
from solver.loading.load import Reading, load, reading
from solver.loading.resolved import resolved
from solver.loading.setting import setting
from solver.overlays.lineage import on_top
from solver.overlays.named import OFF
from solver.overlays.overlay import Overlay, composed
from solver.plans.planfile import portable
from solver.season import Season


def season_of(path: Path, plan: PlanFile, scenarios: Sequence[Path] = ()) -> Season:
    """The season that a plan was made for; see :func:`reading_of`."""
    return reading_of(path, plan, scenarios).season()


def reading_of(path: Path, plan: PlanFile, scenarios: Sequence[Path] = ()) -> Reading:
    """What stands in the files that a plan was made from, with what was changed in it.

    Parameters
    ----------
    path
        The file of the plan.
    scenarios
        Where its scenario may be, if it is not where the file says.

    Raises
    ------
    InputError
        If the scenario is not found, or no longer has what was changed in it.
    """
    own = [file for file in scenarios if load(file).scenario.scenario == plan.scenario]
    file = next(iter(own), None) or _file(path, plan.file)
    if file is None:
        raise refuse(
            f"{path}: the plan was made from {shown(plan.file)}, which is not there;"
            " --scenario says where it is"
        )
    below = reading(file)
    over = _applied(path, file, plan, below)
    above = below.under(over) if over else below
    if not plan.changes:
        return above
    # together: what adds an absence says so in several changes
    return above.under([Overlay(composed(_typed(path, plan, above)))])


def _file(path: Path, name: str) -> Path | None:
    """Where a file is that a plan names: from here, beside the plan or above it, or a shipped one."""
    parts = Path(name)
    if parts.is_absolute() or ".." in parts.parts or "\0" in name:
        return None
    roots = (Path(), path.parent, path.parent.parent, shipped())
    places = [*(root / parts for root in roots), path.parent / parts.name]
    return next((each for each in places if each.is_file()), None)


def _applied(path: Path, scenario: Path, plan: PlanFile, below: Reading) -> list[Overlay]:
    """The overlays that were laid on the scenario when the plan was made."""
    own = {portable(each.name) for each in below.layers}
    over: list[Overlay] = []
    for each in plan.lineage[1:]:
        there = own | {portable(layer.name) for layer in over}
        if each.file not in there:
            found = _file(path, each.file) or _file(scenario, each.file)
            if found is None:
                raise refuse(f"{path}: the plan was made with {shown(each.file)}, which is not there")
            over += on_top(found, [*below.layers, *over])
    return over


def _typed(path: Path, plan: PlanFile, above: Reading) -> Iterator[Overlay]:
    """The changes that were typed when the plan was made."""
    view = resolved(above).data
    for text in _standing(plan.changes, above, view):
        try:
            yield setting(text, view)
        except InputError as error:
            said = "; ".join(each.message for each in error.problems)
            raise refuse(f"{path}: the plan was made with {shown(text)}: {said}") from None


def _standing(changes: Sequence[str], above: Reading, view: object) -> list[str]:
    """Changes without those of what was added by some and taken away by a later one."""
    found: list[str] = []
    for text in changes:
        name, _, value = text.partition("=")
        added = [each for each in found if each.startswith(f"{name}.")]
        # what it takes away is not in the files: it was added before
        if value == OFF and added and above.under([setting(text, view)]).loaded.problems:
            found = [each for each in found if each not in added]
        else:
            found.append(text)
    return found
