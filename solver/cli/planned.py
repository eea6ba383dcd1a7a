"""A plan file with its season: from the scenario that it was made of, and only if it passes its audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from solver.auditor import Audit
    from solver.diary import Done
    from solver.documents.plan import PlanFile
    from solver.exports.export import Export
    from solver.files.source import Source
    from solver.season import Season

#: Breaches that are shown where a plan does not pass.
SHOWN = 5


@dataclass(frozen=True)
class PlannedSeason:
    """A plan that has passed its audit, or says itself which musts it breaks."""

    season: Season
    document: PlanFile
    sessions: Sequence[Done]
    verdict: Audit

    def export(self, athletes: Sequence[str], weeks: Sequence[int], before: bytes | None = None) -> Export:
        """What is exported of it; see :class:`solver.exports.export.Export`."""
        from solver.exports.export import Export

        return Export.of(self.season, self.document, self.sessions, athletes, weeks, before)


def asked_about(plan: Path, season: Season) -> tuple[Season, Sequence[Done]]:
    """The days to come of a plan, and a season that is named besides as it was when the plan was made."""
    from solver.plans.planfile import load_plan

    season, sessions = within(season, *load_plan(plan))
    return season, season.ahead(sessions)


def within(season: Season, document: PlanFile, source: Source) -> tuple[Season, Sequence[Done]]:
    """The sessions of a plan, and its season as it was; what has changed since is told."""
    from solver.plans.past import opened
    from solver.plans.since import changed_since

    for note in changed_since(document, season):
        typer.echo(f"note: {note}", err=True)
    return opened(document, source, season)


def planned(plan: Path, scenario: Path | None) -> PlannedSeason:
    """Read a plan and audit it.

    Parameters
    ----------
    scenario
        Its scenario, if that is not where the plan says.

    Raises
    ------
    InputError
        If the plan or its scenario cannot be read.
    typer.Exit
        With code 1, if it breaks musts that it does not say it breaks.
    """
    from solver.auditor import audit
    from solver.plans.origin import season_of
    from solver.plans.planfile import load_plan

    document, source = load_plan(plan)
    season = season_of(plan, document, [scenario] if scenario else [])
    season, sessions = within(season, document, source)
    verdict = audit(season, season.diary(sessions))
    unsaid = [each for each in map(str, verdict.broken) if each not in document.broken]
    if unsaid:
        shown = [f"  {each}" for each in unsaid[:SHOWN]]
        more = [f"  and {len(unsaid) - SHOWN} more"] if len(unsaid) > SHOWN else []
        hint = f"Nothing is written. See: speedfirst audit {plan} --scenario {scenario or document.file}"
        typer.echo("\n".join([f"{plan} does not pass its audit; it breaks", *shown, *more, hint]), err=True)
        raise typer.Exit(1)
    return PlannedSeason(season, document, sessions, verdict)
