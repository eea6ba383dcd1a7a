"""The plans that are compared, and how they are found again in their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from solver.auditor import Audit, audit
from solver.diary import Done
from solver.documents.plan import PlanFile
from solver.plans.origin import season_of
from solver.plans.past import opened
from solver.plans.planfile import load_plan
from solver.plans.since import changed_since, contradicted
from solver.search.outcome import LEVELS, Outcome
from solver.season import Season
from solver.words import listed, number, plural

#: What is said of a plan that could have become better.
STOPPED = "stopped early"
#: Slips of a plan file that are told one by one.
TOLD = 3


@dataclass(frozen=True, eq=False)
class Side:
    """A plan with its season.

    Parameters
    ----------
    name
        What it is called beside the others.
    sessions
        The plan; it may break rules.
    notes
        What there is to know of where it comes from.
    known
        How good it is known to be, if it was planned just now or its file says so.
    """

    name: str
    season: Season
    sessions: Sequence[Done]
    notes: Sequence[str] = ()
    known: str = ""


@dataclass(frozen=True, eq=False)
class Again:
    """A plan file read again: what it says, its season, its sessions, and the audit of today.

    Parameters
    ----------
    changed
        What is no longer as it was when the plan was made, or other than the file says.
    slips
        What the file says of its sessions and does not follow from them.
    """

    plan: PlanFile
    season: Season
    sessions: Sequence[Done]
    audit: Audit
    changed: Sequence[str]
    slips: Sequence[str]


def read_again(path: Path, scenarios: Sequence[Path] = ()) -> Again:
    """A plan file with the season it was made for, audited anew.

    Parameters
    ----------
    scenarios
        Where its scenario may be, if it is not where the file says.

    Raises
    ------
    InputError
        If it is no plan, its scenario is not found, or that does not know what is planned.
    """
    plan, source = load_plan(path)
    season, sessions = opened(plan, source, season_of(path, plan, scenarios))
    verdict = audit(season, season.diary(sessions))
    changed = [*changed_since(plan, season)]
    changed += [
        f"the file says {plural(each.points, 'point')} of {each.level}, the auditor {now:,}"
        for each in plan.levels
        if each.points != (now := verdict.score[each.level])
    ]
    return Again(plan, season, sessions, verdict, changed, contradicted(plan, season, sessions))


def of_file(path: Path, scenarios: Sequence[Path] = ()) -> Side:
    """The plan of a plan file, in the season it was made for; see :func:`read_again`."""
    found = read_again(path, scenarios)
    notes = [*found.changed, *few(found.slips)]
    optimal = found.plan.status == "optimal"
    said = "" if notes else "proven optimal, says its file" if optimal else "not proven optimal"
    return Side(found.plan.title, found.season, found.sessions, notes, said)


def planned(season: Season, outcome: Outcome) -> Side:
    """A plan that was made just now."""
    said = "proven optimal" if outcome.status == "optimal" else f"not proven optimal{_gaps(outcome)}"
    said = f"{STOPPED}, {said}" if outcome.interrupted else said
    return Side(season.scenario.title, season, outcome.sessions, known=said)


def _gaps(outcome: Outcome) -> str:
    """' (no plan below should 2)', where that is known."""
    gaps = [
        f"{level} {number(bound)}" for level in LEVELS
        if (bound := outcome.bounds[level]) is not None and bound < outcome.score[level]
    ]  # fmt: skip
    return f" (no plan below {listed(gaps)})" if gaps else ""


def told_apart(sides: Sequence[Side], files: Sequence[str]) -> list[Side]:
    """The same with names that differ: titles where they do, else with the names of the files."""
    titles = [each.name for each in sides]
    if len(set(titles)) < len(titles):
        stems = [Path(file).stem for file in files]
        titles = stems if len(set(stems)) == len(stems) else [
            f"{stem} ({place})" for place, stem in enumerate(stems, start=1)
        ]  # fmt: skip
    return [replace(each, name=name) for each, name in zip(sides, titles, strict=True)]


def few(slips: Sequence[str]) -> list[str]:
    """Some slips, and how many more there are."""
    more = len(slips) - TOLD
    return [*slips[:TOLD], *([f"and {plural(more, 'more slip')} of that kind"] if more > 0 else [])]
