"""A plan on the screen, from its title to its last rule."""

from __future__ import annotations

from rich.console import Console

from solver.auditor import Audit
from solver.diary import Diary
from solver.plans.figures import Week, weeks
from solver.plans.planfile import Result
from solver.report import score, week
from solver.report import screen as s
from solver.report import season as overview
from solver.season import Season
from solver.words import plural

#: Plans of more weeks get an overview, and not every week is shown at once.
SHORT = 2


def show_plan(
    season: Season,
    outcome: Result,
    audit: Audit,
    chosen: set[int] | None = None,
    quiet: bool = False,
    stopped: bool = False,
) -> None:
    """Print a plan.

    Parameters
    ----------
    chosen
        The weeks to show; None for all of a short plan, else the first and those of A meets.
    quiet
        Whether only the head is wanted.
    stopped
        Whether the search was interrupted.
    """
    screen = s.console()
    overview.show_head(screen, season)
    overview.show_state(screen, season, outcome, audit, stopped)
    score.show_broken(screen, season, audit)
    if quiet:
        return
    diary = season.diary(outcome.sessions)
    by_athlete = {athlete.name: weeks(season, diary, athlete) for athlete in season.athletes}
    if season.calendar.weeks > SHORT:
        _overview(screen, season, by_athlete)
    _grids(screen, season, diary, by_athlete, chosen)
    score.show_score(screen, season, audit)
    score.show_form(screen, season, audit)


def _overview(screen: Console, season: Season, by_athlete: dict[str, list[Week]]) -> None:
    screen.print()
    if len(by_athlete) > 1:
        overview.show_squad(screen, by_athlete)
    else:
        overview.show_weeks(screen, season, next(iter(by_athlete.values())))


def _grids(
    screen: Console, season: Season, diary: Diary, by_athlete: dict[str, list[Week]], chosen: set[int] | None
) -> None:
    wanted = chosen if chosen is not None else _usual(season, by_athlete)
    for number in sorted(wanted):
        for athlete in season.athletes:
            screen.print()
            if len(season.athletes) > 1:
                screen.print(s.heading(athlete.name))
            week.show_week(screen, season, diary, athlete, by_athlete[athlete.name][number - 1])
    hidden = season.calendar.weeks - len(wanted)
    if hidden and chosen is None:
        screen.print()
        other = min(set(range(1, season.calendar.weeks + 1)) - wanted)
        hint = f"{plural(hidden, 'more week')}: --weeks all shows every week, --week {other} one of them"
        screen.print(hint, style=s.DIM)


def _usual(season: Season, by_athlete: dict[str, list[Week]]) -> set[int]:
    """All weeks of a short plan, else the first one and those of A meets."""
    if season.calendar.weeks <= SHORT:
        return set(range(1, season.calendar.weeks + 1))
    peaks = {w.number for each in by_athlete.values() for w in each for m in w.meets if m.priority == "A"}
    return {1, *peaks}
