"""`speedfirst check`: every problem of every file, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver.cli.changes import Changes, with_changes
from solver.cli.options import files as named_files

if TYPE_CHECKING:
    from solver.files.source import Source

FOLDERS = ("constraints", "scenarios")
ENDINGS = (".yaml", ".yml")
#: What a file may begin with.
WORDS = ("scenario", "extends", "rulebook", "catalogue", "week", "mapping")

#: The place in `--help`.
PLACE = 160


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("check", epilog="Example: speedfirst check constraints scenarios/my-week.yaml")(check)


@with_changes
def check(
    changes: Changes,
    files: Annotated[
        list[Path] | None,
        named_files(
            "Files or folders; by default constraints/ and scenarios/.",
            "rulebook",
            "scenario",
            folders=True,
        ),
    ] = None,
) -> None:
    """Say what is wrong in scenarios, rulebooks, catalogues, plans...; one line for each good file."""
    from solver.errors import InputError, Problem
    from solver.workers.garbage import put_off

    problems: list[Problem] = []
    warnings: list[str] = []
    with put_off():
        found = gather(files or usual())
        if changes:
            _refuse_changes(found, changes)
        for file in found:
            try:
                says, notes = inspect(file, changes)
            except InputError as error:
                problems.extend(error.problems)
            else:
                typer.echo(f"{_shown(file)}  {says}")
                warnings.extend(notes)
    for warning in dict.fromkeys(warnings):
        typer.echo(f"note: {warning}", err=True)
    if problems:
        raise InputError(problems)


def _refuse_changes(files: list[Path], changes: Changes) -> None:
    """Refuse changes where no scenario takes them, and to save them where several do."""
    from solver.errors import refuse
    from solver.files.shelves import open_file
    from solver.loading.books import first_word
    from solver.words import plural

    count = sum(first_word(open_file(each)) in ("scenario", "extends") for each in files)
    if not count or (changes.save and count > 1):
        option = "--save" if count else "changes"
        raise refuse(f"{option}: found {plural(count, 'scenario')} to check, expected one")


def usual() -> list[Path]:
    """The usual folders, those of them that there are."""
    from solver.errors import refuse

    there = [Path(name) for name in FOLDERS if Path(name).is_dir()]
    if not there:
        raise refuse("there is no constraints/ and no scenarios/ here; name files or folders to check")
    return there


def gather(paths: list[Path]) -> list[Path]:
    """The files named, and those in the folders named.

    Raises
    ------
    InputError
        If a folder has no YAML file in it.
    """
    from solver.errors import refuse

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix in ENDINGS and each.is_file())
            if not inside:
                raise refuse(f"there is no YAML file in the folder {path}")
            found.extend(inside)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def inspect(file: Path, changes: Changes) -> tuple[str, list[str]]:
    """What a file is, in words, and what should be known of it.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    from solver.errors import InputError
    from solver.files.shelves import open_file
    from solver.loading.books import first_word
    from solver.words import listed, nearest

    source = open_file(file)
    first = first_word(source)
    known = {
        "scenario": lambda: _scenario(file, changes),
        "extends": lambda: _scenario(file, changes),
        "rulebook": lambda: _rulebook(file, source),
        "catalogue": lambda: _catalogue(file),
        "week": lambda: _week(source),
        "mapping": lambda: _mapping(source),
        "plan": lambda: _plan(file) if source.data["plan"] == 1 else _typed(source),
    }
    if first not in known:
        words = listed([f"'{each}'" for each in WORDS], "or")
        close = nearest(str(first), WORDS)
        hint = f"; did you mean '{close}'?" if close else ""
        raise InputError(
            [source.problem((), f"what is this? Expected {words} as the first word of the file{hint}")]
        )
    return known[first]()


def _scenario(file: Path, changes: Changes) -> tuple[str, list[str]]:
    from solver.words import plural

    found = changes.load(file)
    weeks = plural(found.calendar.weeks, "week")
    athletes = plural(len(found.athletes), "athlete")
    return f"scenario: {weeks}, {athletes}, {plural(len(found.rules), 'rule')}", list(found.warnings)


def _rulebook(file: Path, source: Source) -> tuple[str, list[str]]:
    from solver.errors import InputError
    from solver.examples.shelves import unknown_sessions
    from solver.loading.books import read_book
    from solver.words import plural

    book = read_book(file, source)
    if strange := unknown_sessions(file):
        raise InputError(strange)
    return f"rulebook: {plural(len(book.rules), 'rule')}", []


def _catalogue(file: Path) -> tuple[str, list[str]]:
    from solver.loading.load import read_catalogue
    from solver.words import plural

    return f"catalogue: {plural(len(read_catalogue(file).sessions), 'session')}", []


def _plan(file: Path) -> tuple[str, list[str]]:
    from solver.plans.planfile import load_plan
    from solver.words import plural

    plan, _ = load_plan(file)
    return f"plan: {plural(len(plan.sessions), 'session')}", []


def _typed(source: Source) -> tuple[str, list[str]]:
    from solver.documents.base import validate
    from solver.typed.reading import TypedFile
    from solver.words import plural

    return f"typed plan: {plural(len(validate(TypedFile, source).days), 'session')}", []


def _week(source: Source) -> tuple[str, list[str]]:
    from solver.documents.base import validate
    from solver.documents.week import WeekFile
    from solver.words import plural

    weeks = validate(WeekFile, source).each()
    days = sum(day is not None for week in weeks for day in week.days.values())
    return f"week: {plural(len(weeks), 'week')}, {plural(days, 'known day')}", []


def _mapping(source: Source) -> tuple[str, list[str]]:
    from solver.documents.base import validate
    from solver.documents.mapping import MappingFile
    from solver.words import plural

    return f"mapping: {plural(len(validate(MappingFile, source).words), 'word')}", []


def _shown(file: Path) -> str:
    from solver.files.shelves import shown

    return shown(file)
