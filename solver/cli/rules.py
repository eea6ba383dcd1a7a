"""`speedfirst rules`: rulebooks in plain English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from solver.books import Book


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("rules", epilog="Example: speedfirst rules constraints/speed-first.yaml")(rules)


def rules(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Rulebooks or scenarios; by default all shipped rulebooks.", show_default=False),
    ] = None,
) -> None:
    """Read rulebooks aloud: every rule in English, how strictly it holds, why, and who says so."""
    from solver.books import first_word, read_book, shipped_books
    from solver.errors import InputError, Problem
    from solver.report.rulebook import show_book
    from solver.report.screen import console
    from solver.shelves import open_file

    problems: list[Problem] = []
    books: list[Book] = []
    for file in files or shipped_books():
        try:
            source = open_file(file)
            books += _of_scenario(file) if first_word(source) == "scenario" else [read_book(file, source)]
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    screen = console()
    for place, book in enumerate(books):
        if place:
            screen.print()
        show_book(screen, book)


def _of_scenario(file: Path) -> list[Book]:
    """The rules that hold in a scenario, by the rulebook they came from, as they are there."""
    from solver.books import Book, read_book
    from solver.loading import load
    from solver.shelves import find

    season = load(file)
    found = [read_book(find(name, "rulebook", file, None, "rulebooks")) for name in season.scenario.rulebooks]
    sources = {name: text for book in found for name, text in book.sources.items()}
    titles = list(dict.fromkeys(each.book for each in season.rules))
    return [
        Book(
            id=next((book.id for book in found if book.title == title), season.scenario.scenario),
            title=title,
            sources=sources,
            rules={each.id: each.rule for each in season.rules if each.book == title},
            modifiers=next((book.modifiers for book in found if book.title == title), {}),
        )
        for title in titles
    ]
