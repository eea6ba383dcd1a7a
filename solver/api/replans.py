"""Plans that live, in Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

from solver.api.given import scenario_of, settings_of
from solver.api.older import plan_of
from solver.api.plans import Plan
from solver.api.result import Columns, Result, columns
from solver.api.scenario import Scenario
from solver.errors import refuse
from solver.imports.log import read
from solver.plans.origin import reading_of
from solver.plans.since import changed_since
from solver.replans import replan as replans
from solver.replans.events import Spell
from solver.replans.file import Older, content_of
from solver.replans.happened import Happened, happened
from solver.report.replan import WORDS, show_replan, turned, why
from solver.search.outcome import LEVELS, Outcome, Settings

CHANGE = ("change", "athlete", "session", "why", "forced")


@dataclass(frozen=True, repr=False, eq=False)
class Replan(Result):
    """A plan from a day on, and what changes; made by :func:`replan`.

    Attributes
    ----------
    older
        The plan as it was.
    since
        What has happened.
    found
        The new plan, the changes, what is proven of them.
    """

    older: Older
    since: Happened
    found: replans.Replan
    publish_days: int
    effort: float

    @cached_property
    def plan(self) -> Plan:
        """The new plan, its past as it was done."""
        found = self.found
        scenario = Scenario(self.since.above.file, self.since.above, found.season)
        whole, none = found.season.whole(found.sessions), dict.fromkeys(LEVELS)
        outcome = Outcome(whole, "feasible", found.verdict.score, none, 0.0, 0.0)
        text = content_of(self.older, self.since.lived, found, self.effort, self.since.news).decode()
        return Plan(scenario, outcome, found.verdict, self.effort, text)

    @property
    def same(self) -> bool:
        """Whether the days to come are as they were."""
        return self.found.same

    @property
    def changed(self) -> int:
        """How many sessions changed, beside those that fell out by what has happened."""
        return self.found.changed

    @property
    def proven(self) -> bool:
        """Whether it is proven that no plan that keeps the musts changes fewer."""
        return self.found.proven

    @property
    def lost(self) -> Sequence[str]:
        """The musts that cannot be kept any more."""
        return list(dict.fromkeys(each.rule for each in self.found.lost))

    def table(self) -> Columns:
        """The changes: `change`, `athlete`, `session` (as it was and is), `why`, `forced` (by which)."""
        season = self.found.season
        rows = [
            {
                "change": WORDS[each.change.sort], "athlete": each.change.athlete,
                "session": turned(season, each), "why": why(season, each),
                "forced": ", ".join(dict.fromkeys(must.rule for must in each.forced)),
            }
            for each in self.found.changes
        ]  # fmt: skip
        return columns(rows, CHANGE)

    def curve(self) -> Columns:
        """The best score for each number of changes that was allowed: `changed`, `should`, `prefer`."""
        rows = [{"changed": each.changed, **each.score} for each in self.found.curve]
        return columns(rows, ("changed", *LEVELS))

    def _print(self) -> None:
        show_replan(self.found, self.since, self.publish_days)


def replan(
    plan: Plan | str | Path,
    day: str | dt.date,
    *,
    scenario: Scenario | str | Path | None = None,
    log: str | Path | None = None,
    sick: Sequence[str] | str = (),
    injured: Sequence[str] | str = (),
    athlete: str | None = None,
    publish_days: int = 0,
    max_changes: int | None = None,
    effort: float = 20.0,
) -> Replan:
    """Plan anew from a day on: the fewest sessions that the musts force, each with its reason.

    Parameters
    ----------
    plan, scenario
        The plan as it was, or its file; its scenario as it is now, if that has changed (see :func:`load`).
    day, log
        The first day still to be planned; what was done before it: a log (CSV, YAML) or a workbook with one.
    sick, injured, athlete
        Days such as ``"2026-10-12..2026-10-14"``, one or more, and whose, where there are several.
    publish_days, max_changes
        So many days are published, where nothing moves unless a must forces it; so many sessions may change
        if the score is better for it.

    Examples
    --------
    >>> import solver
    >>> week = solver.plan("scenarios/week-100m-gpp.yaml")
    >>> solver.replan(week, "2026-10-14", sick="2026-10-17").table()["change"]
    ['falls out']
    """
    settings = settings_of(effort, 1, publish_days=publish_days, max_changes=max_changes)
    older, spells = plan_of(plan), [*_spells("sick", sick, athlete), *_spells("injured", injured, athlete)]
    since = _since(plan, older, scenario, spells, (str(day), log))
    return Replan(older, since, _found(since, settings, publish_days, max_changes), publish_days, effort)


def _found(since: Happened, settings: Settings, publish: int, most: int | None) -> replans.Replan:
    lived = since.lived
    return replans.replan(
        lived.season, lived.sessions, settings, publish, most, absent=since.absent, known=lived.known
    )


def _since(
    plan: Plan | str | Path,
    older: Older,
    scenario: Scenario | str | Path | None,
    spells: Sequence[Spell],
    told: tuple[str, str | Path | None],
) -> Happened:
    """What has happened; a scenario that is not as it was is news."""
    if scenario is not None:
        below = scenario_of(scenario).reading
    else:
        below = plan.scenario.reading if isinstance(plan, Plan) else reading_of(Path(plan), older.document)
    day, log = told
    since = happened(older, below, (), spells, day, None if log is None else partial(read, Path(log)))
    other = scenario is not None and any(changed_since(older.document, since.above.season()))
    return replace(since, news=since.news or other)


def _spells(what: Literal["sick", "injured"], given: Sequence[str] | str, athlete: str | None) -> list[Spell]:
    """Days on which an athlete is out."""
    every = [given] if isinstance(given, str) else list(given)
    if slip := next((each for each in every if not isinstance(each, str)), None):
        raise refuse(f"{what}: found {repr(slip)[:60]}, expected days such as '2026-10-12..2026-10-14'")
    return [Spell.read(what, each, athlete) for each in every]
