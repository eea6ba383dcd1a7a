"""`speedfirst why`: why a day is as it is, and what would become of another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import EFFORT, Quiet, ScenarioFile, athletes_called, check_numbers, option
from solver.cli.searching import loaded, searched, warn, watching

if TYPE_CHECKING:
    from solver.diary import Done
    from solver.reasons.whynot.verdict import Answer, Planned
    from solver.reasons.whynot.where import Where
    from solver.reasons.whynot.wish import Wish
    from solver.search.outcome import Outcome, Settings
    from solver.season import Season

EXAMPLE = "Example: speedfirst why scenarios/my-week.yaml --want 'tue: flying'"

#: The place in `--help`.
PLACE = 80


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("why", epilog=EXAMPLE)(why)


@with_changes
def why(
    scenario: ScenarioFile,
    changes: Changes,
    day: Annotated[str | None, option("The day: 2027-03-02, or tue in a single week.")] = None,
    week: Annotated[int | None, option("The week of the day, or of what is wanted.")] = None,
    want: Annotated[list[str] | None, option("What if: 'tue: flying x 4'; several come together.")] = None,
    instead: Annotated[str | None, option("What if that day or week had this instead: rest, low...")] = None,
    athlete: Annotated[str | None, option("Whose plan, where there are several.")] = None,
    plan: Annotated[Path | None, option("The plan that is asked about; else it is made.")] = None,
    out: Annotated[Path | None, option("Write the other plan to this file (JSON).")] = None,
    effort: Annotated[
        float, option("How hard to search, in about so many seconds; it finds the same on every machine.")
    ] = EFFORT,
    workers: Annotated[int, option("How many searches at a time; the answer is the same.")] = 1,
    quiet: Quiet = False,
) -> None:
    """Say why a day is as it is (--day), or what it would cost if it were not (--want, --instead).

    An answer is one of: blocked (by these rules), costs so many points (of these rules), equally good.
    """
    from solver.reasons.whynot.asking import Question
    from solver.search.outcome import Settings

    check_numbers(effort, None, workers, [])
    question = Question(day, week, want or [], instead).checked(out is not None)
    season, sessions = _asked_about(loaded(scenario, changes, out, plan), plan)
    whose = _whose(season, athlete)
    where, wishes = question.read(season)
    _ahead(season, [*([where] if where else []), *(each.where for each in wishes)])
    warn(season)
    settings = Settings(effort, None, workers)
    search = partial(searched, scenario, changes, season, settings, quiet)
    with _missing("the plan that is asked about is not finished"):
        planned = _from_file(season, plan, sessions, settings) if plan else _best(season, search())
    if instead is not None:
        wishes = _instead(season, planned, whose, where, instead)
    if wishes:
        _show(season, _answer(season, planned, whose, wishes, settings, quiet), scenario, effort, out)
    else:
        _day(season, planned, whose, where, settings, quiet)


@contextmanager
def _missing(asked: str) -> Iterator[None]:
    """After Ctrl-C, say what has not been answered: the questions it names, or else what was asked."""
    try:
        yield
    except KeyboardInterrupt as stop:
        for each in [f"what if {each}" for each in stop.args] or [asked]:
            typer.echo(f"not answered: {each}", err=True)
        raise


def _whose(season: Season, name: str | None) -> str:
    """The athlete who is meant."""
    from solver.errors import refuse
    from solver.words import listed

    names = athletes_called(season, [name] if name is not None else [])
    if len(names) > 1:
        raise refuse(f"--athlete is missing: there are {listed(names)}")
    return names[0]


def _best(season: Season, outcome: Outcome) -> Planned:
    """The best plan that was found; where the search was stopped nothing is asked of it."""
    _unless_stopped(outcome)
    from solver.auditor import audited
    from solver.reasons.whynot.verdict import Planned

    return Planned(outcome.sessions, audited(season, outcome.sessions, outcome.score), outcome.bounds)


def _unless_stopped(outcome: Outcome) -> Outcome:
    """A search that came to its end by itself."""
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome


def _asked_about(season: Season, plan: Path | None) -> tuple[Season, Sequence[Done]]:
    """The season as it was when a plan was made, and what the plan has from there on."""
    from solver.cli.planned import asked_about

    return asked_about(plan, season) if plan else (season, ())


def _ahead(season: Season, places: Sequence[Where]) -> None:
    """Refuse questions about days that are done."""
    from solver.errors import refuse

    for each in places:
        if each.days and max(each.days) < season.starts:
            raise refuse(f"{each}: what is past is not planned any more")


def _from_file(season: Season, file: Path, sessions: Sequence[Done], settings: Settings) -> Planned:
    """The plan of a file, which has to keep all musts; what is not proven anew is not taken as proven."""
    from solver.auditor import audit
    from solver.errors import refuse
    from solver.reasons.whynot.verdict import Planned
    from solver.search.search import search
    from solver.words import listed

    verdict = audit(season, season.diary(sessions))
    if verdict.broken:
        rules = listed(list(dict.fromkeys(each.rule for each in verdict.broken)))
        raise refuse(f"{file}: the plan breaks what must hold ({rules}); speedfirst audit tells where")
    short = season.calendar.weeks * len(season.athletes) == 1
    return Planned(sessions, verdict, _unless_stopped(search(season, settings)).bounds if short else {})


def _day(
    season: Season, planned: Planned, athlete: str, where: Where | None, settings: Settings, quiet: bool
) -> None:
    """Say why a day is as it is."""
    from solver.errors import refuse
    from solver.reasons.days.day import why as why_day
    from solver.report.day import show_day

    assert where is not None
    if where.is_week:
        raise refuse("expected a day to explain, or --instead with what the week should have")
    with _missing(f"why it is as it is {where}"), watching(quiet) as watch:
        found = why_day(season, planned, athlete, where, settings, watch)
    show_day(season, found)


def _instead(season: Season, planned: Planned, athlete: str, where: Where | None, text: str) -> list[Wish]:
    from solver.reasons.days.day import instead
    from solver.reasons.whynot.asking import value_of

    assert where is not None
    return instead(value_of(text), where, season, planned.sessions, athlete)


def _answer(
    season: Season, planned: Planned, athlete: str, wishes: list[Wish], settings: Settings, quiet: bool
) -> Answer:
    from solver.reasons.whynot.foil import Foil
    from solver.reasons.whynot.whynot import WhyNot

    foil = Foil.of(wishes, athlete, season)
    with _missing(f"what if {foil.says}"), watching(quiet) as watch:
        (answer,) = WhyNot(season, planned, [foil], settings, watch).answers()
    return answer


def _show(season: Season, answer: Answer, scenario: Path, effort: float, out: Path | None) -> None:
    """Print an answer, and write the other plan if that is wanted and there is one."""
    from solver.files import writing
    from solver.plans.planfile import plan_text
    from solver.reasons.whynot.verdict import Possible
    from solver.report.why import show_answer

    show_answer(season, answer)
    if out is not None and isinstance(answer, Possible):
        writing.write(out, plan_text(season, answer.result, scenario, effort))
        typer.echo(f"\nwritten to {out}")
    elif out is not None:
        typer.echo(f"\nnothing is written to {out}: there is no other plan")
