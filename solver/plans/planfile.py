"""Plans as files: what was planned, from which inputs, how good it is known to be.

The same inputs give the same bytes: no date of writing, no times of the clock. What the planner
decided is `session`, `count` and `distance`; all else in a session is derived and there to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, Protocol

from solver.diary import Done
from solver.documents.base import shown, validate
from solver.documents.plan import LineageFile, PlanFile, PlannedSession, level_scores
from solver.errors import InputError, Problem
from solver.files.data import figure
from solver.files.shelves import shipped
from solver.files.source import Path_, Source
from solver.files.source import read as read_source
from solver.plans import prescription
from solver.plans.text import dumps
from solver.season import Season
from solver.version import __version__
from solver.words import unknown

FORMAT = 1


@cache
def ortools() -> str:
    """The version of OR-Tools that plans, found without loading it."""
    try:
        return version("ortools")
    except PackageNotFoundError:
        return ""


class Result(Protocol):
    """What a search comes to, as far as a plan file tells of it."""

    @property
    def sessions(self) -> Sequence[Done]:
        """The plan."""

    @property
    def status(self) -> Literal["optimal", "feasible"]:
        """Whether it is proven optimal."""

    @property
    def interrupted(self) -> bool:
        """Whether it was stopped by hand, so that another run may give another plan."""

    @property
    def score(self) -> Mapping[str, int]:
        """Points of each level."""

    @property
    def bounds(self) -> Mapping[str, int | None]:
        """What the points cannot be below."""

    @property
    def windows(self) -> int:
        """So many weeks: within any of them, all else standing still, nothing better exists; 0 if unknown."""


def plan_file(
    season: Season,
    result: Result,
    file: str,
    effort: float,
    ortools: str,
    broken: Sequence[str] = (),
) -> PlanFile:
    """The plan file of a search.

    Parameters
    ----------
    file
        The scenario's file as the coach named it.
    ortools
        The version of OR-Tools that planned.
    broken
        The musts that the plan breaks because no plan keeps them all, in words.
    """
    return PlanFile(
        plan=1,
        scenario=season.scenario.scenario,
        title=season.scenario.title,
        file=portable(file),
        speedfirst=__version__,
        ortools=ortools,
        inputs={portable(name): season.hashes[name] for name in sorted(season.hashes)},
        lineage=[LineageFile(file=portable(name), sha256=each) for name, each in season.lineage.items()],
        changes=list(season.changes),
        from_=season.calendar.date(season.starts) if season.starts else None,
        effort=effort,
        status=result.status,
        interrupted=result.interrupted,
        windows=result.windows,
        broken=list(broken),
        levels=level_scores(result.score, result.bounds),
        sessions=[planned(season, done) for done in in_order(season, season.whole(result.sessions))],
    )


def portable(name: str) -> str:
    """A file's name without the folders of this machine: relative as it is, else its last two parts.

    A shipped file is called as it is from the folder of what is shipped.
    """
    path = Path(name)
    if path.is_relative_to(shipped()):
        return path.relative_to(shipped()).as_posix()
    return Path(*path.parts[-2:]).as_posix() if path.is_absolute() else path.as_posix()


def in_order(season: Season, sessions: Sequence[Done]) -> list[Done]:
    """Sessions by athlete, day, slot and their place within the day."""
    names = [athlete.name for athlete in season.athletes]
    shelf = season.catalogue.sessions

    def place(done: Done) -> tuple[Any, ...]:
        slot = season.calendar.slots.index(done.slot) if done.slot in season.calendar.slots else 99
        rank = shelf[done.session].order if done.session in shelf else 99
        return names.index(done.athlete), done.day, slot, rank, done.session, done.count

    return sorted(sessions, key=place)


def planned(season: Season, done: Done) -> PlannedSession:
    """A session with everything that can be derived from it."""
    session = season.catalogue.sessions[done.session]
    form = season.catalogue.forms[done.form]
    race = done.form in season.race_forms
    goal = None if race else prescription.target(session, done.distance, season.athlete(done.athlete))
    return PlannedSession(
        athlete=done.athlete,
        date=season.calendar.date(done.day),
        slot=done.slot,
        session=done.session,
        count=done.count,
        distance=done.distance,
        title=prescription.title(session),
        class_=session.class_,
        dose=prescription.dose(form, done.count, session),
        target=str(goal) if goal else None,
        recovery=prescription.recovery(session, done.distance),
        metres=_amount(done, "metres"),
        minutes=_amount(done, "minutes"),
        load=_amount(done, "load"),
    )


def _amount(done: Done, measure: str) -> float:
    return figure(done.amounts.get(measure, Fraction(0)), 2)


def plan_text(
    season: Season, result: Result, file: str | Path, effort: float, broken: Sequence[str] = ()
) -> str:
    """The text of the plan file of a search that was made here; see :func:`plan_file`."""
    return dumps(plan_file(season, result, str(file), effort, ortools(), broken))


# ---- reading ------------------------------------------------------------------------------------------


def load_plan(path: Path) -> tuple[PlanFile, Source]:
    """Read a plan file.

    Raises
    ------
    InputError
        If it is not one, with line and column.
    """
    source = read_source(path)
    if not isinstance(source.data, dict) or "plan" not in source.data:
        raise InputError([source.problem((), "this is no plan of speedfirst: it has no 'plan' at its top")])
    if source.data["plan"] != FORMAT:
        said = f"found plan format {shown(source.data['plan'])}, expected {FORMAT}: made by another version?"
        raise InputError([source.problem(("plan",), said)])
    return validate(PlanFile, source), source


def sessions_of(plan: PlanFile, source: Source, season: Season) -> list[Done]:
    """The sessions of a plan; amounts are computed anew, whatever the file says.

    Raises
    ------
    InputError
        If it names an athlete, date, slot or session that the season does not have.
    """
    problems: list[Problem] = []
    done: list[Done] = []
    for number, each in enumerate(plan.sessions):
        wrong_here = [source.problem(("sessions", number, *at), said) for at, said in _wrong(each, season)]
        problems.extend(wrong_here)
        if not wrong_here:
            form = next(f for f in season.catalogue.forms.values() if _fits(f, each))
            day = season.calendar.index(each.date)
            done.append(Done.of(each.athlete, day, each.slot, form, each.count))
    if problems:
        raise InputError(problems)
    return done


def _fits(form: Any, each: PlannedSession) -> bool:
    return bool(form.session == each.session and form.distance == each.distance)


def _wrong(each: PlannedSession, season: Season) -> Iterator[tuple[Path_, str]]:
    """What a season does not know of a session."""
    names = [athlete.name for athlete in season.athletes]
    shelf = season.catalogue
    if each.athlete not in names:
        yield ("athlete",), unknown("athlete", each.athlete, names)
    if not 0 <= season.calendar.index(each.date) < season.calendar.length:
        last = season.calendar.date(season.calendar.length - 1)
        yield ("date",), f"{each.date} is not between {season.calendar.first} and {last}"
    if each.slot not in season.calendar.slots:
        yield ("slot",), unknown("slot", each.slot, season.calendar.slots)
    if each.session not in shelf.sessions:
        yield ("session",), unknown("session", each.session, shelf.sessions)
    elif not any(_fits(form, each) for form in shelf.forms.values()):
        known = [f"{f.distance} m" for f in shelf.forms.values() if f.session == each.session and f.distance]
        said = f"over {each.distance} m" if each.distance else "without a distance"
        yield ("distance",), f"{each.session} is not done {said}; known: {', '.join(known) or 'no distance'}"
