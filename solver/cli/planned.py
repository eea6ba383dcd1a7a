"""A plan file with its season: from the scenario that it was made of, and only if it passes its audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from solver.cli.changes import Changes

if TYPE_CHECKING:
    from solver.audit import Audit
    from solver.diary import Done
    from solver.documents.plan import PlanFile
    from solver.exports import Export
    from solver.season import Season

#: Breaches that are shown where a plan does not pass.
SHOWN = 5


@dataclass(frozen=True)
class Planned:
    """A plan that has passed its audit, or says itself which musts it breaks."""

    scenario: Path
    season: Season
    document: PlanFile
    sessions: Sequence[Done]
    verdict: Audit

    def export(self, athletes: Sequence[str], weeks: Sequence[int], before: bytes | None = None) -> Export:
        """What is exported of it; see :class:`solver.exports.export.Export`."""
        from solver.exports import Export

        return Export.of(self.season, self.document, self.sessions, athletes, weeks, before)


def planned(plan: Path, scenario: Path | None, changes: Changes, others: Iterable[Path] = ()) -> Planned:
    """Read a plan and audit it.

    Parameters
    ----------
    scenario
        Its scenario; by default the one that the plan names, with the overlays and changes it was made with.
    others
        Files that are written besides.

    Raises
    ------
    InputError
        If the plan or its scenario cannot be read.
    typer.Exit
        With code 1, if it breaks musts that it does not say it breaks.
    """
    from solver.audit import audit
    from solver.plan import load_plan, sessions_of
    from solver.since import changed_since

    document, source = load_plan(plan)
    file = scenario or scenario_of(document, plan)
    season = (changes or _changes_of(document, file, plan)).load(file, [plan, *others])
    for note in changed_since(document, season):
        typer.echo(f"note: {note}", err=True)
    sessions = sessions_of(document, source, season)
    verdict = audit(season, season.diary(sessions))
    unsaid = [
        says for each in verdict.broken if (says := f"{each.rule}: {each.breach.says}") not in document.broken
    ]
    if unsaid:
        shown = [f"  {each}" for each in unsaid[:SHOWN]]
        more = [f"  and {len(unsaid) - SHOWN} more"] if len(unsaid) > SHOWN else []
        hint = f"Nothing is written. See: speedfirst audit {plan} --scenario {file}"
        typer.echo("\n".join([f"{plan} does not pass its audit; it breaks", *shown, *more, hint]), err=True)
        raise typer.Exit(1)
    return Planned(file, season, document, sessions, verdict)


def scenario_of(document: PlanFile, plan: Path) -> Path:
    """The scenario that a plan names: from here, from the plan's folder or the one above, or a shipped one.

    Raises
    ------
    InputError
        If there is no such file.
    """
    from solver.errors import refuse
    from solver.shelves import real, shipped

    beside = real(plan).parent
    for folder in (Path(), beside, beside.parent, shipped()):
        if (folder / document.file).is_file():
            return folder / document.file
    raise refuse(f"{plan} was made from {document.file}, which is not here; name it with --scenario")


def _changes_of(document: PlanFile, scenario: Path, plan: Path) -> Changes:
    """The overlays and changes with which a plan was made."""
    from solver.errors import refuse

    names = [each.file for each in document.lineage]
    own = next((n for n, name in enumerate(names) if scenario.as_posix().endswith(name)), 0)
    overlays = []
    for name in names[own + 1 :]:
        folders = (Path(), scenario.parent, scenario.parent.parent, plan.parent)
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if found is None:
            raise refuse(f"{plan} was made with {name}, which is not here; name it with --apply")
        overlays.append(found)
    return Changes(apply=overlays or None, set_=list(document.changes) or None)
